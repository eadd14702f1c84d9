#include "style/painter_paths.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace locality::style {

ArcPaths::ArcPaths(const geo::Topology& topology, geo::Point origin)
    : m_topology(&topology),
      m_origin(origin),
      m_standing_out_m(standing_out_m(topology)),
      m_arc_boxes(arc_boxes(topology)),
      m_face_boxes(face_boxes(topology, m_arc_boxes)),
      m_ends(arc_ends(topology)) {}

void ArcPaths::append(QPainterPath& path, std::size_t arc, bool forward, bool moving, double tolerance_m) const {
    const auto vertices = m_topology->arc(arc);
    const float* out = m_standing_out_m.data() + m_topology->arc_begin[arc];
    const std::size_t n = vertices.size();
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t i = forward ? k : n - 1 - k;
        if (out[i] < tolerance_m || (k == 0 && !moving)) continue;
        const geo::Point p = geo::in_metres(vertices[i]);
        if (k == 0)
            path.moveTo(p.x - m_origin.x, m_origin.y - p.y);
        else
            path.lineTo(p.x - m_origin.x, m_origin.y - p.y);
    }
}

std::vector<QPainterPath> ArcPaths::fills(std::span<const std::int32_t> group_of_face, std::size_t groups,
                                          const Detail& detail) const {
    std::vector<std::int32_t> seen(group_of_face.begin(), group_of_face.end());
    for (std::size_t face = 0; face < seen.size(); ++face)
        if (!m_face_boxes[face].meets(detail.region)) seen[face] = geo::outside;
    const Walks walks = walks_round(*m_topology, m_ends, seen);
    std::vector<QPainterPath> paths(groups);
    for (QPainterPath& path : paths) path.setFillRule(Qt::WindingFill);
    for (std::size_t w = 0; w < walks.group.size(); ++w) {
        QPainterPath& path = paths[static_cast<std::size_t>(walks.group[w])];
        for (std::uint32_t s = walks.begin[w]; s < walks.begin[w + 1]; ++s)
            append(path, walks.steps[s].arc, walks.steps[s].forward, s == walks.begin[w], detail.tolerance_m);
        path.closeSubpath();
    }
    return paths;
}

QPainterPath ArcPaths::lines(const std::function<bool(std::size_t)>& wanted, const Detail& detail) const {
    QPainterPath path;
    for (std::size_t a = 0; a < m_arc_boxes.size(); ++a)
        if (m_arc_boxes[a].meets(detail.region) && wanted(a)) append(path, a, true, true, detail.tolerance_m);
    return path;
}

QPainterPath hatched(const QPainterPath& shape, double spacing, bool rising, QPointF anchor) {
    // Turned by 45 degrees: u runs along the hatch lines, v across them (y points down).
    const double r = 1 / std::numbers::sqrt2, s = rising ? 1 : -1;
    const auto along = [&](QPointF p) { return r * (p.x() - s * p.y()); };
    const auto across = [&](QPointF p) { return r * (p.x() * s + p.y()); };
    const double base = across(anchor) + spacing / 2;
    struct Crossing {
        std::int64_t line;
        double at;
        int turn;
    };
    std::vector<Crossing> crossings;
    const auto cross = [&](QPointF a, QPointF b) {
        double v0 = across(a), v1 = across(b), u0 = along(a), u1 = along(b);
        const int turn = v0 < v1 ? 1 : -1;
        if (v0 > v1) {
            std::swap(v0, v1);
            std::swap(u0, u1);
        }
        const auto first = static_cast<std::int64_t>(std::ceil((v0 - base) / spacing));
        for (std::int64_t line = first; base + static_cast<double>(line) * spacing < v1; ++line) {
            const double t = (base + static_cast<double>(line) * spacing - v0) / (v1 - v0);
            crossings.push_back({line, u0 + t * (u1 - u0), turn});
        }
    };
    QPointF start, last;
    for (int i = 0; i < shape.elementCount(); ++i) {
        const QPointF p(shape.elementAt(i));
        if (shape.elementAt(i).isMoveTo()) {
            cross(last, start);
            start = p;
        } else {
            cross(last, p);
        }
        last = p;
    }
    cross(last, start);
    std::sort(crossings.begin(), crossings.end(),
              [](const Crossing& a, const Crossing& b) { return a.line != b.line ? a.line < b.line : a.at < b.at; });

    QPainterPath path;
    const auto point = [&](double u, double v) { return QPointF(r * (u + s * v), r * (v - s * u)); };
    int winding = 0;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
        const double v = base + static_cast<double>(crossings[i].line) * spacing;
        const int before = winding;
        winding += crossings[i].turn;
        if (before == 0) path.moveTo(point(crossings[i].at, v));
        if (winding == 0) path.lineTo(point(crossings[i].at, v));
    }
    return path;
}

}  // namespace locality::style
