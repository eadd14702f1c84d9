#include "core/inequality_history.h"

#include "core/inequality_course.h"
#include "core/inequality_protection.h"
#include "core/zone_rates.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::core {

namespace {

/// The footprints whose own figure is withheld: what is told of their parts must not give it back.
std::vector<bool> withheld_in(const model::FootprintSet& set, const InequalityAsked& asked, const std::string& period) {
    std::vector<bool> withheld(set.code.size(), false);
    for (const model::Estimate& e : set.estimates)
        if (e.indicator == asked.indicator && e.period == period && e.sex == asked.sex &&
            e.breakdown == asked.breakdown && e.population == model::Population::resident &&
            e.status == model::Status::suppressed)
            withheld[static_cast<std::size_t>(e.footprint)] = true;
    return withheld;
}

void add_changes(InequalityHistory& history) {
    if (history.periods.size() < 2) {
        history.why_not = "there is one period";
        return;
    }
    const InequalityPeriod &first = history.periods.front(), &last = history.periods.back();
    if (have_months_in_common(first.period, last.period)) {
        history.why_not = fmt::format("{} and {} have months in common", first.period, last.period);
        return;
    }
    history.absolute = gap_change(first.whole.gap_to_rest, last.whole.gap_to_rest);
    history.relative = ratio_change(first.whole.ratio_to_rest, last.whole.ratio_to_rest);
}

}  // namespace

InequalityHistory inequality_history(const model::Result& result, const InequalityAsked& asked) {
    const model::Values &decile = deprivation_of_zones(result, "imd_decile"),
                        &rank = deprivation_of_zones(result, "imd_rank");
    const std::vector<double> everything(result.zones.size(), 1.0);
    InequalityHistory history;
    std::vector<ZoneRates> rates;
    for (InequalityYear& year :
         inequality_by_period(result, asked.indicator, asked.sex, asked.breakdown, everything)) {
        history.periods.push_back({year.period, middle_year(year.period), std::move(year.inside)});
        rates.push_back(std::move(year.rates));
    }
    history.chosen = period_called(history.periods, asked.period);

    const bool sensitive = result.indicators[asked.indicator].sensitive;
    const model::FootprintSet* whole = result.set(model::whole_set_id);
    for (std::size_t p = 0; p < rates.size(); ++p) {
        std::vector<InequalityScope> scopes;
        const auto whole_withheld = whole ? withheld_in(*whole, asked, history.periods[p].period) : std::vector{false};
        scopes.push_back({&history.periods[p].whole, everything, !whole_withheld.empty() && whole_withheld[0]});
        if (asked.inside && p == history.chosen) {
            const std::vector<bool> withheld = withheld_in(*asked.inside, asked, history.periods[p].period);
            history.inside.resize(asked.inside->code.size());
            for (std::size_t f = 0; f < history.inside.size(); ++f) {
                scopes.push_back({&history.inside[f], shares_in(*asked.inside, f), withheld[f]});
                history.inside[f] = inequality(rates[p], decile, rank, scopes.back().share);
            }
        }
        if (sensitive) protect_inequality(scopes, rates[p], decile, rank, result.disclosure.rule);
    }
    add_changes(history);
    return history;
}

JudgedTarget judged(const InequalityHistory& history, TargetOf of, double cut, const std::string& from, int by_year) {
    const InequalityPeriod& start = history.periods[from.empty() ? 0 : period_called(history.periods, from)];
    const InequalityPeriod& last = history.periods.back();
    const auto figure = [&](const InequalityPeriod& p) {
        return of == TargetOf::gap_to_rest ? size_of(p.whole.gap_to_rest) : p.whole.all.figure;
    };
    JudgedTarget target;
    target.of = of;
    target.from = start.period;
    target.now_period = last.period;
    target.start = figure(start).value;
    target.target = {cut, start.middle_year, by_year + 0.5};
    target.now = figure(last);
    target.judgement = judge(target.target, target.start, target.now, last.middle_year);
    return target;
}

}  // namespace locality::core
