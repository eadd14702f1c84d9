#pragma once

#include "geo/shapes.h"

#include <QFont>
#include <QPainterPath>
#include <QSizeF>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace locality::style {

/// Names of footprints, placed so that none covers another.
///
/// A name stands where most of it is inside the footprint's largest part and farthest from its border, on one line or
/// two; one that cannot stand mostly inside its footprint and clear of the others is left out. Smaller footprints
/// choose first: they have fewer places.
class LabelPlacer {
public:
    struct Placed {
        std::size_t footprint = 0;
        geo::Point centre;
        QPainterPath text;  ///< pixels, around (0, 0)
    };

    /// `shapes` outlives this; names has one entry per shape.
    LabelPlacer(const geo::Shapes& shapes, std::vector<std::string> names);
    /// Names that stand inside `room`; `first` is placed before all others (-1 for none).
    const std::vector<Placed>& place(const geo::Box& room, double metres_per_pixel, const QFont& font,
                                     std::ptrdiff_t first);

private:
    /// Which cells of a grid over the largest part are inside it, summed up from the corner.
    struct Mask {
        geo::Box box;
        int columns = 0, rows = 0;
        double cell_m = 0;
        std::vector<std::uint32_t> sum;
        double inside(double min_x, double min_y, double max_x, double max_y) const;  ///< fraction of a rectangle
    };
    struct Spot {
        geo::Point centre;
        double score = 0;  ///< 0 where there is none
    };

    Spot best_spot(std::size_t footprint, QSizeF size_m, const geo::Box& room, const std::vector<geo::Box>& taken);
    const Mask& mask(std::size_t footprint);
    Mask draw_mask(std::size_t footprint) const;

    const geo::Shapes* m_shapes;
    std::vector<std::string> m_names;
    std::vector<std::size_t> m_part;  ///< the largest of each shape
    std::vector<geo::Box> m_box;      ///< of that part
    std::vector<double> m_area_m2;    ///< of that part
    std::vector<std::optional<Mask>> m_mask;

    geo::Box m_placed_room;
    double m_placed_scale = 0;
    QFont m_placed_font;
    std::ptrdiff_t m_placed_first = -1;
    std::vector<Placed> m_placed;
};

/// A name on one line, or on two where it is long: broken at the space that makes them most alike.
std::vector<std::string> label_lines(const std::string& name, std::size_t longest_single);

}  // namespace locality::style
