#include "core/figures.h"

#include "core/figure_standing.h"
#include "core/figure_sums.h"
#include "core/whole_figures.h"
#include "model/period.h"
#include "stats/trend.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace locality::core {

using model::Crosswalk;
using model::Estimate;
using model::Flag;
using model::IndicatorTable;
using model::PlacedIndicator;
using model::Population;
using model::Status;
using model::Values;
using Slice = IndicatorTable::Slice;

namespace {

/// Where the estimates of a slice and population begin in a set.
struct Block {
    std::size_t slice = 0;
    Population population = Population::resident;
    std::size_t begin = 0;
};

void add_trends(model::FootprintSet& set, const IndicatorTable& table, const PlacedIndicator& placed,
                std::span<const Block> blocks) {
    constexpr std::size_t points = stats::trend_points;
    using Key = std::tuple<model::Sex, std::vector<model::Category>, Population>;
    std::map<Key, std::vector<const Block*>> series;
    for (const Block& block : blocks) {
        const Slice& slice = placed.slices[block.slice];
        series[{slice.sex, slice.categories, block.population}].push_back(&block);
    }
    for (const auto& [key, of_series] : series)
        for (std::size_t last = points - 1; last < of_series.size(); ++last) {
            std::array<model::Period, points> periods;
            std::array<const Estimate*, points> first{};
            for (std::size_t i = 0; i < points; ++i) {
                const Block& block = *of_series[last + 1 - points + i];
                periods[i] = model::period_of(placed.slices[block.slice].period);
                first[i] = &set.estimates[block.begin];
            }
            if (!evenly_spaced(periods)) continue;
            for (std::size_t f = 0; f < set.code.size(); ++f) {
                std::array<const Estimate*, points> of_footprint{};
                for (std::size_t i = 0; i < points; ++i) of_footprint[i] = first[i] + f;
                set.estimates[of_series[last]->begin + f].trend = trend_of(table, of_footprint);
            }
        }
}

/// Makes the estimates of one indicator for one set.
class Estimator {
public:
    Estimator(std::vector<MadeSet>& sets, std::size_t set, std::size_t indicator, PlacedIndicator& placed,
              const IndicatorGround& ground, std::span<const Crosswalk> ways, model::Issues& issues)
        : m_whole(sets[0].set),
          m_set(sets[set].set),
          m_is_whole(set == 0),
          m_indicator(indicator),
          m_placed(placed),
          m_method(method_of(ground.inputs.indicators[indicator])),
          m_table(m_method.table),
          m_issues(issues) {
        m_routes.push_back(resident_shares(placed, ground, set, m_set.crosswalk));
        keep_direct(placed);
        if (m_routes.back().population == Population::resident)
            for (const Crosswalk& way : ways) m_ways.push_back(resident_shares(placed, ground, set, way));
        // Shares that do not go through zones are the same whichever way these are divided.
        if (!m_routes.front().through_zones && !m_routes.front().of_set) m_ways.clear();
        if (auto registered = registered_shares(placed, ground, set)) {
            m_routes.push_back(std::move(*registered));
            keep_direct(placed);
        }
    }
    Estimator(const model::FootprintSet& whole, model::FootprintSet& set, std::size_t indicator,
              const PlacedIndicator& placed, const IndicatorMethod& method, AreaShares residents, model::Issues& issues)
        : m_whole(whole),
          m_set(set),
          m_is_whole(false),
          m_indicator(indicator),
          m_placed(placed),
          m_method(method),
          m_table(m_method.table),
          m_issues(issues) {
        m_routes.push_back(std::move(residents));
    }

    void make() {
        std::vector<Block> blocks;
        for (std::size_t s = 0; s < m_placed.slices.size(); ++s) {
            const Slice& slice = m_placed.slices[s];
            const Recipe recipe = recipe_of(m_table, m_method.weight_is_people[s], all_known(slice));
            for (const AreaShares& route : m_routes) {
                blocks.push_back({s, route.population, m_set.estimates.size()});
                add(slice, recipe, route);
            }
        }
        add_trends(m_set, m_table, m_placed, blocks);
        if (m_uncut_only > 0) {
            model::Issue issue;
            issue.kind = "needs_assumption";
            issue.layer = m_table.id;
            issue.what = fmt::format(
                "{} of {} footprints of {} cut {}, which the table is of, and have no figure; say "
                "assume = \"same_rate\" to divide them by residents",
                m_uncut_only, m_set.code.size(), m_set.title, m_placed.areas);
            m_issues.push_back(std::move(issue));
        }
    }

private:
    void keep_direct(PlacedIndicator& placed) const {
        const AreaShares& route = m_routes.back();
        if (!route.of_set && !route.through_zones) placed.direct.push_back({m_set.id, route.population, route.own});
    }

    void add(const Slice& slice, const Recipe& recipe, const AreaShares& route) {
        const Values no_weights;
        const Values& people = m_placed.are_zones() ? no_weights : m_placed.people;
        const auto sums_by = [&](const AreaShares& shares) {
            return sums_of(slice, m_table.multiplier, people, shares.get());
        };
        const FigureSums sums = sums_by(route);
        std::vector<FigureSums> others;
        if (route.population == Population::resident)
            for (const AreaShares& way : m_ways) others.push_back(sums_by(way));
        const std::string breakdown = breakdown_text(slice.categories);
        std::size_t refused = 0;
        for (std::size_t f = 0; f < m_set.code.size(); ++f) {
            Estimate e;
            e.indicator = m_indicator;
            e.period = slice.period;
            e.sex = slice.sex;
            e.footprint = static_cast<std::int32_t>(f);
            e.breakdown = breakdown;
            e.population = route.population;
            e.basis = route.basis;
            fill(e, slice, sums, others, recipe, route, refused);
            compare(e);
            m_set.estimates.push_back(std::move(e));
        }
        m_uncut_only = std::max(m_uncut_only, refused);
    }

