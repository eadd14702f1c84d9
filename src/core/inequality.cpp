#include "core/inequality.h"

#include "core/footprint_figures.h"
#include "stats/interval.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::core {

using model::Values;

namespace {

constexpr std::size_t least_groups = 5;  // of a slope

/// Adds up the zones of one area by their groups.
class Sums {
public:
    Sums() : m_deciles(10), m_quintiles(5) {}

    void add(const ZoneRates& rates, const Values& decile, const std::vector<int>& quintile, std::size_t zone,
             double share) {
        if (!(share > 0)) return;
        add(m_all, rates, zone, share);
        if (quintile[zone] > 0) add(m_quintiles[static_cast<std::size_t>(quintile[zone]) - 1], rates, zone, share);
        if (!decile.known(zone)) return;
        add(m_deciles[static_cast<std::size_t>(decile.number[zone]) - 1], rates, zone, share);
        add(decile.number[zone] == 1.0 ? m_imd1 : m_rest, rates, zone, share);
    }

    Inequality groups(const ZoneRates& rates) {
        Inequality result;
        result.deciles = std::move(m_deciles);
        result.quintiles = std::move(m_quintiles);
        for (auto* groups : {&result.deciles, &result.quintiles})
            for (std::size_t i = 0; i < groups->size(); ++i) (*groups)[i].label = fmt::format("{}", i + 1);
        result.imd1 = std::move(m_imd1);
        result.rest = std::move(m_rest);
        result.all = std::move(m_all);
        result.imd1.label = "IMD1";
        result.rest.label = "the rest";
        result.all.label = "all";
        const auto finish = [&](GroupFigure& g) {
            if (g.denominator > 0) g.figure = group_figure(rates, g.numerator, g.denominator);
        };
        for (GroupFigure& g : result.deciles) finish(g);
        for (GroupFigure& g : result.quintiles) finish(g);
        for (GroupFigure* g : {&result.imd1, &result.rest, &result.all}) finish(*g);
        for (std::size_t d = result.deciles.size() - 1; d > 0; --d)
            if (result.deciles[d].figure.blank == stats::Blank::no) {
                result.least = result.deciles[d];
                break;
            }
        return result;
    }

private:
    static void add(GroupFigure& g, const ZoneRates& rates, std::size_t zone, double share) {
        const bool counts = share >= least_share_of_a_zone;
        g.zones += counts ? 1 : 0;
        if (!rates.numerator.known(zone) || !rates.denominator.known(zone)) {
            g.blank += counts ? 1 : 0;
            return;
        }
        g.numerator += share * rates.numerator.number[zone];
        g.denominator += share * rates.denominator.number[zone];
    }

