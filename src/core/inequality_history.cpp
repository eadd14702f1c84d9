#include "core/inequality_history.h"

#include "core/disclosure_estimates.h"
#include "core/inequality_protection.h"
#include "core/shares.h"
#include "core/zone_rates.h"
#include "model/errors.h"
#include "model/period.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::core {

namespace {

using Everybody = AreasByDeprivation::Everybody;
using Slice = model::IndicatorTable::Slice;

const model::Values& deprivation_of_zones(const model::Result& result, const char* id) {
    const model::Column* column = model::find_column(result.zone_columns, id);
    if (!column) throw model::InputError("the zones have no deprivation; name a table under [deprivation]");
    return column->values;
}

/// Whether the people of a slice are among those of another, which are more.
bool is_part_of(const Slice& slice, const Slice& other) {
    const bool same = slice.sex == other.sex && slice.categories == other.categories;
    return !same && (other.sex == model::Sex::all || other.sex == slice.sex) &&
           std::all_of(other.categories.begin(), other.categories.end(), [&](const model::Category& c) {
               return std::find(slice.categories.begin(), slice.categories.end(), c) != slice.categories.end();
           });
}

bool may_be_told(const model::Result& result, std::size_t indicator, const Slice& slice) {
    const auto& all = result.placed[indicator].slices;
    return !is_kept_safe(result, indicator) ||
           std::none_of(all.begin(), all.end(), [&](const Slice& other) { return is_part_of(slice, other); });
}

bool have_months_in_common(std::string_view first, std::string_view second) {
    const model::Period a = model::period_of(first), b = model::period_of(second);
    return a.known() && b.known() && a.overlaps(b);
}

/// The slices that were asked for, earliest first.
std::vector<std::size_t> slices_of(const model::Result& result, const Slices& asked) {
    // zone_rates says why there is nothing.
    if (asked.indicator >= result.placed.size() || result.placed[asked.indicator].slices.empty())
        zone_rates(result, asked.indicator, 0);
    const auto& all = result.placed[asked.indicator].slices;
    std::vector<std::size_t> found;
    for (std::size_t s = 0; s < all.size(); ++s) {
        if (all[s].sex != asked.sex || breakdown_text(all[s].categories) != asked.breakdown) continue;
        if (!may_be_told(result, asked.indicator, all[s]))
            throw model::InputError(
                fmt::format("indicator \"{}\" is sensitive: by deprivation it is told of all its people together "
                            "alone, since those "
                            "of a part would tell of the others; leave out sex and breakdown",
                            result.indicators[asked.indicator].id));
        found.push_back(s);
    }
    if (found.empty())
        throw model::InputError(
            fmt::format("indicator \"{}\" has no figures for sex \"{}\"{}", result.indicators.at(asked.indicator).id,
                        word(model::sex_words, asked.sex),
                        asked.breakdown.empty() ? "" : fmt::format(" and \"{}\"", asked.breakdown)));
    std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
        return model::period_of(all[a].period) < model::period_of(all[b].period);
    });
    return found;
}

/// Makes one period after the other.
class Maker {
public:
    Maker(const model::Result& result, const InequalityAsked& asked)
        : m_result(result),
          m_asked(asked),
          m_decile(deprivation_of_zones(result, "imd_decile")),
          m_rank(deprivation_of_zones(result, "imd_rank")),
          m_all_zones(result.zones.size(), 1.0) {}

    void fill(InequalityHistory& history, std::size_t period, const ZoneRates& rates) const {
        InequalityPeriod& made = history.periods[period];
        const bool inside = m_asked.inside && (m_asked.footprint || period == history.chosen);
        if (history.kept_safe) {
            history.weakly_withheld += fill_safely(made, inside, rates);
            return;
        }
        made.whole = inequality(rates, m_decile, m_rank, m_all_zones);
        if (!inside) return;
        if (m_asked.footprint) {
            made.inside = {
                inequality(rates, m_decile, m_rank, shares_in(m_asked.inside->crosswalk, *m_asked.footprint))};
            return;
        }
        made.inside = groups_inside(rates, m_decile, m_rank, m_asked.inside->crosswalk);
        for (Inequality& i : made.inside) compare_groups(i, rates);
    }

private:
    std::size_t fill_safely(InequalityPeriod& made, bool inside, const ZoneRates& rates) const {
        const std::vector<model::FootprintSet>& sets = m_result.sets;
        std::vector<std::vector<Inequality>> areas;
        areas.push_back({inequality(rates, m_decile, m_rank, m_all_zones)});
        for (const model::FootprintSet& set : sets)
            areas.push_back(groups_inside(rates, m_decile, m_rank, set.crosswalk));
        std::vector<AreasByDeprivation> kept{{&areas[0], nullptr, {}}};
        for (std::size_t s = 0; s < sets.size(); ++s) {
            std::vector<Everybody> everybody = told_of_everybody(sets[s], made.period);
            // The whole area is one of the sets: it is kept once.
            if (sets[s].id == model::whole_set_id)
                kept[0].everybody = everybody;
            else
                kept.push_back({&areas[s + 1], &sets[s].crosswalk, std::move(everybody)});
        }
        const std::size_t weakly = protect_inequality(kept, rates, m_decile, m_rank, m_result.disclosure.rule);
        for (std::size_t s = 0; s < sets.size(); ++s)
            if (sets[s].id == model::whole_set_id) areas[s + 1] = areas[0];
        if (inside) {
            std::vector<Inequality>& from = areas[static_cast<std::size_t>(m_asked.inside - sets.data()) + 1];
            if (m_asked.footprint)
                made.inside = {std::move(from.at(*m_asked.footprint))};
            else
                made.inside = std::move(from);
            for (Inequality& i : made.inside) compare_groups(i, rates);
        }
        made.whole = std::move(areas[0].front());
        compare_groups(made.whole, rates);
        return weakly;
    }

