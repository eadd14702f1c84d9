#include "core/inequality_protection.h"

#include "core/disclosure.h"
#include "core/published_sums.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace locality::core {

namespace {

using Is = PublishedSum::Is;

std::int64_t whole(double people) {
    return std::llround(std::max(0.0, people));
}

/// One group of one scope.
struct Cell {
    GroupFigure* group = nullptr;
    std::size_t scope = 0;
    Is is = Is::shown;
};

/// Those of a group whom it counts, or (of a proportion) does not; a mean counts those it is of.
double people_in(const GroupFigure& g, const ZoneRates& rates, bool rest) {
    if (rates.kind == RateKind::mean) return g.denominator;
    return rest ? g.denominator - g.numerator : g.numerator;
}

class Protection {
public:
    Protection(std::span<const InequalityScope> scopes, const ZoneRates& rates, const model::Values& decile,
               const model::Values& rank, const model::DisclosureRule& rule)
        : m_scopes(scopes), m_rates(rates), m_rule(rule) {
        for (std::size_t s = 0; s < scopes.size(); ++s) {
            Inequality& i = *scopes[s].inequality;
            for (GroupFigure& g : i.deciles) add(g, s);
            for (GroupFigure& g : i.quintiles) add(g, s);
            for (GroupFigure* g : {&i.imd1, &i.rest, &i.all}) add(*g, s);
            if (scopes[s].withheld) m_cells.back().is = Is::hidden;
        }
        find_parts(decile, stats::quantile_groups(rank.number, 5, false));
    }

    void run() {
        const bool proportion = m_rates.kind == RateKind::proportion;
        for (Cell& cell : m_cells)
            if (is_small(*cell.group, false) || (proportion && is_small(*cell.group, true))) cell.is = Is::withheld;
        const std::size_t quantities = proportion ? 2 : 1;
        for (std::size_t done = 0, q = 0; done < quantities; q = (q + 1) % quantities) {
            const Hiding hiding = hide_over_span(sums_now(q == 1), m_rule);
            for (const std::size_t c : hiding.hide) m_cells[c].is = Is::hidden;
            done = hiding.hide.empty() ? done + 1 : 1;
        }
        for (const Cell& cell : m_cells) cell.is == Is::shown ? round(*cell.group) : blank(*cell.group);
        for (const InequalityScope& scope : m_scopes) {
            for (const GroupFigure& g : scope.inequality->deciles)
                if (g.label == scope.inequality->least.label) scope.inequality->least = g;
            add_gaps(*scope.inequality);
        }
    }

private:
    void add(GroupFigure& group, std::size_t scope) { m_cells.push_back({&group, scope, Is::shown}); }

    bool is_small(const GroupFigure& g, bool rest) const {
        if (!(g.denominator > 0)) return false;
        const std::int64_t people = whole(people_in(g, m_rates, rest));
        return (people > 0 || !rest) && is_withheld(m_rule, people);
    }

    /// Zones that all scopes have the same shares of, in one decile and quintile, as one unknown.
    void find_parts(const model::Values& decile, const std::vector<int>& quintile) {
        std::map<std::tuple<std::vector<double>, int, int>, std::size_t> atoms;
        std::vector<std::vector<std::size_t>> in_atom;
        for (std::size_t z = 0; z < decile.size(); ++z) {
            if (!m_rates.numerator.known(z) || !m_rates.denominator.known(z)) continue;
            std::vector<double> shares;
            for (const InequalityScope& scope : m_scopes) shares.push_back(scope.share[z]);
            const int tenth = decile.known(z) ? static_cast<int>(decile.number[z]) : 0;
            atoms.try_emplace({std::move(shares), tenth, quintile[z]}, atoms.size());
        }
        m_parts.resize(m_cells.size());
        m_unknowns = atoms.size();
        std::vector<std::pair<std::size_t, const std::tuple<std::vector<double>, int, int>*>> in_order;
        for (const auto& [what, atom] : atoms) in_order.emplace_back(atom, &what);
        std::sort(in_order.begin(), in_order.end());
        constexpr std::size_t cells_of_scope = 18;  // ten deciles, five quintiles, IMD1, the rest, everybody
        for (const auto& [atom, what] : in_order) {
            const auto& [shares, tenth, fifth] = *what;
            for (std::size_t s = 0; s < m_scopes.size(); ++s) {
                if (!(shares[s] > 0)) continue;
                const std::size_t first = s * cells_of_scope;
                const auto in = [&](std::size_t cell) { m_parts[first + cell].emplace_back(atom, shares[s]); };
                if (tenth > 0) in(static_cast<std::size_t>(tenth) - 1);
                if (fifth > 0) in(10 + static_cast<std::size_t>(fifth) - 1);
                if (tenth > 0) in(tenth == 1 ? 15 : 16);
                in(17);
            }
        }
    }

    PublishedSums sums_now(bool rest) const {
        PublishedSums sums;
        sums.unknowns = m_unknowns;
        sums.reasons_tell = m_rates.kind != RateKind::proportion;
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            PublishedSum sum{m_parts[c], people_in(*m_cells[c].group, m_rates, rest), m_cells[c].is};
            if (sum.is != Is::shown) sum.is = is_small(*m_cells[c].group, rest) ? Is::withheld : Is::hidden;
            sums.sums.push_back(std::move(sum));
        }
        return sums;
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
        if (m_rates.kind == RateKind::proportion) g.denominator = std::max(g.numerator, in_fives(g.denominator));
        g.figure = group_figure(m_rates, g.numerator, g.denominator);
    }

    std::span<const InequalityScope> m_scopes;
    const ZoneRates& m_rates;
    const model::DisclosureRule& m_rule;
    std::vector<Cell> m_cells;
    std::vector<stats::SparseVector> m_parts;
    std::size_t m_unknowns = 0;
};

}  // namespace

void protect_inequality(std::span<const InequalityScope> scopes, const ZoneRates& rates, const model::Values& decile,
                        const model::Values& rank, const model::DisclosureRule& rule) {
    if (rule.withhold_to == 0 && rule.round_to <= 1) return;
    Protection(scopes, rates, decile, rank, rule).run();
}

}  // namespace locality::core
