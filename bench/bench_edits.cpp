// How long a move of one zone takes, with a whole country loaded. See README.md in this folder.

#include "core/live_assignment.h"
#include "core/repair.h"
#include "io/read_layer.h"
#include "model/errors.h"
#include "stopwatch.h"
#include "wiggly.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

using namespace locality;
using bench::Stopwatch;

namespace {

model::Coverage read(const std::filesystem::path& path, const std::string& layer) {
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(path);
    spec.layer = layer;
    model::Issues issues;
    return core::repair(io::read_layer(spec, "bench", issues)).coverage;
}

model::Coverage make(int side) {
    model::Layer layer;
    layer.shapes = bench::wiggly_zones({.columns = side, .rows = side});
    for (int z = 0; z < side * side; ++z) layer.code.push_back(fmt::format("Z{:07}", z));
    layer.name = layer.code;
    return core::repair(std::move(layer)).coverage;
}

/// Footprints grown round zones taken at random until they meet: each in one piece, as far as the zones hang together.
std::vector<std::int32_t> grown(const geo::Adjacency& adjacency, std::size_t zones, std::int32_t count,
                                std::mt19937& random) {
    std::vector<std::int32_t> footprint(zones, model::unassigned), queue;
    for (std::int32_t f = 0; f < count; ++f) {
        const auto seed = static_cast<std::int32_t>(random() % zones);
        if (footprint[static_cast<std::size_t>(seed)] != model::unassigned) continue;
        footprint[static_cast<std::size_t>(seed)] = f;
        queue.push_back(seed);
    }
    for (std::size_t i = 0; i < queue.size(); ++i)
        for (const std::int32_t next : adjacency.of(static_cast<std::size_t>(queue[i]))) {
            if (footprint[static_cast<std::size_t>(next)] != model::unassigned) continue;
            footprint[static_cast<std::size_t>(next)] = footprint[static_cast<std::size_t>(queue[i])];
            queue.push_back(next);
        }
    return footprint;
}

/// Seven quantities, as a set of footprints has.
core::LiveFigures figures(std::size_t zones, std::mt19937& random) {
    core::LiveFigures figures;
    for (int q = 0; q < 7; ++q) {
        model::Values values(zones);
        for (std::size_t z = 0; z < zones; ++z) values.set(z, static_cast<double>(random() % 3000));
        figures.quantities.push_back({{fmt::format("q{}", q), "", "people", 0, std::move(values)}, std::nullopt, 0});
    }
    return figures;
}

void print(const char* what, std::vector<double> seconds) {
    std::ranges::sort(seconds);
    fmt::print("  {:<10} {:>6} times: median {:.4f} ms, 99 in 100 under {:.4f} ms, longest {:.4f} ms\n", what,
               seconds.size(), seconds[seconds.size() / 2] * 1e3, seconds[seconds.size() * 99 / 100] * 1e3,
               seconds.back() * 1e3);
}

/// Zones at borders given to a neighbour's footprint, then all taken back.
void run(const char* what, const model::Coverage& zones, std::vector<std::int32_t> footprint, std::int32_t count,
         int moves, std::mt19937& random) {
    fmt::print("{}: {} zones, {} footprints\n", what, zones.size(), count);
    const Stopwatch building;
    core::LiveAssignment live(zones.topology, zones.adjacency, std::move(footprint), static_cast<std::size_t>(count),
                              figures(zones.size(), random));
    fmt::print("  made in {:.0f} ms\n", building.seconds() * 1e3);
    const std::string start = live.state();
    std::vector<model::Move> made;
    std::vector<double> previewing, moving, outlining, undoing;
    while (static_cast<int>(made.size()) < moves) {
        const auto zone = static_cast<std::int32_t>(random() % zones.size());
        const auto around = zones.adjacency.of(static_cast<std::size_t>(zone));
        const std::int32_t from = live.footprint_of_zone()[static_cast<std::size_t>(zone)];
        std::int32_t to = static_cast<std::int32_t>(random() % static_cast<std::size_t>(count));
        if (count > 2) {
            if (around.empty()) continue;
            to = live.footprint_of_zone()[static_cast<std::size_t>(around[random() % around.size()])];
        }
        if (from == to || from == model::unassigned || to == model::unassigned) continue;
        const std::vector<model::Move> step{{zone, from, to}};
        const Stopwatch foreseeing;
        live.preview(step);
        previewing.push_back(foreseeing.seconds());
        const Stopwatch move;
        live.make(step);
        moving.push_back(move.seconds());
        const Stopwatch outline;
        live.outline(to);
        outlining.push_back(outline.seconds());
        made.push_back(step.front());
    }
    for (auto m = made.rbegin(); m != made.rend(); ++m) {
        const std::vector<model::Move> back{{m->zone, m->to, m->from}};
        const Stopwatch undo;
        live.make(back);
        undoing.push_back(undo.seconds());
    }
    print("previews", previewing);
    print("moves", moving);
    print("outlines", outlining);
    print("undone", undoing);
    if (live.state() != start) throw std::runtime_error("the state after undoing is not the one before");
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Times moves of single zones between footprints."};
    std::filesystem::path path;
    std::string layer;
    int side = 184, moves = 500;
    std::int32_t footprints = 1100;
    app.add_option("zones", path, "file of the zones; without it, made-up ones")->check(CLI::ExistingFile);
    app.add_option("--layer", layer, "its layer, where it has several");
    app.add_option("--side", side, "made-up zones along a side of the land")->check(CLI::PositiveNumber);
    app.add_option("--footprints", footprints, "how many footprints")->check(CLI::Range(3, 1000000));
    app.add_option("--moves", moves, "how many moves")->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    try {
        const model::Coverage zones = path.empty() ? make(side) : read(path, layer);
        std::mt19937 random(1);
        run("footprints grown at random", zones, grown(zones.adjacency, zones.size(), footprints, random), footprints,
            moves, random);
        // The hardest there is: two footprints that share the whole country at random, in thousands of pieces each.
        std::vector<std::int32_t> halves(zones.size());
        for (std::int32_t& f : halves) f = static_cast<std::int32_t>(random() % 2);
        run("two footprints, every zone at random", zones, halves, 2, moves, random);
        run("the whole country but single zones", zones, std::vector<std::int32_t>(zones.size(), 0), 2, moves, random);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_edits: {}\n", error.what());
        return 1;
    }
    return 0;
}
