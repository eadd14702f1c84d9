#include "core/mend_tree.h"

#include <coin/ClpEventHandler.hpp>
#include <coin/ClpSimplex.hpp>

#include <algorithm>
#include <cmath>
#include <queue>
#include <unordered_map>

namespace locality::core {

namespace {

constexpr double tolerance = 1e-6;

/// Ends a linear program when a stop was asked for: a large one takes seconds.
class StopWatch : public ClpEventHandler {
public:
    explicit StopWatch(std::stop_token cancel) : m_cancel(std::move(cancel)) {}
    int event(Event) override { return m_cancel.stop_requested() ? stopped_by_event : -1; }
    ClpEventHandler* clone() const override { return new StopWatch(*this); }

    static constexpr int stopped_by_event = 5;  ///< what the program's status then is

private:
    std::stop_token m_cancel;
};

class Tree {
public:
    Tree(const MendingCase& problem, Separators& separators, std::span<const std::int32_t> known,
         std::vector<MendRow>& rows, std::vector<std::size_t>& members, const MendStop& stop)
        : m_problem(problem),
          m_separators(separators),
          m_known(known),
          m_rows(rows),
          m_members(members),
          m_stop(stop),
          m_zone_at(problem.zone_count(), -1),
          m_at_start(zones_by_footprint(problem.start, problem.footprint_count)),
          m_whole(problem.start) {
        m_lp.setLogLevel(0);
        const StopWatch watch(stop.cancel);
        m_lp.passInEventHandler(&watch);  // copies it
        m_lp.setOptimizationDirection(1.0);
        std::vector<const MendRow*> first;
        for (std::size_t m : members) first.push_back(&rows[m]);
        add_rows(first);
    }

    ClusterAnswer solve() {
        ClusterAnswer answer;
        m_open.push({0.0, 0, 0, {}});
        bool stopped = false;
        while (!m_open.empty()) {
            Node node = m_open.top();
            if (cannot_beat(node.bound)) break;  // the best open node is no better: nor is any other
            if (answer.nodes >= m_stop.nodes || m_stop.out_of_time()) {
                stopped = true;
                break;
            }
            m_open.pop();
            ++answer.nodes;
            const std::optional<double> bound = relax(node);
            if (m_ended) {
                m_open.push(std::move(node));
                stopped = true;
                break;
            }
            if (!bound) continue;
            if (node.fixed.empty()) fix_by_reduced_cost(*bound);
            branch(node, *bound);
        }
        answer.has_choice = m_best || !m_known.empty();
        answer.cost = answer.has_choice ? upper() : 0.0;
        answer.bound = stopped ? std::min(m_open.top().bound, upper()) : upper();
        answer.status = stopped             ? ClusterAnswer::Status::stopped
                        : answer.has_choice ? ClusterAnswer::Status::optimal
                                            : ClusterAnswer::Status::infeasible;
        if (!answer.has_choice) return answer;
        std::vector<std::int32_t> zones = m_zones;
        std::sort(zones.begin(), zones.end());
        for (std::int32_t z : zones) answer.choice.emplace_back(z, m_best ? (*m_best)[z] : m_known[z]);
        return answer;
    }

private:
    struct Column {
        std::int32_t zone, footprint;
        bool in_row = false;  ///< of a row besides its zone's
        bool branched = false;
        bool never = false;  ///< dearer than the best known, by its reduced cost
    };
    struct Zone {
        std::int32_t row = 0;
        std::vector<std::pair<std::int32_t, std::int32_t>> column_of;  ///< footprint, column
        std::vector<std::int32_t> order;  ///< footprints by cost, made when first asked for
        std::size_t next = 0;
        bool closed = false;  ///< no further footprint can be cheap enough
    };
    struct Node {
        double bound;
        int depth;
        std::size_t number;
        std::vector<std::pair<std::int32_t, bool>> fixed;  ///< column, to 0 or 1
        bool operator<(const Node& other) const {          // the queue gives the largest: lowest bound, deepest, first
            if (bound != other.bound) return bound > other.bound;
            if (depth != other.depth) return depth < other.depth;
            return number > other.number;
        }
    };

    double upper() const {
        if (m_best) return m_best_cost;
        return m_known.empty() ? std::numeric_limits<double>::infinity() : m_known_cost;
    }

    bool cannot_beat(double bound) const {
        if (std::isinf(upper())) return false;
        if (m_problem.whole_numbers) return std::ceil(bound - 1e-4) > upper() - 0.5;
        return bound > upper() - tolerance * std::max(1.0, upper());
    }

