#include "core/scenario_set.h"

#include "core/disclosure_estimates.h"
#include "core/figures.h"
#include "core/flow.h"
#include "core/footprint_figures.h"
#include "core/live_figures.h"
#include "core/shares.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace locality::core {

using model::Estimate;
using model::FootprintSet;
using model::Status;
using model::unassigned;
using model::Values;

namespace {

/// Whole zones in the footprints named alone: a column for each.
model::Crosswalk shares_in(std::span<const std::int32_t> footprint_of_zone, std::span<const std::int32_t> footprints,
                           std::size_t footprint_count, model::Basis basis) {
    std::vector<std::int32_t> column(footprint_count, -1);
    for (std::size_t i = 0; i < footprints.size(); ++i)
        column[static_cast<std::size_t>(footprints[i])] = static_cast<std::int32_t>(i);
    model::Crosswalk shares;
    shares.footprint_count = footprints.size();
    for (const std::int32_t f : footprint_of_zone) {
        const std::int32_t c = f == unassigned ? -1 : column[static_cast<std::size_t>(f)];
        if (c >= 0) {
            shares.footprint.push_back(c);
            shares.share.push_back(1.0);
        }
        shares.row_begin.push_back(static_cast<std::uint32_t>(shares.footprint.size()));
        shares.basis.push_back(basis);
        shares.covered.push_back(c >= 0 ? 1.0 : 0.0);
    }
    return shares;
}

void suppress(Estimate& e) {
    Estimate blank;
    blank.indicator = e.indicator;
    blank.period = e.period;
    blank.sex = e.sex;
    blank.footprint = e.footprint;
    blank.breakdown = e.breakdown;
    blank.population = e.population;
    blank.basis = e.basis;
    blank.status = Status::suppressed;
    blank.reason = "small numbers of it are kept safe when the scenario is built, not before";
    e = std::move(blank);
}

/// The outlines with those of some footprints replaced.
geo::Shapes with_outlines(const geo::Shapes& shapes, const LiveAssignment& live,
                          std::span<const std::int32_t> touched) {
    geo::Shapes result;
    result.vertices.reserve(shapes.vertices.size());
    for (std::size_t f = 0; f < shapes.shape_count(); ++f) {
        if (std::ranges::binary_search(touched, static_cast<std::int32_t>(f)))
            result.append(live.outline(static_cast<std::int32_t>(f)), 0);
        else
            result.append(shapes, f);
    }
    return result;
}

void put(Values& values, std::size_t at, const Values& from, std::size_t index) {
    values.number[at] = from.number[index];
    values.status[at] = from.status[index];
}

void follow_columns(FootprintSet& set, const LiveAssignment& live, std::span<const std::int32_t> touched) {
    for (const model::Column& now : live_columns(live, set, touched))
        for (model::Column& column : set.columns)
            if (column.id == now.id)
                for (std::size_t i = 0; i < touched.size(); ++i)
                    put(column.values, static_cast<std::size_t>(touched[i]), now.values, i);
}

void follow_people(FootprintSet& set, const ZoneTables& tables, const LiveAssignment& live,
                   std::span<const std::int32_t> touched) {
    const bool known = tables.groups == set.groups && tables.people.size() == set.people.size();
    for (std::size_t g = 0; g < set.people.size(); ++g)
        for (const std::int32_t f : touched) {
            const auto at = static_cast<std::size_t>(f);
            double sum = 0.0;
            Status status = known && !live.zones_of(f).empty() ? Status::known : Status::missing;
            for (const std::int32_t zone : live.zones_of(f)) {
                if (!known) break;
                const Values& people = tables.people[g];
                const auto z = static_cast<std::size_t>(zone);
                if (people.known(z))
                    sum += people.number[z];
                else if (status != Status::suppressed)
                    status = people.status[z];
            }
            if (status == Status::known)
                set.people[g].set(at, sum);
            else
                set.people[g].set_blank(at, status);
        }
    for (const model::Column& now : people_columns(set))
        for (model::Column& column : set.columns)
            if (column.id == now.id) column.values = now.values;
}

using Series = std::tuple<std::size_t, std::string, model::Sex, std::string, model::Population>;

Series series_of(const Estimate& e) {
    return {e.indicator, e.period, e.sex, e.breakdown, e.population};
}

/// Whether moving zones changes this figure at all: not where it goes by practices' lists, or was published for the
/// footprints themselves.
bool goes_by_zones(const model::Result& result, const FootprintSet& set, const Estimate& e) {
    if (e.population == model::Population::registered) return false;
    if (e.indicator >= result.placed.size()) return true;
    const model::PlacedIndicator& placed = result.placed[e.indicator];
    if (placed.set.empty()) return true;
    return std::ranges::none_of(placed.direct, [&](const auto& direct) { return direct.set == set.id; });
}

void follow_estimates(FootprintSet& set, const model::Result& result, const ZoneTables& tables,
                      const LiveAssignment& live, std::span<const std::int32_t> touched) {
    std::map<Series, std::size_t> now_at;
    const std::vector<Estimate> now = live_estimates(result, tables, set, live.footprint_of_zone(), touched);
    for (std::size_t i = 0; i < now.size(); i += touched.size()) now_at.emplace(series_of(now[i]), i);
    const Series* last = nullptr;
    Series series;
    std::map<Series, std::size_t>::const_iterator found = now_at.end();
    for (Estimate& e : set.estimates) {
        const auto at = std::ranges::lower_bound(touched, e.footprint);
        if (at == touched.end() || *at != e.footprint) continue;
        if (Series mine = series_of(e); !last || mine != series) {
            series = std::move(mine);
            last = &series;
            found = now_at.find(series);
        }
        if (found != now_at.end()) {
            e = now[found->second + static_cast<std::size_t>(at - touched.begin())];
            if (is_kept_safe(result, e.indicator)) suppress(e);
        } else if (goes_by_zones(result, set, e)) {
            suppress(e);
            e.status = Status::missing;
            e.reason = "its zones were moved, and this map has no table to make it again; open the project for that";
        }
    }
}

}  // namespace

