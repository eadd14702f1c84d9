#include "geo/winding_faces.h"

#include "geo/planar_lines.h"

#include <algorithm>
#include <limits>

namespace locality::geo {

namespace {

constexpr std::uint32_t nobody = PlanarLines::nobody;

/// Lines that hang together, seen as one piece.
struct Component {
    std::vector<std::uint32_t> cycles;
    std::uint32_t outer = nobody;  ///< its cycle round everything
    GridPoint smallest{std::numeric_limits<std::int32_t>::max(), 0};
};

std::vector<Component> components(const PlanarLines& graph) {
    std::vector<Component> result;
    std::vector<bool> seen(graph.cycles().size(), false);
    std::vector<std::uint32_t> open;
    for (std::uint32_t seed = 0; seed < seen.size(); ++seed) {
        if (seen[seed]) continue;
        Component component;
        seen[seed] = true;
        open.assign(1, seed);
        while (!open.empty()) {
            const std::uint32_t cycle = open.back();
            open.pop_back();
            component.cycles.push_back(cycle);
            const std::uint32_t first = graph.cycles()[cycle].first;
            std::uint32_t half = first;
            do {
                for (const GridPoint p : graph.vertices(half)) component.smallest = std::min(component.smallest, p);
                const std::uint32_t other = graph.cycle_of(half ^ 1U);
                if (!seen[other]) open.push_back(other);
                seen[other] = true;
                half = graph.next(half);
            } while (half != first);
        }
        component.outer = *std::ranges::min_element(
            component.cycles, {}, [&](std::uint32_t cycle) { return graph.cycles()[cycle].twice_area; });
        result.push_back(std::move(component));
    }
    // What lies round a component, or reaches below its westernmost vertex, has a smaller vertex and comes first.
    std::ranges::sort(result, {}, &Component::smallest);
    return result;
}

/// The edges of all lines by columns, to look straight down from a vertex.
class Columns {
public:
    explicit Columns(const PlanarLines& graph) : m_graph(graph) {
        std::size_t edges = 0;
        double west = std::numeric_limits<double>::infinity();
        double east = -west;
        for (std::uint32_t half = 0; half < graph.half_count(); half += 2) {
            edges += graph.vertices(half).size() - 1;
            for (const GridPoint p : graph.vertices(half)) {
                west = std::min<double>(west, p.x);
                east = std::max<double>(east, p.x);
            }
        }
        m_columns.resize(edges / 8 + 1);
        m_west = west;
        m_width = std::max(1.0, (east - west) / static_cast<double>(m_columns.size()));
        for (std::uint32_t half = 0; half < graph.half_count(); half += 2) enter(half);
    }

    /// The cycle of the ground just above the nearest line below a vertex, lines of `except` (by cycle) left out.
    template <class Except>
    std::uint32_t cycle_below(GridPoint from, Except except) const {
        const Edge* best = nullptr;
        for (const Edge& edge : m_columns[column_of(from.x)]) {
            if (from.x < edge.a.x || from.x >= edge.b.x || cross(edge.a, edge.b, from) < 0) continue;
            if (except(m_graph.cycle_of(edge.half))) continue;
            if (best == nullptr || lies_above(edge, *best)) best = &edge;
        }
        return best == nullptr ? nobody : m_graph.cycle_of(best->half);
    }

private:
    struct Edge {
        GridPoint a, b;      ///< a to the west of b
        std::uint32_t half;  ///< running from a to b, so with the ground above on its left
    };

    /// For edges over one place that do not cross.
    static bool lies_above(const Edge& e, const Edge& f) {
        if (e.a.x >= f.a.x) {
            const Int128 side = cross(f.a, f.b, e.a);
            return side != 0 ? side > 0 : cross(f.a, f.b, e.b) > 0;
        }
        const Int128 side = cross(e.a, e.b, f.a);
        return side != 0 ? side < 0 : cross(e.a, e.b, f.b) < 0;
    }

    std::size_t column_of(double x) const {
        return std::min(m_columns.size() - 1, static_cast<std::size_t>((x - m_west) / m_width));
    }

    void enter(std::uint32_t half) {
        const auto v = m_graph.vertices(half);
        for (std::size_t i = 1; i < v.size(); ++i) {
            if (v[i - 1].x == v[i].x) continue;
            const bool along = v[i - 1].x < v[i].x;
            const Edge edge{along ? v[i - 1] : v[i], along ? v[i] : v[i - 1],
                            along != m_graph.backwards(half) ? half : half ^ 1U};
            const std::size_t last = column_of(edge.b.x);
            for (std::size_t column = column_of(edge.a.x); column <= last; ++column) m_columns[column].push_back(edge);
        }
    }

