#include "core/chart_figures.h"

#include "core/figure_address.h"
#include "core/footprint_figures.h"
#include "core/shares.h"
#include "core/whole_figures.h"
#include "model/period.h"
#include "stats/breaks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace locality::core {

using model::ChartValue;
using model::Estimate;
using model::FootprintSet;
using model::Sex;
using model::Status;
using model::Values;

namespace {

constexpr int open_age = 999, last_age = 99;

const FootprintSet* whole_of(const model::Result& result) {
    const FootprintSet* whole = result.set(model::whole_set_id);
    return whole && !whole->code.empty() ? whole : nullptr;
}

int width_of(const model::AgeBand& band) {
    return (band.to >= open_age ? std::max(last_age, band.from) : band.to) - band.from + 1;
}

/// The groups of one sex that tile the ages from 0 on, the narrowest at each step; empty where there are holes.
std::vector<std::size_t> tiles(const std::vector<model::PeopleGroup>& groups, Sex sex) {
    std::map<int, std::size_t> narrowest;  // by first age
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (groups[g].sex != sex) continue;
        const auto [at, fresh] = narrowest.emplace(groups[g].from, g);
        if (!fresh && groups[g].to < groups[at->second].to) at->second = g;
    }
    std::vector<std::size_t> found;
    int next = 0;
    while (true) {
        const auto at = narrowest.find(next);
        if (at == narrowest.end()) return {};
        found.push_back(at->second);
        if (groups[at->second].to >= open_age) return found.size() > 1 ? found : std::vector<std::size_t>{};
        next = groups[at->second].to + 1;
    }
}

std::vector<model::AgeBand> bands_of(const FootprintSet& set, const std::vector<std::size_t>& groups) {
    std::vector<model::AgeBand> bands;
    for (const std::size_t g : groups) bands.push_back({set.groups[g].from, set.groups[g].to});
    return bands;
}

/// All residents of a footprint: as published, else the bands added up; NaN where neither is known.
double residents_of(const FootprintSet& set, std::size_t f, const std::vector<std::vector<std::size_t>>& sides) {
    if (const model::Column* column = model::find_column(set.columns, "residents"); column && column->values.known(f))
        return column->values.number[f];
    double sum = 0;
    for (const auto& side : sides)
        for (const std::size_t g : side) sum += set.people[g].number[f];
    return sum;
}

/// What of `people` is in 100 of `total`, by `width` years.
void set_share(Values& share, std::size_t band, const Values& people, std::size_t f, double total, double width) {
    if (!people.known(f))
        share.set_blank(band, people.status[f]);
    else if (total > 0)
        share.set(band, 100 * people.number[f] / total / width);
}

ChartValue value_of(const model::Result& result, const FootprintSet& set, const Estimate& e) {
    return {e.value, e.status, e.limits_95, e.standing_95, figure_address(result, set, e)};
}

/// What makes estimates comparable over periods.
using SeriesKey = std::tuple<std::size_t, model::Population, Sex, std::string>;
SeriesKey series_of(const Estimate& e) {
    return {e.indicator, e.population, e.sex, e.breakdown};
}

}  // namespace

model::ChartSubject chart_subject(const model::Result& result, std::size_t set, std::size_t footprint) {
    const FootprintSet& s = result.sets.at(set);
    return {s.name.at(footprint),
            s.code.at(footprint),
            s.title.empty() ? s.id : s.title,
            result.title.empty() ? "the whole area" : result.title,
            result.attribution,
            result.synthetic};
}

