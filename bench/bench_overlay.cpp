// How long the overlay takes, by itself and beside GEOS. See README.md in this folder.

#include "core/overlay.h"
#include "geo/mending.h"
#include "io/read_layer.h"
#include "model/errors.h"
#include "stopwatch.h"
#include "wiggly.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <numeric>
#include <string>
#include <thread>

using namespace locality;
using bench::peak_memory_mb;
using bench::Stopwatch;

namespace {

struct Read {
    std::filesystem::path path;
    std::string layer;
};

geo::Shapes read(const Read& from) {
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(from.path);
    spec.layer = from.layer;
    model::Issues issues;
    const Stopwatch reading;
    const model::Layer layer = io::read_layer(spec, "bench", issues);
    const double read_s = reading.seconds();
    const Stopwatch mending;
    geo::Shapes shapes = geo::mend(layer.shapes).shapes;
    fmt::print("{}: {} shapes, {} vertices; read {:.2f} s, mended {:.2f} s\n", from.path.filename().string(),
               shapes.shape_count(), shapes.vertices.size(), read_s, mending.seconds());
    return shapes;
}

geo::Shapes make(const char* what, const bench::Wiggly& wiggly) {
    geo::Shapes shapes = bench::wiggly_zones(wiggly);
    fmt::print("{}: {} wiggly shapes, {} vertices\n", what, shapes.shape_count(), shapes.vertices.size());
    return shapes;
}

geo::Topology topology(const char* what, const geo::Shapes& shapes) {
    const Stopwatch building;
    geo::Topology built = geo::build_topology(shapes);
    fmt::print("topology of {}: {} arcs, {} vertices; {:.2f} s\n", what, built.arc_count(), built.vertices.size(),
               building.seconds());
    return built;
}

bool same_bytes(const model::Weights& a, const model::Weights& b) {
    return a.row_begin == b.row_begin && a.footprint == b.footprint &&
           std::memcmp(a.weight.data(), b.weight.data(), a.weight.size() * sizeof(double)) == 0;
}

/// Intersects with GEOS every pair that shares ground and says how far the two answers are apart.
void against_geos(const geo::Shapes& zones, const geo::Shapes& footprints, const model::Weights& w) {
    const Stopwatch intersecting;
    double farthest_m2 = 0;
    for (std::size_t z = 0; z < w.row_count(); ++z)
        for (std::uint32_t k = w.row_begin[z]; k < w.row_begin[z + 1]; ++k) {
            const auto f = static_cast<std::size_t>(w.footprint[k]);
            farthest_m2 =
                std::max(farthest_m2, std::abs(geo::intersection_area_m2(zones, z, footprints, f) - w.weight[k]));
        }
    fmt::print("GEOS, the same {} pairs, 1 thread: {:.2f} s; the answers differ by {:.2g} m2 at most\n",
               w.weight.size(), intersecting.seconds(), farthest_m2);
}

void run(const geo::Shapes& zones, const geo::Shapes& footprints, int repeats, bool geos) {
    const geo::Topology a = topology("zones", zones), b = topology("footprints", footprints);
    model::Weights first;
    const int most = std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
    for (int threads = 1; threads <= most; threads *= 2) {
        double best = INFINITY;
        for (int i = 0; i < repeats; ++i) {
            const Stopwatch overlaying;
            const model::Weights w = core::overlay_m2(a, b, threads);
            best = std::min(best, overlaying.seconds());
            if (first.weight.empty()) first = w;
            if (!same_bytes(first, w)) throw std::runtime_error("two runs of the overlay differ");
        }
        fmt::print("overlay, {} thread{}: {:.3f} s (best of {})\n", threads, threads == 1 ? "" : "s", best, repeats);
    }
    const double total_m2 = std::accumulate(first.weight.begin(), first.weight.end(), 0.0);
    fmt::print("{} pairs, {:.3f} km2; peak memory {} MB\n", first.weight.size(), total_m2 / 1e6, peak_memory_mb());
    if (geos) against_geos(zones, footprints, first);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Times the overlay of two layers of boundaries."};
    Read zones, footprints;
    double million_vertices = 0;
    int repeats = 5;
    bool geos = false;
    auto* zones_option = app.add_option("zones", zones.path, "file of the zones")->check(CLI::ExistingFile);
    app.add_option("footprints", footprints.path, "file of the footprints")
        ->check(CLI::ExistingFile)
        ->needs(zones_option);
    app.add_option("--zones-layer", zones.layer, "its layer, where it has several");
    app.add_option("--footprints-layer", footprints.layer, "its layer, where it has several");
    app.add_option("--wiggly", million_vertices, "instead of files: made-up zones with this many million vertices")
        ->excludes(zones_option);
    app.add_option("--repeats", repeats, "how often to run; the best counts")->check(CLI::PositiveNumber);
    app.add_flag("--geos", geos, "also intersect the same pairs with GEOS");
    CLI11_PARSE(app, argc, argv);
    try {
        if (million_vertices > 0) {
            // Zones of 256 vertices, and footprints of 1,024 that hold five zones each, as wards do LSOAs.
            const int side = std::max(2, static_cast<int>(std::sqrt(million_vertices * 1e6 / 256)));
            const int wide = std::max(1, static_cast<int>(side / std::sqrt(5.0)));
            const geo::Shapes made_zones = make("zones", {.columns = side, .rows = side});
            const geo::Shapes made_footprints =
                make("footprints", {.columns = wide, .rows = wide, .halvings = 8, .seed = 2});
            run(made_zones, made_footprints, repeats, geos);
        } else if (!footprints.path.empty()) {
            const geo::Shapes read_zones = read(zones);
            run(read_zones, read(footprints), repeats, geos);
        } else {
            throw model::InputError("nothing to overlay; name two files of boundaries, or give --wiggly 1");
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_overlay: {}\n", error.what());
        return 1;
    }
    return 0;
}