    const PlanarLines& m_graph;
    std::vector<std::vector<Edge>> m_columns;
    double m_west = 0.0;
    double m_width = 1.0;
};

/// What is known of the ground on the left of a cycle.
struct Ground {
    std::uint32_t component = nobody;
    std::uint32_t bounds = nobody;  ///< the cycle that goes round this ground; nobody: the open outside
    int winding = 0;
};

/// Counts through one component, from its outside inwards.
void count(const PlanarLines& graph, const Component& component, std::vector<Ground>& grounds) {
    std::vector<std::uint32_t> open{component.outer};
    while (!open.empty()) {
        const std::uint32_t cycle = open.back();
        open.pop_back();
        const std::uint32_t first = graph.cycles()[cycle].first;
        std::uint32_t half = first;
        do {
            const std::uint32_t other = graph.cycle_of(half ^ 1U);
            if (other != component.outer && grounds[other].bounds == nobody) {
                grounds[other].bounds = other;
                grounds[other].winding = grounds[cycle].winding - graph.step(half);
                open.push_back(other);
            }
            half = graph.next(half);
        } while (half != first);
    }
}

std::vector<Ground> grounds(const PlanarLines& graph) {
    const std::vector<Component> all = components(graph);
    std::vector<Ground> result(graph.cycles().size());
    for (std::uint32_t c = 0; c < all.size(); ++c) {
        for (const std::uint32_t cycle : all[c].cycles) result[cycle].component = c;
    }
    const Columns columns(graph);
    for (std::uint32_t c = 0; c < all.size(); ++c) {
        if (c > 0) {
            const std::uint32_t below =
                columns.cycle_below(all[c].smallest, [&](std::uint32_t cycle) { return result[cycle].component == c; });
            if (below != nobody) {
                result[all[c].outer].bounds = result[below].bounds;
                result[all[c].outer].winding = result[below].winding;
            }
        }
        count(graph, all[c], result);
    }
    return result;
}

void append_ring(Shapes& shapes, const PlanarLines& graph, std::uint32_t first) {
    const std::size_t begin = shapes.vertices.size();
    std::uint32_t half = first;
    do {
        const auto v = graph.vertices(half);
        const bool backwards = graph.backwards(half);
        for (std::size_t i = 0; i + 1 < v.size(); ++i) {
            shapes.vertices.push_back(in_metres(backwards ? v[v.size() - 1 - i] : v[i]));
        }
        half = graph.next(half);
    } while (half != first);
    shapes.vertices.push_back(shapes.vertices[begin]);
    shapes.close_ring();
}

WindingFace face(const PlanarLines& graph, std::span<const std::uint32_t> rings, int winding) {
    WindingFace result;
    result.winding = winding;
    Int128 twice = 0;
    for (const std::uint32_t ring : rings) {
        const PlanarLines::Cycle& cycle = graph.cycles()[ring];
        twice += cycle.twice_area;
        result.perimeter_m += cycle.length_m;
        append_ring(result.shape, graph, cycle.first);
        std::uint32_t half = cycle.first;
        do {
            const auto faces = graph.faces(half);
            result.along.insert(result.along.end(), faces.begin(), faces.end());
            half = graph.next(half);
        } while (half != cycle.first);
    }
    result.shape.close_part();
    result.shape.close_shape();
    result.area_m2 = m2_from_twice_mm2(twice);
    std::ranges::sort(result.along);
    result.along.erase(std::unique(result.along.begin(), result.along.end()), result.along.end());
    return result;
}

}  // namespace

std::vector<WindingFace> winding_faces(const OneSidedLines& lines) {
    const PlanarLines graph(lines);
    const std::vector<Ground> ground = grounds(graph);
    std::vector<std::uint32_t> order;  // cycles by the ground they bound, the one round it first
    for (std::uint32_t cycle = 0; cycle < ground.size(); ++cycle) {
        if (ground[cycle].bounds != nobody) order.push_back(cycle);
    }
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        if (ground[a].bounds != ground[b].bounds) return ground[a].bounds < ground[b].bounds;
        if ((a == ground[a].bounds) != (b == ground[b].bounds)) return a == ground[a].bounds;
        return a < b;
    });
    std::vector<WindingFace> result;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        const Ground& here = ground[order[begin]];
        while (end < order.size() && ground[order[end]].bounds == here.bounds) ++end;
        if (here.winding == 1 || here.winding < 0) continue;  // below 0 only through rounding
        result.push_back(face(graph, std::span(order).subspan(begin, end - begin), here.winding));
    }
    return result;
}

OneSidedLines outer_lines(const OneSidedLines& lines) {
    const PlanarLines graph(lines);
    const std::vector<Ground> ground = grounds(graph);
    OneSidedLines result;
    for (std::uint32_t half = 0; half < graph.half_count(); ++half) {
        if (ground[graph.cycle_of(half)].winding < 1 || ground[graph.cycle_of(half ^ 1U)].winding > 0) continue;
        const auto v = graph.vertices(half);
        if (graph.backwards(half)) {
            result.vertices.insert(result.vertices.end(), v.rbegin(), v.rend());
        } else {
            result.vertices.insert(result.vertices.end(), v.begin(), v.end());
        }
        result.begin.push_back(static_cast<std::uint32_t>(result.vertices.size()));
        result.face.push_back(0);
    }
    return result;
}

}  // namespace locality::geo
