#include "core/separators.h"

#include <algorithm>
#include <queue>

namespace locality::core {

namespace {

constexpr double tolerance = 1e-6;  // below this a choice of the linear program is not made
constexpr double violation = 1e-3;  // a fractional row broken by less moves no bound and costs a round
constexpr double unlimited = 1e9;

}  // namespace

/// Maximum flow from a root through zones of limited capacity, over the zones of one piece.
struct Separators::Flow {
    struct Arc {
        std::int32_t to;
        double room;
    };

    Flow(const std::vector<std::int32_t>& zones, const MendingCase& problem, const std::vector<double>& value)
        : zones(zones), out_of(2 * zones.size()) {
        for (std::size_t i = 0; i < zones.size(); ++i) {
            join(2 * i, 2 * i + 1, value[zones[i]]);
            for (std::int32_t next : problem.neighbours(zones[i]))
                if (const auto at = std::lower_bound(zones.begin(), zones.end(), next);
                    at != zones.end() && *at == next)
                    join(2 * i + 1, 2 * static_cast<std::size_t>(at - zones.begin()), unlimited);
        }
        for (const Arc& arc : arcs) full.push_back(arc.room);
    }

    void join(std::size_t from, std::size_t to, double room) {
        out_of[from].push_back(static_cast<std::int32_t>(arcs.size()));
        arcs.push_back({static_cast<std::int32_t>(to), room});
        out_of[to].push_back(static_cast<std::int32_t>(arcs.size()));
        arcs.push_back({static_cast<std::int32_t>(from), 0.0});
    }

    /// The flow from `root` to `sink` (positions), at most `enough`; `reached` then holds the nodes on the root's side.
    double run(std::size_t root, std::size_t sink, double enough) {
        for (std::size_t i = 0; i < arcs.size(); ++i) arcs[i].room = full[i];
        double flow = 0.0;
        std::vector<std::int32_t> via(out_of.size()), queue;
        while (flow < enough) {
            std::fill(via.begin(), via.end(), -1);
            queue.assign(1, static_cast<std::int32_t>(2 * root + 1));
            via[2 * root + 1] = -2;
            for (std::size_t head = 0; head < queue.size() && via[2 * sink] == -1; ++head)
                for (std::int32_t arc : out_of[queue[head]])
                    if (arcs[arc].room > 1e-9 && via[arcs[arc].to] == -1) {
                        via[arcs[arc].to] = arc;
                        queue.push_back(arcs[arc].to);
                    }
            if (via[2 * sink] == -1) break;
            double room = unlimited;
            for (std::int32_t at = static_cast<std::int32_t>(2 * sink); via[at] != -2; at = arcs[via[at] ^ 1].to)
                room = std::min(room, arcs[via[at]].room);
            for (std::int32_t at = static_cast<std::int32_t>(2 * sink); via[at] != -2;) {
                const std::int32_t arc = via[at];
                arcs[arc].room -= room;
                arcs[arc ^ 1].room += room;
                at = arcs[arc ^ 1].to;
            }
            flow += room;
        }
        reached.assign(out_of.size(), false);
        for (std::size_t node = 0; node < out_of.size(); ++node) reached[node] = via[node] != -1;
        return flow;
    }

