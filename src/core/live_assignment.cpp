#include "core/live_assignment.h"

#include "core/allocate.h"
#include "core/assign.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

namespace locality::core {

using model::Move;
using model::unassigned;

namespace {

template <class T>
void insert(std::vector<T>& sorted, T value) {
    sorted.insert(std::ranges::lower_bound(sorted, value), value);
}
template <class T>
void erase(std::vector<T>& sorted, T value) {
    sorted.erase(std::ranges::lower_bound(sorted, value));
}

template <class T>
void keep_each_once(std::vector<T>& values) {
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
}

}  // namespace

LiveAssignment::LiveAssignment(const geo::Topology& topology, const geo::Adjacency& adjacency,
                               std::vector<std::int32_t> footprint_of_zone, std::size_t footprint_count,
                               LiveFigures figures)
    : m_topology(&topology),
      m_adjacency(&adjacency),
      m_count(footprint_count),
      m_figures(std::move(figures)),
      m_footprint(std::move(footprint_of_zone)),
      m_zones(footprint_count + 1),
      m_fit(footprint_count + 1),
      m_pieces(footprint_count + 1, 0),
      m_arcs(footprint_count + 1),
      m_search(m_footprint.size()) {
    const std::size_t zones = m_footprint.size();
    if (static_cast<std::size_t>(topology.face_count) != zones || adjacency.begin.size() != zones + 1)
        throw std::invalid_argument("LiveAssignment: zones, topology and adjacency differ in number");
    for (const LiveFigures::Quantity& quantity : m_figures.quantities) {
        if (quantity.column.values.size() != zones)
            throw std::invalid_argument("LiveAssignment: a quantity has not one value for each zone");
        m_totals.emplace_back(quantity.column.values, footprint_count + 2);
    }
    if (m_figures.weights) {
        const model::Weights& weights = *m_figures.weights;
        if (weights.row_count() != zones || (!m_figures.row_total.empty() && m_figures.row_total.size() != zones))
            throw std::invalid_argument("LiveAssignment: weights and zones differ in number");
        for (std::size_t z = 0; z < zones; ++z) {
            geo::Int128 total = 0;
            for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k)
                total += fixed_point(weights.weight[k]);
            m_row_total.push_back(m_figures.row_total.empty() ? total : fixed_point(m_figures.row_total[z]));
        }
    }
    for (std::size_t z = 0; z < zones; ++z) {
        const std::int32_t f = m_footprint[z];
        if (f != unassigned && (f < 0 || static_cast<std::size_t>(f) >= footprint_count))
            throw std::invalid_argument("LiveAssignment: a zone belongs to a footprint that does not exist");
        m_zones[slot(f)].push_back(static_cast<std::int32_t>(z));
        for (ExactTotals& total : m_totals) {
            total.add(z, slot(f));
            if (f != unassigned) total.add(z, m_count + 1);
        }
        const ExactFit fit = fit_in(static_cast<std::int32_t>(z), f);
        m_fit[slot(f)].kept += fit.kept;
        m_fit[slot(f)].of += fit.of;
    }
    index_arcs();
    for (std::size_t f = 0; f < m_count; ++f)
        m_pieces[f] = static_cast<int>(zones_by_piece(static_cast<std::int32_t>(f)).size());
}

void LiveAssignment::index_arcs() {
    const auto each_side = [&](auto&& take) {
        for (std::uint32_t a = 0; a < m_topology->arc_count(); ++a)
            for (const std::int32_t face : {m_topology->left[a], m_topology->right[a]})
                if (face != geo::outside) take(static_cast<std::size_t>(face), a);
    };
    m_zone_arc_begin.assign(zone_count() + 1, 0);
    each_side([&](std::size_t zone, std::uint32_t) { ++m_zone_arc_begin[zone + 1]; });
    std::partial_sum(m_zone_arc_begin.begin(), m_zone_arc_begin.end(), m_zone_arc_begin.begin());
    m_zone_arcs.resize(m_zone_arc_begin.back());
    std::vector<std::uint32_t> at(m_zone_arc_begin.begin(), m_zone_arc_begin.end() - 1);
    each_side([&](std::size_t zone, std::uint32_t arc) { m_zone_arcs[at[zone]++] = arc; });

    for (std::uint32_t a = 0; a < m_topology->arc_count(); ++a) {
        const std::int32_t left = footprint_of_face(m_topology->left[a]);
        const std::int32_t right = footprint_of_face(m_topology->right[a]);
        if (left == right) continue;
        if (left != unassigned) m_arcs[slot(left)].push_back(a);
        if (right != unassigned) m_arcs[slot(right)].push_back(a);
    }
}

LiveAssignment::ExactFit LiveAssignment::fit_in(std::int32_t zone, std::int32_t footprint) const {
    if (!m_figures.weights) return {};
    const model::Weights& weights = *m_figures.weights;
    const auto z = static_cast<std::size_t>(zone);
    ExactFit fit;
    fit.of = m_row_total[z];
    const auto begin = weights.footprint.begin() + weights.row_begin[z];
    const auto end = weights.footprint.begin() + weights.row_begin[z + 1];
    const auto at = std::lower_bound(begin, end, footprint);
    if (at != end && *at == footprint)
        fit.kept = fixed_point(weights.weight[static_cast<std::size_t>(at - weights.footprint.begin())]);
    return fit;
}