    // --- the linear program -------------------------------------------------------------------------------------

    std::int32_t column_at(const Zone& zone, std::int32_t footprint) const {
        for (const auto& [k, column] : zone.column_of)
            if (k == footprint) return column;
        return -1;
    }

    void add_column(std::int32_t z, std::int32_t footprint) {
        Zone& zone = m_lp_zones[m_zone_at[z]];
        const auto column = static_cast<std::int32_t>(m_columns.size());
        const double one = 1.0;
        m_lp.addColumn(1, &zone.row, &one, 0.0, 1.0, m_problem.cost(z, footprint));
        m_columns.push_back({z, footprint});
        zone.column_of.emplace_back(footprint, column);
        if (m_column_lists.size() <= static_cast<std::size_t>(footprint)) m_column_lists.resize(footprint + 1);
        m_column_lists[footprint].push_back(column);
    }

    void add_zone(std::int32_t z) {
        if (m_zone_at[z] >= 0) return;
        m_zone_at[z] = static_cast<std::int32_t>(m_zones.size());
        m_zones.push_back(z);
        Zone zone;
        zone.row = m_lp.numberRows();
        m_lp.addRow(0, nullptr, nullptr, 1.0, 1.0);
        m_lp_zones.push_back(zone);
        add_column(z, m_problem.start[z]);
        if (!m_known.empty() && m_known[z] != m_problem.start[z]) {
            m_known_cost += m_problem.cost(z, m_known[z]);
            // Nodes closed against the smaller sum were not closed against this one.
            if (m_pruned) m_again = true;
        }
    }

    void list_footprints(Zone& zone, std::int32_t z) const {
        std::vector<bool> listed(m_problem.footprint_count, false);
        for (std::uint32_t i = m_problem.row_begin[z]; i < m_problem.row_begin[z + 1]; ++i) {
            zone.order.push_back(m_problem.row_footprint[i]);
            listed[m_problem.row_footprint[i]] = true;
        }
        // Without patients here all cost the same: those that start nearest first, as rows will ask for them.
        std::vector<std::int32_t> queue{z};
        std::vector<bool> seen(m_problem.zone_count(), false);
        seen[z] = true;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::int32_t next : m_problem.neighbours(queue[head])) {
                if (seen[next]) continue;
                seen[next] = true;
                queue.push_back(next);
                if (const std::int32_t k = m_problem.start[next]; !listed[k]) {
                    listed[k] = true;
                    zone.order.push_back(k);
                }
            }
        for (std::int32_t k = 0; k < m_problem.footprint_count; ++k)
            if (!listed[k]) zone.order.push_back(k);
    }

    /// Keeps one free column at the zone that stands for all footprints without a column: they cost as much or more
    /// and, like it, stand in no row but the zone's.
    void keep_a_free_column(std::int32_t z) {
        Zone& zone = m_lp_zones[m_zone_at[z]];
        if (m_problem.locked[z] || zone.closed) return;
        for (const auto& [k, column] : zone.column_of) {
            const Column& c = m_columns[column];
            if (k != m_problem.start[z] && !c.in_row && !c.branched && !c.never) return;
        }
        if (zone.order.empty()) list_footprints(zone, z);
        while (zone.next < zone.order.size()) {
            const std::int32_t k = zone.order[zone.next++];
            if (column_at(zone, k) >= 0) continue;
            add_column(z, k);
            return;
        }
    }

    void add_rows(const std::vector<const MendRow*>& rows) {
        for (const MendRow* row : rows)
            for (std::int32_t z : row->zone) add_zone(z);
        for (const MendRow* row : rows)
            for (std::int32_t z : row->zone)
                if (m_problem.allowed(z, row->footprint) && column_at(m_lp_zones[m_zone_at[z]], row->footprint) < 0)
                    add_column(z, row->footprint);
        std::vector<double> low, high, element;
        std::vector<CoinBigIndex> begin{0};
        std::vector<int> column;
        for (const MendRow* row : rows) {
            for (std::size_t i = 0; i < row->zone.size(); ++i) {
                const std::int32_t c = column_at(m_lp_zones[m_zone_at[row->zone[i]]], row->footprint);
                if (c < 0) continue;
                m_columns[c].in_row = true;
                column.push_back(c);
                element.push_back(row->coefficient[i]);
            }
            begin.push_back(static_cast<CoinBigIndex>(column.size()));
            low.push_back(std::isinf(row->low) ? -COIN_DBL_MAX : row->low);
            high.push_back(std::isinf(row->high) ? COIN_DBL_MAX : row->high);
        }
        m_lp.addRows(static_cast<int>(rows.size()), low.data(), high.data(), begin.data(), column.data(),
                     element.data());
        for (std::int32_t z : m_zones) keep_a_free_column(z);
    }