    void fill(Estimate& e, const Slice& slice, const FigureSums& sums, std::span<const FigureSums> others,
              const Recipe& recipe, const AreaShares& route, std::size_t& refused) const {
        const auto f = static_cast<std::size_t>(e.footprint);
        const bool has_denominator = slice.denominator.size() > 0;
        if (route.through_zones && !m_placed.why_none.empty()) {
            e.reason = m_placed.why_none;
            return;
        }
        if (!sums.reached[f]) {
            e.reason = "nothing that the table is of lies in it";
            return;
        }
        e.covered_share = sums.all[f] > 0 ? sums.covered[f] / sums.all[f] : 0.0;
        if (sums.withheld[f]) e.flags.set(Flag::suppressed);
        if (m_placed.bridged) e.flags.set(Flag::vintage_bridged);
        if (recipe.averages) e.flags.set(Flag::averaged);
        const bool modelled = route.through_zones && sums.cut[f] && m_placed.basis != model::Basis::lookup;
        if (modelled && m_placed.divided && m_table.assume == model::Assumption::none) {
            e.reason = fmt::format(
                "it cuts {}, which the table is of; say assume = \"same_rate\" to divide them by "
                "residents",
                m_placed.areas);
            ++refused;
            return;
        }
        if (modelled) e.flags.set(Flag::modelled);
        if (sums.no_numerator[f] == Status::known) e.numerator = sums.numerator[f];
        if (has_denominator && sums.no_denominator[f] == Status::known) e.denominator = sums.denominator[f];
        bool partial = false;
        if (sums.blank(f)) {
            partial = has_denominator && m_table.least_covered < 1.0 && e.covered_share >= m_table.least_covered;
            if (!partial) {
                const bool withheld = sums.withheld[f];
                e.status = withheld ? Status::suppressed : Status::missing;
                e.reason = withheld ? "its publisher withheld a part of it" : "a part of it is not known";
                return;
            }
            e.flags.set(Flag::partial);
            e.numerator = sums.known_numerator[f];
            e.denominator = sums.known_denominator[f];
        }
        const MadeFigure figure = figure_of(recipe, parts_of(sums, slice, f, partial));
        e.value = figure.value;
        e.status = std::isnan(figure.value) ? Status::missing : Status::known;
        e.reason = figure.reason;
        e.limits_95 = figure.limits_95;
        e.limits_998 = figure.limits_998;
        e.method = figure.method;
        e.estimated_share = sums.weighed[f] > 0 ? sums.estimated[f] / sums.weighed[f] : 0.0;
        if (e.status != Status::known || others.empty() || partial) return;
        double least = e.value, most = e.value;
        for (const FigureSums& other : others) {
            if (!other.reached[f] || other.blank(f)) return;
            const double value = figure_of(recipe, parts_of(other, slice, f, false), false).value;
            if (std::isnan(value)) return;
            least = std::min(least, value);
            most = std::max(most, value);
        }
        e.spread = {least, most};
    }

    void compare(Estimate& e) {
        if (m_is_whole || e.status != Status::known) return;
        if (!m_beside) m_beside.emplace(&m_whole, m_indicator);
        const Estimate* whole = m_beside->beside(e);
        const double benchmark = whole ? whole->value : model::no_value;
        e.standing_95 = standing_of(e.value, e.limits_95, benchmark, m_table.polarity);
        e.standing_998 = standing_of(e.value, e.limits_998, benchmark, m_table.polarity);
    }

    const model::FootprintSet& m_whole;
    model::FootprintSet& m_set;
    bool m_is_whole;
    std::size_t m_indicator;
    const PlacedIndicator& m_placed;
    IndicatorMethod m_method;
    const IndicatorTable& m_table;  ///< of m_method
    model::Issues& m_issues;
    std::vector<AreaShares> m_routes, m_ways;
    std::optional<WholeFigures> m_beside;
    std::size_t m_uncut_only = 0;
};

}  // namespace

void add_estimates(std::vector<MadeSet>& sets, std::size_t set, std::vector<PlacedIndicator>& placed,
                   const IndicatorGround& ground, std::span<const Crosswalk> ways, model::Issues& issues) {
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (!placed[i].slices.empty()) Estimator(sets, set, i, placed[i], ground, ways, issues).make();
}

IndicatorMethod method_of(const IndicatorTable& table) {
    IndicatorMethod method;
    static_cast<model::IndicatorInfo&>(method.table) = table;
    method.table.bands = table.bands;
    method.table.zone_kind = table.zone_kind;
    method.table.averages = table.averages;
    method.table.expected = table.expected;
    method.table.assume = table.assume;
    method.table.least_covered = table.least_covered;
    for (const Slice& slice : table.slices)
        method.weight_is_people.push_back(table.averages && slice.denominator.size() == 0);
    return method;
}

void add_estimates_again(const model::FootprintSet& whole, model::FootprintSet& set, std::size_t indicator,
                         const PlacedIndicator& placed, const IndicatorMethod& method) {
    if (placed.slices.empty()) return;
    if (!placed.set.empty())
        for (const PlacedIndicator::Direct& direct : placed.direct)
            if (direct.set == set.id) return;
    AreaShares shares;
    shares.basis = set.basis;
    if (placed.are_zones()) {
        shares.of_set = &set.crosswalk;
    } else {
        shares.own = compose(placed.to_zones, set.crosswalk);
        shares.through_zones = true;
        if (placed.basis != model::Basis::lookup) shares.basis = placed.basis;
    }
    model::Issues said_before;
    Estimator(whole, set, indicator, placed, method, std::move(shares), said_before).make();
}

}  // namespace locality::core
