#include "core/inequality_protection.h"

#include "core/differencing.h"
#include "core/disclosure.h"
#include "core/published_sums.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace locality::core {

namespace {

using Is = PublishedSum::Is;
using Everybody = AreasByDeprivation::Everybody;

// Cells of an area: ten deciles, five quintiles, IMD1, the rest, everybody.
constexpr std::size_t first_quintile = 10, of_imd1 = 15, of_rest = 16, of_everybody = 17, cells_of_area = 18;

std::int64_t whole(double people) {
    return std::llround(std::max(0.0, people));
}

/// One group of one area.
struct Cell {
    GroupFigure* group = nullptr;
    Is is = Is::shown;
    bool fixed = false;
};

/// Cells that are kept safe together, as sums over zones that nothing tells apart.
struct Table {
    std::vector<std::size_t> cells;
    std::vector<stats::SparseVector> parts;  ///< of each
    std::size_t unknowns = 0;
    bool over_span = false;
};

/// Those of a group whom it counts, or (of a proportion) does not; a mean counts those it is of.
double people_in(const GroupFigure& g, const ZoneRates& rates, bool rest) {
    if (rates.kind == RateKind::mean) return g.denominator;
    return rest ? g.denominator - g.numerator : g.numerator;
}

class Protection {
public:
    Protection(std::span<const AreasByDeprivation> sets, const ZoneRates& rates, const model::Values& decile,
               const model::Values& rank, const model::DisclosureRule& rule)
        : m_sets(sets),
          m_rates(rates),
          m_decile(decile),
          m_quintile(stats::quantile_groups(rank.number, 5, false)),
          m_rule(rule) {
        for (const AreasByDeprivation& set : sets) {
            m_first_area.push_back(m_cells.size() / cells_of_area);
            for (std::size_t a = 0; a < set.areas->size(); ++a) {
                Inequality& i = (*set.areas)[a];
                m_given_up.push_back(false);
                for (GroupFigure& g : i.deciles) m_cells.push_back({&g});
                for (GroupFigure& g : i.quintiles) m_cells.push_back({&g});
                for (GroupFigure* g : {&i.imd1, &i.rest, &i.all}) m_cells.push_back({g});
                const Everybody told = set.everybody.empty() ? Everybody::not_told : set.everybody[a];
                m_cells.back().fixed = told == Everybody::shown;
                if (told != Everybody::withheld) continue;
                // It was withheld for the sake of figures that are none of these: its groups must not tell of it.
                give_up(m_given_up.size() - 1);
                m_cells.back().is = Is::implied;
            }
        }
    }

    std::size_t run() {
        for (Cell& cell : m_cells)
            if (cell.is != Is::implied &&
                (is_small(*cell.group, false) || (is_proportion() && is_small(*cell.group, true))))
                cell = {cell.group, Is::withheld, false};
        const std::vector<Table> tables = tables_to_keep();
        bool changed = true;
        while (changed) {
            changed = false;
            m_unsafe.clear();
            for (const Table& table : tables)
                for (const bool rest : {false, true})
                    if (!rest || is_proportion()) changed = hide(table, rest) || changed;
            if (!changed) changed = give_up_areas();
        }
        for (const Cell& cell : m_cells) cell.is == Is::shown ? round(*cell.group) : blank(*cell.group);
        for (const AreasByDeprivation& set : m_sets)
            for (Inequality& i : *set.areas)
                for (const GroupFigure& g : i.deciles)
                    if (g.label == i.least.label) i.least = g;
        return m_unsafe.size();
    }

private:
    bool is_proportion() const { return m_rates.kind == RateKind::proportion; }

    bool is_small(const GroupFigure& g, bool rest) const {
        if (!(g.denominator > 0)) return false;
        const std::int64_t people = whole(people_in(g, m_rates, rest));
        return (people > 0 || !rest) && is_withheld(m_rule, people);
    }

    std::vector<Table> tables_to_keep() const {
        std::vector<Table> tables;
        for (std::size_t s = 1; s < m_sets.size(); ++s)
            if (m_sets[s].areas->size() <= most_totals_of_a_span) {
                tables.push_back(table_of(std::vector<std::size_t>{0, s}));
                tables.back().over_span = true;
            }
        std::vector<std::size_t> all;
        for (std::size_t s = 0; s < m_sets.size(); ++s) all.push_back(s);
        tables.push_back(table_of(all));
        tables.back().over_span = m_sets.size() == 1;
        return tables;
    }

