#include "core/combinations.h"

#include "core/pieces.h"
#include "core/sharing.h"
#include "core/weights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace locality::core {

using model::Basis;
using model::Boundaries;
using model::Crosswalk;
using model::FootprintSet;
using model::Result;
using model::Values;

namespace {

/// How a set lies on the zones: on whole ones, across them along lines, or by shares alone.
enum class Lie { whole_zones, lines, shares_only };

Lie lie_of(const FootprintSet& set) {
    const bool whole = std::ranges::all_of(set.crosswalk.share, [](double s) { return s == 1.0; });
    bool once = true;
    for (std::size_t z = 0; z < set.crosswalk.zone_count() && once; ++z)
        once = set.crosswalk.footprints_of(z).size() <= 1;
    const bool along_lines =
        set.method == model::Method::split && set.basis != Basis::lookup && set.basis != Basis::registered;
    if (whole && once && !along_lines) return Lie::whole_zones;
    return along_lines ? Lie::lines : Lie::shares_only;
}

bool by_people(Basis basis) {
    return basis == Basis::residents || basis == Basis::households;
}

Boundaries boundaries_of(const FootprintSet& set) {
    Boundaries b;
    b.id = set.id;
    b.code = set.code;
    b.name = set.name;
    b.shapes = set.shapes;
    b.topology = geo::build_topology(b.shapes);
    b.area_m2 = geo::face_areas_m2(b.topology);
    return b;
}

/// One way in which part of a zone lies in the sets.
struct Share {
    Combination in;
    double people = 1, ground = 1;
};

/// The parts of a zone by the sets that lie along lines.
struct CutZones {
    std::vector<std::size_t> slots;   ///< places of those sets among the chosen
    Pieces pieces;                    ///< whose claimants are shapes of those sets, numbered through
    std::vector<std::int32_t> first;  ///< of each slot the number of its first shape, and the end
    Crosswalk people, ground;         ///< of the pieces
};

/// Pieces that are the set's own footprints.
Pieces uncut(Boundaries boundaries) {
    Pieces pieces;
    for (std::size_t f = 0; f < boundaries.size(); ++f) {
        pieces.claimant.push_back(static_cast<std::int32_t>(f));
        pieces.claim_begin.push_back(static_cast<std::uint32_t>(f + 1));
    }
    pieces.ground = std::move(boundaries);
    return pieces;
}

CutZones cut_zones(const Result& result, const std::vector<std::size_t>& slots, std::span<const std::size_t> sets,
                   Basis& basis, int threads, const model::Progress& progress) {
    CutZones cut;
    cut.slots = slots;
    cut.first.push_back(0);
    Basis best = Basis::area;
    std::vector<const geo::Shapes*> shapes;
    for (const std::size_t slot : slots) {
        const FootprintSet& set = result.sets[sets[slot]];
        shapes.push_back(&set.shapes);
        cut.first.push_back(cut.first.back() + static_cast<std::int32_t>(set.code.size()));
        if (by_people(set.basis) || (set.basis == Basis::masked_area && best == Basis::area)) best = set.basis;
    }
    const FootprintSet& only = result.sets[sets[slots.front()]];
    bool one_clean = slots.size() == 1;
    if (one_clean) {
        Boundaries boundaries = boundaries_of(only);
        const std::vector<bool> overlap = overlapping(boundaries, threads);
        one_clean = std::find(overlap.begin(), overlap.end(), true) == overlap.end();
        if (one_clean) cut.pieces = uncut(std::move(boundaries));
    }
    if (one_clean) {
        cut.people = only.crosswalk;
        basis = only.basis;
    } else {
        cut.pieces = cut_into_pieces(shapes, threads, progress);
        const bool has_weights = result.weights && by_people(best);
        const bool has_mask = result.mask && best == Basis::masked_area;
        basis = has_weights ? basis_of_unit(result.weights->unit) : has_mask ? best : Basis::area;
    }
    progress.at(0.6, "dividing zones among the pieces");
    model::Issues known;  // making the sets has listed these
    cut.ground = shares_of_pieces(Basis::area, result.zones, cut.pieces, {}, known, threads);
    if (one_clean) return cut;
    if (basis == Basis::area) {
        cut.people = cut.ground;
        return cut;
    }
    const Sharing by = sharing(result.zones, result.weights ? &*result.weights : nullptr,
                               result.mask ? &*result.mask : nullptr, known, threads);
    cut.people = shares_of_pieces(basis, result.zones, cut.pieces, by, known, threads);
    return cut;
}

/// The parts of zone z by the cut sets: pieces, and what lies in none of them.
std::vector<Share> parts_of(const CutZones& cut, std::size_t z, std::size_t set_count) {
    std::map<std::int32_t, std::pair<double, double>> of_piece;
    for (std::size_t k = 0; k < cut.people.footprints_of(z).size(); ++k)
        of_piece[cut.people.footprints_of(z)[k]].first += cut.people.shares_of(z)[k];
    for (std::size_t k = 0; k < cut.ground.footprints_of(z).size(); ++k)
        of_piece[cut.ground.footprints_of(z)[k]].second += cut.ground.shares_of(z)[k];
    std::vector<Share> parts;
    double people = 1, ground = 1;
    for (const auto& [piece, share] : of_piece) {
        Share part{{std::vector<std::vector<std::int32_t>>(set_count)}, share.first, share.second};
        for (const std::int32_t claimant : cut.pieces.claimants(static_cast<std::size_t>(piece))) {
            const auto at = std::upper_bound(cut.first.begin(), cut.first.end(), claimant) - 1;
            const auto slot = cut.slots[static_cast<std::size_t>(at - cut.first.begin())];
            part.in.in[slot].push_back(claimant - *at);
        }
        people -= share.first;
        ground -= share.second;
        parts.push_back(std::move(part));
    }
    // What the roundings of a few shares leave over is no gap.
    constexpr double rounding = 1e-12;
    if (std::abs(people) < rounding) people = 0;
    if (std::abs(ground) < rounding) ground = 0;
    if (people > 0 || ground > 0)
        parts.push_back(
            {{std::vector<std::vector<std::int32_t>>(set_count)}, std::max(0.0, people), std::max(0.0, ground)});
    return parts;
}

/// Divides parts further by a set of which only shares are known, as if independent of where the parts lie.
void divide_by_shares(std::vector<Share>& parts, const Crosswalk& shares, std::size_t z, std::size_t slot) {
    const auto footprint = shares.footprints_of(z);
    const auto share = shares.shares_of(z);
    std::vector<Share> divided;
    for (const Share& part : parts) {
        double left = 1;
        for (std::size_t k = 0; k < footprint.size(); ++k) {
            Share one{part.in, part.people * share[k], part.ground * share[k]};
            one.in.in[slot].push_back(footprint[k]);
            left -= share[k];
            divided.push_back(std::move(one));
        }
        if (left > 1e-12) divided.push_back({part.in, part.people * left, part.ground * left});
    }
    parts = std::move(divided);
}

Values hectares_of(const model::Coverage& zones) {
    std::vector<double> hectares(zones.area_m2);
    for (double& h : hectares) h /= 10000.0;
    return Values::of(std::move(hectares));
}

/// Residents where the decile is 1, of zones, as a column of its own.
Values imd1_of(const Result& result) {
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    const model::Column* decile = model::find_column(result.zone_columns, "imd_decile");
    Values values(result.zones.size());
    if (!residents || !decile) return values;
    for (std::size_t z = 0; z < values.size(); ++z) {
        const bool nobody = residents->values.known(z) && residents->values.number[z] == 0;
        if (nobody)
            values.set(z, 0);
        else if (!decile->values.known(z))
            values.set_blank(z, decile->values.status[z]);
        else if (decile->values.number[z] != 1)
            values.set(z, 0);
        else if (residents->values.known(z))
            values.set(z, residents->values.number[z]);
        else
            values.set_blank(z, residents->values.status[z]);
    }
    return values;
}

/// Adds one column: what each combination holds of it, and the check.
void add_column(Combinations& c, const std::string& id, const std::string& title, const std::string& unit, int decimals,
                const Values& zones, bool by_ground) {
    std::vector<double> sum(c.combination.size(), 0.0);
    std::vector<model::Status> status(c.combination.size(), model::Status::known);
    std::vector<bool> reached(c.combination.size(), false);
    for (const Combinations::Part& part : c.parts) {
        const double share = by_ground ? part.ground : part.people;
        if (share <= 0) continue;
        const auto z = static_cast<std::size_t>(part.zone), i = static_cast<std::size_t>(part.combination);
        reached[i] = true;
        if (zones.known(z))
            sum[i] += zones.number[z] * share;
        else if (status[i] != model::Status::suppressed)
            status[i] = zones.status[z];
    }
    const bool measured = std::ranges::find(zones.status, model::Status::known) != zones.status.end();
    model::Column column{id, title, unit, decimals, Values(sum.size())};
    Combinations::Total total;
    total.column = id;
    for (std::size_t i = 0; i < sum.size(); ++i) {
        total.combined += sum[i];
        if (status[i] != model::Status::known)
            column.values.set_blank(i, status[i]);
        else if (reached[i] || measured)
            column.values.set(i, sum[i]);  // nought on ground where nobody lives
    }
    for (std::size_t z = 0; z < zones.size(); ++z)
        if (zones.known(z)) total.zones += zones.number[z];
    total.closes = std::abs(total.combined - total.zones) <= 1e-6 * std::max(1.0, std::abs(total.zones) / 1e6);
    c.columns.push_back(std::move(column));
    c.totals.push_back(std::move(total));
}

}  // namespace

