// The whole job, read to written: two GeoPackages in, the square metres that each zone shares with each footprint out.
// The peers in peers/ do the same. See README.md in this folder.

#include "core/overlay.h"
#include "core/repair.h"
#include "io/read_layer.h"
#include "model/errors.h"
#include "stopwatch.h"

#include <fmt/format.h>
#include <fmt/os.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>
#include <vector>

using namespace locality;
using bench::Stopwatch;

namespace {

struct Source {
    std::filesystem::path path;
    std::string layer;
};

model::Layer read(const Source& source, const std::string& id, int threads) {
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(source.path);
    spec.layer = source.layer;
    model::Issues issues;
    return io::read_layer(spec, id, issues, threads);
}

void write(const std::filesystem::path& path, const model::Weights& weights, const std::vector<std::string>& zones,
           const std::vector<std::string>& footprints) {
    fmt::ostream out = fmt::output_file(path.string());
    out.print("zone,footprint,m2\n");
    for (std::size_t z = 0; z < weights.row_count(); ++z)
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k)
            out.print("{},{},{:.6f}\n", zones[z], footprints[static_cast<std::size_t>(weights.footprint[k])],
                      weights.weight[k]);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Reads two layers, repairs them, overlays them and writes the crosswalk."};
    Source zones, footprints;
    std::filesystem::path out;
    int threads = 2;
    app.add_option("zones", zones.path, "GeoPackage of the zones")->required()->check(CLI::ExistingFile);
    app.add_option("footprints", footprints.path, "GeoPackage of the footprints")->required()->check(CLI::ExistingFile);
    app.add_option("out", out, "CSV to write")->required();
    app.add_option("--zones-layer", zones.layer, "its layer, where it has several");
    app.add_option("--footprints-layer", footprints.layer, "its layer, where it has several");
    app.add_option("--threads", threads, "how many threads")->check(CLI::Range(1, 64));
    CLI11_PARSE(app, argc, argv);
    try {
        const Stopwatch watch;
        double last = 0;
        const auto stage = [&](const char* what) {
            const double now = watch.seconds();
            fmt::print(stderr, "{:>10}: {:.2f} s\n", what, now - last);
            last = now;
        };
        model::Layer first = read(zones, "zones", threads);
        stage("read");
        model::Coverage coverage = core::repair(std::move(first), {}, {}, nullptr, threads).coverage;
        coverage.shapes = {};  // the arcs are enough from here on
        stage("repair");
        const model::Boundaries boundaries =
            core::prepare(read(footprints, "footprints", threads), {}, 0.0, threads).boundaries;
        stage("footprints");
        const model::Weights weights = core::overlay_m2(coverage.topology, boundaries.topology, threads);
        stage("overlay");
        write(out, weights, coverage.code, boundaries.code);
        stage("write");
        fmt::print("{} zones, {} footprints, {} pairs, {:.2f} s, {} MB\n", coverage.size(), boundaries.size(),
                   weights.weight.size(), watch.seconds(), bench::peak_memory_mb());
    } catch (const std::exception& error) {
        fmt::print(stderr, "whole_job: {}\n", error.what());
        return 1;
    }
    return 0;
}
