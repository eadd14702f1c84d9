#include "core/disclosure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <stdexcept>
#include <utility>

namespace locality::core {

namespace {

using model::DisclosureRule;

constexpr std::int64_t unlimited = std::int64_t{1} << 52;  // more than any count that a double holds exactly

/// A cell as an arc of a network: a count that flows from one sum to another. Every cell of a table with totals is in
/// one sum over a row and one over a column; with the signs turned as below it leaves one and enters the other, so that
/// the sums hold where what enters a node leaves it. Sums that nobody publishes are one common node.
struct Arc {
    std::size_t from = 0, to = 0;
    std::int64_t count = 0;
    Shown shown = Shown::absent;
};

/// What a reader knows of a cell by itself.
struct Range {
    std::int64_t least = 0, most = unlimited;
};

/// How much a reader is taken to know: the published sums; or the rule as well, and why each cell is withheld.
enum class Reader { of_sums, of_rules };

class Network {
public:
    Network(const CountTable& table, const DisclosureRule& rule)
        : m_rule(rule), m_rows(table.rows), m_columns(table.columns) {
        m_arcs.resize((m_rows + 1) * (m_columns + 1));
        for (std::size_t r = 0; r < m_rows; ++r)
            for (std::size_t c = 0; c < m_columns; ++c) {
                Arc& arc = m_arcs[index(r, c)];
                const std::size_t at = r * m_columns + c;
                if (!table.count.known(at)) {
                    arc.shown = Shown::blank;
                    continue;
                }
                arc.count = whole(table.count.number[at]);
                arc.shown = Shown::as_is;
            }
        for (std::size_t r = 0; table.row_totals && r < m_rows; ++r) total(index(r, m_columns), r, r + 1, 0, m_columns);
        for (std::size_t c = 0; table.column_totals && c < m_columns; ++c) total(index(m_rows, c), 0, m_rows, c, c + 1);
        if (table.row_totals && table.column_totals) total(index(m_rows, m_columns), 0, m_rows, 0, m_columns);
        join_sums();
        for (std::size_t cell = 0; cell < m_arcs.size(); ++cell) {
            Arc& arc = m_arcs[cell];
            if (arc.shown != Shown::as_is) continue;
            if (is_withheld(rule, arc.count))
                arc.shown = Shown::withheld;
            else if (!table.hidden.empty() && table.hidden[cell] && arc.count > 0)
                arc.shown = Shown::hidden;
        }
    }

    /// Hides more cells until what is withheld is safe. False where even hiding all that may be hidden is not enough.
    bool make_safe() {
        bool safe = true;
        std::vector<bool> given_up(m_arcs.size(), false);
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t cell = 0; cell < m_arcs.size(); ++cell) {
                if (given_up[cell]) continue;
                for (const Reader reader : {Reader::of_sums, Reader::of_rules}) {
                    if (is_safe(cell, reader)) continue;
                    if (hide_a_ring(cell, reader)) {
                        changed = true;
                    } else {
                        given_up[cell] = true;
                        safe = false;
                    }
                }
            }
        }
        return safe;
    }

    ProtectedTable table() const {
        ProtectedTable result;
        result.rows = m_rows;
        result.columns = m_columns;
        for (std::size_t cell = 0; cell < m_arcs.size(); ++cell) {
            const Arc& arc = m_arcs[cell];
            ProtectedCell shown;
            shown.shown = arc.shown;
            if (arc.shown == Shown::as_is) shown.value = static_cast<double>(rounded(m_rule, arc.count));
            if (published(arc)) {
                const Range range = limits(cell, Reader::of_rules, unlimited);
                shown.least = static_cast<double>(range.least);
                shown.most =
                    range.most >= unlimited ? std::numeric_limits<double>::infinity() : static_cast<double>(range.most);
            }
            result.cell.push_back(shown);
        }
        return result;
    }

private:
    static bool published(const Arc& arc) { return arc.shown != Shown::absent && arc.shown != Shown::blank; }
    static bool secret(const Arc& arc) { return arc.shown == Shown::withheld || arc.shown == Shown::hidden; }
    std::size_t index(std::size_t row, std::size_t column) const { return row * (m_columns + 1) + column; }

    static std::int64_t whole(double count) {
        if (!(count >= 0) || count != std::floor(count) || count >= static_cast<double>(unlimited))
            throw std::invalid_argument("protect: a count is negative or not a whole number");
        return static_cast<std::int64_t>(count);
    }

    void total(std::size_t cell, std::size_t row, std::size_t row_end, std::size_t column, std::size_t column_end) {
        Arc& arc = m_arcs[cell];
        arc.shown = Shown::as_is;
        for (std::size_t r = row; r < row_end; ++r)
            for (std::size_t c = column; c < column_end; ++c) {
                const Arc& part = m_arcs[index(r, c)];
                if (part.shown == Shown::blank) arc.shown = Shown::blank;
                arc.count += part.count;
            }
    }

