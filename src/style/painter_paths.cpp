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

void ArcPaths::append(QPolygonF& line, std::size_t arc, bool forward, double tolerance_m) const {
    const auto vertices = m_topology->arc(arc);
    const float* out = m_standing_out_m.data() + m_topology->arc_begin[arc];
    const std::size_t n = vertices.size();
    for (std::size_t k = line.isEmpty() ? 0 : 1; k < n; ++k) {
        const std::size_t i = forward ? k : n - 1 - k;
        if (out[i] < tolerance_m) continue;
        const geo::Point p = geo::in_metres(vertices[i]);
        line.append(QPointF(p.x - m_origin.x, m_origin.y - p.y));
    }
}

template <class Take>
void ArcPaths::walk(std::span<const std::int32_t> group_of_face, const Detail& detail, const Take& take) const {
    std::vector<std::int32_t> seen(group_of_face.begin(), group_of_face.end());
    for (std::size_t face = 0; face < seen.size(); ++face)
        if (!m_face_boxes[face].meets(detail.region)) seen[face] = geo::outside;
    const Walks walks = walks_round(*m_topology, m_ends, seen);
    for (std::size_t w = 0; w < walks.group.size(); ++w) {
        QPolygonF ring;
        for (std::uint32_t s = walks.begin[w]; s < walks.begin[w + 1]; ++s)
            append(ring, walks.steps[s].arc, walks.steps[s].forward, detail.tolerance_m);
        if (!ring.isClosed()) ring.append(ring.first());
        if (ring.size() > 3) take(walks.group[w], ring);
    }
}

std::vector<QPainterPath> ArcPaths::fills(std::span<const std::int32_t> group_of_face, std::size_t groups,
                                          const Detail& detail) const {
    std::vector<QPainterPath> paths(groups);
    for (QPainterPath& path : paths) path.setFillRule(Qt::WindingFill);
    walk(group_of_face, detail,
         [&](std::int32_t group, const QPolygonF& ring) { paths[static_cast<std::size_t>(group)].addPolygon(ring); });
    return paths;
}

std::vector<QPolygonF> ArcPaths::outline(std::span<const std::int32_t> group_of_face, const Detail& detail) const {
    std::vector<QPolygonF> rings;
    walk(group_of_face, detail, [&](std::int32_t, const QPolygonF& ring) { rings.push_back(ring); });
    return rings;
}

std::vector<QPolygonF> ArcPaths::lines(const std::function<bool(std::size_t)>& wanted, const Detail& detail) const {
    std::vector<QPolygonF> lines;
    for (std::size_t a = 0; a < m_arc_boxes.size(); ++a) {
        if (!m_arc_boxes[a].meets(detail.region) || !wanted(a)) continue;
        lines.emplace_back();
        append(lines.back(), a, true, detail.tolerance_m);
    }
    return lines;
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