model::AgePyramid age_pyramid(const model::Result& result, std::size_t set_index, std::size_t footprint) {
    const FootprintSet& set = result.sets.at(set_index);
    model::AgePyramid pyramid;
    const std::vector<std::size_t> female = tiles(set.groups, Sex::female), male = tiles(set.groups, Sex::male);
    std::vector<std::vector<std::size_t>> sides;
    if (!female.empty() && bands_of(set, female) == bands_of(set, male))
        sides = {female, male};
    else if (const auto all = tiles(set.groups, Sex::all); !all.empty())
        sides = {all};
    else
        return pyramid;
    pyramid.bands = bands_of(set, sides[0]);
    for (std::size_t b = 0; b + 1 < pyramid.bands.size(); ++b)
        pyramid.per_year = pyramid.per_year || width_of(pyramid.bands[b]) != width_of(pyramid.bands[0]);

    const FootprintSet* whole = whole_of(result);
    if (whole && whole->groups != set.groups) whole = nullptr;
    const double total = residents_of(set, footprint, sides);
    const double whole_total = whole ? residents_of(*whole, 0, sides) : model::no_value;
    for (const auto& groups : sides) {
        model::AgePyramid::Side side;
        side.sex = set.groups[groups[0]].sex;
        side.people = side.share = side.whole_share = Values(groups.size());
        for (std::size_t b = 0; b < groups.size(); ++b) {
            const double width = pyramid.per_year ? width_of(pyramid.bands[b]) : 1;
            const Values& people = set.people[groups[b]];
            side.people.number[b] = people.number[footprint];
            side.people.status[b] = people.status[footprint];
            set_share(side.share, b, people, footprint, total, width);
            if (whole) set_share(side.whole_share, b, whole->people[groups[b]], 0, whole_total, width);
        }
        pyramid.sides.push_back(std::move(side));
    }
    return pyramid;
}

model::DecilePeople decile_people(const model::Result& result, std::size_t set_index, std::size_t footprint) {
    const model::Column* decile = model::find_column(result.zone_columns, "imd_decile");
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    model::DecilePeople made;
    made.edition = result.deprivation_edition;
    if (!decile || !residents) return made;
    const auto fill = [&](const FootprintSet& set, std::size_t f, Values& people, Values& share) {
        people = Values::of(std::vector<double>(10, 0.0));
        share = Values(10);
        double unknown = 0;
        const std::vector<double> part = shares_in(set.crosswalk, f);
        for (std::size_t z = 0; z < part.size(); ++z) {
            if (!(part[z] > 0)) continue;
            const bool placed = decile->values.known(z);
            const auto d = placed ? static_cast<std::size_t>(decile->values.number[z]) - 1 : 0;
            if (!residents->values.known(z)) {
                if (!placed)
                    unknown = model::no_value;
                else if (people.status[d] != Status::suppressed)
                    people.set_blank(d, residents->values.status[z]);
            } else if (!placed) {
                unknown += part[z] * residents->values.number[z];
            } else if (people.known(d)) {
                people.number[d] += part[z] * residents->values.number[z];
            }
        }
        double total = unknown;
        for (const double n : people.number) total += n;
        for (std::size_t d = 0; d < 10; ++d) {
            if (!people.known(d))
                share.set_blank(d, people.status[d]);
            else if (total > 0)
                share.set(d, 100 * people.number[d] / total);
        }
        return unknown;
    };
    made.unknown_people = fill(result.sets.at(set_index), footprint, made.people, made.share);
    Values whole_people;
    if (const FootprintSet* whole = whole_of(result))
        fill(*whole, 0, whole_people, made.whole_share);
    else
        made.whole_share = Values(10);
    return made;
}

namespace {

/// Puts a line's values on its scale: see SpineLine.
void place(model::SpineLine& line, std::vector<double> known) {
    line.known = known.size();
    if (known.empty()) return;
    std::sort(known.begin(), known.end());
    const double least = known.front(), most = known.back();
    line.lower_quarter = stats::quantile(known, 0.25);
    line.upper_quarter = stats::quantile(known, 0.75);
    const bool turned = line.polarity == model::Polarity::low_is_good;
    line.worst = turned ? most : least;
    line.best = turned ? least : most;
    if (!(most > least)) return;
    const double middle = std::isnan(line.whole) ? (least + most) / 2 : line.whole;
    double half = std::max(middle - least, most - middle);
    if (!std::isnan(line.england)) half = std::max(half, std::abs(line.england - middle));
    const auto at = [&](double v) {
        const double p = 0.5 + 0.5 * (v - middle) / half;
        return turned ? 1 - p : p;
    };
    line.place = at(line.here.value);
    line.place_worst = at(line.worst);
    line.place_best = at(line.best);
    line.place_lower = at(line.lower_quarter);
    line.place_upper = at(line.upper_quarter);
    if (turned) std::swap(line.place_lower, line.place_upper);
    if (!std::isnan(line.whole)) line.place_whole = 0.5;
    line.place_england = at(line.england);  // NaN stays NaN
}

}  // namespace

