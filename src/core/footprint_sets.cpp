#include "core/footprint_sets.h"

#include "core/assign.h"
#include "core/blank_set.h"
#include "core/grouping.h"
#include "core/shares.h"
#include "core/weights.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace locality::core {

using model::Assignment;
using model::Basis;
using model::Crosswalk;
using model::FootprintSpec;
using model::Method;
using model::unassigned;
using model::Weights;

void refuse(const FootprintSpec& spec, const std::string& why) {
    throw model::InputError(fmt::format("footprints \"{}\" (line {}): {}", spec.id, spec.line, why));
}

int parts_of(const geo::Shapes& shapes, std::size_t shape) {
    return static_cast<int>(shapes.shape_begin[shape + 1] - shapes.shape_begin[shape]);
}

model::FootprintSet blank_set(const FootprintSpec& spec, Basis basis, Method method) {
    model::FootprintSet set;
    set.id = spec.id;
    set.title = spec.title;
    set.origin = spec.origin;
    set.of = spec.of;
    set.basis = basis;
    set.method = method;
    return set;
}

MadeSet SetMaker::make(std::size_t index, std::optional<model::Boundaries> boundaries,
                       const std::vector<MadeSet>& made) const {
    const FootprintSpec& spec = inputs.project.footprints[index];
    const auto& source = inputs.footprints[index];
    const auto base = [&]() -> const MadeSet& {
        for (const MadeSet& m : made)
            if (m.set.id == spec.of) return m;
        refuse(spec, fmt::format("`of` names \"{}\", which is no set before it", spec.of));
    };
    const auto own_boundaries = [&]() -> const model::Boundaries& {
        if (boundaries) return *boundaries;
        const MadeSet& from = base();
        if (!from.boundaries)
            refuse(spec, fmt::format("set \"{}\" has no boundaries to dissolve; use from = \"union\"", spec.of));
        return *from.boundaries;
    };
    switch (spec.origin) {
        case model::Origin::boundaries:
            return from_boundaries(spec, std::move(boundaries.value()));
        case model::Origin::lookup:
            return from_lookup(spec, source.lookup.value());
        case model::Origin::registrations:
            return from_registrations(spec);
        case model::Origin::union_of:
            return union_of(spec, source.lookup.value(), base());
        case model::Origin::dissolve:
            return dissolved(spec, source.lookup ? &*source.lookup : nullptr, own_boundaries());
    }
    throw std::invalid_argument("make: no such origin");
}

MadeSet SetMaker::make_whole() const {
    MadeSet made;
    FootprintSpec spec;
    spec.id = whole_set_id;
    spec.title = "Whole area";
    spec.origin = model::Origin::union_of;
    made.set = blank_set(spec, Basis::lookup, Method::lookup);
    made.set.code = {"all"};
    made.set.name = {inputs.project.title};
    const std::vector<std::int32_t> everything(zones.size(), 0);
    made.set.shapes = geo::outlines(zones.topology, everything, 1);
    Assignment assignment;
    assignment.footprint = everything;
    made.set.crosswalk = shares_of(assignment, Basis::lookup, 1);
    made.set.pieces_before = made.set.pieces_after = {parts_of(made.set.shapes, 0)};
    if (inputs.registrations) {
        double listed = 0.0;
        for (const Registered::Row& row : figures.patients.rows)
            if (!std::isnan(row.patients)) listed += row.patients;
        made.list_size = {listed};
    }
    return made;
}