    Table table_of(const std::vector<std::size_t>& sets) const {
        using Areas = std::vector<std::pair<std::size_t, double>>;
        std::map<std::tuple<Areas, int, int>, std::size_t> unknown_of;
        std::vector<stats::SparseVector> parts(m_cells.size());
        for (std::size_t z = 0; z < m_decile.size(); ++z) {
            if (!m_rates.numerator.known(z) || !m_rates.denominator.known(z)) continue;
            Areas areas;
            for (const std::size_t s : sets) {
                const model::Crosswalk* shares = m_sets[s].shares;
                if (!shares) {
                    areas.emplace_back(m_first_area[s], 1.0);
                    continue;
                }
                for (std::size_t k = 0; k < shares->footprints_of(z).size(); ++k)
                    if (shares->shares_of(z)[k] > 0)
                        areas.emplace_back(m_first_area[s] + static_cast<std::size_t>(shares->footprints_of(z)[k]),
                                           shares->shares_of(z)[k]);
            }
            const int tenth = m_decile.known(z) ? static_cast<int>(m_decile.number[z]) : 0, fifth = m_quintile[z];
            const auto [at, is_new] = unknown_of.try_emplace({areas, tenth, fifth}, unknown_of.size());
            if (!is_new) continue;
            for (const auto& [area, share] : areas) {
                const auto in = [&, unknown = at->second, share = share, area = area](std::size_t cell) {
                    parts[area * cells_of_area + cell].emplace_back(unknown, share);
                };
                if (tenth > 0) in(static_cast<std::size_t>(tenth) - 1);
                if (fifth > 0) in(first_quintile + static_cast<std::size_t>(fifth) - 1);
                if (tenth > 0) in(tenth == 1 ? of_imd1 : of_rest);
                in(of_everybody);
            }
        }
        Table table;
        table.unknowns = unknown_of.size();
        for (std::size_t c = 0; c < parts.size(); ++c) {
            if (parts[c].empty()) continue;
            table.cells.push_back(c);
            table.parts.push_back(std::move(parts[c]));
        }
        return table;
    }

    /// True where anything was hidden.
    bool hide(const Table& table, bool rest) {
        PublishedSums sums;
        sums.unknowns = table.unknowns;
        sums.reasons_tell = false;  // one mark for both
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            const Cell& cell = m_cells[table.cells[i]];
            PublishedSum sum{table.parts[i], people_in(*cell.group, m_rates, rest), cell.is, cell.fixed,
                             is_proportion() || m_given_up[table.cells[i] / cells_of_area]};
            if (sum.is == Is::withheld || sum.is == Is::hidden)
                sum.is = is_small(*cell.group, rest) ? Is::withheld : Is::hidden;
            sums.sums.push_back(std::move(sum));
        }
        const Hiding hiding =
            table.over_span ? hide_over_span(std::move(sums), m_rule) : hide_over_pairs(std::move(sums), m_rule);
        for (const std::size_t i : hiding.hide) m_cells[table.cells[i]].is = Is::hidden;
        for (const std::size_t i : hiding.unsafe) m_unsafe.insert(table.cells[i]);
        return !hiding.hide.empty();
    }

    /// All groups of areas with one that is not safe, noughts too, which otherwise tell that the others are none; true
    /// where any such area was left.
    bool give_up_areas() {
        bool changed = false;
        for (const std::size_t unsafe : m_unsafe) changed = give_up(unsafe / cells_of_area) || changed;
        return changed;
    }

    bool give_up(std::size_t area) {
        if (m_given_up[area]) return false;
        m_given_up[area] = true;
        for (std::size_t c = area * cells_of_area; c < (area + 1) * cells_of_area; ++c) {
            Cell& cell = m_cells[c];
            if (cell.is == Is::shown && !cell.fixed && cell.group->denominator > 0) cell.is = Is::hidden;
        }
        return true;
    }

    void blank(GroupFigure& g) const {
        g.withheld = true;
        g.numerator = model::no_value;
        if (m_rates.kind != RateKind::rate) g.denominator = model::no_value;
        g.figure = {};
    }

    void round(GroupFigure& g) const {
        if (m_rule.round_to <= 1 || !(g.denominator > 0)) return;
        const auto in_fives = [&](double people) { return static_cast<double>(rounded(m_rule, whole(people))); };
        if (m_rates.kind == RateKind::mean) {
            g.denominator = in_fives(g.denominator);
            g.numerator = g.figure.value * g.denominator / m_rates.multiplier;
            return;
        }
        g.numerator = in_fives(g.numerator);
        if (is_proportion()) g.denominator = std::max(g.numerator, in_fives(g.denominator));
        g.figure = group_figure(m_rates, g.numerator, g.denominator);
    }

    std::span<const AreasByDeprivation> m_sets;
    const ZoneRates& m_rates;
    const model::Values& m_decile;
    std::vector<int> m_quintile;
    const model::DisclosureRule& m_rule;
    std::vector<std::size_t> m_first_area;  ///< of each set
    std::vector<Cell> m_cells;
    std::vector<bool> m_given_up;  ///< areas of which all groups are withheld
    std::set<std::size_t> m_unsafe;
};

}  // namespace

std::size_t protect_inequality(std::span<const AreasByDeprivation> sets, const ZoneRates& rates,
                               const model::Values& decile, const model::Values& rank,
                               const model::DisclosureRule& rule) {
    if (!rule.changes_anything()) return 0;
    return Protection(sets, rates, decile, rank, rule).run();
}

}  // namespace locality::core
