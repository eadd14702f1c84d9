#include "core/assign.h"
#include "core/blank_set.h"
#include "core/footprint_sets.h"
#include "core/grouping.h"
#include "core/nesting.h"
#include "core/pieces.h"
#include "core/shares.h"
#include "core/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

using model::Assignment;
using model::Basis;
using model::Crosswalk;
using model::FootprintSpec;
using model::Method;
using model::unassigned;
using model::Weights;

namespace {

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

}  // namespace

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
    const std::array sets{&boundaries.shapes};
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

MadeSet SetMaker::dissolved(const FootprintSpec& spec, const model::LookupTable* lookup,
                            const model::Boundaries& base) const {
    Grouping grouping =
        lookup ? group_by_lookup(base.code, base.name, *lookup, spec.id + " lookup", "shapes of " + base.id)
               : group_by_attribute(base, spec.attribute, spec.to_name);
    joins.push_back(grouping.report);
    return from_boundaries(spec, dissolve(base, grouping, spec.id));
}

}  // namespace locality::core
