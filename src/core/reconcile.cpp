#include "core/reconcile.h"

#include "core/bridge.h"
#include "core/disclosure_estimates.h"
#include "core/england_figures.h"
#include "core/figures.h"
#include "core/flow.h"
#include "core/footprint_figures.h"
#include "core/footprint_sets.h"
#include "core/join.h"
#include "core/places.h"
#include "core/repair.h"
#include "geo/links.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <future>
#include <iterator>
#include <optional>

namespace locality::core {

namespace {

/// Tables that were published for other zones, brought to the project's.
void bridge_tables(model::Inputs& inputs) {
    if (inputs.residents && inputs.residents_bridge)
        inputs.residents = bridged(*inputs.residents, bridge(*inputs.residents_bridge), inputs.issues);
    if (inputs.deprivation && inputs.deprivation_bridge)
        inputs.deprivation = bridged(*inputs.deprivation, bridge(*inputs.deprivation_bridge), inputs.issues);
}

void append(model::Issues& all, model::Issues more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// The footprint layers made into boundaries, one after the other, away from the zones' thread.
std::vector<std::optional<Prepared>> prepare_layers(std::vector<model::Inputs::FootprintSource>& sources,
                                                    const std::vector<model::FootprintSpec>& specs,
                                                    std::stop_token stop, int threads) {
    std::vector<std::optional<Prepared>> prepared(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!sources[i].layer) continue;
        prepared[i] = prepare(std::move(*sources[i].layer), {{}, stop}, specs[i].snap_m, threads);
        sources[i].layer.reset();
    }
    return prepared;
}

std::map<std::string, std::string> options_of(const model::Project& project) {
    std::map<std::string, std::string> options;
    options["project"] = project.file.filename().string();
    const model::DisclosureRule& rule = project.disclosure.rule;
    options["disclosure.rule"] =
        fmt::format("{}: {}; {}", rule.name,
                    rule.withhold_to > 0 ? fmt::format("{} to {} withheld", rule.zero_shown ? 1 : 0, rule.withhold_to)
                                         : "nothing withheld",
                    rule.round_to > 1 ? fmt::format("the rest to the nearest {}", rule.round_to) : "nothing rounded");
    const model::RepairRules& repair = project.repair;
    if (repair.snap_m > 0.0) options["zones.snap_m"] = fmt::format("{}", repair.snap_m);
    if (repair.close != model::Close::leave) options["zones.close"] = word(model::close_words, repair.close);
    if (repair.close_up_to_m2) options["zones.close_up_to_m2"] = fmt::format("{}", *repair.close_up_to_m2);
    for (const model::FootprintSpec& spec : project.footprints) {
        options["footprints." + spec.id + ".title"] = spec.title;
        options["footprints." + spec.id + ".mend"] = word(model::mender_words, spec.mend);
        if (spec.snap_m > 0.0) options["footprints." + spec.id + ".snap_m"] = fmt::format("{}", spec.snap_m);
    }
    return options;
}

void check_ledger(model::Result& result) {
    for (const model::Ledger& line : result.ledger) {
        if (line.closes) continue;
        model::Issue issue;
        issue.severity = model::Severity::fault;
        issue.kind = "ledger_open";
        issue.layer = line.set;
        issue.what = fmt::format(
            "the ledger of {} does not close: {:.3f} in, but {:.3f} allocated + {:.3f} outside + {:.3f} without a "
            "zone; "
            "{:.3f} counted in footprints, {:.3f} of them again",
            line.quantity, line.in, line.allocated, line.outside, line.unallocatable, line.counted, line.counted_again);
        result.issues.push_back(std::move(issue));
    }
}

/// The pairs of zones that a table joins. A row for a zone that is not here is in the join report; a zone joined with
/// itself is an issue; neither joins anything.
std::vector<geo::Link> links_of(const model::LookupTable& table, const model::Coverage& zones,
                                std::vector<model::JoinReport>& joins, model::Issues& issues) {
    std::vector<std::string> keys;
    std::vector<geo::Link> links;
    const auto zone = [&](const std::string& code) {
        const auto at = std::lower_bound(zones.code.begin(), zones.code.end(), code);
        return at != zones.code.end() && *at == code ? static_cast<std::int32_t>(at - zones.code.begin()) : -1;
    };
    for (const model::LookupTable::Row& row : table.rows) {
        keys.push_back(row.from);
        keys.push_back(row.to);
        const std::int32_t a = zone(row.from), b = zone(row.to);
        if (a >= 0 && a == b) {
            model::Issue issue;
            issue.kind = "link_to_itself";
            issue.layer = "links";
            issue.code = row.from;
            issue.what = "a link joins this zone with itself; it was passed over";
            issues.push_back(std::move(issue));
        } else if (a >= 0 && b >= 0) {
            links.emplace_back(a, b);
        }
    }
    model::JoinReport report = join(keys, zones.code, "links", "zones").report;
    report.missing.clear();    // most zones need no link
    report.duplicate.clear();  // and some have several
    joins.push_back(std::move(report));
    return links;
}

/// A scenario changes one set of whole zones.
void check_set_of(const model::CodedScenario& scenario, const std::vector<MadeSet>& made) {
    std::vector<std::string> whole;
    for (const MadeSet& m : made) {
        if (!m.set.assignment) continue;
        if (m.set.id == scenario.set) return;
        whole.push_back(m.set.id);
    }
    throw model::InputError(fmt::format(
        "scenario \"{}\" is of the footprints \"{}\", which are no set of whole zones here; those that are: {}",
        scenario.title, scenario.set, whole.empty() ? "none" : fmt::format("{}", fmt::join(whole, ", "))));
}

/// Every indicator of the project brought to every set, and the list of them all, those without a table too.
void add_indicators(model::Result& result, std::vector<MadeSet>& made, const model::Inputs& inputs,
                    const ZoneFigures& figures, int threads) {
    const IndicatorGround ground{inputs, result.zones, figures, made};
    bool any = false;
    for (const model::IndicatorTable& table : inputs.indicators) {
        result.indicators.push_back(table);
        result.indicators.back().has_data = !table.slices.empty();
        result.indicators.back().england = england_figures(table);
        any = any || !table.slices.empty();
        result.placed.push_back(table.slices.empty() ? model::PlacedIndicator{}
                                                     : place(table, ground, result.joins, result.issues));
    }
    if (!any) return;
    for (std::size_t s = 0; s < made.size(); ++s) {
        const std::vector<model::Crosswalk> ways = other_ways(made[s], inputs, result.zones, threads);
        add_estimates(made, s, result.placed, ground, ways, result.issues);
    }
}

}  // namespace

model::Result reconcile(model::Inputs inputs, const Options& options, const model::Progress& progress) {
    progress.at(0.0, "checking boundaries");
    model::Result result;
    result.title = inputs.project.title;
    result.attribution = inputs.project.attribution;
    result.synthetic = inputs.project.synthetic;
    result.output = inputs.project.output;
    result.options = options_of(inputs.project);
    bridge_tables(inputs);
    result.disclosure = inputs.project.disclosure;
    if (inputs.residents && inputs.residents->year > 0)
        result.options["residents.year"] = fmt::format("{}", inputs.residents->year);

    // Zones on this thread, footprints on another: neither depends on the other, and both are waited for.
    auto preparing =
        std::async(options.threads == 1 ? std::launch::deferred : std::launch::async, prepare_layers,
                   std::ref(inputs.footprints), std::cref(inputs.project.footprints), progress.stop, options.threads);
    std::optional<Prepared> reference;
    if (inputs.reference) reference = prepare(std::move(*inputs.reference), {{}, progress.stop}, 0.0, options.threads);
    Repaired repaired = repair(std::move(inputs.zones), progress, inputs.project.repair,
                               reference ? &reference->boundaries : nullptr, options.threads);
    std::vector<std::optional<Prepared>> prepared = preparing.get();
    result.zones = std::move(repaired.coverage);
    result.issues = std::move(inputs.issues);
    if (reference) append(result.issues, std::move(reference->issues));
    append(result.issues, std::move(repaired.issues));
    result.faults = std::move(repaired.faults);
    result.area_changes = std::move(repaired.area_changes);
    for (std::optional<Prepared>& p : prepared) {
        if (!p) continue;
        append(result.issues, std::move(p->issues));
        result.area_changes.insert(result.area_changes.end(), p->area_changes.begin(), p->area_changes.end());
    }

    progress.at(0.5, "joining tables");
    ZoneFigures figures = zone_figures(inputs, result.zones);
    result.zone_columns = zone_columns(figures, result.zones);
    result.deprivation_edition = figures.edition;
    result.deprivation_zones = figures.national_zones;
    result.unplaced = std::move(figures.unplaced);
    result.joins = std::move(figures.joins);
    append(result.issues, std::move(figures.issues));

    result.postcodes = postcodes_within(result.zones, std::move(inputs.postcodes), result.issues);

    const Sharing sharing = core::sharing(result.zones, inputs.weights ? &*inputs.weights : nullptr,
                                          inputs.mask ? &*inputs.mask : nullptr, result.issues, options.threads);
    if (inputs.links) {
        result.links = links_of(*inputs.links, result.zones, result.joins, result.issues);
        result.zones.adjacency = geo::with_links(result.zones.adjacency, result.links);
    }
    const SetMaker maker{inputs,          result.zones, figures,       sharing,
                         options.threads, result.joins, result.issues, options.scenario};
    const std::size_t count = inputs.project.footprints.size();
    std::vector<MadeSet> made;
    made.push_back(maker.make_whole());
    for (std::size_t i = 0; i < count; ++i) {
        progress.at(0.6 + 0.4 * static_cast<double>(i) / static_cast<double>(count),
                    "footprints " + inputs.project.footprints[i].id);
        std::optional<model::Boundaries> boundaries;
        if (prepared[i]) boundaries = std::move(prepared[i]->boundaries);
        made.push_back(maker.make(i, std::move(boundaries), made));
    }
    if (options.scenario) {
        check_set_of(*options.scenario, made);
        result.options["scenario"] = options.scenario->title;
    }
    if (options.keep) {
        options.keep->groups = figures.groups;
        options.keep->people = figures.people;
        for (const model::IndicatorTable& table : inputs.indicators) options.keep->methods.push_back(method_of(table));
    }
    for (MadeSet& m : made) {
        fill_figures(m.set, figures, m.list_size);
        fill_flow(m.set, figures.registered);
        std::vector<model::Ledger> lines = ledger_lines(m.set, figures, inputs);
        std::move(lines.begin(), lines.end(), std::back_inserter(result.ledger));
    }
    progress.at(0.9, "figures");
    add_indicators(result, made, inputs, figures, options.threads);
    for (MadeSet& m : made) result.sets.push_back(std::move(m.set));
    if (result.output.footprints.empty() && count > 0) result.output.footprints = inputs.project.footprints.back().id;
    protect_estimates(result);
    check_ledger(result);
    result.files = std::move(inputs.files);
    result.weights = std::move(inputs.weights);
    result.mask = std::move(inputs.mask);
    progress.at(1.0, "done");
    return result;
}

}  // namespace locality::core