    void set_bounds(const Node& node) {
        for (std::size_t c = 0; c < m_columns.size(); ++c)
            m_lp.setColumnBounds(static_cast<int>(c), 0.0, m_columns[c].never ? 0.0 : 1.0);
        for (const auto& [column, one] : node.fixed) m_lp.setColumnBounds(column, one ? 1.0 : 0.0, one ? 1.0 : 0.0);
    }

    bool is_whole() const {
        const double* x = m_lp.primalColumnSolution();
        for (std::size_t c = 0; c < m_columns.size(); ++c)
            if (x[c] > tolerance && x[c] < 1.0 - tolerance) return false;
        return true;
    }

    /// The rows that the present values break and that name a zone of this cluster. `whole` values are looked at for
    /// floors and ceilings too.
    std::vector<MendRow> broken(bool whole) {
        std::vector<MendRow> found, mine;
        const double* x = m_lp.primalColumnSolution();
        std::vector<Part> parts;
        for (std::size_t k = 0; k < m_column_lists.size(); ++k) {
            if (m_column_lists[k].empty()) continue;
            parts.clear();
            for (std::int32_t z : m_at_start[k])
                if (m_zone_at[z] < 0) parts.push_back({z, 1.0});
            for (std::int32_t c : m_column_lists[k])
                if (x[c] > tolerance) parts.push_back({m_columns[c].zone, std::min(1.0, x[c])});
            std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.zone < b.zone; });
            m_separators.find(static_cast<std::int32_t>(k), parts, !whole, found);
            m_separators.find_limits(static_cast<std::int32_t>(k), parts, found);
        }
        for (MendRow& row : found)
            if (std::any_of(row.zone.begin(), row.zone.end(), [&](std::int32_t z) { return m_zone_at[z] >= 0; }))
                mine.push_back(std::move(row));
        return mine;
    }

    /// Solves the node's linear program, adding rows until none is broken. Nothing where the node is done with: it
    /// holds nothing cheaper than the best known, or its whole values are now the best.
    std::optional<double> relax(Node& node) {
        set_bounds(node);
        double before = -1.0;
        int stalled = 0;
        for (;;) {
            if (m_stop.out_of_time() || m_pivots > m_stop.pivots) {
                m_ended = true;
                return std::nullopt;
            }
            m_lp.dual();
            m_pivots += static_cast<std::size_t>(m_lp.numberIterations());
            if (m_lp.status() != 0 && m_lp.status() != StopWatch::stopped_by_event) {
                m_lp.allSlackBasis();
                m_lp.dual();
            }
            if (m_lp.status() == StopWatch::stopped_by_event) continue;  // to be cancelled there
            if (m_lp.status() == 1) return std::nullopt;
            const double bound = m_lp.objectiveValue();
            node.bound = std::max(node.bound, bound - tolerance * std::max(1.0, bound));
            if (cannot_beat(bound)) {
                m_pruned = true;
                return std::nullopt;
            }
            const bool whole = is_whole();
            stalled = bound < before + 1e-3 * std::max(1.0, std::abs(before)) ? stalled + 1 : 0;
            before = bound;
            if (!whole && stalled > 12) return bound;
            std::vector<MendRow> rows = broken(whole);
            if (rows.empty()) {
                if (!whole) return bound;
                take_as_best();
                return std::nullopt;
            }
            std::vector<const MendRow*> added;
            const std::size_t first = m_rows.size();
            for (MendRow& row : rows) {
                m_members.push_back(m_rows.size());
                m_rows.push_back(std::move(row));
            }
            for (std::size_t r = first; r < m_rows.size(); ++r) added.push_back(&m_rows[r]);
            add_rows(added);
            set_bounds(node);
        }
    }

    void take_as_best() {
        const double* x = m_lp.primalColumnSolution();
        double cost = 0.0;
        std::vector<std::int32_t> footprint = m_whole;
        for (std::size_t c = 0; c < m_columns.size(); ++c)
            if (x[c] > 0.5) footprint[m_columns[c].zone] = m_columns[c].footprint;
        for (std::int32_t z : m_zones) cost += m_problem.cost(z, footprint[z]);
        if (cost >= upper()) return;
        m_best = std::move(footprint);
        m_best_cost = cost;
        m_pruned = true;
    }

    /// A column whose reduced cost at the root is more than what lies between the bounds is in no better answer, nor
    /// is any footprint that it stands for.
    void fix_by_reduced_cost(double bound) {
        if (std::isinf(upper())) return;
        const double* reduced = m_lp.getReducedCost();
        const double* x = m_lp.primalColumnSolution();
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            Column& column = m_columns[c];
            // Only what is cheaper by a whole patient is wanted where patients are whole.
            const double wanted = upper() - bound - (m_problem.whole_numbers ? 1.0 - 1e-4 : -1e-4);
            if (x[c] > tolerance || reduced[c] <= wanted) continue;
            column.never = true;
            m_pruned = true;
            if (!column.in_row && column.footprint != m_problem.start[column.zone])
                m_lp_zones[m_zone_at[column.zone]].closed = true;
        }
    }

    void branch(const Node& node, double bound) {
        const double* x = m_lp.primalColumnSolution();
        std::int32_t best = -1;
        double best_score = 0.0;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            if (x[c] <= tolerance || x[c] >= 1.0 - tolerance) continue;
            const double score = std::min(x[c], 1.0 - x[c]) * (1.0 + m_problem.margin(m_columns[c].zone));
            if (score > best_score) {
                best_score = score;
                best = static_cast<std::int32_t>(c);
            }
        }
        if (best < 0) return;
        m_columns[best].branched = true;
        keep_a_free_column(m_columns[best].zone);
        for (bool one : {true, false}) {
            Node child{bound, node.depth + 1, ++m_numbered, node.fixed};
            child.fixed.emplace_back(best, one);
            m_open.push(std::move(child));
        }
    }

    const MendingCase& m_problem;
    Separators& m_separators;
    std::span<const std::int32_t> m_known;
    std::vector<MendRow>& m_rows;
    std::vector<std::size_t>& m_members;
    const MendStop& m_stop;

    ClpSimplex m_lp;
    std::vector<std::int32_t> m_zone_at;  ///< per zone of the problem: its place in m_zones, or -1
    std::vector<std::vector<std::int32_t>> m_at_start;
    std::vector<std::int32_t> m_whole;  ///< the start, which zones outside the cluster keep
    std::vector<std::int32_t> m_zones;
    std::vector<Zone> m_lp_zones;
    std::vector<Column> m_columns;
    std::vector<std::vector<std::int32_t>> m_column_lists;  ///< by footprint

    std::priority_queue<Node> m_open;
    std::size_t m_numbered = 0;
    std::optional<std::vector<std::int32_t>> m_best;
    double m_best_cost = 0.0, m_known_cost = 0.0;
    std::size_t m_pivots = 0;
    bool m_pruned = false, m_ended = false;

