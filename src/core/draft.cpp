#include "core/draft_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace locality::core {

using model::Found;
using model::FoundColumn;
using model::Role;

namespace {

/// Kinds in the order in which zones are looked for.
constexpr std::array zone_order{"lsoa", "oa", "msoa", "other", "ward", "lad"};

std::size_t place_in_order(const std::string& kind) {
    return static_cast<std::size_t>(std::find(zone_order.begin(), zone_order.end(), kind) - zone_order.begin());
}

bool holds_zone_rows(Role role) {
    return role == Role::residents || role == Role::deprivation || role == Role::registrations ||
           role == Role::indicator || role == Role::centroids;
}

/// What the user chose stays.
void leave_out(Found& found, std::string why) {
    if (found.fixed) return;
    found.role = Role::left_out;
    found.reason = std::move(why);
}

bool same_areas(const Found& a, const Found& b) {
    const FoundColumn *first = a.column(a.source.code), *second = b.column(b.source.code);
    return first && second && !first->values.empty() && first->values == second->values;
}

/// Its places need not be moved.
bool in_grid_metres(const Found& found) {
    return found.coordinates.starts_with("British National Grid");
}

/// The zones: of the layers of polygons, the one that most tables are about.
void choose_zones(std::vector<Found>& found) {
    Found* best = nullptr;
    std::array<double, 4> best_rank{};
    for (Found& f : found) {
        if (f.fixed && f.role == Role::zones) {
            best = &f;
            break;
        }
        const bool can = !f.fixed && (f.role == Role::zones || f.role == Role::boundaries);
        const FoundColumn* codes = f.column(f.source.code);
        if (!can || !codes) continue;
        double tables = 0;
        for (const Found& table : found) {
            const FoundColumn* keys = table.column(table.source.code);
            if (table.holds == Found::Holds::table && keys && holds_zone_rows(table.role) &&
                share_of(codes->values, keys->values) > 0.5)
                ++tables;
        }
        const std::array<double, 4> rank{tables, -static_cast<double>(place_in_order(f.source.kind)),
                                         static_cast<double>(f.source.vintage), in_grid_metres(f) ? 1.0 : 0.0};
        if (best && rank <= best_rank) continue;
        best = &f;
        best_rank = rank;
    }
    for (Found& f : found)
        if (f.role == Role::zones && &f != best)
            leave_out(f, best && same_areas(f, *best) ? "the same zones as " + best->label
                                                      : "another layer of zones: " +
                                                            area_words(f.source.kind, f.source.vintage));
    if (best) best->role = Role::zones;
}

/// Footprints of shapes: not the same twice, and where the zones lie.
void choose_boundaries(std::vector<Found>& found, const geo::Box& zones_box) {
    for (std::size_t i = 0; i < found.size(); ++i) {
        Found& f = found[i];
        if (f.role != Role::boundaries) continue;
        if (!zones_box.empty() && !f.box.empty() && !f.box.meets(zones_box)) {
            leave_out(f, "lies elsewhere than the zones");
            continue;
        }
        if (f.rows < 2) {
            leave_out(f, "holds one shape: the whole area is a footprint anyway");
            continue;
        }
        for (std::size_t j = 0; j < found.size(); ++j) {
            const bool better = in_grid_metres(found[j]) != in_grid_metres(f) ? in_grid_metres(found[j]) : j < i;
            if (j == i || !better || found[j].role != Role::boundaries || !same_areas(found[j], f)) continue;
            leave_out(f, "the same footprints as " + found[j].label);
            break;
        }
    }
}

/// Of several tables for one thing, the one that most zones (or practices) are in; of equals the one without strangers
/// and repeats, then the later.
void choose_one(std::vector<Found>& found, Role role, std::span<const std::string> codes, bool taken) {
    using Rank = std::array<double, 4>;
    const auto rank_of = [&](const Found& f) -> Rank {
        const FoundColumn* keys = f.column(role == Role::weights ? f.to : f.source.code);
        if (!keys) return {};
        const bool whole = role == Role::practices;  // tables of zones may be of all England
        return {std::round(20 * share_of(codes, keys->values)), whole ? share_of(keys->values, codes) : 0.0,
                whole ? -static_cast<double>(keys->repeated.size()) : 0.0, static_cast<double>(f.source.vintage)};
    };
    Found* best = nullptr;
    for (Found& f : found)
        if (f.role == role && !(best && best->fixed) && (!best || f.fixed || rank_of(f) > rank_of(*best))) best = &f;
    for (Found& f : found) {
        if (f.role != role) continue;
        if (taken)
            leave_out(f, "the project has such a table already; choose this to put it in its place");
        else if (&f != best)
            leave_out(f, "one such table is enough, and " + best->label + " was taken");
    }
}

void choose_lookups(std::vector<Found>& found, std::span<const std::string> codes) {
    for (Found& f : found) {
        if (f.role != Role::lookup) continue;
        const FoundColumn *from = f.column(f.from), *to = f.column(f.to);
        if (!from || !to) continue;
        if (share_of(codes, from->values) > 0.5) continue;
        // Not of zones: of the footprints of another set.
        for (const Found& other : found) {
            const bool makes = other.role == Role::boundaries;
            if (makes && other.set != f.set && share_of(from->values, codes_or_names(other, *from)) > 0.5) f.of = other.set;
        }
        if (f.of.empty() && from->kind == "pcn") f.of = pcn_set;
        if (f.of.empty()) leave_out(f, "what it looks up are neither zones nor footprints of the other files");
    }
    const auto reach = [&](const Found& f) {
        const FoundColumn* from = f.column(f.from);
        return f.role == Role::boundaries ? 2.0 : from ? share_of(codes, from->values) : 0.0;
    };
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t j = 0; j < found.size(); ++j) {
            const bool makes = found[j].role == Role::boundaries || found[j].role == Role::lookup;
            if (i == j || !makes || found[i].role != Role::lookup || found[i].set != found[j].set) continue;
            if (reach(found[j]) > reach(found[i]) || (reach(found[j]) == reach(found[i]) && j < i))
                leave_out(found[i], "makes the same set as " + found[j].label);
        }
}