std::optional<std::size_t> LiveAssignment::quantity(std::string_view id) const {
    for (std::size_t q = 0; q < m_figures.quantities.size(); ++q)
        if (m_figures.quantities[q].column.id == id) return q;
    return std::nullopt;
}

model::Ledger LiveAssignment::ledger(std::size_t quantity, const std::string& set) const {
    const LiveFigures::Quantity& q = m_figures.quantities[quantity];
    const ExactTotals& totals = m_totals[quantity];
    model::Ledger line;
    line.set = set;
    line.quantity = q.column.id;
    line.allocated = totals.known_part(m_count + 1);
    line.outside = totals.known_part(m_count);
    line.unallocatable = q.unallocatable;
    line.in = q.in ? *q.in : totals.known_part_of_first(m_count + 1) + q.unallocatable;
    line.counted = totals.known_part_of_first(m_count);
    settle(line);  // whole zones are counted once: nothing is counted again
    return line;
}

Fit LiveAssignment::fit(std::int32_t footprint) const {
    const ExactFit& fit = m_fit[slot(footprint)];
    return {floating_point(fit.kept), floating_point(fit.of)};
}

model::Assignment LiveAssignment::assignment() const {
    if (!m_figures.weights)
        throw std::invalid_argument("LiveAssignment: shares are known only where weights are given");
    return assign_as_given(m_footprint, *m_figures.weights, m_figures.row_total);
}

std::vector<std::vector<std::int32_t>> LiveAssignment::zones_by_piece(std::int32_t footprint) const {
    const std::vector<std::int32_t>& zones = m_zones[slot(footprint)];
    std::vector<bool> seen(zones.size(), false);
    std::vector<std::vector<std::int32_t>> pieces;
    for (std::size_t first = 0; first < zones.size(); ++first) {
        if (seen[first]) continue;
        std::vector<std::int32_t> piece{zones[first]};
        seen[first] = true;
        for (std::size_t walked = 0; walked < piece.size(); ++walked)
            for (const std::int32_t next : m_adjacency->of(static_cast<std::size_t>(piece[walked]))) {
                if (m_footprint[static_cast<std::size_t>(next)] != footprint) continue;
                const auto at = static_cast<std::size_t>(std::ranges::lower_bound(zones, next) - zones.begin());
                if (seen[at]) continue;
                seen[at] = true;
                piece.push_back(next);
            }
        std::ranges::sort(piece);
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

geo::Shapes LiveAssignment::outline(std::int32_t footprint) const {
    geo::Topology alone;
    alone.face_count = 1;
    const auto side = [&](std::int32_t face) {
        return face != geo::outside && footprint_of_face(face) == footprint ? 0 : geo::outside;
    };
    std::size_t done = 0;
    for (const std::uint32_t arc : m_arcs[slot(footprint)]) {
        if (arc < done) continue;
        // Where zones overlap, one line is several arcs, and only together they tell what it bounds.
        std::size_t begin = arc, end = arc + 1;
        while (begin > done && m_topology->same_line(begin - 1, arc)) --begin;
        while (end < m_topology->arc_count() && m_topology->same_line(arc, end)) ++end;
        for (std::size_t a = begin; a < end; ++a) {
            const std::int32_t left = side(m_topology->left[a]), right = side(m_topology->right[a]);
            if (left == geo::outside && right == geo::outside) continue;
            const std::span<const geo::GridPoint> vertices = m_topology->arc(a);
            alone.vertices.insert(alone.vertices.end(), vertices.begin(), vertices.end());
            alone.arc_begin.push_back(static_cast<std::uint32_t>(alone.vertices.size()));
            alone.left.push_back(left);
            alone.right.push_back(right);
        }
        done = end;
    }
    const std::int32_t group = 0;
    return geo::outlines(alone, std::span(&group, 1), 1);
}

std::vector<Move> LiveAssignment::moves_to(std::span<const std::int32_t> zones, std::int32_t to) const {
    std::vector<Move> moves;
    std::set<std::int32_t> seen;
    for (const std::int32_t zone : zones) {
        if (zone < 0 || static_cast<std::size_t>(zone) >= zone_count())
            throw std::invalid_argument("LiveAssignment: no such zone");
        const std::int32_t from = m_footprint[static_cast<std::size_t>(zone)];
        if (from != to && seen.insert(zone).second) moves.push_back({zone, from, to});
    }
    return moves;
}

void LiveAssignment::check(std::span<const Move> moves) const {
    for (const Move& m : moves) {
        if (m.zone < 0 || static_cast<std::size_t>(m.zone) >= zone_count())
            throw std::invalid_argument("LiveAssignment: no such zone");
        if (m.to != unassigned && (m.to < 0 || static_cast<std::size_t>(m.to) >= m_count))
            throw std::invalid_argument("LiveAssignment: no such footprint");
    }
    // By zone, in the order made: each move starts where the one before it, or the assignment, left the zone.
    std::vector<std::size_t> order(moves.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return moves[i].zone; });
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Move& m = moves[order[i]];
        const bool first = i == 0 || moves[order[i - 1]].zone != m.zone;
        const std::int32_t here = first ? m_footprint[static_cast<std::size_t>(m.zone)] : moves[order[i - 1]].to;
        if (m.from != here) throw std::invalid_argument("LiveAssignment: a move starts where its zone is not");
    }
}