public:
    bool m_again = false;  ///< the upper bound rose after nodes were closed against it: the tree must be grown anew
    const std::optional<std::vector<std::int32_t>>& best() const { return m_best; }
};

}  // namespace

bool keeps(const MendingCase& problem, const MendRow& row, std::span<const std::int32_t> footprint) {
    double sum = 0.0;
    for (std::size_t i = 0; i < row.zone.size(); ++i)
        if ((footprint.empty() ? problem.start[row.zone[i]] : footprint[row.zone[i]]) == row.footprint)
            sum += row.coefficient[i];
    return sum >= row.low - tolerance && sum <= row.high + tolerance;
}

ClusterAnswer solve_cluster(const MendingCase& problem, Separators& separators, std::span<const std::int32_t> known,
                            std::vector<MendRow>& rows, std::vector<std::size_t>& members, const MendStop& stop) {
    for (;;) {
        Tree tree(problem, separators, known, rows, members, stop);
        ClusterAnswer answer = tree.solve();
        if (answer.status == ClusterAnswer::Status::stopped) return answer;
        bool kept = true;
        if (tree.best())
            for (std::size_t m : members) kept = kept && keeps(problem, rows[m], *tree.best());
        // A best answer that breaks a row found after it closed nodes it had no right to: grow the tree anew.
        if (kept && !tree.m_again) return answer;
    }
}

}  // namespace locality::core
