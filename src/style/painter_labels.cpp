#include "style/painter_labels.h"

#include <QFontMetricsF>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace locality::style {

namespace {

constexpr int mask_cells = 64;        // on the longer side of a footprint's largest part
constexpr double least_inside = 0.6;  // of a name, inside its footprint: more reads as another's
constexpr double line_step = 0.92;    // from line to line, of the font's height
constexpr std::size_t longest_single_line = 12;

using LinesOfText = std::vector<std::string>;

/// Letters are measured and outlined at this size and scaled: the outlines that Qt 6.4 gives at usual sizes depend on
/// whether the letters were drawn as pixels before.
constexpr int outline_px = 256;

QFont outline_font(QFont font) {
    font.setPixelSize(outline_px);
    return font;
}

/// Size of lines one under another, for a font of one pixel.
QSizeF unit_size(const LinesOfText& lines, const QFontMetricsF& metrics) {
    double width = 0;
    for (const std::string& line : lines)
        width = std::max(width, metrics.horizontalAdvance(QString::fromStdString(line)));
    return QSizeF(width, line_step * metrics.height() * static_cast<double>(lines.size())) / outline_px;
}

/// Lines centred on (0, 0).
QPainterPath path_of(const LinesOfText& lines, const QFont& font, const QFontMetricsF& metrics, double pixels) {
    QPainterPath path;
    const double step = line_step * metrics.height(), top = -step * static_cast<double>(lines.size()) / 2;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QString line = QString::fromStdString(lines[i]);
        const double middle = top + step * (static_cast<double>(i) + 0.5);
        path.addText(QPointF(-metrics.horizontalAdvance(line) / 2, middle + (metrics.ascent() - metrics.descent()) / 2),
                     font, line);
    }
    path.setFillRule(Qt::WindingFill);
    const double scale = pixels / outline_px;
    return QTransform::fromScale(scale, scale).map(path);
}

}  // namespace

std::vector<std::string> label_lines(const std::string& name, std::size_t longest_single) {
    if (name.size() <= longest_single) return {name};
    std::size_t best = std::string::npos, best_longest = name.size();
    for (std::size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at + 1)) {
        const bool in_brackets = name.rfind('(', at) != std::string::npos && name.find(')', at) < name.find('(', at);
        const std::size_t longest = std::max(at, name.size() - at - 1) + (in_brackets ? 6 : 0);
        if (longest < best_longest) {
            best = at;
            best_longest = longest;
        }
    }
    if (best == std::string::npos) return {name};
    return {name.substr(0, best), name.substr(best + 1)};
}

LabelPlacer::LabelPlacer(const geo::Shapes& shapes, std::vector<std::string> names)
    : m_shapes(&shapes),
      m_names(std::move(names)),
      m_part(shapes.shape_count()),
      m_box(shapes.shape_count()),
      m_area_m2(shapes.shape_count(), 0.0),
      m_mask(shapes.shape_count()) {
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape)
        for (std::size_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
            const auto shell = shapes.ring(shapes.part_begin[part]);
            const double area = std::abs(geo::twice_signed_area_m2(shell)) / 2;
            if (area <= m_area_m2[shape]) continue;
            m_area_m2[shape] = area;
            m_part[shape] = part;
            m_box[shape] = {};
            for (const geo::Point& p : shell) m_box[shape].add(p);
        }
}

double LabelPlacer::Mask::inside(double min_x, double min_y, double max_x, double max_y) const {
    // Every cell that the rectangle meets counts whole, so that one smaller than a cell has an answer, too.
    const double c0 = std::floor((min_x - box.min_x) / cell_m), c1 = std::ceil((max_x - box.min_x) / cell_m);
    const double r0 = std::floor((min_y - box.min_y) / cell_m), r1 = std::ceil((max_y - box.min_y) / cell_m);
    const auto at = [&](double column, double row) {
        const auto c = static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(columns)));
        const auto r = static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(rows)));
        return static_cast<double>(sum[r * static_cast<std::size_t>(columns + 1) + c]);
    };
    return (at(c1, r1) - at(c0, r1) - at(c1, r0) + at(c0, r0)) / ((c1 - c0) * (r1 - r0));
}

