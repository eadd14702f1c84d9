#pragma once

#include "geo/shapes.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace locality::io {

/// A picture to lie under maps, as a project file or a command names it.
struct BackdropSpec {
    std::filesystem::path path;  ///< a file, or a folder of tiles
    double opacity = 0.6;        ///< of the zones' colours over it, 0 to 1
    std::string attribution;     ///< empty: what the file itself says
};

/// The table [backdrop] of a project file, if it has one; relative paths are looked for as read_project does.
/// Throws model::InputError with the line.
std::optional<BackdropSpec> read_backdrop_spec(const std::filesystem::path& project,
                                               const std::optional<std::filesystem::path>& data = {});

/// Pixels of a stretch of ground, rows from north to south: 0xaarrggbb, colours multiplied by alpha. Clear where the
/// picture has nothing.
struct BackdropPixels {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
};
inline constexpr int most_backdrop_px = 4096;  ///< of either side of what is read at once

/// A GeoTIFF, MBTiles or other georeferenced raster, a folder of tiles (z/x/y.png or .jpg, as web maps have them), or
/// GDAL's XML description of a tile or map service (<GDAL_WMS>): only that one reaches for the network, because it says
/// so. Opened read-only, nothing is written beside it. Threads take turns.
class BackdropFile {
public:
    /// Throws model::InputError for what cannot be read, and for a picture that does not say where it lies.
    explicit BackdropFile(const std::filesystem::path& path);
    ~BackdropFile();
    BackdropFile(const BackdropFile&) = delete;
    BackdropFile& operator=(const BackdropFile&) = delete;

    /// What the file asks to be said beside it; empty where it asks for nothing.
    const std::string& attribution() const;
    /// Warps the ground, in National Grid metres, to so many pixels, at most most_backdrop_px a side; from overviews or
    /// the zoom level that fits. All clear where that would be reading more than a hundred million pixels: a large file
    /// without overviews, or tiles of close levels alone, seen from afar. Throws model::InputError where reading fails: a broken file, no network.
    BackdropPixels read(const geo::Box& ground, int width, int height) const;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

}  // namespace locality::io