void follow(FootprintSet& set, const model::Result& result, const ZoneTables& tables, const LiveAssignment& live) {
    std::vector<std::int32_t> touched;
    const auto now = live.footprint_of_zone();
    for (std::size_t z = 0; z < now.size(); ++z)
        if (const std::int32_t was = set.assignment->footprint[z]; was != now[z])
            touched.insert(touched.end(), {was, now[z]});
    std::ranges::sort(touched);
    touched.erase(std::ranges::unique(touched).begin(), touched.end());
    std::erase(touched, unassigned);
    if (!touched.empty()) follow(set, result, tables, live, touched);
}

std::vector<std::int32_t> touched_by(const Change& change) {
    std::vector<std::int32_t> touched;
    for (const FootprintChange& f : change.footprints)
        if (f.footprint != unassigned) touched.push_back(f.footprint);
    return touched;
}

std::vector<Estimate> live_estimates(const model::Result& result, const ZoneTables& tables, const FootprintSet& set,
                                     std::span<const std::int32_t> footprint_of_zone,
                                     std::span<const std::int32_t> footprints) {
    const FootprintSet* whole = result.set(model::whole_set_id);
    if (!whole || tables.methods.size() != result.placed.size() || footprints.empty()) return {};
    FootprintSet part;
    part.id = set.id;
    part.title = set.title;
    part.basis = set.basis;
    for (const std::int32_t f : footprints) part.code.push_back(set.code[static_cast<std::size_t>(f)]);
    part.crosswalk = shares_in(footprint_of_zone, footprints, set.code.size(), set.basis);
    for (std::size_t i = 0; i < result.placed.size(); ++i)
        add_estimates_again(*whole, part, i, result.placed[i], tables.methods[i]);
    for (Estimate& e : part.estimates) e.footprint = footprints[static_cast<std::size_t>(e.footprint)];
    return part.estimates;
}

void follow(FootprintSet& set, const model::Result& result, const ZoneTables& tables, const LiveAssignment& live,
            std::span<const std::int32_t> touched) {
    model::Assignment& assignment = set.assignment.value();
    if (set.registered) {
        const std::string rule = assignment.rule;
        std::vector<bool> tie = assignment.tie;
        for (std::size_t z = 0; z < tie.size(); ++z)
            if (assignment.footprint[z] != live.footprint_of_zone()[z]) tie[z] = false;
        assignment = live.assignment();
        assignment.rule = rule;
        assignment.tie = std::move(tie);
    } else {
        for (std::size_t z = 0; z < assignment.footprint.size(); ++z) {
            const std::int32_t now = live.footprint_of_zone()[z];
            if (assignment.footprint[z] == now) continue;
            assignment.footprint[z] = now;
            if (z < assignment.share.size()) assignment.share[z] = model::no_value;
        }
    }
    std::vector<double> whole = std::move(set.crosswalk.whole);
    set.crosswalk = shares_of(assignment, set.basis, set.code.size());
    if (set.crosswalk.whole.empty()) set.crosswalk.whole = std::move(whole);
    set.shapes = with_outlines(set.shapes, live, touched);
    for (const std::int32_t f : touched)
        if (static_cast<std::size_t>(f) < set.pieces_after.size())
            set.pieces_after[static_cast<std::size_t>(f)] = live.pieces(f);
    follow_columns(set, live, touched);
    follow_people(set, tables, live, touched);
    if (set.registered) {
        const model::Column* registered = model::find_column(result.zone_columns, "registered");
        if (registered) fill_flow(set, registered->values);
    }
    follow_estimates(set, result, tables, live, touched);
}

}  // namespace locality::core