MadeSet SetMaker::from_lookup(const FootprintSpec& spec, const model::LookupTable& lookup) const {
    std::unordered_map<std::string_view, std::int32_t> zone_of;
    for (std::size_t z = 0; z < zones.size(); ++z) zone_of.emplace(zones.code[z], static_cast<std::int32_t>(z));
    std::map<std::string, std::string> name_of;
    std::vector<std::string> keys;
    const bool shared_out =
        std::any_of(lookup.rows.begin(), lookup.rows.end(), [](const auto& r) { return r.share != 1.0; });
    for (const auto& row : lookup.rows) {
        keys.push_back(row.from);
        if (zone_of.contains(row.from)) name_of.try_emplace(row.to, row.to_name.empty() ? row.to : row.to_name);
    }
    Joined joined = join(keys, zones.code, spec.id + " lookup", "zones");
    if (shared_out) joined.report.duplicate.clear();  // a row per part of a zone is what a lookup with shares has

    MadeSet made;
    made.set = blank_set(spec, Basis::lookup, shared_out ? Method::split : Method::lookup);
    std::map<std::string_view, std::int32_t> footprint_of;
    for (const auto& [code, name] : name_of) {
        footprint_of.emplace(code, static_cast<std::int32_t>(made.set.code.size()));
        made.set.code.push_back(code);
        made.set.name.push_back(name);
    }
    std::vector<WeightEntry> entries;
    for (std::size_t r = 0; r < lookup.rows.size(); ++r) {
        const auto& row = lookup.rows[r];
        const auto at = zone_of.find(row.from);
        if (at == zone_of.end()) continue;
        if (!shared_out && joined.row_of_code[at->second] != static_cast<std::int32_t>(r)) continue;
        entries.push_back({at->second, footprint_of.at(row.to), row.share});
    }
    const Weights weights = collect(std::move(entries), zones.size());
    const std::vector<double> whole(zones.size(), 1.0);
    if (shared_out) {
        made.set.crosswalk = shares_over(weights, whole, Basis::lookup, made.set.code.size());
        for (std::size_t z = 0; z < zones.size(); ++z) {
            if (made.set.crosswalk.covered[z] <= 1.0) continue;
            refuse(spec, fmt::format("the shares of zone {} add up to {:.6g}; they must not pass 1", zones.code[z],
                                     made.set.crosswalk.covered[z]));
        }
        // Split zones have no line to be cut along: a footprint is drawn as the zones most of which it holds.
        made.set.shapes = geo::outlines(zones.topology, assign_largest(weights, whole).footprint,
                                        static_cast<std::int32_t>(made.set.code.size()));
        for (std::size_t f = 0; f < made.set.code.size(); ++f)
            made.set.pieces_after.push_back(parts_of(made.set.shapes, f));
        made.set.pieces_before = made.set.pieces_after;
    } else {
        std::vector<std::int32_t> footprint_of_zone(zones.size(), unassigned);
        for (std::size_t z = 0; z < zones.size(); ++z)
            if (weights.row_begin[z] < weights.row_begin[z + 1])
                footprint_of_zone[z] = weights.footprint[weights.row_begin[z]];
        Assignment assignment = assign_as_given(std::move(footprint_of_zone), weights, whole);
        assignment.rule = "lookup";
        assign_whole_zones(made, spec, std::move(assignment), weights, whole);
    }
    joins.push_back(std::move(joined.report));
    return made;
}

MadeSet SetMaker::from_registrations(const FootprintSpec& spec) const {
    if (!inputs.registrations)
        refuse(spec, "from = \"registrations\" needs the practice by zone table: add [registrations]");
    if (!inputs.practices)
        refuse(spec,
               "from = \"registrations\" needs to know each practice's PCN: add [practices], or a PCN_CODE column");
    const Method method = spec.method.value_or(Method::largest_share);
    if (method != Method::largest_share && method != Method::split)
        refuse(spec, "registrations give shares of patients; choose method largest_share or split");

    MadeSet made;
    made.set = blank_set(spec, Basis::registered, method);
    std::vector<std::string> keys;
    std::map<std::string, std::string> pcn_name;
    for (const auto& row : inputs.practices->rows) keys.push_back(row.practice);
    Joined joined = join(keys, figures.patients.practice, "practices", "practices of the registrations");
    for (std::int32_t row : joined.row_of_code)
        if (row >= 0 && !inputs.practices->rows[row].pcn.empty())
            pcn_name.try_emplace(inputs.practices->rows[row].pcn, inputs.practices->rows[row].pcn_name);
    std::map<std::string_view, std::int32_t> footprint_of;
    for (const auto& [code, name] : pcn_name) {
        footprint_of.emplace(code, static_cast<std::int32_t>(made.set.code.size()));
        made.set.code.push_back(code);
        made.set.name.push_back(name.empty() ? code : name);
    }
    std::vector<std::int32_t> footprint_of_practice(figures.patients.practice.size(), unassigned);
    for (std::size_t p = 0; p < footprint_of_practice.size(); ++p) {
        const std::int32_t row = joined.row_of_code[p];
        if (row >= 0 && !inputs.practices->rows[row].pcn.empty())
            footprint_of_practice[p] = footprint_of.at(inputs.practices->rows[row].pcn);
    }

    made.list_size.assign(made.set.code.size(), 0.0);
    made.patients_in_zone.assign(zones.size(), 0.0);
    double without_footprint = 0.0;
    std::vector<WeightEntry> entries;
    for (const Registered::Row& row : figures.patients.rows) {
        if (std::isnan(row.patients)) continue;
        const std::int32_t footprint = footprint_of_practice[row.practice];
        if (row.zone >= 0) made.patients_in_zone[row.zone] += row.patients;
        if (footprint == unassigned) {
            without_footprint += row.patients;
            continue;
        }
        made.list_size[footprint] += row.patients;
        if (row.zone >= 0) entries.push_back({row.zone, footprint, row.patients});
    }
    if (without_footprint > 0.0) {
        model::Issue issue;
        issue.kind = "practice_without_footprint";
        issue.layer = spec.id;
        issue.what = fmt::format(
            "{:.0f} patients are with practices that belong to no footprint; they count as "
            "registered, and in every share's whole, but draw no zone to any footprint",
            without_footprint);
        issues.push_back(std::move(issue));
    }
    made.set.registered = collect(std::move(entries), zones.size());
    const Weights& weights = *made.set.registered;
    if (method == Method::split) {
        made.set.crosswalk = shares_over(weights, made.patients_in_zone, Basis::registered, made.set.code.size());
        made.set.shapes = geo::outlines(zones.topology, assign_largest(weights).footprint,
                                        static_cast<std::int32_t>(made.set.code.size()));
        for (std::size_t f = 0; f < made.set.code.size(); ++f)
            made.set.pieces_after.push_back(parts_of(made.set.shapes, f));
        made.set.pieces_before = made.set.pieces_after;
    } else {
        Assignment assignment = assign_largest(weights, made.patients_in_zone);
        assignment.rule = "largest share of registered patients";
        assign_whole_zones(made, spec, std::move(assignment), weights, made.patients_in_zone);
    }
    joins.push_back(std::move(joined.report));
    return made;
}

