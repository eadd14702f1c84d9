#include "core/footprint_sets.h"

#include "core/assign.h"
#include "core/contiguity.h"
#include "core/grouping.h"
#include "core/mend_audit.h"
#include "core/mend_set.h"
#include "core/pieces.h"
#include "core/nesting.h"
#include "core/scenario_codes.h"
#include "core/shares.h"
#include "core/weights.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

namespace {

[[noreturn]] void refuse(const FootprintSpec& spec, const std::string& why) {
    throw model::InputError(fmt::format("footprints \"{}\" (line {}): {}", spec.id, spec.line, why));
}

std::string basis_words(Basis basis) {
    switch (basis) {
        case Basis::area:
            return "area";
        case Basis::masked_area:
            return "area inside the mask";
        case Basis::residents:
            return "residents";
        case Basis::households:
            return "households";
        case Basis::registered:
            return "registered patients";
        case Basis::lookup:
            return "the lookup's shares";
    }
    return {};
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

}  // namespace

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

/// What a set of whole zones is: its shares, outlines and pieces, mended first where the rule is a largest share.
void SetMaker::assign_whole_zones(MadeSet& made, const FootprintSpec& spec, Assignment assignment,
                                  const Weights& weights, std::span<const double> row_total) const {
    model::FootprintSet& set = made.set;
    const std::size_t count = set.code.size();
    for (std::size_t z = 0; z < zones.size(); ++z) {
        if (!assignment.tie[z]) continue;
        model::Issue issue;
        issue.kind = "tie";
        issue.severity = model::Severity::note;
        issue.layer = spec.id;
        issue.code = zones.code[z];
        issue.what = fmt::format("two footprints are level here; given to {}, the lower code",
                                 set.code[assignment.footprint[z]]);
        issues.push_back(std::move(issue));
    }
    set.pieces_before = pieces(assignment, zones.adjacency, count);
    const model::LookupTable* by_hand = nullptr;
    for (std::size_t i = 0; i < inputs.footprints.size(); ++i)
        if (&inputs.project.footprints[i] == &spec && inputs.footprints[i].overrides)
            by_hand = &*inputs.footprints[i].overrides;
    if (set.method == Method::largest_share || by_hand) {
        const model::Mender mender = set.method == Method::largest_share ? spec.mend : model::Mender::none;
        Mended mended = mend_set({spec, mender, by_hand},
                                 {assignment, weights, zones.adjacency, zones.code, set.code, row_total}, joins);
        assignment = std::move(mended.assignment);
        set.overrides = std::move(mended.overrides);
        if (mender != model::Mender::none) set.mending = std::move(mended.report);
        for (model::Issue& issue : mended.issues) {
            // Nobody asked for pieces to be joined: that some are split is no fault of the mending.
            if (mender == model::Mender::none && issue.kind == "still_split") continue;
            issue.layer = spec.id;
            issues.push_back(std::move(issue));
        }
    }
    if (scenario && scenario->set == set.id) make_moves(made, assignment, weights, row_total);
    set.pieces_after = pieces(assignment, zones.adjacency, count);
    set.crosswalk = shares_of(assignment, set.basis, count);
    set.shapes = geo::outlines(zones.topology, assignment.footprint, static_cast<std::int32_t>(count));
    for (std::size_t f = 0; f < count; ++f) {
        if (!set.shapes.is_empty(f)) continue;
        model::Issue issue;
        issue.kind = "no_zone";
        issue.severity = model::Severity::note;
        issue.layer = spec.id;
        issue.code = set.code[f];
        issue.what = "no zone goes to this footprint, so it has no figures";
        issues.push_back(std::move(issue));
    }
    set.assignment = std::move(assignment);
}

/// A scenario's moves, each with a row in the log of overrides that says why.
void SetMaker::make_moves(MadeSet& made, Assignment& assignment, const Weights& weights,
                          std::span<const double> row_total) const {
    model::FootprintSet& set = made.set;
    TakenUp taken = take_up(*scenario, zones.code, set.code, assignment);
    issues.insert(issues.end(), taken.issues.begin(), taken.issues.end());
    std::map<std::int32_t, std::string> reason_of;
    Assignment moved = assignment;
    for (std::size_t s = 0; s < taken.scenario.done; ++s)
        for (const model::Move& move : taken.scenario.steps[s].moves) {
            moved.footprint[static_cast<std::size_t>(move.zone)] = move.to;
            reason_of[move.zone] = taken.scenario.steps[s].reason;
        }
    const MendTask task{assignment, weights, zones.adjacency, zones.code, set.code, row_total};
    MendLimits nothing_moves;
    nothing_moves.locked.assign(zones.size(), true);
    const MendingCase problem = mending_case(assignment.footprint, weights, zones.adjacency,
                                             static_cast<std::int32_t>(set.code.size()), nothing_moves);
    double cumulative = set.overrides.empty() ? 0.0 : set.overrides.back().cumulative_cost;
    for (const auto& [zone, reason] : reason_of) {
        const auto z = static_cast<std::size_t>(zone);
        const std::int32_t from = assignment.footprint[z], to = moved.footprint[z];
        if (from == to) continue;
        moved.tie[z] = false;
        if (from == unassigned || to == unassigned) continue;  // given, but taken from no one; or taken, and given to no one
        model::Override o = override_of(task, problem, zone, from, to);
        o.kind = model::OverrideKind::manual;
        o.reason = fmt::format("scenario \"{}\"{}{}", scenario->title, reason.empty() ? "" : ": ", reason);
        cumulative += o.patients_moved;
        o.cumulative_cost = cumulative;
        set.overrides.push_back(std::move(o));
    }
    const std::string rule = assignment.rule;
    const std::vector<bool> tie = moved.tie;
    assignment = assign_as_given(std::move(moved.footprint), weights, row_total);
    assignment.rule = rule;
    assignment.tie = tie;
}

/// Shares of zones in boundaries, with ground that several claim counted by the set's policy.
Crosswalk SetMaker::shares(const FootprintSpec& spec, Basis basis, const model::Boundaries& boundaries) const {
    std::vector<std::int32_t> rank(boundaries.size(), unassigned);
    std::int32_t next = 0;
    for (const std::string& code : spec.priority) {
        const auto at = std::lower_bound(boundaries.code.begin(), boundaries.code.end(), code);
        if (at == boundaries.code.end() || *at != code)
            refuse(spec,
                   fmt::format("priority names \"{}\", which is no code of this set; it has {}", code,
                               fmt::join(std::span(boundaries.code).first(std::min<std::size_t>(boundaries.size(), 20)),
                                         ", ")));
        rank[static_cast<std::size_t>(at - boundaries.code.begin())] = next++;
    }
    for (std::int32_t& r : rank)
        if (r == unassigned) r = next++;
    if (basis == Basis::area) {
        if (std::optional<Crosswalk> nested = shares_by_nesting(zones, boundaries)) {
            nested->whole = zones.area_m2;
            return *std::move(nested);
        }
    }
    if (spec.overlapping == model::Overlapping::each)
        return shares_by(basis, zones, boundaries, sharing, issues, threads);
    const std::vector<bool> overlap = overlapping(boundaries, threads);
    if (std::find(overlap.begin(), overlap.end(), true) == overlap.end())
        return shares_by(basis, zones, boundaries, sharing, issues, threads);
    const std::array sets{&boundaries};
    const Pieces pieces = cut_into_pieces(sets, threads);
    return shares_of_claimants(shares_of_pieces(basis, zones, pieces, sharing, issues, threads), pieces,
                               spec.overlapping, rank);
}

MadeSet SetMaker::from_boundaries(const FootprintSpec& spec, model::Boundaries boundaries) const {
    const bool weighted = inputs.weights.has_value();
    const Basis basis = spec.basis.value_or(sharing.usual());
    const Method method = spec.method.value_or(Method::split);
    if (basis == Basis::registered || basis == Basis::lookup)
        refuse(spec, fmt::format("boundaries cannot be matched by {}; choose area, residents or households",
                                 basis_words(basis)));
    if (basis == Basis::masked_area && !sharing.mask)
        refuse(spec, "matching by the area inside a mask needs one: add [mask], or choose basis = \"area\"");
    if ((basis == Basis::residents || basis == Basis::households) && !weighted)
        refuse(spec, fmt::format("matching by {} needs points with people: add [weights], or choose basis = \"area\"",
                                 basis_words(basis)));
    if (weighted && (basis == Basis::residents || basis == Basis::households) &&
        basis != basis_of_unit(inputs.weights->unit))
        refuse(spec, fmt::format("matching by {} needs their numbers, but [weights] counts {}", basis_words(basis),
                                 inputs.weights->unit));
    if (method == Method::lookup)
        refuse(spec, "boundaries have no lookup; choose method split, largest_share or centroid");

    MadeSet made;
    made.set = blank_set(spec, basis, method);
    made.set.code = boundaries.code;
    made.set.name = boundaries.name;
    made.set.overlapping = spec.overlapping;
    Crosswalk shares = this->shares(spec, basis, boundaries);
    if (basis == Basis::area) report_nesting(zones, boundaries, shares, issues);
    if (method == Method::split) {
        made.set.shapes = boundaries.shapes;
        made.set.crosswalk = std::move(shares);
        for (std::size_t f = 0; f < boundaries.size(); ++f)
            made.set.pieces_after.push_back(parts_of(boundaries.shapes, f));
        made.set.pieces_before = made.set.pieces_after;
    } else {
        const Weights weights = as_weights(shares);
        const std::vector<double> whole(zones.size(), 1.0);
        Assignment assignment;
        if (method == Method::centroid) {
            if (!inputs.centroids)
                refuse(spec, "method = \"centroid\" needs population-weighted centroids: add [centroids]");
            made.set.basis = Basis::residents;
            if (basis != Basis::area) shares = shares_by_area(zones, boundaries, threads);
            assignment = assign_by_centroid(zones, boundaries, *inputs.centroids, shares, issues);
        } else {
            assignment = assign_largest(weights, whole);
            assignment.rule = "largest share of " + basis_words(basis);
        }
        assign_whole_zones(made, spec, std::move(assignment), weights, whole);
    }
    made.boundaries = std::move(boundaries);
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

MadeSet SetMaker::dissolved(const FootprintSpec& spec, const model::LookupTable* lookup,
                            const model::Boundaries& base) const {
    Grouping grouping =
        lookup ? group_by_lookup(base.code, base.name, *lookup, spec.id + " lookup", "shapes of " + base.id)
               : group_by_attribute(base, spec.attribute, spec.to_name);
    joins.push_back(grouping.report);
    return from_boundaries(spec, dissolve(base, grouping, spec.id));
}

}  // namespace locality::core
