#include "core/draft_codes.h"

#include <algorithm>
#include <stdexcept>

namespace locality::core {

using model::Found;
using model::FoundColumn;
using model::Role;
using model::SourceSpec;

namespace {

/// What must be said: what a reader would find by itself is left out.
SourceSpec said(const Found& f) {
    SourceSpec spec = f.source;
    if (spec.code == f.recognised.code) spec.code.clear();
    if (spec.name == f.recognised.name || f.holds == Found::Holds::table) spec.name.clear();
    if (spec.kind == f.recognised.kind || f.holds == Found::Holds::table) spec.kind.clear();
    if (spec.vintage == f.recognised.vintage || f.holds == Found::Holds::table) spec.vintage = 0;
    return spec;
}

/// Of tables for zones of another year, the way to the map's.
const Found* bridge_of(const Found& f, std::span<const Found> found, const DraftBase& base) {
    const FoundColumn* keys = f.column(f.source.code);
    return keys ? links_for(found, *keys, zone_codes(found, base)) : nullptr;
}

model::BridgeSpec bridge(const Found& links) {
    model::BridgeSpec spec;
    spec.source.path = links.source.path;
    spec.source.layer = links.source.layer;
    spec.from = links.from;
    spec.to = links.to;
    spec.weight = links.value;
    return spec;
}

model::FootprintSpec footprints(const Found& f) {
    model::FootprintSpec spec;
    spec.id = f.set;
    spec.title = f.title.empty() ? f.set : f.title;
    if (f.role == Role::boundaries || f.role == Role::dissolve) {
        spec.origin = f.role == Role::boundaries ? model::Origin::boundaries : model::Origin::dissolve;
        spec.source = said(f);
        if (f.role == Role::dissolve) spec.attribute = f.to;
        return spec;
    }
    spec.lookup.path = f.source.path;
    spec.lookup.layer = f.source.layer;
    spec.from = f.from;
    spec.to = f.to;
    spec.to_name = f.to_name;
    spec.share = f.share;
    spec.of = f.of;
    return spec;
}

model::IndicatorSpec indicator(const Found& f, const Found* links) {
    model::IndicatorSpec spec = model::indicator_spec(f);
    const bool by_zone = f.source.kind != "practice";
    if (links && by_zone && !links->share.empty()) {
        spec.lookup.path = links->source.path;
        spec.lookup.layer = links->source.layer;
        spec.from = links->from;
        spec.to = links->to;
        spec.share = links->share;
    }
    return spec;
}

bool knows_networks(const model::Project& project, std::span<const Found> found) {
    if (!project.registrations.given()) return false;
    if (project.practices.given()) return true;
    const Found* registrations = first_of(found, Role::registrations);
    return registrations && std::any_of(registrations->columns.begin(), registrations->columns.end(),
                                        [](const FoundColumn& c) { return c.kind == "pcn" && c.is_code; });
}

}  // namespace

std::string draft_problem(std::span<const Found> found, const DraftBase& base) {
    const auto zones = std::count_if(found.begin(), found.end(), [](const Found& f) { return f.role == Role::zones; });
    if (!base.project && zones == 0)
        return "there are no zones: bring a file of boundaries (LSOAs or others) that people are counted for";
    if (zones > 1) return "two layers are to be the zones; choose one";
    for (const Role role : {Role::residents, Role::deprivation, Role::registrations, Role::practices, Role::postcodes,
                            Role::centroids, Role::weights})
        if (std::count_if(found.begin(), found.end(), [&](const Found& f) { return f.role == role; }) > 1)
            return "two tables are to be " + word(model::role_words, role) + "; choose one";
    const Found* practices = first_of(found, Role::practices);
    const bool patients = first_of(found, Role::registrations) || (base.project && base.project->registrations.given());
    if (practices && !patients)
        return "practices without registrations make no footprints: bring the patients by practice and LSOA too, or "
               "leave the practices out";
    if (base.project && std::all_of(found.begin(), found.end(), [](const Found& f) { return f.role == Role::left_out; }))
        return "nothing is chosen to be added";
    return {};
}

model::Project draft_project(std::span<const Found> found, const std::string& title, const DraftBase& base) {
    if (!draft_problem(found, base).empty()) throw std::invalid_argument("draft_project: the draft has a problem");
    model::Project project = base.project.value_or(model::Project{});
    if (!title.empty()) project.title = title;
    const bool had_registrations = project.registrations.given();
    std::vector<model::FootprintSpec> lookups;
    for (const Found& f : found) {
        const Found* links = bridge_of(f, found, base);
        switch (f.role) {
            case Role::left_out:
            case Role::links:
                break;
            case Role::zones:
                project.zones = said(f);
                break;
            case Role::residents:
                project.residents = said(f);
                project.residents_bridge = links ? bridge(*links) : model::BridgeSpec{};
                break;
            case Role::deprivation:
                project.deprivation = said(f);
                project.deprivation_bridge = links ? bridge(*links) : model::BridgeSpec{};
                break;
            case Role::registrations:
                project.registrations = said(f);
                break;
            case Role::practices:
                project.practices = said(f);
                break;
            case Role::postcodes:
                project.postcodes = said(f);
                break;
            case Role::centroids:
                project.centroids = said(f);
                break;
            case Role::weights:
                project.weights = {};
                project.weights.source = said(f);
                project.weights.value = f.value;
                project.weights.zone = f.to;
                project.weights.unit = f.value.find("ouseholds") != std::string::npos ? "households" : "residents";
                break;
            case Role::boundaries:
                project.footprints.push_back(footprints(f));
                break;
            case Role::dissolve:
                project.footprints.push_back(footprints(f));
                break;
            case Role::lookup:
                lookups.push_back(footprints(f));
                break;
            case Role::indicator:
                project.indicators.push_back(indicator(f, links));
                break;
        }
    }
    const auto is_set = [&](const char* id) {
        return std::any_of(project.footprints.begin(), project.footprints.end(),
                           [&](const model::FootprintSpec& spec) { return spec.id == id; });
    };
    if (!had_registrations && knows_networks(project, found) && !is_set(pcn_set)) {
        model::FootprintSpec networks;
        networks.id = pcn_set;
        networks.title = "Primary Care Networks";
        networks.origin = model::Origin::registrations;
        project.footprints.push_back(networks);
    }
    // What joins other sets together stands below them.
    for (model::FootprintSpec& spec : lookups) {
        const auto of = std::find_if(project.footprints.begin(), project.footprints.end(),
                                     [&](const model::FootprintSpec& other) { return other.id == spec.of; });
        if (spec.of.empty())
            spec.origin = model::Origin::lookup;
        else
            spec.origin = of != project.footprints.end() && of->origin == model::Origin::boundaries
                              ? model::Origin::dissolve
                              : model::Origin::union_of;
        project.footprints.push_back(spec);
    }
    return project;
}

}  // namespace locality::core