LabelPlacer::Mask LabelPlacer::draw_mask(std::size_t footprint) const {
    Mask mask;
    mask.box = m_box[footprint];
    mask.cell_m = std::max({mask.box.width(), mask.box.height(), 1.0}) / mask_cells;
    mask.columns = std::max(1, static_cast<int>(std::ceil(mask.box.width() / mask.cell_m)));
    mask.rows = std::max(1, static_cast<int>(std::ceil(mask.box.height() / mask.cell_m)));
    const auto stride = static_cast<std::size_t>(mask.columns + 1);
    mask.sum.assign(stride * static_cast<std::size_t>(mask.rows + 1), 0);

    // Even-odd along the middle line of each row; a cell is inside where its middle is.
    std::vector<std::vector<double>> crossings(static_cast<std::size_t>(mask.rows));
    const std::size_t part = m_part[footprint];
    for (std::size_t ring = m_shapes->part_begin[part]; ring < m_shapes->part_begin[part + 1]; ++ring) {
        const auto points = m_shapes->ring(ring);
        for (std::size_t i = 1; i < points.size(); ++i) {
            geo::Point a = points[i - 1], b = points[i];
            if (a.y > b.y) std::swap(a, b);
            const double first = std::ceil((a.y - mask.box.min_y) / mask.cell_m - 0.5);
            for (int row = std::max(0, static_cast<int>(first)); row < mask.rows; ++row) {
                const double y = mask.box.min_y + (row + 0.5) * mask.cell_m;
                if (y >= b.y) break;
                crossings[static_cast<std::size_t>(row)].push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
    }
    for (std::size_t row = 0; row < crossings.size(); ++row) {
        std::vector<double>& xs = crossings[row];
        std::sort(xs.begin(), xs.end());
        std::size_t passed = 0;
        std::uint32_t in_row = 0;
        for (std::size_t c = 0; c + 1 < stride; ++c) {
            const double x = mask.box.min_x + (static_cast<double>(c) + 0.5) * mask.cell_m;
            while (passed < xs.size() && xs[passed] <= x) ++passed;
            in_row += passed % 2;
            mask.sum[(row + 1) * stride + c + 1] = mask.sum[row * stride + c + 1] + in_row;
        }
    }
    return mask;
}

const LabelPlacer::Mask& LabelPlacer::mask(std::size_t footprint) {
    if (!m_mask[footprint]) m_mask[footprint] = draw_mask(footprint);
    return *m_mask[footprint];
}

const std::vector<LabelPlacer::Placed>& LabelPlacer::place(const geo::Box& room, double metres_per_pixel,
                                                           const QFont& font, std::ptrdiff_t first) {
    if (m_placed_room == room && m_placed_scale == metres_per_pixel && m_placed_font == font && m_placed_first == first)
        return m_placed;
    m_placed_room = room;
    m_placed_scale = metres_per_pixel;
    m_placed_font = font;
    m_placed_first = first;
    m_placed.clear();

    const QFont outlines = outline_font(font);
    const QFontMetricsF metrics(outlines);
    const double pixels = font.pixelSize(), em = metrics.height() / outline_px * pixels;
    std::vector<std::size_t> order;
    for (std::size_t f = 0; f < m_names.size(); ++f)
        if (!m_names[f].empty() && m_area_m2[f] > 0 && m_box[f].meets(room) &&
            m_box[f].height() > least_inside * em * metres_per_pixel)
            order.push_back(f);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const bool a_first = static_cast<std::ptrdiff_t>(a) == first, b_first = static_cast<std::ptrdiff_t>(b) == first;
        return a_first != b_first ? a_first : m_area_m2[a] < m_area_m2[b];
    });

    std::vector<geo::Box> taken;
    for (const std::size_t f : order) {
        std::vector<LinesOfText> ways{label_lines(m_names[f], longest_single_line)};
        if (ways[0].size() > 1) ways.push_back({m_names[f]});
        Spot best;
        std::size_t best_way = 0;
        for (std::size_t way = 0; way < ways.size(); ++way) {
            const QSizeF size = unit_size(ways[way], metrics) * pixels * metres_per_pixel;
            if (size.width() * least_inside > m_box[f].width()) continue;
            const Spot spot = best_spot(f, size, room, taken);
            if (spot.score <= best.score) continue;
            best = spot;
            best_way = way;
        }
        if (best.score <= 0) continue;
        const QSizeF size = unit_size(ways[best_way], metrics) * pixels * metres_per_pixel;
        const double half_w = size.width() / 2 + 0.15 * em * metres_per_pixel;
        const double half_h = size.height() / 2 + 0.15 * em * metres_per_pixel;
        taken.push_back(
            {best.centre.x - half_w, best.centre.y - half_h, best.centre.x + half_w, best.centre.y + half_h});
        m_placed.push_back({f, best.centre, path_of(ways[best_way], outlines, metrics, pixels)});
    }
    return m_placed;
}

LabelPlacer::Spot LabelPlacer::best_spot(std::size_t footprint, QSizeF size_m, const geo::Box& room,
                                         const std::vector<geo::Box>& taken) {
    const Mask& inside = mask(footprint);
    const geo::Point middle = inside.box.centre();
    const double reach = std::max(inside.box.width(), inside.box.height());
    const double half_w = size_m.width() / 2, half_h = size_m.height() / 2;
    Spot best;
    for (int row = 0; row < inside.rows; ++row)
        for (int column = 0; column < inside.columns; ++column) {
            const double x = inside.box.min_x + (column + 0.5) * inside.cell_m;
            const double y = inside.box.min_y + (row + 0.5) * inside.cell_m;
            const geo::Box box{x - half_w, y - half_h, x + half_w, y + half_h};
            if (!room.contains({box.min_x, box.min_y}) || !room.contains({box.max_x, box.max_y})) continue;
            const auto within = [&](double grown) {
                return inside.inside(x - half_w * grown, y - half_h * grown, x + half_w * grown, y + half_h * grown);
            };
            const double in = within(1);
            if (in < least_inside) continue;
            // Room all round counts as well, so that a name stands in the middle of the widest place.
            const double away = std::hypot(x - middle.x, y - middle.y) / reach;
            const double score = 2 * in + within(1.5) + within(2.5) - 0.3 * away;
            if (score <= best.score) continue;
            if (std::any_of(taken.begin(), taken.end(), [&](const geo::Box& b) { return b.meets(box); })) continue;
            best = {{x, y}, score};
        }
    return best;
}

}  // namespace locality::style
