#include "core/draft_codes.h"
#include "core/join.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::core {

using model::Found;
using model::FoundColumn;
using model::Role;

double share_of(std::span<const std::string> codes, std::span<const std::string> keys) {
    if (codes.empty()) return 0;
    std::size_t shared = 0;
    for (std::size_t c = 0, k = 0; c < codes.size() && k < keys.size();) {
        if (codes[c] == keys[k]) {
            ++shared;
            ++c;
            ++k;
        } else if (codes[c] < keys[k]) {
            ++c;
        } else {
            ++k;
        }
    }
    return static_cast<double>(shared) / static_cast<double>(codes.size());
}

const Found* first_of(std::span<const Found> found, Role role) {
    for (const Found& f : found)
        if (f.role == role) return &f;
    return nullptr;
}

const std::vector<std::string>& zone_codes(std::span<const Found> found, const DraftBase& base) {
    static const std::vector<std::string> none;
    const Found* zones = first_of(found, Role::zones);
    if (!zones) return base.zone_code;
    const FoundColumn* codes = zones->column(zones->source.code);
    return codes ? codes->values : none;
}

const std::vector<std::string>& practice_codes(std::span<const Found> found) {
    static const std::vector<std::string> none;
    if (const Found* registrations = first_of(found, Role::registrations))
        for (const FoundColumn& c : registrations->columns)
            if (c.kind == "practice" && c.is_code) return c.values;
    return none;
}

const std::vector<std::string>& codes_or_names(const Found& boundaries, const FoundColumn& keys) {
    static const std::vector<std::string> none;
    const FoundColumn *code = boundaries.column(boundaries.source.code), *name = boundaries.column(boundaries.source.name);
    if (!code) return none;
    if (name && share_of(keys.values, name->values) > share_of(keys.values, code->values)) return name->values;
    return code->values;
}

const Found* links_for(std::span<const Found> found, const FoundColumn& keys, std::span<const std::string> codes) {
    const double direct = share_of(keys.values, codes);
    for (const Found& f : found) {
        const FoundColumn *from = f.column(f.from), *to = f.column(f.to);
        if (f.role != Role::links || !from || !to || share_of(codes, to->values) < 0.5) continue;
        if (share_of(keys.values, from->values) > direct) return &f;
    }
    return nullptr;
}

std::string area_words(const std::string& kind, int vintage) {
    static constexpr std::pair<const char*, const char*> plurals[]{
        {"oa", "output areas"},     {"lsoa", "LSOAs"},        {"msoa", "MSOAs"},
        {"ward", "wards"},          {"lad", "local authorities"}, {"practice", "GP practices"},
        {"pcn", "Primary Care Networks"}, {"lcp", "Local Care Partnerships"}, {"committee", "committees"},
        {"icb", "Integrated Care Boards"}, {"sub_icb", "sub-ICB locations"}, {"region", "regions"},
        {"country", "countries"},   {"postcode", "postcodes"}};
    std::string words = "areas";
    for (const auto& [k, plural] : plurals)
        if (kind == k) words = plural;
    return vintage != 0 ? fmt::format("{} of {}", words, vintage) : words;
}