std::vector<model::SpineLine> spine(const model::Result& result, std::size_t set_index, std::size_t footprint) {
    const FootprintSet& set = result.sets.at(set_index);
    const auto f = static_cast<std::int32_t>(footprint);
    using Of = std::pair<std::size_t, model::Population>;
    std::map<Of, bool> has_all;
    for (const Estimate& e : set.estimates)
        if (e.footprint == f && e.breakdown.empty()) has_all[{e.indicator, e.population}] |= e.sex == Sex::all;
    std::map<SeriesKey, const Estimate*> latest;
    for (const Estimate& e : set.estimates) {
        if (e.footprint != f || !e.breakdown.empty()) continue;
        if (e.sex != Sex::all && has_all[{e.indicator, e.population}]) continue;
        const Estimate*& last = latest[series_of(e)];
        if (!last || model::period_of(last->period) < model::period_of(e.period)) last = &e;
    }
    std::map<SeriesKey, std::vector<double>> known;
    for (const Estimate& e : set.estimates) {
        const auto at = latest.find(series_of(e));
        if (at != latest.end() && at->second->period == e.period && e.status == Status::known)
            known[at->first].push_back(e.value);
    }
    const WholeFigures of_whole(whole_of(result));
    std::vector<model::SpineLine> lines;
    for (const auto& [key, e] : latest) {
        const model::IndicatorInfo& info = result.indicators.at(e->indicator);
        model::SpineLine line;
        line.title = info.title;
        line.unit = info.unit;
        line.period = e->period;
        line.sex = e->sex;
        line.population = e->population;
        line.polarity = info.polarity;
        line.here = value_of(result, set, *e);
        line.footprints = set.code.size();
        if (const Estimate* w = of_whole.beside(*e)) {
            line.whole = w->value;
            line.whole_status = w->status;
        }
        for (const model::NationalFigure& england : info.england)
            if (england.period == e->period && england.sex == e->sex && england.breakdown == e->breakdown)
                line.england = england.value;
        place(line, std::move(known[key]));
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<model::PeriodSeries> period_series(const model::Result& result, std::size_t set_index,
                                               std::size_t footprint) {
    const FootprintSet& set = result.sets.at(set_index);
    const FootprintSet* whole = whole_of(result);
    const WholeFigures of_whole(whole);
    std::map<SeriesKey, std::vector<const Estimate*>> by_series;
    for (const Estimate& e : set.estimates)
        if (e.footprint == static_cast<std::int32_t>(footprint)) by_series[series_of(e)].push_back(&e);

    std::vector<model::PeriodSeries> all;
    for (auto& [key, estimates] : by_series) {
        std::stable_sort(estimates.begin(), estimates.end(), [](const Estimate* a, const Estimate* b) {
            return model::period_of(a->period) < model::period_of(b->period);
        });
        const Estimate& last = *estimates.back();
        const model::IndicatorInfo& info = result.indicators.at(last.indicator);
        model::PeriodSeries series{info.title,      info.unit,     last.sex, last.breakdown,
                                   last.population, info.polarity, {},       last.trend};
        for (const Estimate* e : estimates) {
            const Estimate* w = of_whole.beside(*e);
            series.points.push_back({e->period, model::middle_year(e->period), value_of(result, set, *e),
                                     w ? value_of(result, *whole, *w) : ChartValue{}});
        }
        all.push_back(std::move(series));
    }
    return all;
}

}  // namespace locality::core
