#include "style/painter.h"

#include "style/painter_furniture.h"
#include "style/painter_labels.h"
#include "style/painter_paths.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace locality::style {

namespace {

constexpr double tolerance_px = 0.5;
constexpr double least_zone_px = 5;    // across; lines round smaller zones would hide their colour
constexpr double dark_lightness = 55;  // CIE L*: from here down a fill wants light lines

Detail detail_for(const View& view, QSizeF size, const geo::Box& extent, const std::optional<Detail>& last) {
    // A vertex left out moves a line by at most half a pixel at this scale and at any up to twice as coarse.
    const double tolerance = tolerance_px * std::exp2(std::floor(std::log2(view.metres_per_pixel)));
    const double half_w = size.width() / 2 * view.metres_per_pixel, half_h = size.height() / 2 * view.metres_per_pixel;
    const auto around = [&](double grown) {
        return geo::Box{view.centre.x - grown * half_w, view.centre.y - grown * half_h, view.centre.x + grown * half_w,
                        view.centre.y + grown * half_h};
    };
    const geo::Box seen = around(1);
    const geo::Box needed{std::max(seen.min_x, extent.min_x), std::max(seen.min_y, extent.min_y),
                          std::min(seen.max_x, extent.max_x), std::min(seen.max_y, extent.max_y)};
    if (last && last->tolerance_m == tolerance &&
        (needed.empty() ||
         (last->region.contains({needed.min_x, needed.min_y}) && last->region.contains({needed.max_x, needed.max_y}))))
        return *last;
    return {tolerance, around(2)};
}

}  // namespace

QPointF View::to_pixel(geo::Point ground, QSizeF size) const {
    return {size.width() / 2 + (ground.x - centre.x) / metres_per_pixel,
            size.height() / 2 - (ground.y - centre.y) / metres_per_pixel};
}

geo::Point View::to_ground(QPointF pixel, QSizeF size) const {
    return {centre.x + (pixel.x() - size.width() / 2) * metres_per_pixel,
            centre.y - (pixel.y() - size.height() / 2) * metres_per_pixel};
}

View fitted(const geo::Box& extent, QSizeF size, const QRectF& ground) {
    View view;
    if (extent.empty()) return view;
    const double margin = 0.035 * std::min(ground.width(), ground.height());
    const double width = std::max(1.0, ground.width() - 2 * margin),
                 height = std::max(1.0, ground.height() - 2 * margin);
    view.metres_per_pixel = std::max({extent.width() / width, extent.height() / height, 1e-3});
    const geo::Point middle = extent.centre();
    view.centre = {middle.x + (size.width() / 2 - ground.center().x()) * view.metres_per_pixel,
                   middle.y - (size.height() / 2 - ground.center().y()) * view.metres_per_pixel};
    return view;
}

View fitted(const geo::Box& extent, QSizeF size, double reserved_right) {
    return fitted(extent, size, QRectF(0, 0, std::max(1.0, size.width() - reserved_right), size.height()));
}

struct MapPainter::Private {
    explicit Private(const Scene& s) : scene(s), origin(s.extent.empty() ? geo::Point{} : s.extent.centre()) {}

    const Scene& scene;
    const geo::Point origin;
    std::optional<ArcPaths> zones;

    struct Footprints {
        std::ptrdiff_t set;
        geo::Topology topology;
        std::optional<ArcPaths> paths;
        std::optional<LabelPlacer> labels;
    };
    std::unique_ptr<Footprints> footprints;

    std::optional<Detail> detail;     ///< of the paths below
    std::vector<QPainterPath> fills;  ///< per class, then missing, then suppressed
    QPainterPath zone_lines, zone_lines_on_dark, imd1;
    QPainterPath footprint_lines, selected_line;
    std::ptrdiff_t lines_of_set = -1, selected = -1;

    void prepare(const View& view, QSizeF size);
    void prepare_zones();
    void prepare_footprints(bool fresh);
    void paint_fills(QPainter& painter, const QTransform& to_pixels, double scale) const;
    void paint_names(QPainter& painter, const View& view, QSizeF size, double scale);
};

void MapPainter::Private::prepare(const View& view, QSizeF size) {
    if (!zones) zones.emplace(scene.result->zones.topology, origin);
    const Detail wanted = detail_for(view, size, scene.extent, detail);
    const bool fresh = !detail || !(*detail == wanted);
    if (fresh) {
        detail = wanted;
        prepare_zones();
    }
    prepare_footprints(fresh);
}

void MapPainter::Private::prepare_zones() {
    const std::size_t classes = scene.shading.classes.size();
    std::vector<std::int32_t> group;
    group.reserve(scene.class_of_zone.size());
    for (const std::int32_t c : scene.class_of_zone)
        group.push_back(c >= 0 ? c : static_cast<std::int32_t>(classes) + (c == class_suppressed ? 1 : 0));
    fills = zones->fills(group, classes + 2, *detail);

    std::vector<bool> dark;
    for (const ShadeClass& c : scene.shading.classes) dark.push_back(lightness(c.fill) < dark_lightness);
    dark.resize(classes + 2, false);
    const geo::Topology& topology = zones->topology();
    const double least_m = least_zone_px * detail->tolerance_m / tolerance_px;
    std::vector<bool> large;
    for (std::size_t z = 0; z < group.size(); ++z)
        large.push_back(std::max(zones->face_box(z).width(), zones->face_box(z).height()) > least_m);
    const auto wanted = [&](std::size_t arc, bool on_dark) {
        bool any_dark = false;
        for (const std::int32_t face : {topology.left[arc], topology.right[arc]}) {
            if (face == geo::outside) continue;
            const auto f = static_cast<std::size_t>(face);
            if (!large[f]) return false;
            any_dark = any_dark || dark[static_cast<std::size_t>(group[f])];
        }
        return any_dark == on_dark;
    };
    zone_lines = zones->lines([&](std::size_t arc) { return wanted(arc, false); }, *detail);
    zone_lines_on_dark = zones->lines([&](std::size_t arc) { return wanted(arc, true); }, *detail);

    std::vector<std::int32_t> worst;
    for (const bool is : scene.imd1) worst.push_back(is ? 0 : geo::outside);
    imd1 = zones->fills(worst, 1, *detail).front();
}