    std::vector<GroupFigure> m_deciles, m_quintiles;
    GroupFigure m_imd1, m_rest, m_all;
};

void require_sizes(const ZoneRates& rates, const Values& decile, const Values& rank, std::size_t zones) {
    if (rates.numerator.size() != zones || rates.denominator.size() != zones || decile.size() != zones ||
        rank.size() != zones)
        throw std::invalid_argument("inequality: figures and shares are for different numbers of zones");
}

bool has_ratio(const stats::Figure& first, const stats::Figure& second) {
    return first.blank == stats::Blank::no && second.blank == stats::Blank::no && first.value >= 0 &&
           second.value >= 0 && !(first.limits.lower < 0) && !(second.limits.lower < 0);
}

void add_gap(const GroupFigure& imd1, const GroupFigure& others, stats::Figure& gap, stats::Figure& ratio_to) {
    gap = stats::difference(imd1.figure, others.figure);
    ratio_to = has_ratio(imd1.figure, others.figure) ? stats::ratio(imd1.figure, others.figure) : stats::Figure{};
}

/// The groups of a slope: those with people. Their values are fractions for a proportion.
std::vector<stats::SlopeGroup> slope_groups(const std::vector<GroupFigure>& groups, const ZoneRates& rates) {
    const double unit = rates.kind == RateKind::proportion ? rates.multiplier : 1.0;
    std::vector<stats::SlopeGroup> usable;
    for (const GroupFigure& g : groups) {
        if (g.figure.blank != stats::Blank::no || !g.figure.limits.known()) continue;
        usable.push_back({g.denominator,
                          g.figure.value / unit,
                          {g.figure.limits.lower / unit, g.figure.limits.upper / unit},
                          stats::nothing});
    }
    return usable;
}

bool any_withheld(const std::vector<GroupFigure>& groups) {
    return std::any_of(groups.begin(), groups.end(), [](const GroupFigure& g) { return g.withheld; });
}

void add_slope(Inequality& result, const ZoneRates& rates) {
    result.slope = {};
    result.no_slope.clear();
    result.slope_of_quintiles = false;
    if (rates.kind != RateKind::proportion && rates.kind != RateKind::rate) {
        result.no_slope = "its kind has no limits to make a slope's from";
        return;
    }
    std::vector<stats::SlopeGroup> groups;
    if (!any_withheld(result.deciles)) groups = slope_groups(result.deciles, rates);
    if (groups.size() < least_groups) {
        if (any_withheld(result.quintiles)) {
            result.no_slope = "some of the groups that it would be made of are withheld";
            return;
        }
        groups = slope_groups(result.quintiles, rates);
        result.slope_of_quintiles = true;
    }
    if (groups.size() < least_groups) {
        result.no_slope = "fewer than five deprivation groups have people";
        return;
    }
    stats::SlopeOptions options;
    const bool proportion = rates.kind == RateKind::proportion;
    options.scale = proportion ? stats::SlopeScale::logit : stats::SlopeScale::log;
    options.multiplier = proportion ? rates.multiplier : 1.0;
    result.slope = stats::slope_index(groups, options);
    if (result.slope.blank != stats::Blank::no) result.no_slope = std::string(stats::reason(result.slope.blank));
}

}  // namespace

Inequality inequality(const ZoneRates& rates, const Values& decile, const Values& rank, std::span<const double> share) {
    require_sizes(rates, decile, rank, share.size());
    const std::vector<int> quintile = stats::quantile_groups(rank.number, 5, false);
    Sums sums;
    for (std::size_t z = 0; z < share.size(); ++z) sums.add(rates, decile, quintile, z, share[z]);
    Inequality result = sums.groups(rates);
    compare_groups(result, rates);
    return result;
}

std::vector<Inequality> groups_inside(const ZoneRates& rates, const Values& decile, const Values& rank,
                                      const model::Crosswalk& shares) {
    require_sizes(rates, decile, rank, shares.zone_count());
    const std::vector<int> quintile = stats::quantile_groups(rank.number, 5, false);
    std::vector<Sums> sums(shares.footprint_count);
    for (std::size_t z = 0; z < shares.zone_count(); ++z)
        for (std::size_t k = 0; k < shares.footprints_of(z).size(); ++k)
            sums[static_cast<std::size_t>(shares.footprints_of(z)[k])].add(rates, decile, quintile, z,
                                                                           shares.shares_of(z)[k]);
    std::vector<Inequality> inside;
    for (Sums& s : sums) inside.push_back(s.groups(rates));
    return inside;
}

stats::Figure group_figure(const ZoneRates& rates, double numerator, double denominator) {
    switch (rates.kind) {
        case RateKind::proportion:
            // Sums of many parts may pass their total by a rounding; anything more is no proportion.
            if (numerator < 0 || numerator > denominator * (1 + 1e-9)) return {};
            return stats::proportion(std::min(numerator, denominator), denominator, 0.95, rates.multiplier);
        case RateKind::rate:
            if (numerator < 0) return {};
            return stats::rate(numerator, denominator, 0.95, rates.multiplier);
        case RateKind::mean:
            break;
    }
    return {numerator / denominator * rates.multiplier, {}, stats::Blank::no};
}