void LiveAssignment::move_arcs(const Move& m) {
    for (const std::uint32_t arc : arcs_of_zone(static_cast<std::size_t>(m.zone))) {
        const std::int32_t left = m_topology->left[arc], right = m_topology->right[arc];
        const std::int32_t across = footprint_of_face(left == m.zone ? right : left);
        if (m.from != unassigned) {
            if (across == m.from)
                insert(m_arcs[slot(m.from)], arc);
            else
                erase(m_arcs[slot(m.from)], arc);
        }
        if (m.to != unassigned) {
            if (across == m.to)
                erase(m_arcs[slot(m.to)], arc);
            else
                insert(m_arcs[slot(m.to)], arc);
        }
    }
}

void LiveAssignment::move(const Move& m) {
    if (m.from == m.to) return;
    const auto z = static_cast<std::size_t>(m.zone);
    // The zone's neighbours tell: taken out, the piece it was in falls into those that touch it; put in, it joins
    // those.
    if (m.from != unassigned)
        m_pieces[slot(m.from)] += m_search.pieces_at(m.zone, m.from, m_footprint, *m_adjacency) - 1;
    if (m.to != unassigned) m_pieces[slot(m.to)] += 1 - m_search.pieces_at(m.zone, m.to, m_footprint, *m_adjacency);
    move_arcs(m);
    erase(m_zones[slot(m.from)], m.zone);
    insert(m_zones[slot(m.to)], m.zone);
    for (ExactTotals& total : m_totals) {
        total.take(z, slot(m.from));
        total.add(z, slot(m.to));
        if (m.from == unassigned) total.add(z, m_count + 1);
        if (m.to == unassigned) total.take(z, m_count + 1);
    }
    const ExactFit before = fit_in(m.zone, m.from), after = fit_in(m.zone, m.to);
    m_fit[slot(m.from)].kept -= before.kept;
    m_fit[slot(m.from)].of -= before.of;
    m_fit[slot(m.to)].kept += after.kept;
    m_fit[slot(m.to)].of += after.of;
    m_footprint[z] = m.to;
}

FootprintChange::Side LiveAssignment::side(std::int32_t footprint) const {
    FootprintChange::Side side;
    side.zones = zones_of(footprint).size();
    side.pieces = pieces(footprint);
    side.fit = fit(footprint);
    for (std::size_t q = 0; q < m_totals.size(); ++q) side.totals.push_back(total(q, footprint));
    return side;
}

Change LiveAssignment::make(std::span<const Move> moves) {
    check(moves);
    Change change;
    change.moves.assign(moves.begin(), moves.end());
    std::vector<std::int32_t> footprints;
    std::vector<std::uint32_t> arcs;
    for (const Move& m : moves) {
        footprints.push_back(m.from);
        footprints.push_back(m.to);
        const auto around = arcs_of_zone(static_cast<std::size_t>(m.zone));
        arcs.insert(arcs.end(), around.begin(), around.end());
    }
    keep_each_once(footprints);
    keep_each_once(arcs);
    const auto sides = [&](std::uint32_t arc) {
        return std::pair(footprint_of_face(m_topology->left[arc]), footprint_of_face(m_topology->right[arc]));
    };
    std::vector<std::pair<std::int32_t, std::int32_t>> sides_before;
    for (const std::uint32_t arc : arcs) sides_before.push_back(sides(arc));
    for (const std::int32_t f : footprints) change.footprints.push_back({f, side(f), {}});

    for (const Move& m : moves) move(m);

    for (FootprintChange& f : change.footprints) f.after = side(f.footprint);
    for (std::size_t i = 0; i < arcs.size(); ++i)
        if (sides(arcs[i]) != sides_before[i]) change.arcs.push_back(arcs[i]);
    return change;
}

Change LiveAssignment::preview(std::span<const Move> moves) {
    Change change = make(moves);
    for (auto m = change.moves.rbegin(); m != change.moves.rend(); ++m) move({m->zone, m->to, m->from});
    return change;
}

std::string LiveAssignment::state() const {
    std::string bytes;
    const auto write = [&](const auto& numbers) {
        append_bytes(bytes, numbers.size());
        for (const auto number : numbers) append_bytes(bytes, number);
    };
    write(m_footprint);
    for (const auto& zones : m_zones) write(zones);
    for (const ExactTotals& totals : m_totals) totals.write(bytes);
    for (const ExactFit& fit : m_fit) {
        append_bytes(bytes, fit.kept);
        append_bytes(bytes, fit.of);
    }
    write(m_pieces);
    for (const auto& arcs : m_arcs) write(arcs);
    return bytes;
}

}  // namespace locality::core