void MapPainter::Private::prepare_footprints(bool fresh) {
    if (scene.set < 0) {
        footprints.reset();
        return;
    }
    const model::FootprintSet& set = scene.result->sets[static_cast<std::size_t>(scene.set)];
    if (!footprints || footprints->set != scene.set) {
        footprints = std::make_unique<Footprints>();
        footprints->set = scene.set;
        footprints->topology = geo::build_topology(set.shapes);
        footprints->paths.emplace(footprints->topology, origin);
        footprints->labels.emplace(set.shapes, set.name);
        lines_of_set = -1;
    }
    if (fresh || lines_of_set != scene.set) {
        footprint_lines = footprints->paths->lines([](std::size_t) { return true; }, *detail);
        lines_of_set = scene.set;
        selected = -1;
    }
    if (selected != scene.selected || fresh) {
        selected = scene.selected;
        const geo::Topology& topology = footprints->topology;
        selected_line = selected < 0
                            ? QPainterPath()
                            : footprints->paths->lines(
                                  [&](std::size_t arc) {
                                      return (topology.left[arc] == selected) != (topology.right[arc] == selected);
                                  },
                                  *detail);
    }
}

void MapPainter::Private::paint_fills(QPainter& painter, const QTransform& to_pixels, double scale) const {
    const std::size_t classes = scene.shading.classes.size();
    const QPointF anchor = to_pixels.map(QPointF(0, 0));
    for (std::size_t i = 0; i < fills.size(); ++i) {
        if (fills[i].isEmpty()) continue;
        const QPainterPath shape = to_pixels.map(fills[i]);
        const Colour fill = i < classes    ? scene.shading.classes[i].fill
                            : i == classes ? scene.shading.missing
                                           : scene.shading.suppressed;
        // The hairline in the fill's own colour closes the seam that antialiasing leaves between two fills.
        painter.setPen(QPen(qt(fill), 0.7, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        painter.setBrush(qt(fill));
        painter.drawPath(shape);
        if (i >= classes) draw_hatch(painter, shape, scene, i > classes, scale, anchor);
    }
}

void MapPainter::Private::paint_names(QPainter& painter, const View& view, QSizeF size, double scale) {
    const QFont font = map_font(scene.style, 13 * scale, true);
    const auto& placed = footprints->labels->place(view.metres_per_pixel, font, scene.selected);
    const QRectF seen = frame(scene, size).ground;
    const QPen halo(qt(scene.style.label_halo), 3.4 * scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    for (const LabelPlacer::Placed& label : placed) {
        const QPointF at = view.to_pixel(label.centre, size);
        const QPainterPath text = label.text.translated(std::round(at.x()), std::round(at.y()));
        if (!seen.intersects(text.boundingRect())) continue;
        painter.strokePath(text, halo);
        painter.fillPath(text, qt(scene.style.label));
    }
}

MapPainter::MapPainter(const Scene& scene) : m_private(std::make_unique<Private>(scene)) {}
MapPainter::~MapPainter() = default;

void MapPainter::paint_ground(QPainter& painter, const View& view, QSizeF size) {
    Private& p = *m_private;
    p.prepare(view, size);
    const double scale = drawing_scale(size);
    const MapStyle& style = p.scene.style;
    const QPointF origin = view.to_pixel(p.origin, size);
    const double zoom = 1 / view.metres_per_pixel;
    const QTransform to_pixels(zoom, 0, 0, zoom, origin.x(), origin.y());

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(0, 0), size), qt(style.paper));
    p.paint_fills(painter, to_pixels, scale);
    painter.setBrush(Qt::NoBrush);
    const auto draw_lines = [&](const QPainterPath& lines, Colour colour) {
        painter.setPen(QPen(qt(colour), style.zone_line_px * scale, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        painter.drawPath(to_pixels.map(lines));
    };
    draw_lines(p.zone_lines, style.zone_line);
    draw_lines(p.zone_lines_on_dark, style.zone_line_on_dark);
    if (p.scene.show_imd1) draw_imd1_line(painter, to_pixels.map(p.imd1), style, scale);
    if (p.footprints) {
        draw_footprint_line(painter, to_pixels.map(p.footprint_lines), style, scale, false);
        if (p.selected >= 0) draw_footprint_line(painter, to_pixels.map(p.selected_line), style, scale, true);
        if (p.scene.show_labels) p.paint_names(painter, view, size, scale);
    }
    painter.restore();
}

void MapPainter::paint_furniture(QPainter& painter, const View& view, QSizeF size) {
    draw_furniture(painter, m_private->scene, view, size);
}

}  // namespace locality::style