bool on_whole_zones(const FootprintSet& set) {
    return lie_of(set) == Lie::whole_zones;
}

Combinations combinations(const Result& result, std::span<const std::size_t> sets, int threads,
                          const model::Progress& progress) {
    if (sets.empty()) throw std::invalid_argument("combinations: no set");
    for (const std::size_t s : sets)
        if (s >= result.sets.size()) throw std::invalid_argument("combinations: no such set");
    Combinations c;
    c.sets.assign(sets.begin(), sets.end());
    std::vector<std::size_t> whole, cut_slots, loose;
    for (std::size_t slot = 0; slot < sets.size(); ++slot) {
        const Lie lie = lie_of(result.sets[sets[slot]]);
        (lie == Lie::whole_zones ? whole : lie == Lie::lines ? cut_slots : loose).push_back(slot);
    }
    CutZones cut;
    if (!cut_slots.empty()) cut = cut_zones(result, cut_slots, sets, c.basis, threads, progress);
    c.independent = !loose.empty() && loose.size() + cut_slots.size() > 1;
    if (cut_slots.empty() && loose.size() == 1) c.basis = result.sets[sets[loose.front()]].basis;

    std::map<Combination, std::int32_t> number_of;
    struct Found {
        std::int32_t zone;
        const Combination* in;
        double people, ground;
    };
    std::vector<Found> found;
    for (std::size_t z = 0; z < result.zones.size(); ++z) {
        if (z % 1024 == 0)
            progress.at(0.8 + 0.1 * static_cast<double>(z) / static_cast<double>(result.zones.size()),
                        "putting zones together");
        std::vector<Share> parts;
        if (cut_slots.empty())
            parts.push_back({{std::vector<std::vector<std::int32_t>>(sets.size())}, 1.0, 1.0});
        else
            parts = parts_of(cut, z, sets.size());
        for (const std::size_t slot : loose) divide_by_shares(parts, result.sets[sets[slot]].crosswalk, z, slot);
        for (const std::size_t slot : whole)
            for (const std::int32_t f : result.sets[sets[slot]].crosswalk.footprints_of(z))
                for (Share& part : parts) part.in.in[slot].push_back(f);
        for (Share& part : parts) {
            const auto at = number_of.try_emplace(std::move(part.in), 0).first;
            found.push_back({static_cast<std::int32_t>(z), &at->first, part.people, part.ground});
        }
    }
    std::int32_t next = 0;
    for (auto& [combination, number] : number_of) {
        number = next++;
        c.combination.push_back(combination);
    }
    for (const Found& f : found) c.parts.push_back({f.zone, number_of.at(*f.in), f.people, f.ground});
    std::ranges::stable_sort(c.parts, [](const Combinations::Part& a, const Combinations::Part& b) {
        return std::pair(a.zone, a.combination) < std::pair(b.zone, b.combination);
    });

    const auto zone_values = [&](const char* id) {
        const model::Column* column = model::find_column(result.zone_columns, id);
        return column ? column->values : Values(result.zones.size());
    };
    add_column(c, "hectares", "Area", "ha", 1, hectares_of(result.zones), true);
    add_column(c, "residents", "Residents", "people", 0, zone_values("residents"), false);
    add_column(c, "registered", "Registered patients living here", "people", 0, zone_values("registered"), false);
    add_column(c, "imd1_residents", "Residents of decile 1 zones", "people", 0, imd1_of(result), false);
    return c;
}

