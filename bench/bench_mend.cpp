// How long mending split footprints takes for a whole country. See README.md in this folder.

#include "core/assign.h"
#include "core/contiguity.h"
#include "core/mend_exact.h"
#include "core/mend_local.h"
#include "core/mend_rule.h"
#include "core/repair.h"
#include "io/read_layer.h"
#include "registrations.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <string>

using namespace locality;

namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App program{"Times the menders of core on made-up registrations over real zones"};
    model::SourceSpec source;
    bench::Registrations wanted;
    double limit_s = 0.0;
    program.add_option("LAYER", source.path, "Zones, such as England's LSOAs")->required();
    program.add_option("--layer", source.layer, "Its layer, where the file has several");
    program.add_option("--practices", wanted.practices, "Practices");
    program.add_option("--footprints", wanted.footprints, "Footprints, groups of neighbouring practices");
    program.add_option("--strays", wanted.strays, "Part of the practices in a network next to their own place");
    program.add_option("--seed", wanted.seed, "Of the random numbers");
    program.add_option("--exact", limit_s, "Also mend exactly, for so many seconds at most");
    CLI11_PARSE(program, argc, argv);
    source.path = std::filesystem::absolute(source.path);

    model::Issues issues;
    const model::Coverage zones = core::repair(io::read_layer(source, "zones", issues)).coverage;
    const model::Weights weights = bench::registered(zones.topology, wanted);
    const model::Assignment start = core::assign_largest(weights);
    const std::vector<int> pieces = core::pieces(start, zones.adjacency, static_cast<std::size_t>(wanted.footprints));
    fmt::print("{} zones, {} practices, {} footprints: {} split\n", zones.size(), wanted.practices, wanted.footprints,
               std::count_if(pieces.begin(), pieces.end(), [](int n) { return n > 1; }));

    double began = now();
    const core::MendingCase problem = core::mending_case(start.footprint, weights, zones.adjacency, wanted.footprints);
    const core::RuleAnswer rule = core::mend_by_rule(problem);
    fmt::print("rule: {:.0f} patients, {:.2f} s\n", core::cost_of(problem, rule.footprint), now() - began);
    began = now();
    const core::LocalAnswer local = core::mend_locally(problem);
    fmt::print("local: {:.0f} patients, {:.2f} s; {} of {} windows got cheaper\n", local.cost, now() - began,
               local.improved, local.windows);
    if (!core::is_mended(problem, local.footprint) || !core::is_mended(problem, rule.footprint) ||
        local.cost > core::cost_of(problem, rule.footprint)) {
        fmt::print("a footprint is still split, or local is worse than the rule\n");
        return 1;
    }
    if (limit_s > 0.0) {
        began = now();
        core::MendStop stop;
        stop.deadline =
            std::chrono::steady_clock::now() +
            std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(limit_s));
        const core::ExactAnswer exact = core::mend_exactly(problem, local.footprint, stop);
        fmt::print("exact: {:.0f} patients, at least {:.0f} needed, {:.2f} s\n", exact.cost, exact.bound,
                   now() - began);
    }
    return 0;
}