    /// Nodes 0 ... rows: sums over rows, the last being the row of totals; then those over columns; then the ground,
    /// which stands for every sum that is not published.
    void join_sums() {
        const std::size_t columns_from = m_rows + 1, ground = m_rows + m_columns + 2;
        m_node_count = ground + 1;
        const auto row_sum = [&](std::size_t r) { return published(m_arcs[index(r, m_columns)]) ? r : ground; };
        const auto column_sum = [&](std::size_t c) {
            return published(m_arcs[index(m_rows, c)]) ? columns_from + c : ground;
        };
        for (std::size_t r = 0; r <= m_rows; ++r)
            for (std::size_t c = 0; c <= m_columns; ++c) {
                Arc& arc = m_arcs[index(r, c)];
                const bool turned = (r == m_rows) != (c == m_columns);
                arc.from = turned ? column_sum(c) : row_sum(r);
                arc.to = turned ? row_sum(r) : column_sum(c);
            }
    }

    /// The range of a cell by itself, were it `shown` so.
    Range range(const Arc& arc, Shown shown, Reader reader) const {
        const std::int64_t small = m_rule.zero_shown ? 1 : 0;
        switch (shown) {
            case Shown::withheld:
                return {small, reader == Reader::of_rules ? std::int64_t{m_rule.withhold_to} : unlimited};
            case Shown::hidden:
                return {reader == Reader::of_rules ? m_rule.withhold_to + 1 : small, unlimited};
            default: {
                const std::int64_t shown_as = rounded(m_rule, arc.count), base = m_rule.round_to;
                const std::int64_t first_large = m_rule.withhold_to > 0 ? m_rule.withhold_to + 1 : 0;
                const std::int64_t most = shown_as + (base - 1) / 2;
                if (shown_as > 0) return {std::max(shown_as - base / 2, first_large), most};
                const bool nought = !is_withheld(m_rule, 0);
                return {nought ? 0 : first_large, first_large <= most ? most : 0};
            }
        }
    }
    Range range(const Arc& arc, Reader reader) const { return range(arc, arc.shown, reader); }

    /// How much more can flow from one sum to another through the cells besides `without`, up to `enough`.
    std::int64_t flow(std::size_t from, std::size_t to, std::size_t without, Reader reader, std::int64_t enough) const {
        if (from == to) return enough;
        std::vector<std::int64_t> up(m_arcs.size(), 0), down(m_arcs.size(), 0);
        std::vector<std::vector<std::size_t>> at(m_node_count);
        for (std::size_t a = 0; a < m_arcs.size(); ++a) {
            if (a == without || !published(m_arcs[a])) continue;
            const Range r = range(m_arcs[a], reader);
            up[a] = r.most >= unlimited ? unlimited : r.most - m_arcs[a].count;
            down[a] = m_arcs[a].count - r.least;
            if (up[a] == 0 && down[a] == 0) continue;
            at[m_arcs[a].from].push_back(a);
            at[m_arcs[a].to].push_back(a);
        }
        std::int64_t sum = 0;
        while (sum < enough) {
            std::vector<std::size_t> through(m_node_count, none);
            std::queue<std::size_t> next;
            next.push(from);
            std::vector<bool> seen(m_node_count, false);
            seen[from] = true;
            while (!next.empty() && !seen[to]) {
                const std::size_t node = next.front();
                next.pop();
                for (const std::size_t a : at[node]) {
                    const bool forward = m_arcs[a].from == node;
                    const std::size_t other = forward ? m_arcs[a].to : m_arcs[a].from;
                    if (seen[other] || (forward ? up[a] : down[a]) <= 0) continue;
                    seen[other] = true;
                    through[other] = a;
                    next.push(other);
                }
            }
            if (!seen[to]) break;
            std::int64_t most = enough - sum;
            for (std::size_t node = to; node != from; node = previous(through[node], node)) {
                const std::size_t a = through[node];
                most = std::min(most, m_arcs[a].to == node ? up[a] : down[a]);
            }
            for (std::size_t node = to; node != from; node = previous(through[node], node)) {
                const std::size_t a = through[node];
                const bool forward = m_arcs[a].to == node;
                if (up[a] < unlimited || !forward) up[a] += forward ? -most : most;
                down[a] += forward ? most : -most;
            }
            sum += most;
        }
        return sum;
    }
    std::size_t previous(std::size_t arc, std::size_t node) const {
        return m_arcs[arc].to == node ? m_arcs[arc].from : m_arcs[arc].to;
    }

    /// Between what a reader can place a cell's count. Looks no farther than `enough` from it.
    Range limits(std::size_t cell, Reader reader, std::int64_t enough) const {
        const Arc& arc = m_arcs[cell];
        const Range alone = range(arc, reader);
        Range known;
        const std::int64_t up = alone.most >= unlimited ? unlimited : alone.most - arc.count;
        const std::int64_t more = flow(arc.to, arc.from, cell, reader, std::min(up, enough));
        known.most = more >= unlimited ? unlimited : arc.count + more;
        known.least = arc.count - flow(arc.from, arc.to, cell, reader, std::min(arc.count - alone.least, enough));
        return known;
    }