    const std::vector<std::int32_t>& zones;
    std::vector<Arc> arcs;
    std::vector<double> full;
    std::vector<std::vector<std::int32_t>> out_of;
    std::vector<bool> reached;
};

Separators::Separators(const MendingCase& problem)
    : m_problem(problem),
      m_zones_with(problem.footprint_count),
      m_value(problem.zone_count(), 0.0),
      m_mark(problem.zone_count(), 0) {
    for (std::int32_t z = 0; z < problem.zone_count(); ++z)
        for (std::uint32_t i = problem.row_begin[z]; i < problem.row_begin[z + 1]; ++i)
            if (const std::int32_t k = problem.row_footprint[i]; problem.bounded(k)) m_zones_with[k].push_back(z);
}

void Separators::find_limits(std::int32_t k, const std::vector<Part>& parts, std::vector<MendRow>& rows) {
    if (!m_problem.bounded(k)) return;
    double patients = 0.0;
    for (const Part& p : parts) patients += p.value * m_problem.patients(p.zone, k);
    const double slack = 1e-6 * std::max(1.0, patients);
    if (patients >= m_problem.floor[k] - slack && patients <= m_problem.ceiling[k] + slack) return;
    MendRow row;
    row.footprint = k;
    row.low = m_problem.floor[k];
    row.high = m_problem.ceiling[k];
    for (std::int32_t z : m_zones_with[k]) {
        row.zone.push_back(z);
        row.coefficient.push_back(m_problem.patients(z, k));
    }
    rows.push_back(std::move(row));
}

/// The zones with a value that are joined with `from` through such zones, none of them in `without`; ascending.
std::vector<std::int32_t> Separators::joined(std::int32_t from, const std::vector<std::int32_t>& without) {
    const std::int32_t stamp = ++m_stamp;
    for (std::int32_t z : without) m_mark[z] = stamp;
    std::vector<std::int32_t> queue{from};
    m_mark[from] = stamp;
    for (std::size_t head = 0; head < queue.size(); ++head)
        for (std::int32_t next : m_problem.neighbours(queue[head]))
            if (m_value[next] > tolerance && m_mark[next] != stamp) {
                m_mark[next] = stamp;
                queue.push_back(next);
            }
    std::sort(queue.begin(), queue.end());
    return queue;
}

/// The zones around `side` through which footprint k could come from `other`.
std::vector<std::int32_t> Separators::minimal(std::int32_t k, const std::vector<std::int32_t>& side,
                                              std::int32_t other) {
    const std::int32_t inside = ++m_stamp;
    for (std::int32_t z : side) m_mark[z] = inside;
    std::vector<std::int32_t> rim;
    const std::int32_t on_rim = ++m_stamp;
    for (std::int32_t z : side)
        for (std::int32_t next : m_problem.neighbours(z))
            if (m_mark[next] != inside && m_mark[next] != on_rim && m_problem.allowed(next, k)) {
                m_mark[next] = on_rim;
                rim.push_back(next);
            }
    std::sort(rim.begin(), rim.end());
    std::vector<std::int32_t> kept;
    const std::int32_t seen = ++m_stamp;
    std::vector<std::int32_t> queue{other};
    m_mark[other] = seen;
    for (std::size_t head = 0; head < queue.size() && kept.size() < rim.size(); ++head)
        for (std::int32_t next : m_problem.neighbours(queue[head])) {
            if (m_mark[next] == seen || m_mark[next] == inside || !m_problem.allowed(next, k)) continue;
            if (m_mark[next] == on_rim)
                kept.push_back(next);
            else
                queue.push_back(next);
            m_mark[next] = seen;
        }
    std::sort(kept.begin(), kept.end());
    return kept;
}

/// One row for each zone of `for_a`, with the separator next to `side_of_a`. The one next to the root's side holds too,
/// but draws the whole rim of a footprint into the linear program, which grew several times slower by it.
void Separators::between(std::int32_t k, std::int32_t root, const std::vector<std::int32_t>& side_of_a,
                         const std::vector<std::int32_t>& for_a, std::vector<MendRow>& rows) {
    const std::vector<std::int32_t> separator = minimal(k, side_of_a, root);
    for (std::int32_t a : for_a) {
        MendRow row;
        row.footprint = k;
        row.high = 1.0;
        row.zone = {a, root};
        row.coefficient = {1.0, 1.0};
        for (std::int32_t c : separator) {
            row.zone.push_back(c);
            row.coefficient.push_back(-1.0);
        }
        rows.push_back(std::move(row));
    }
}

/// Rows within one piece: zones that get less through the piece from the root than they have.
void Separators::cut_within(std::int32_t k, std::int32_t root, const std::vector<std::int32_t>& piece,
                            std::vector<MendRow>& rows) {
    const auto position = [&](std::int32_t zone) {
        return static_cast<std::size_t>(std::lower_bound(piece.begin(), piece.end(), zone) - piece.begin());
    };
    // The widest path from the root is a flow already: most zones pass on it alone.
    std::vector<double> widest(piece.size(), -1.0);
    std::priority_queue<std::pair<double, std::int32_t>> queue;
    queue.push({unlimited, root});
    while (!queue.empty()) {
        const auto [width, zone] = queue.top();
        queue.pop();
        if (widest[position(zone)] >= 0.0) continue;
        widest[position(zone)] = width;
        const double through = zone == root ? unlimited : std::min(width, m_value[zone]);
        for (std::int32_t next : m_problem.neighbours(zone))
            if (m_value[next] > tolerance && widest[position(next)] < 0.0) queue.push({through, next});
    }
    const auto needs = [&](std::int32_t zone) { return m_value[zone] + m_value[root] - 1.0 - violation; };
    std::vector<std::int32_t> starved;
    for (std::size_t i = 0; i < piece.size(); ++i)
        if (piece[i] != root && needs(piece[i]) > widest[i]) starved.push_back(piece[i]);
    if (starved.empty()) return;
    Flow flow(piece, m_problem, m_value);
    for (std::int32_t a : starved) {
        const double need = needs(a);
        if (flow.run(position(root), position(a), need) >= need) continue;
        std::vector<std::int32_t> cut;
        for (std::size_t i = 0; i < piece.size(); ++i)
            if (flow.reached[2 * i] && !flow.reached[2 * i + 1] && piece[i] != a) cut.push_back(piece[i]);
        between(k, root, joined(a, cut), {a}, rows);
    }
}

void Separators::find(std::int32_t k, const std::vector<Part>& parts, bool fractional, std::vector<MendRow>& rows) {
    for (const Part& p : parts) m_value[p.zone] = p.value;
    struct Found {
        std::vector<std::int32_t> zones;
        double patients = 0;
    };
    std::vector<Found> found;
    std::vector<bool> done(parts.size(), false);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (done[i] || parts[i].value <= tolerance) continue;
        Found piece{joined(parts[i].zone, {}), 0.0};
        std::size_t at = 0;
        for (std::int32_t z : piece.zones) {
            piece.patients += m_problem.patients(z, k) * m_value[z];
            while (parts[at].zone != z) ++at;
            done[at] = true;
        }
        found.push_back(std::move(piece));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.patients > b.patients; });

    std::vector<bool> placed(found.size(), false);
    for (std::size_t body = 0; body < found.size(); ++body) {
        if (placed[body]) continue;
        const std::int32_t component = m_problem.component[found[body].zones.front()];
        // The root is the whole zone that is dearest to give away: then the linear program cannot buy off the row
        // there.
        std::int32_t root = found[body].zones.front();
        for (std::int32_t z : found[body].zones) {
            const bool whole = m_value[z] > 1.0 - tolerance, best_whole = m_value[root] > 1.0 - tolerance;
            if (whole != best_whole ? whole
                : whole             ? m_problem.margin(z) > m_problem.margin(root)
                                    : m_value[z] > m_value[root])
                root = z;
        }
        for (std::size_t p = body + 1; p < found.size(); ++p) {
            if (placed[p] || m_problem.component[found[p].zones.front()] != component) continue;
            placed[p] = true;
            std::vector<std::int32_t> for_a;
            for (std::int32_t z : found[p].zones)
                if (m_value[z] + m_value[root] > 1.0 + violation) for_a.push_back(z);
            if (!for_a.empty()) between(k, root, found[p].zones, for_a, rows);
        }
        if (fractional) cut_within(k, root, found[body].zones, rows);
    }
    for (const Part& p : parts) m_value[p.zone] = 0.0;
}

}  // namespace locality::core