void compare_groups(Inequality& i, const ZoneRates& rates) {
    add_gap(i.imd1, i.rest, i.gap_to_rest, i.ratio_to_rest);
    add_gap(i.imd1, i.least, i.gap_to_least, i.ratio_to_least);
    add_slope(i, rates);
}

stats::Figure size_of(const stats::Figure& gap) {
    if (!(gap.value < 0)) return gap;
    return {-gap.value, {-gap.limits.upper, -gap.limits.lower}, gap.blank};
}

GapChange gap_change(const stats::Figure& earlier, const stats::Figure& later) {
    GapChange result;
    if (earlier.blank != stats::Blank::no || later.blank != stats::Blank::no || !earlier.limits.known() ||
        !later.limits.known())
        return result;
    result.change = stats::difference(size_of(later), size_of(earlier));
    const bool turned =
        (earlier.value < 0) != (later.value < 0) && stats::beyond_chance(earlier, 0) && stats::beyond_chance(later, 0);
    if (turned)
        result.course = GapCourse::turned_round;
    else if (!stats::beyond_chance(result.change, 0))
        result.course = GapCourse::no_change_beyond_chance;
    else
        result.course = result.change.value < 0 ? GapCourse::closing : GapCourse::widening;
    return result;
}

GapChange ratio_change(const stats::Figure& earlier, const stats::Figure& later) {
    GapChange result;
    const auto usable = [](const stats::Figure& f) {
        return f.blank == stats::Blank::no && f.limits.known() && std::isfinite(f.limits.upper);
    };
    if (!usable(earlier) || !usable(later) || !(earlier.limits.lower > 0)) return result;
    result.change = stats::ratio(later, earlier);
    const bool turned =
        (earlier.value < 1) != (later.value < 1) && stats::beyond_chance(earlier, 1) && stats::beyond_chance(later, 1);
    if (turned)
        result.course = GapCourse::turned_round;
    else if (!stats::beyond_chance(result.change, 1))
        result.course = GapCourse::no_change_beyond_chance;
    else
        result.course = std::abs(std::log(later.value)) < std::abs(std::log(earlier.value)) ? GapCourse::closing
                                                                                            : GapCourse::widening;
    return result;
}

std::string_view words(GapCourse course) {
    switch (course) {
        case GapCourse::closing:
            return "closing, beyond chance";
        case GapCourse::widening:
            return "widening, beyond chance";
        case GapCourse::no_change_beyond_chance:
            return "no change beyond chance";
        case GapCourse::turned_round:
            return "turned round: the other side is worse off now";
        case GapCourse::cannot_be_told:
            break;
    }
    return "cannot be told";
}

TargetJudgement judge(const Target& target, double start, const stats::Figure& now, double now_year) {
    TargetJudgement result;
    if (!(target.by_year > target.from_year)) {
        result.why_not = "it ends before it starts";
    } else if (!(now_year > target.from_year)) {
        result.why_not = "there is no figure after its start";
    } else if (std::isnan(start) || now.blank != stats::Blank::no) {
        result.why_not = "the figure is not known, or withheld, at its start or now";
    }
    if (!result.why_not.empty()) return result;
    const double way = std::min(1.0, (now_year - target.from_year) / (target.by_year - target.from_year));
    result.due_at_end = start * (1.0 - target.cut);
    result.due_now = start * (1.0 - target.cut * way);
    if (now.value <= result.due_at_end)
        result.course = Course::met;
    else if (now.value <= result.due_now)
        result.course = Course::on_course;
    else
        result.course = now.limits.known() && now.limits.lower <= result.due_now ? Course::behind_within_chance
                                                                                 : Course::not_on_course;
    return result;
}

std::string_view words(Course course) {
    switch (course) {
        case Course::met:
            return "met";
        case Course::on_course:
            return "on course";
        case Course::behind_within_chance:
            return "behind its course, but within chance";
        case Course::not_on_course:
            return "not on course";
        case Course::cannot_be_told:
            break;
    }
    return "cannot be told";
}

}  // namespace locality::core
