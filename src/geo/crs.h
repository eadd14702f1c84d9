#pragma once

#include "geo/shapes.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace locality::geo {

/// Brings coordinates of one coordinate system to British National Grid (EPSG:27700). The only place that knows PROJ.
///
/// Axis order is x (east, longitude), y (north, latitude) on both sides. Nothing is fetched from the network. One
/// thread at a time uses an object.
///
/// The way is chosen once for all places: the OSTN15 grid where PROJ finds it (places outside the grid are refused, not
/// moved by another way), else the best that PROJ has without it. A way that leaves the datum shift out is never taken.
class ToNationalGrid {
public:
    /// `definition` is anything PROJ reads: "EPSG:4326", WKT, PROJJSON. Throws GeometryError if PROJ cannot read it or
    /// knows no way from there to the National Grid.
    explicit ToNationalGrid(std::string_view definition);
    ~ToNationalGrid();
    ToNationalGrid(ToNationalGrid&&) noexcept;
    ToNationalGrid& operator=(ToNationalGrid&&) noexcept;

    /// True where the source already is the National Grid and coordinates pass unchanged.
    bool is_identity() const;
    /// The source's name in words: "WGS 84", "OSGB36 / British National Grid".
    const std::string& source_name() const;
    /// True where the source counts in degrees.
    bool source_is_geographic() const;
    /// How positions were moved, in plain words for a user, with the metres they may be off:
    /// "OSTN15 grid shift (within 0.1 m)", "Helmert shift: positions may be off by up to 5 m, because ... was not
    /// found".
    const std::string& how() const;
    /// How far positions may be off, in metres: 0 for identity, NaN where it is not known.
    double accuracy_m() const;

    /// Transforms in place. Throws GeometryError naming the first place that PROJ refused.
    void transform(std::span<Point> points) const;
    /// The way back, from the National Grid to the source. A place brought there and back is within 1 mm of where it was.
    void transform_back(std::span<Point> points) const;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

/// Where PROJ looks for grids besides its own folders; call before the first ToNationalGrid. A folder that does not
/// exist is ignored.
void add_grid_folder(const std::string& folder);

/// True where the box can be National Grid metres of Great Britain; false for degrees and for other lands' metres.
bool plausible_national_grid(const Box& box);
/// True where the box can be degrees of longitude and latitude.
bool plausible_degrees(const Box& box);

}  // namespace locality::geo