std::vector<std::string> names_told_apart(const FootprintSet& set) {
    std::map<std::string_view, int> times;
    for (const std::string& name : set.name) ++times[name];
    std::vector<std::string> names = set.name;
    for (std::size_t f = 0; f < names.size(); ++f)
        if (times[set.name[f]] > 1) names[f] += " (" + set.code[f] + ")";
    return names;
}

std::string words_of(std::span<const std::int32_t> footprints, std::span<const std::string> names) {
    if (footprints.empty()) return "none";
    std::string words;
    for (const std::int32_t f : footprints) words += (words.empty() ? "" : " + ") + names[static_cast<std::size_t>(f)];
    return words;
}

model::CodedCrosswalk footprints_in_footprints(const Combinations& c, const Result& result, std::string_view column) {
    const model::Column* values = model::find_column(c.columns, column);
    if (c.sets.size() != 2 || !values)
        throw std::invalid_argument("footprints_in_footprints: two sets and a column of theirs");
    const FootprintSet& from = result.sets[c.sets[0]];
    const FootprintSet& to = result.sets[c.sets[1]];
    std::vector<double> whole(from.code.size(), 0.0), covered(from.code.size(), 0.0);
    std::vector<WeightEntry> entries;
    for (std::size_t i = 0; i < c.combination.size(); ++i) {
        const double amount = values->values.number[i];
        for (const std::int32_t f : c.combination[i].in[0]) {
            whole[static_cast<std::size_t>(f)] += amount;  // a blank makes the whole row blank
            if (amount == 0) continue;
            if (!c.combination[i].in[1].empty()) covered[static_cast<std::size_t>(f)] += amount;
            for (const std::int32_t t : c.combination[i].in[1]) entries.push_back({f, t, amount});
        }
    }
    const model::Weights weights = collect(std::move(entries), from.code.size());
    model::CodedCrosswalk result_table;
    result_table.zone = from.code;
    result_table.footprint = to.code;
    Crosswalk& shares = result_table.shares;
    shares.footprint_count = to.code.size();
    shares.whole = whole;
    const Basis basis = column == "hectares"     ? Basis::area
                        : column == "registered" ? Basis::registered
                                                 : Basis::residents;
    for (std::size_t f = 0; f < whole.size(); ++f) {
        if (whole[f] > 0) {
            for (std::uint32_t k = weights.row_begin[f]; k < weights.row_begin[f + 1]; ++k) {
                shares.footprint.push_back(weights.footprint[k]);
                shares.share.push_back(weights.weight[k] / whole[f]);
            }
        }
        shares.row_begin.push_back(static_cast<std::uint32_t>(shares.footprint.size()));
        shares.basis.push_back(basis);
        shares.covered.push_back(whole[f] > 0 ? covered[f] / whole[f] : 0.0);
    }
    return result_table;
}

}  // namespace locality::core