/// The table that says in which of an indicator's larger areas each zone lies, whatever else it is for.
std::optional<Found::Between> between_of(const Found& f, const FoundColumn& keys, std::span<const Found> found,
                                         std::span<const std::string> codes) {
    for (const Found& table : found) {
        if (&table == &f || table.holds != Found::Holds::table) continue;
        const FoundColumn *zone = nullptr, *area = nullptr;
        for (const FoundColumn& c : table.columns) {
            if (c.values.empty()) continue;
            if (!zone && share_of(codes, c.values) > 0.5) zone = &c;
            if (!area && share_of(keys.values, c.values) > 0.5) area = &c;
        }
        if (zone && area && zone != area) return Found::Between{table.source, table.label, zone->name, area->name};
    }
    return {};
}

/// The layer whose shapes an indicator is about: made a set, where it is none.
Found* layer_of(const FoundColumn& keys, std::vector<Found>& found) {
    for (Found& layer : found) {
        const FoundColumn* own = layer.column(layer.source.code);
        const bool can = layer.role == Role::boundaries || (layer.role == Role::left_out && !layer.fixed);
        if (layer.holds != Found::Holds::polygons || !own || !can || share_of(keys.values, own->values) <= 0.5) continue;
        layer.role = Role::boundaries;
        layer.reason.clear();
        return &layer;
    }
    return nullptr;
}

void choose_indicators(std::vector<Found>& found, std::span<const std::string> codes) {
    const Found* registrations = first_of(found, Role::registrations);
    for (Found& f : found) {
        if (f.role != Role::indicator) continue;
        const FoundColumn* keys = f.column(f.source.code);
        if (!keys) continue;
        const bool by_practice = keys->kind == "practice" && registrations;
        if (by_practice || share_of(codes, keys->values) > 0.5 || links_for(found, *keys, codes)) continue;
        if ((f.between = between_of(f, *keys, found, codes))) continue;
        if (const Found* layer = layer_of(*keys, found)) {
            f.of = layer->set;
            continue;
        }
        leave_out(f, fmt::format("is about {}, which are not the map's zones", area_words(f.source.kind, f.source.vintage)));
    }
}