namespace {

struct Target {
    std::span<const std::string> codes;
    std::string words;  ///< "zones", "practices"
    std::string areas;  ///< "LSOAs of 2021"; empty where not known
};

/// The footprints of a set of shapes.
std::optional<Target> in_set(const std::string& set, const FoundColumn& keys, std::span<const Found> found) {
    for (const Found& other : found)
        if (other.set == set && other.role == Role::boundaries)
            return Target{codes_or_names(other, keys), other.title, ""};
    return {};
}

/// What the table's rows are to be found among.
std::optional<Target> target_of(const Found& f, std::span<const Found> found, const DraftBase& base) {
    const Found* zones = first_of(found, Role::zones);
    const Target by_zone{zone_codes(found, base), "zones",
                         zones ? area_words(zones->source.kind, zones->source.vintage)
                               : area_words(base.zone_kind, base.zone_vintage)};
    switch (f.role) {
        case Role::residents:
        case Role::deprivation:
        case Role::registrations:
        case Role::centroids:
        case Role::weights:
        case Role::links:
            return by_zone;
        case Role::indicator:
        case Role::practices: {
            const FoundColumn* keys = f.column(f.source.code);
            if (keys && !f.of.empty()) return in_set(f.of, *keys, found);
            if (f.role == Role::indicator && (!keys || keys->kind != "practice")) return by_zone;
            if (!first_of(found, Role::registrations)) return {};
            return Target{practice_codes(found), "practices", ""};
        }
        case Role::lookup: {
            if (f.of.empty()) return by_zone;
            const FoundColumn* from = f.column(f.from);
            return from ? in_set(f.of, *from, found) : std::nullopt;
        }
        default:
            return {};
    }
}

const FoundColumn* key_of(const Found& f) {
    switch (f.role) {
        case Role::lookup:
            return f.column(f.from);
        case Role::weights:
        case Role::links:
            return f.column(f.to);
        default:
            return f.column(f.source.code);
    }
}

/// Every zone has one row in these; in the others as many as it has ages, practices or shares.
bool one_row_due(const Found& f) {
    const FoundColumn* key = key_of(f);
    const bool single = f.role == Role::deprivation || f.role == Role::centroids || f.role == Role::practices ||
                        (f.role == Role::lookup && f.share.empty());
    // A table with a row for nearly every code is meant to have one for each.
    return single || (f.role == Role::residents && key && key->repeated.size() * 20 < key->different);
}

std::string joined_words(const model::JoinReport& report, std::size_t of, const std::string& what) {
    return fmt::format("{} of {} {}", report.matched, of, what);
}

/// What is wrong with a join, and what to do.
std::string problem_with(const Found& f, const model::JoinReport& report, const Target& target, const FoundColumn& key,
                         bool bridged) {
    if (bridged) return {};
    if (report.matched == 0) {
        const std::string mine = area_words(key.kind, key.vintage);
        if (!target.areas.empty() && mine != "areas" && mine != target.areas)
            return fmt::format("not one of its codes is a zone's: it is about {}, and the zones are {}. Bring the table for "
                               "{}, or a table of links between the two",
                               mine, target.areas, target.areas);
        return fmt::format("not one of its codes is among the {}: \"{}\" stands here, \"{}\" there. Choose another column "
                           "of codes",
                           target.words, key.values.empty() ? "" : key.values.front(), target.codes.front());
    }
    if (!report.missing.empty() && f.role != Role::practices && f.role != Role::links)
        return fmt::format("{} of the {} {} no row here: their figures will be missing, not 0", report.missing.size(),
                           target.words, report.missing.size() == 1 ? "has" : "have");
    if (!report.duplicate.empty())
        return fmt::format("{} {} more than once where one row is due; the first row of each counts",
                           report.duplicate.size(), report.duplicate.size() == 1 ? "code stands" : "codes stand");
    return {};
}

}  // namespace

std::vector<DraftJoin> draft_joins(std::span<const Found> found, const DraftBase& base) {
    std::vector<DraftJoin> joins(found.size());
    const Found* zones = first_of(found, Role::zones);
    const geo::Box box = zones ? zones->box : base.box;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Found& f = found[i];
        DraftJoin& join = joins[i];
        const bool shapes = f.role == Role::boundaries || f.role == Role::dissolve;
        if (shapes && !box.empty() && !f.box.empty()) {
            const bool meets = f.box.meets(box);
            join.words = meets ? "lies where the zones lie" : "lies elsewhere";
            if (!meets) join.problem = "lies elsewhere than the zones; look at its coordinate system, or leave it out";
            continue;
        }
        if (f.role == Role::zones) {
            const FoundColumn* codes = f.column(f.source.code);
            if (codes && !codes->repeated.empty())
                join.problem = fmt::format("{} zones have a code that another has too (first \"{}\"); choose another column "
                                           "of codes",
                                           codes->repeated.size(), codes->repeated.front());
            continue;
        }
        const std::optional<Target> target = target_of(f, found, base);
        const FoundColumn* key = key_of(f);
        if (!target || !key) continue;
        if (target->codes.empty()) continue;
        std::vector<std::string> keys = key->values;
        if (one_row_due(f)) keys.insert(keys.end(), key->repeated.begin(), key->repeated.end());
        join.report = core::join(keys, target->codes, f.label, target->words).report;
        join.words = joined_words(*join.report, target->codes.size(), target->words);
        const bool can_bridge = target->words == "zones" &&
                                (f.role == Role::indicator || f.role == Role::residents || f.role == Role::deprivation);
        const Found* links = can_bridge ? links_for(found, *key, target->codes) : nullptr;
        const bool bridged = links != nullptr;
        if (bridged) {
            join.report = core::join(keys, links->column(links->from)->values, f.label, "linked zones").report;
            join.words = "brought to the zones by " + links->label;
        }
        if (f.between) {
            join.report.reset();
            join.words = "in areas of zones by " + f.between->label;
            continue;
        }
        join.problem = problem_with(f, *join.report, *target, *key, bridged);
    }
    return joins;
}

}  // namespace locality::core
