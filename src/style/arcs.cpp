#include "style/arcs.h"

#include "geo/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace locality::style {

namespace {

/// Squared distance, mm2, of p from the segment a to b.
double squared_distance(geo::GridPoint p, geo::GridPoint a, geo::GridPoint b) {
    const double dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y;
    double px = static_cast<double>(p.x) - a.x, py = static_cast<double>(p.y) - a.y;
    const double length2 = dx * dx + dy * dy;
    if (length2 > 0) {
        const double t = std::clamp((px * dx + py * dy) / length2, 0.0, 1.0);
        px -= t * dx;
        py -= t * dy;
    }
    return px * px + py * py;
}

struct Stretch {
    std::uint32_t from, to;
    float limit;
};

void stand_out(std::span<const geo::GridPoint> arc, std::span<float> result, std::vector<Stretch>& work) {
    constexpr float always = std::numeric_limits<float>::infinity();
    result.front() = result.back() = always;
    work.assign(1, {0, static_cast<std::uint32_t>(arc.size() - 1), always});
    while (!work.empty()) {
        const auto [from, to, limit] = work.back();
        work.pop_back();
        if (to - from < 2) continue;
        std::uint32_t farthest = from + 1;
        double most = -1;
        for (std::uint32_t i = from + 1; i < to; ++i) {
            const double d = squared_distance(arc[i], arc[from], arc[to]);
            if (d > most) {
                most = d;
                farthest = i;
            }
        }
        const float out = std::min(limit, static_cast<float>(std::sqrt(most) / geo::millimetres_per_metre));
        result[farthest] = out;
        work.push_back({from, farthest, out});
        work.push_back({farthest, to, out});
    }
}

}  // namespace

std::vector<float> standing_out_m(const geo::Topology& topology) {
    constexpr std::size_t arcs_per_piece = 4000;
    std::vector<float> result(topology.vertices.size());
    const std::size_t arcs = topology.arc_count();
    geo::in_parallel((arcs + arcs_per_piece - 1) / arcs_per_piece, 0, [&](std::size_t piece, std::size_t) {
        std::vector<Stretch> work;
        for (std::size_t a = piece * arcs_per_piece; a < std::min(arcs, (piece + 1) * arcs_per_piece); ++a) {
            const auto arc = topology.arc(a);
            stand_out(arc, std::span(result).subspan(topology.arc_begin[a], arc.size()), work);
        }
    });
    return result;
}

std::vector<geo::Box> arc_boxes(const geo::Topology& topology) {
    std::vector<geo::Box> boxes(topology.arc_count());
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (const geo::GridPoint& p : topology.arc(a)) boxes[a].add(geo::in_metres(p));
    return boxes;
}

std::vector<geo::Box> face_boxes(const geo::Topology& topology, std::span<const geo::Box> arc_boxes) {
    std::vector<geo::Box> boxes(static_cast<std::size_t>(topology.face_count));
    for (std::size_t a = 0; a < arc_boxes.size(); ++a)
        for (const std::int32_t face : {topology.left[a], topology.right[a]})
            if (face != geo::outside) boxes[static_cast<std::size_t>(face)].add(arc_boxes[a]);
    return boxes;
}

ArcEnds arc_ends(const geo::Topology& topology) {
    const std::size_t arcs = topology.arc_count();
    const auto place = [&](std::uint32_t end) {
        const auto arc = topology.arc(end / 2);
        return end % 2 == 0 ? arc.front() : arc.back();
    };
    std::vector<std::uint32_t> order(2 * arcs);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
    ArcEnds ends{std::vector<std::uint32_t>(arcs), std::vector<std::uint32_t>(arcs), 0};
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || place(order[i]) != place(order[i - 1])) ++ends.node_count;
        (order[i] % 2 == 0 ? ends.first : ends.last)[order[i] / 2] = ends.node_count - 1;
    }
    return ends;
}

Walks walks_round(const geo::Topology& topology, const ArcEnds& ends, std::span<const std::int32_t> group_of_face) {
    struct Edge {
        std::int32_t group;
        std::uint32_t from, to;
        Walks::Step step;
        bool walked;
    };
    std::vector<Edge> edges;
    const auto group = [&](std::int32_t face) {
        return face == geo::outside ? geo::outside : group_of_face[static_cast<std::size_t>(face)];
    };
    for (std::size_t a = 0; a < topology.arc_count(); ++a) {
        const std::int32_t left = group(topology.left[a]), right = group(topology.right[a]);
        if (left == right) continue;
        const auto arc = static_cast<std::uint32_t>(a);
        if (left != geo::outside) edges.push_back({left, ends.first[a], ends.last[a], {arc, true}, false});
        if (right != geo::outside) edges.push_back({right, ends.last[a], ends.first[a], {arc, false}, false});
    }
    std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
        return a.group != b.group ? a.group < b.group : a.from < b.from;
    });

    Walks walks;
    const auto next = [&](std::int32_t g, std::uint32_t node) {
        auto e = std::lower_bound(edges.begin(), edges.end(), std::pair(g, node), [](const Edge& a, const auto& b) {
            return a.group != b.first ? a.group < b.first : a.from < b.second;
        });
        while (e != edges.end() && e->group == g && e->from == node && e->walked) ++e;
        return e != edges.end() && e->group == g && e->from == node ? e : edges.end();
    };
    for (Edge& start : edges) {
        if (start.walked) continue;
        start.walked = true;
        walks.steps.push_back(start.step);
        for (std::uint32_t node = start.to; node != start.from;) {
            const auto e = next(start.group, node);
            if (e == edges.end()) break;  // sides that do not add up: painting closes the walk with a straight line
            e->walked = true;
            walks.steps.push_back(e->step);
            node = e->to;
        }
        walks.begin.push_back(static_cast<std::uint32_t>(walks.steps.size()));
        walks.group.push_back(start.group);
    }
    return walks;
}

}  // namespace locality::style