std::string sentence_of(std::string words) {
    for (char& c : words)
        if (c == '_' || c == '-') c = ' ';
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::string id_from(std::string_view words) {
    constexpr std::size_t longest = 40;
    std::string id;
    for (const char raw : words) {
        const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
        const bool may = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (may)
            id += c;
        else if (!id.empty() && id.back() != '_')
            id += '_';
    }
    if (id.empty() || id[0] < 'a' || id[0] > 'z') id.insert(0, "t_");
    id.resize(std::min(id.size(), longest));
    while (id.back() == '_') id.pop_back();
    return id;
}

/// Every set and indicator has a name of its own, and a title.
void name_all(std::vector<Found>& found, const DraftBase& base) {
    std::set<std::string> sets{model::whole_set_id}, indicators;
    if (first_of(found, Role::registrations)) sets.insert(pcn_set);
    if (base.project) {
        for (const auto& spec : base.project->footprints) sets.insert(spec.id);
        for (const auto& spec : base.project->indicators) indicators.insert(spec.info.id);
    }
    const auto unique = [](std::set<std::string>& taken, const std::string& wanted) {
        std::string id = wanted;
        for (int n = 2; taken.contains(id); ++n) id = fmt::format("{}_{}", wanted.substr(0, 36), n);
        taken.insert(id);
        return id;
    };
    for (Found& f : found) {
        const std::string stem = f.source.path.stem().string();
        if (f.makes_set()) {
            f.set = unique(sets, id_from(f.set.empty() ? f.to.empty() ? stem : f.to : f.set));
            f.title = f.own_title;
            if (f.title.empty()) {
                const FoundColumn* to = f.column(f.to);
                const std::string kind = f.role == Role::lookup && to ? to->kind : f.source.kind;
                f.title = f.role != Role::dissolve && !kind.empty() && kind != "other" ? sentence_of(area_words(kind, 0))
                                                                                       : sentence_of(f.set);
            }
        } else if (f.role == Role::indicator) {
            f.set = unique(indicators, id_from(f.set.empty() ? stem : f.set));
            f.title = f.own_title;
            const std::string& figures = f.value.empty() ? f.numerator : f.value;
            const bool parted = !f.breakdown.empty() && f.breakdown.find("ode") == std::string::npos;
            if (f.title.empty()) f.title = sentence_of(parted ? f.breakdown : f.denominator.empty() ? figures : stem);
        }
    }
}

}  // namespace

void choose_roles(std::vector<Found>& found, const DraftBase& base) {
    for (Found& f : found) {
        f.reason.clear();
        f.of.clear();
        f.between.reset();
        if (f.fixed) continue;
        f.role = f.problem.empty() && !f.possible.empty() ? f.possible.front() : Role::left_out;
        if (f.role != Role::left_out || !f.problem.empty()) continue;
        f.reason = f.holds == Found::Holds::points ? "points that no part of a project is made of"
                   : f.source.code.empty()         ? "no column says which zones, practices or footprints its rows are about"
                                                   : "holds neither figures nor footprints that its rows go into";
    }
    geo::Box box = base.box;
    if (base.project) {
        for (Found& f : found)
            if (f.role == Role::zones) leave_out(f, "the project has its zones already");
    } else {
        choose_zones(found);
        if (const Found* zones = first_of(found, Role::zones)) box = zones->box;
    }
    const std::vector<std::string>& codes = zone_codes(found, base);
    choose_boundaries(found, box);
    const auto taken = [&](Role role) {
        if (!base.project) return false;
        const model::Project& p = *base.project;
        switch (role) {
            case Role::residents:
                return p.residents.given();
            case Role::deprivation:
                return p.deprivation.given();
            case Role::registrations:
                return p.registrations.given();
            case Role::practices:
                return p.practices.given();
            case Role::postcodes:
                return p.postcodes.given();
            case Role::centroids:
                return p.centroids.given();
            case Role::weights:
                return p.weights.source.given();
            default:
                return false;
        }
    };
    for (const Role role : {Role::residents, Role::deprivation, Role::registrations, Role::practices, Role::postcodes,
                            Role::centroids, Role::weights})
        choose_one(found, role, role == Role::practices ? practice_codes(found) : codes, taken(role));
    choose_lookups(found, codes);
    choose_indicators(found, codes);
    name_all(found, base);
}

}  // namespace locality::core
