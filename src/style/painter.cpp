#include "style/painter.h"

#include "style/painter_furniture.h"
#include "style/painter_labels.h"
#include "style/painter_marks.h"
#include "style/painter_paths.h"
#include "style/painter_under.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <optional>

namespace locality::style {

namespace {

constexpr double tolerance_px = 0.5;
constexpr double least_zone_px = 7;  // across; lines round smaller zones would hide their colour
constexpr std::size_t zones_per_strip = 2500;
constexpr double dark_lightness = 55;  // CIE L*: from here down a fill wants light lines

/// Half of the shapes are smaller than this across.
double typical_size_m(const geo::Shapes& shapes) {
    std::vector<double> sizes;
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
        const geo::Box box = geo::bounds(shapes, shape);
        if (!box.empty()) sizes.push_back(std::sqrt(box.width() * box.height()));
    }
    if (sizes.empty()) return 0;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

/// Thinner lines where what they bound is small, lest a country's hide its shades: full width from `full_px` across.
double thinned(double typical_m, const View& view, double full_px, double least) {
    return std::clamp(typical_m / view.metres_per_pixel / full_px, least, 1.0);
}

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

Lines mapped(const Lines& lines, const QTransform& to) {
    Lines result;
    result.reserve(lines.size());
    for (const QPolygonF& line : lines) result.push_back(to.map(line));
    return result;
}

}  // namespace

struct MapPainter::Private {
    explicit Private(const Scene& s) : scene(s), origin(s.extent.empty() ? geo::Point{} : s.extent.centre()) {}

    const Scene& scene;
    const geo::Point origin;
    std::optional<ArcPaths> zones;

    struct Footprints {
        std::ptrdiff_t set;
        bool moved;  ///< made of a scenario's outlines
        geo::Topology topology;
        std::optional<ArcPaths> paths;
        std::optional<LabelPlacer> labels;
        double typical_m = 0;
    };
    std::unique_ptr<Footprints> footprints;
    std::shared_ptr<const WholeZones> whole_zones;  ///< that lines, names and fills are of

    std::optional<Detail> detail;  ///< of the paths below
    std::size_t strips = 1;
    std::vector<QPainterPath> fills;  ///< per class, then missing, then suppressed; each by strip
    Lines zone_lines, zone_lines_on_dark, imd1;
    Lines footprint_lines, selected_lines;
    std::ptrdiff_t lines_of_set = -1, selected = -1;
    std::optional<MarkLayer> marks;
    std::unique_ptr<UnderPicture> under;