    bool is_safe(std::size_t cell, Reader reader) const {
        const Arc& arc = m_arcs[cell];
        if (!secret(arc)) return true;
        const Range alone = range(arc, reader);
        if (reader == Reader::of_rules && alone.least == alone.most) return true;  // the rule itself tells it
        const std::int64_t wide =
            reader == Reader::of_sums && arc.shown == Shown::withheld ? m_rule.withhold_to + 1 : 1;
        const Range known = limits(cell, reader, wide);
        return known.most - known.least >= wide;
    }

    /// Hides the cheapest cells that let a cell's count be another: a ring of cells through it that can all change.
    bool hide_a_ring(std::size_t cell, Reader reader) {
        const Arc& arc = m_arcs[cell];
        const Range alone = range(arc, reader);
        const std::int64_t wide =
            reader == Reader::of_sums && arc.shown == Shown::withheld ? m_rule.withhold_to + 1 : 1;
        Ring best;
        if (alone.most - arc.count >= wide) best = cheapest(arc.to, arc.from, cell, reader, wide);
        if (arc.count - alone.least >= wide) {
            Ring other = cheapest(arc.from, arc.to, cell, reader, wide);
            if (other.cost < best.cost) best = std::move(other);
        }
        if (best.hide.empty()) return false;
        for (const std::size_t a : best.hide) m_arcs[a].shown = Shown::hidden;
        return true;
    }

    struct Ring {
        std::int64_t cost = unlimited;
        std::vector<std::size_t> hide;
    };

    /// What changing a cell by `by` costs: nothing where a reader allows for it already, else what it counts.
    std::int64_t cost(const Arc& arc, bool up, Reader reader, std::int64_t by) const {
        const auto allows = [&](const Range& r) {
            return up ? r.most >= unlimited || r.most - arc.count >= by : arc.count - r.least >= by;
        };
        if (allows(range(arc, reader))) return 0;
        const bool can_hide = arc.shown == Shown::as_is && arc.count > 0;
        return can_hide && allows(range(arc, Shown::hidden, reader)) ? arc.count + 1 : unlimited;
    }

    Ring cheapest(std::size_t from, std::size_t to, std::size_t without, Reader reader, std::int64_t by) const {
        std::vector<std::int64_t> distance(m_node_count, unlimited);
        std::vector<std::size_t> through(m_node_count, none);
        std::vector<std::vector<std::size_t>> at(m_node_count);
        for (std::size_t a = 0; a < m_arcs.size(); ++a) {
            if (a == without || !published(m_arcs[a])) continue;
            at[m_arcs[a].from].push_back(a);
            at[m_arcs[a].to].push_back(a);
        }
        using Step = std::pair<std::int64_t, std::size_t>;
        std::priority_queue<Step, std::vector<Step>, std::greater<>> next;
        distance[from] = 0;
        next.emplace(0, from);
        while (!next.empty()) {
            const auto [reached, node] = next.top();
            next.pop();
            if (reached > distance[node]) continue;
            for (const std::size_t a : at[node]) {
                const bool forward = m_arcs[a].from == node;
                const std::int64_t step = cost(m_arcs[a], forward, reader, by);
                const std::size_t other = forward ? m_arcs[a].to : m_arcs[a].from;
                if (step >= unlimited || reached + step >= distance[other]) continue;
                distance[other] = reached + step;
                through[other] = a;
                next.emplace(distance[other], other);
            }
        }
        Ring ring;
        if (distance[to] >= unlimited) return ring;
        ring.cost = distance[to];
        for (std::size_t node = to; node != from; node = previous(through[node], node))
            if (m_arcs[through[node]].shown == Shown::as_is &&
                cost(m_arcs[through[node]], m_arcs[through[node]].to == node, reader, by) > 0)
                ring.hide.push_back(through[node]);
        return ring;
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    DisclosureRule m_rule;
    std::size_t m_rows, m_columns, m_node_count = 0;
    std::vector<Arc> m_arcs;
};

}  // namespace

bool is_withheld(const DisclosureRule& rule, std::int64_t count) {
    return count <= rule.withhold_to && (count > 0 || (!rule.zero_shown && rule.withhold_to > 0));
}

std::int64_t rounded(const DisclosureRule& rule, std::int64_t count) {
    return (count + rule.round_to / 2) / rule.round_to * rule.round_to;
}

std::string shown_text(const DisclosureRule& rule, std::int64_t count) {
    if (count < 0) throw std::invalid_argument("shown_text: a count of people is negative");
    return is_withheld(rule, count) ? rule.mark : fmt::format("{}", rounded(rule, count));
}

ProtectedTable protect(const CountTable& table, const DisclosureRule& rule) {
    if (table.count.size() != table.rows * table.columns)
        throw std::invalid_argument("protect: the counts are not rows x columns");
    if (!table.hidden.empty() && table.hidden.size() != (table.rows + 1) * (table.columns + 1))
        throw std::invalid_argument("protect: what is hidden is not said of every cell");
    if (rule.withhold_to < 0 || rule.round_to < 1) throw std::invalid_argument("protect: no such rule");
    Network network(table, rule);
    const bool safe = network.make_safe();
    ProtectedTable result = network.table();
    result.safe = safe;
    return result;
}

}  // namespace locality::core
