#include "core/indicator_areas.h"

#include "core/code_index.h"
#include "core/grouping.h"
#include "core/shares.h"
#include "core/weights.h"

#include <algorithm>
#include <string>

namespace locality::core {

using model::Basis;
using model::Crosswalk;
using model::PlacedIndicator;

namespace {

/// Each area whole to a footprint, or to none.
Crosswalk whole_areas(std::span<const std::int32_t> footprint, std::size_t footprints) {
    std::vector<WeightEntry> entries;
    for (std::size_t a = 0; a < footprint.size(); ++a)
        if (footprint[a] != geo::outside) entries.push_back({static_cast<std::int32_t>(a), footprint[a], 1.0});
    const std::vector<double> whole(footprint.size(), 1.0);
    return shares_over(collect(std::move(entries), footprint.size()), whole, Basis::lookup, footprints);
}

/// Which footprint of set `set` each footprint of `base` goes into whole; nothing where that is not how it was made.
std::optional<std::vector<std::int32_t>> nested_in(const std::string& base, const IndicatorGround& ground,
                                                   std::size_t set) {
    const MadeSet& made = ground.sets[set];
    if (made.set.id == base) {
        std::vector<std::int32_t> itself(made.set.code.size());
        for (std::size_t f = 0; f < itself.size(); ++f) itself[f] = static_cast<std::int32_t>(f);
        return itself;
    }
    if (set == 0) return {};
    const model::FootprintSpec& spec = ground.inputs.project.footprints.at(set - 1);
    if (spec.of.empty()) return {};
    std::size_t middle = 0;
    for (std::size_t s = 1; s < set; ++s)
        if (ground.sets[s].set.id == spec.of) middle = s;
    if (middle == 0) return {};
    std::optional<std::vector<std::int32_t>> below = nested_in(base, ground, middle);
    if (!below) return {};
    const MadeSet& from = ground.sets[middle];
    const auto& lookup = ground.inputs.footprints.at(set - 1).lookup;
    Grouping grouping;
    if (lookup)
        grouping = group_by_lookup(from.set.code, from.set.name, *lookup, "", "");
    else if (from.boundaries)
        grouping = group_by_attribute(*from.boundaries, spec.attribute, spec.to_name);
    else
        return {};
    for (std::int32_t& f : *below)
        if (f != geo::outside) f = grouping.group_of[static_cast<std::size_t>(f)];
    return below;
}

}  // namespace

Crosswalk compose(const Crosswalk& a, const Crosswalk& b) {
    std::vector<WeightEntry> entries;
    for (std::size_t row = 0; row < a.zone_count(); ++row) {
        const auto middle = a.footprints_of(row);
        const auto part = a.shares_of(row);
        for (std::size_t k = 0; k < middle.size(); ++k) {
            const auto columns = b.footprints_of(static_cast<std::size_t>(middle[k]));
            const auto share = b.shares_of(static_cast<std::size_t>(middle[k]));
            for (std::size_t c = 0; c < columns.size(); ++c)
                entries.push_back({static_cast<std::int32_t>(row), columns[c], part[k] * share[c]});
        }
    }
    const std::vector<double> whole(a.zone_count(), 1.0);
    Crosswalk both = shares_over(collect(std::move(entries), a.zone_count()), whole, Basis::lookup, b.footprint_count);
    both.basis = a.basis;
    // A sum of parts of one whole is within their roundings of 1: such an area is whole.
    for (double& share : both.share)
        if (share >= whole_share) share = std::min(share, 1.0);
    for (double& covered : both.covered) covered = std::min(covered, 1.0);
    return both;
}

AreaShares resident_shares(const PlacedIndicator& placed, const IndicatorGround& ground, std::size_t set,
                           const Crosswalk& zones_to_set) {
    AreaShares shares;
    shares.basis = ground.sets[set].set.basis;
    if (placed.are_zones()) {
        shares.of_set = &zones_to_set;
        return shares;
    }
    if (!placed.set.empty())
        if (const auto nested = nested_in(placed.set, ground, set)) {
            shares.own = whole_areas(*nested, ground.sets[set].set.code.size());
            shares.population = placed.population;
            return shares;
        }
    shares.own = compose(placed.to_zones, zones_to_set);
    shares.through_zones = true;
    if (placed.basis != Basis::lookup) shares.basis = placed.basis;
    return shares;
}

std::optional<AreaShares> registered_shares(const PlacedIndicator& placed, const IndicatorGround& ground,
                                            std::size_t set) {
    if (placed.population != model::Population::registered || !placed.set.empty()) return {};
    AreaShares shares;
    shares.basis = Basis::lookup;
    shares.population = model::Population::registered;
    if (set == 0) {
        shares.own = whole_areas(std::vector<std::int32_t>(placed.code.size(), 0), 1);
        return shares;
    }
    if (!ground.inputs.practices) return {};
    // The set of networks that this one is, or is made of.
    std::size_t networks = set;
    while (networks > 0 && ground.sets[networks].set.origin != model::Origin::registrations) {
        const std::string& of = ground.inputs.project.footprints.at(networks - 1).of;
        std::size_t below = 0;
        for (std::size_t s = 1; s < networks; ++s)
            if (ground.sets[s].set.id == of) below = s;
        networks = below;
    }
    if (networks == 0) return {};
    const auto nested = nested_in(ground.sets[networks].set.id, ground, set);
    if (!nested) return {};
    const CodeIndex network = code_index(ground.sets[networks].set.code), area = code_index(placed.code);
    std::vector<std::int32_t> footprint(placed.code.size(), geo::outside);
    for (const auto& row : ground.inputs.practices->rows) {
        const auto a = area.find(row.practice);
        const auto n = network.find(row.pcn);
        if (a != area.end() && n != network.end()) footprint[a->second] = (*nested)[n->second];
    }
    shares.own = whole_areas(footprint, ground.sets[set].set.code.size());
    return shares;
}

std::vector<Crosswalk> other_ways(const MadeSet& made, const model::Inputs& inputs, const model::Coverage& zones,
                                  int threads) {
    std::vector<Crosswalk> ways;
    const model::FootprintSet& set = made.set;
    if (made.boundaries) {
        const bool divided = set.method == model::Method::split;
        if (!divided || set.basis != Basis::area) ways.push_back(shares_by_area(zones, *made.boundaries, threads));
        if (inputs.weights && (!divided || set.basis == Basis::area)) {
            model::Issues said_elsewhere;
            ways.push_back(shares_by_people(zones, *made.boundaries, *inputs.weights, said_elsewhere, threads));
        }
    } else if (set.registered && set.assignment) {
        ways.push_back(shares_over(*set.registered, made.patients_in_zone, Basis::registered, set.code.size()));
    }
    return ways;
}

}  // namespace locality::core