MadeSet SetMaker::union_of(const FootprintSpec& spec, const model::LookupTable& lookup, const MadeSet& base) const {
    const Grouping grouping =
        group_by_lookup(base.set.code, base.set.name, lookup, spec.id + " lookup", "footprints " + base.set.id);
    joins.push_back(grouping.report);
    if (base.boundaries && base.set.method == Method::split) {
        FootprintSpec as_base = spec;
        as_base.basis = base.set.basis;
        MadeSet whole = from_boundaries(as_base, dissolve(*base.boundaries, grouping, spec.id));
        whole.set.overlapping = base.set.overlapping;
        if (base.set.overlapping == model::Overlapping::each) return whole;
        // People of ground that several claim stay with those whom the base gave them to.
        Crosswalk shares = base.set.crosswalk;
        const Weights sums = regroup(as_weights(base.set.crosswalk), grouping.group_of);
        shares.row_begin = sums.row_begin;
        shares.footprint = sums.footprint;
        shares.share = sums.weight;
        shares.footprint_count = grouping.code.size();
        for (std::size_t z = 0; z < shares.zone_count(); ++z) {
            double sum = 0;
            for (const double share : shares.shares_of(z)) sum += share;
            shares.covered[z] = std::min(sum, shares.covered[z]);
        }
        whole.set.crosswalk = std::move(shares);
        return whole;
    }

    MadeSet made;
    made.set = blank_set(spec, base.set.basis, base.set.method);
    made.set.code = grouping.code;
    made.set.name = grouping.name;
    made.patients_in_zone = base.patients_in_zone;
    if (base.set.registered) made.set.registered = regroup(*base.set.registered, grouping.group_of);
    if (!base.list_size.empty()) {
        made.list_size.assign(grouping.code.size(), 0.0);
        for (std::size_t f = 0; f < base.list_size.size(); ++f)
            if (grouping.group_of[f] != geo::outside) made.list_size[grouping.group_of[f]] += base.list_size[f];
    }
    const std::vector<double> whole(zones.size(), 1.0);
    const Weights shares = regroup(as_weights(base.set.crosswalk), grouping.group_of);
    if (!base.set.assignment) {
        made.set.crosswalk = shares_over(shares, whole, base.set.basis, grouping.code.size());
        made.set.shapes = geo::outlines(zones.topology, assign_largest(shares).footprint,
                                        static_cast<std::int32_t>(grouping.code.size()));
        for (std::size_t f = 0; f < grouping.code.size(); ++f)
            made.set.pieces_after.push_back(parts_of(made.set.shapes, f));
        made.set.pieces_before = made.set.pieces_after;
        return made;
    }
    std::vector<std::int32_t> footprint_of_zone(zones.size(), unassigned);
    for (std::size_t z = 0; z < zones.size(); ++z)
        if (const std::int32_t f = base.set.assignment->footprint[z]; f != unassigned)
            footprint_of_zone[z] = grouping.group_of[f];
    Assignment assignment =
        made.set.registered ? assign_as_given(std::move(footprint_of_zone), *made.set.registered, made.patients_in_zone)
                            : assign_as_given(std::move(footprint_of_zone), shares, whole);
    assignment.rule = "union of " + base.set.title;
    made.set.method = Method::lookup;  // zones follow their footprint: nothing is chosen, so nothing is mended
    assign_whole_zones(made, spec, std::move(assignment), shares, whole);
    return made;
}

}  // namespace locality::core