    void prepare(const View& view, QSizeF size);
    QTransform to_pixels(const View& view, QSizeF size) const;
    std::vector<std::int32_t> groups() const;
    void prepare_fills();
    void prepare_zone_lines();
    std::vector<std::int32_t> by_strip(const ArcPaths& paths, const std::vector<std::int32_t>& group);
    const geo::Shapes& outlines() const;
    void trace_footprints();
    void prepare_footprints(bool fresh, bool moved);
    double typical_zone_m = 0;
    void paint_fills(QPainter& painter, const QTransform& to_pixels, double scale, bool seams) const;
    void paint_fills_over_backdrop(QPainter& painter, const QTransform& to_pixels, QSizeF size, double scale) const;
    geo::Box room_for_names(const View& view, QSizeF size) const;
    void paint_names(QPainter& painter, const View& view, QSizeF size, double scale);
};

void MapPainter::Private::prepare(const View& view, QSizeF size) {
    if (!zones) {
        // A map is drawn for the first time: its footprints on another thread beside its zones.
        auto beside = std::async(std::launch::async, [this] { trace_footprints(); });
        zones.emplace(scene.result->zones.topology, origin);
        typical_zone_m = typical_size_m(scene.result->zones.shapes);
        beside.get();
    }
    const Detail wanted = detail_for(view, size, scene.extent, detail);
    const bool fresh = !detail || !(*detail == wanted);
    detail = wanted;
    const bool moved = whole_zones != scene.whole_zones;
    whole_zones = scene.whole_zones;
    prepare_footprints(fresh, moved);
    if (moved && !fresh && scene.by_footprint) prepare_fills();
    if (fresh) {
        prepare_fills();
        prepare_zone_lines();
    }
    if (scene.marks.get() != (marks ? marks->marks() : nullptr)) {
        marks.reset();
        if (scene.marks) marks.emplace(scene.marks, origin);
    }
    if (marks) marks->prepare(*detail);
}

/// From the paths' metres to the picture.
QTransform MapPainter::Private::to_pixels(const View& view, QSizeF size) const {
    const QPointF at = view.to_pixel(origin, size);
    const double zoom = 1 / view.metres_per_pixel;
    return {zoom, 0, 0, zoom, at.x(), at.y()};
}

/// Many zones are filled in upright strips: the time Qt's rasteriser takes grows with the square of what it meets in a
/// row of pixels.
std::vector<std::int32_t> MapPainter::Private::by_strip(const ArcPaths& paths, const std::vector<std::int32_t>& group) {
    strips = std::clamp<std::size_t>(group.size() / zones_per_strip, 1, 16);
    const double west = std::max(detail->region.min_x, scene.extent.min_x);
    const double width = std::max(1.0, std::min(detail->region.max_x, scene.extent.max_x) - west);
    std::vector<std::int32_t> result;
    result.reserve(group.size());
    for (std::size_t zone = 0; zone < group.size(); ++zone) {
        const geo::Box& box = paths.face_box(zone);
        const double part = box.empty() ? 0 : (box.centre().x - west) / width;
        const double strip =
            std::clamp(std::floor(part * static_cast<double>(strips)), 0.0, static_cast<double>(strips - 1));
        if (group[zone] == geo::outside) {
            result.push_back(geo::outside);
            continue;
        }
        result.push_back(group[zone] * static_cast<std::int32_t>(strips) + static_cast<std::int32_t>(strip));
    }
    return result;
}

std::vector<std::int32_t> MapPainter::Private::groups() const {
    const auto classes = static_cast<std::int32_t>(scene.shading.classes.size());
    std::vector<std::int32_t> group;
    group.reserve(scene.class_of.size());
    for (const std::int32_t c : scene.class_of) group.push_back(c >= 0 ? c : classes + (c == class_suppressed ? 1 : 0));
    if (!scene.by_footprint || !whole_zones) return group;
    std::vector<std::int32_t> of_zone;
    of_zone.reserve(whole_zones->footprint_of_zone.size());
    for (const std::int32_t f : whole_zones->footprint_of_zone)
        of_zone.push_back(f == model::unassigned ? geo::outside : group[static_cast<std::size_t>(f)]);
    return of_zone;
}

void MapPainter::Private::prepare_fills() {
    const ArcPaths& paths = scene.by_footprint && !whole_zones ? *footprints->paths : *zones;
    const std::vector<std::int32_t> group = by_strip(paths, groups());  // which says how many strips there are
    fills = paths.fills(group, (scene.shading.classes.size() + 2) * strips, *detail);
}

void MapPainter::Private::prepare_zone_lines() {
    std::vector<std::int32_t> worst;
    for (const bool is : scene.imd1) worst.push_back(is ? 0 : geo::outside);
    imd1 = zones->outline(worst, *detail);
    zone_lines.clear();
    zone_lines_on_dark.clear();
    if (scene.by_footprint) return;

    const std::size_t classes = scene.shading.classes.size();
    const std::vector<std::int32_t> group = groups();
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
}

/// A scenario's set changes under other threads: its outlines are those that came with the scene.
const geo::Shapes& MapPainter::Private::outlines() const {
    return scene.whole_zones ? scene.whole_zones->shapes
                             : scene.result->sets[static_cast<std::size_t>(scene.set)].shapes;
}

/// The footprints' lines, where they are not those of the set already.
void MapPainter::Private::trace_footprints() {
    const bool moved = scene.whole_zones != nullptr;
    if (scene.set < 0 || (footprints && footprints->set == scene.set && footprints->moved == moved)) return;
    footprints = std::make_unique<Footprints>();
    footprints->set = scene.set;
    footprints->moved = moved;
    footprints->typical_m = typical_size_m(outlines());
    if (moved) return;  // whole zones have the zones' own arcs for lines
    footprints->topology = geo::build_topology(outlines());
    footprints->paths.emplace(footprints->topology, origin);
}

void MapPainter::Private::prepare_footprints(bool fresh, bool moved) {
    if (scene.set < 0) {
        footprints.reset();
        return;
    }
    trace_footprints();
    if (moved || !footprints->labels) {
        const model::FootprintSet& set = scene.result->sets[static_cast<std::size_t>(scene.set)];
        footprints->labels.emplace(outlines(), set.name);
        lines_of_set = -1;
    }
    // Of whole zones those arcs whose two sides differ.
    const geo::Topology& lines = whole_zones ? zones->topology() : footprints->topology;
    const auto side = [&](std::int32_t face) {
        return face == geo::outside || !whole_zones ? face
                                                    : whole_zones->footprint_of_zone[static_cast<std::size_t>(face)];
    };
    const ArcPaths& paths = whole_zones ? *zones : *footprints->paths;
    if (fresh || lines_of_set != scene.set) {
        footprint_lines = paths.lines(
            [&](std::size_t arc) { return !whole_zones || side(lines.left[arc]) != side(lines.right[arc]); }, *detail);
        lines_of_set = scene.set;
        selected = -1;
    }
    if (selected != scene.selected || fresh) {
        selected = scene.selected;
        selected_lines.clear();
        if (selected >= 0)
            selected_lines = paths.lines(
                [&](std::size_t arc) {
                    return (side(lines.left[arc]) == selected) != (side(lines.right[arc]) == selected);
                },
                *detail);
    }
}

void MapPainter::Private::paint_fills(QPainter& painter, const QTransform& to_pixels, double scale, bool seams) const {
    const std::size_t classes = scene.shading.classes.size();
    const QPointF anchor = to_pixels.map(QPointF(0, 0));
    for (std::size_t f = 0; f < fills.size(); ++f) {
        if (fills[f].isEmpty()) continue;
        const std::size_t i = f / strips;
        const QPainterPath shape = to_pixels.map(fills[f]);
        const Colour fill = i < classes    ? scene.shading.classes[i].fill
                            : i == classes ? scene.shading.missing
                                           : scene.shading.suppressed;
        // The hairline in the fill's own colour closes the seam that antialiasing leaves between two fills.
        painter.setPen(seams ? QPen(qt(fill), 0.7, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin) : QPen(Qt::NoPen));
        painter.setBrush(qt(fill));
        painter.drawPath(shape);
        if (i >= classes) draw_hatch(painter, shape, scene, i > classes, scale, anchor);
    }
}

/// As one layer, so that no colour lies on another; on devices that have no pixels, shape by shape.
void MapPainter::Private::paint_fills_over_backdrop(QPainter& painter, const QTransform& to_pixels, QSizeF size,
                                                    double scale) const {
    const double opacity = std::clamp(scene.backdrop->opacity, 0.0, 1.0);
    if (opacity == 0) return;
    painter.save();
    painter.setOpacity(opacity);
    if (const auto* image = dynamic_cast<const QImage*>(painter.device())) {
        QImage layer(image->size(), QImage::Format_ARGB32_Premultiplied);
        layer.setDevicePixelRatio(image->devicePixelRatio());
        layer.fill(Qt::transparent);
        QPainter on_layer(&layer);
        on_layer.setRenderHint(QPainter::Antialiasing);
        paint_fills(on_layer, to_pixels, scale, true);
        on_layer.end();
        painter.drawImage(QRectF(QPointF(0, 0), size), layer);
    } else {
        paint_fills(painter, to_pixels, scale, false);
    }
    painter.restore();
}

void MapPainter::Private::paint_names(QPainter& painter, const View& view, QSizeF size, double scale) {
    const QFont font = map_font(scene.style, 12.5 * scale, true);
    const auto& placed =
        footprints->labels->place(room_for_names(view, size), view.metres_per_pixel, font, scene.selected);
    const QPen halo(qt(scene.style.label_halo), 3 * scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    for (const LabelPlacer::Placed& label : placed) {
        const QPointF at = view.to_pixel(label.centre, size);
        const QPainterPath text = label.text.translated(std::round(at.x()), std::round(at.y()));
        painter.strokePath(text, halo);
        painter.fillPath(text, qt(scene.style.label));
    }
}

/// Where names may stand: the ground that shows. It moves in steps while the view is dragged, so that the names of
/// footprints that show in part do not slide along with every pixel.
geo::Box MapPainter::Private::room_for_names(const View& view, QSizeF size) const {
    const QRectF ground = frame(scene, size).ground;
    geo::Box seen;
    seen.add(view.to_ground(ground.topLeft(), size));
    seen.add(view.to_ground(ground.bottomRight(), size));
    if (seen.contains({scene.extent.min_x, scene.extent.min_y}) &&
        seen.contains({scene.extent.max_x, scene.extent.max_y}))
        return seen;
    const double step_x = seen.width() / 16, step_y = seen.height() / 16;
    const double x = std::round(seen.centre().x / step_x) * step_x, y = std::round(seen.centre().y / step_y) * step_y;
    return {x - 7.5 * step_x, y - 7.5 * step_y, x + 7.5 * step_x, y + 7.5 * step_y};
}

MapPainter::MapPainter(const Scene& scene) : m_private(std::make_unique<Private>(scene)) {}
MapPainter::~MapPainter() = default;

void MapPainter::paint_ground(QPainter& painter, const View& view, QSizeF size) {
    paint_zones(painter, view, size);
    paint_over_zones(painter, view, size);
}

void MapPainter::paint_zones(QPainter& painter, const View& view, QSizeF size) {
    Private& p = *m_private;
    p.prepare(view, size);
    const double scale = drawing_scale(p.scene, size);
    const MapStyle& style = p.scene.style;
    const QTransform to_pixels = p.to_pixels(view, size);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(0, 0), size), qt(style.paper));
    if (p.scene.backdrop) {
        if (!p.under || p.under->backdrop() != p.scene.backdrop)
            p.under = std::make_unique<UnderPicture>(p.scene.backdrop);
        p.under->paint(painter, view, size);
        p.paint_fills_over_backdrop(painter, to_pixels, size, scale);
    } else {
        p.paint_fills(painter, to_pixels, scale, true);
    }
    draw_zone_lines(painter, mapped(p.zone_lines, to_pixels), style.zone_line, style, scale);
    draw_zone_lines(painter, mapped(p.zone_lines_on_dark, to_pixels), style.zone_line_on_dark, style, scale);
    painter.restore();
}

void MapPainter::paint_over_zones(QPainter& painter, const View& view, QSizeF size) {
    Private& p = *m_private;
    p.prepare(view, size);
    const double scale = drawing_scale(p.scene, size);
    const MapStyle& style = p.scene.style;
    const QTransform to_pixels = p.to_pixels(view, size);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (p.footprints) {
        const double width = scale * thinned(p.footprints->typical_m, view, 50 * scale, 0.06);
        draw_footprint_lines(painter, mapped(p.footprint_lines, to_pixels), style, width, false);
        if (p.selected >= 0) draw_footprint_lines(painter, mapped(p.selected_lines, to_pixels), style, scale, true);
    }
    if (p.scene.show_imd1)
        draw_imd1_lines(painter, mapped(p.imd1, to_pixels), style,
                        scale * thinned(p.typical_zone_m, view, 24 * scale, 0.2));
    if (p.marks) p.marks->paint(painter, to_pixels, style, scale);
    if (p.footprints && p.scene.show_labels) p.paint_names(painter, view, size, scale);
    painter.restore();
}

void MapPainter::paint_furniture(QPainter& painter, const View& view, QSizeF size) {
    draw_furniture(painter, m_private->scene, view, size);
}

}  // namespace locality::style