    std::vector<Everybody> told_of_everybody(const model::FootprintSet& set, const std::string& period) const {
        std::vector<Everybody> told(set.code.size(), Everybody::not_told);
        for (const model::Estimate& e : set.estimates)
            if (e.indicator == m_asked.slices.indicator && e.period == period && e.sex == m_asked.slices.sex &&
                e.breakdown == m_asked.slices.breakdown && e.population == model::Population::resident &&
                e.status != model::Status::missing)
                told[static_cast<std::size_t>(e.footprint)] =
                    e.status == model::Status::known ? Everybody::shown : Everybody::withheld;
        return told;
    }

    const model::Result& m_result;
    const InequalityAsked& m_asked;
    const model::Values &m_decile, &m_rank;
    std::vector<double> m_all_zones;
};

void add_changes(InequalityHistory& history) {
    if (history.periods.size() < 2) {
        history.why_not = "there is one period";
        return;
    }
    const std::size_t last = history.periods.size() - 1;
    if (have_months_in_common(history.periods.front().period, history.periods[last].period)) {
        history.why_not = fmt::format("{} and {} have months in common", history.periods.front().period,
                                      history.periods[last].period);
        return;
    }
    history.absolute = gap_change(history.of(0).gap_to_rest, history.of(last).gap_to_rest);
    history.relative = ratio_change(history.of(0).ratio_to_rest, history.of(last).ratio_to_rest);
}

}  // namespace

InequalityHistory inequality_history(const model::Result& result, const InequalityAsked& asked) {
    const Maker maker(result, asked);
    InequalityHistory history;
    history.kept_safe = is_kept_safe(result, asked.slices.indicator);
    history.one = asked.inside && asked.footprint;
    const std::vector<std::size_t> slices = slices_of(result, asked.slices);
    for (const std::size_t s : slices) {
        const std::string& period = result.placed[asked.slices.indicator].slices[s].period;
        history.periods.push_back({period, model::middle_year(period)});
    }
    history.chosen = period_called(history, asked.period);
    for (std::size_t p = 0; p < slices.size(); ++p) {
        const ZoneRates rates = zone_rates(result, asked.slices.indicator, slices[p]);
        // The line is fitted to fractions for a proportion, to the values themselves for a rate.
        if (rates.kind == RateKind::proportion) history.periods[p].line_unit = rates.multiplier;
        maker.fill(history, p, rates);
    }
    add_changes(history);
    return history;
}

std::vector<Slices> slices_by_deprivation(const model::Result& result) {
    std::vector<Slices> all;
    if (!model::find_column(result.zone_columns, "imd_decile") || !model::find_column(result.zone_columns, "imd_rank"))
        return all;
    for (std::size_t i = 0; i < result.placed.size(); ++i) {
        const auto& slices = result.placed[i].slices;
        try {
            if (!slices.empty()) zone_rates(result, i, 0);
        } catch (const model::InputError&) {  // it has no rates by zone
            continue;
        }
        for (const Slice& slice : slices) {
            Slices one{i, slice.sex, breakdown_text(slice.categories)};
            if (may_be_told(result, i, slice) && std::find(all.begin(), all.end(), one) == all.end())
                all.push_back(std::move(one));
        }
    }
    return all;
}

std::size_t period_called(const InequalityHistory& history, std::string_view period) {
    if (period.empty()) return history.periods.size() - 1;
    std::string known;
    for (std::size_t i = 0; i < history.periods.size(); ++i) {
        if (history.periods[i].period == period) return i;
        known += (known.empty() ? "" : ", ") + history.periods[i].period;
    }
    throw model::InputError(fmt::format("there is no period \"{}\"; the periods are {}", period, known));
}

JudgedTarget judged(const InequalityHistory& history, TargetOf of, double cut, const std::string& from, int by_year) {
    const std::size_t start = from.empty() ? 0 : period_called(history, from), last = history.periods.size() - 1;
    const auto figure = [&](std::size_t p) {
        return of == TargetOf::gap_to_rest ? size_of(history.of(p).gap_to_rest) : history.of(p).all.figure;
    };
    JudgedTarget target;
    target.of = of;
    target.from = history.periods[start].period;
    target.now_period = history.periods[last].period;
    target.start = figure(start).value;
    target.target = {cut, history.periods[start].middle_year, by_year + 0.5};
    target.now = figure(last);
    target.judgement = judge(target.target, target.start, target.now, history.periods[last].middle_year);
    return target;
}

}  // namespace locality::core
