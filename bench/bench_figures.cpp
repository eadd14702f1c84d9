// How long indicators take from a table by zone to figures with limits, by footprint. See README.md in this folder.

#include "core/figures.h"
#include "core/repair.h"
#include "core/shares.h"
#include "io/read_layer.h"
#include "model/errors.h"
#include "stopwatch.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

using namespace locality;

namespace {

model::Layer read(const std::filesystem::path& path, const std::string& layer, const char* id) {
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(path);
    spec.layer = layer;
    model::Issues issues;
    return io::read_layer(spec, id, issues);
}

/// Some 200 of 1,500 people, other ones for each zone and indicator.
model::IndicatorTable made_up(std::size_t indicator, const std::vector<std::string>& codes, model::IndicatorKind kind) {
    model::IndicatorTable table;
    table.id = fmt::format("made_up_{}", indicator);
    table.kind = kind;
    table.multiplier = kind == model::IndicatorKind::proportion ? 100 : 100'000;
    model::IndicatorTable::Slice slice;
    slice.period = "2024";
    slice.code = codes;
    std::uint64_t state = 0x9E3779B97F4A7C15ULL * (indicator + 1);
    std::vector<double> top, bottom;
    for (std::size_t z = 0; z < codes.size(); ++z) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        top.push_back(static_cast<double>(state >> 40U & 0xFFU));
        bottom.push_back(1000.0 + static_cast<double>(state >> 50U & 0x3FFU));
    }
    slice.numerator = model::Values::of(std::move(top));
    slice.denominator = model::Values::of(std::move(bottom));
    table.slices.push_back(std::move(slice));
    return table;
}

core::MadeSet set_of(const char* id, std::vector<std::string> codes, model::Crosswalk shares) {
    core::MadeSet made;
    made.set.id = made.set.title = id;
    made.set.name = codes;
    made.set.code = std::move(codes);
    made.set.crosswalk = std::move(shares);
    return made;
}

int run(int argc, char** argv) {
    CLI::App program{"Times figures by footprint"};
    std::string zones_path, zones_layer, footprints_path, footprints_layer;
    std::size_t indicators = 100, most = 0;
    program.add_option("ZONES", zones_path)->required();
    program.add_option("FOOTPRINTS", footprints_path)->required();
    program.add_option("--zones-layer", zones_layer);
    program.add_option("--footprints-layer", footprints_layer);
    program.add_option("--indicators", indicators);
    program.add_option("--most", most, "Footprints made by cutting zones' list into so many, instead of the layer's");
    CLI11_PARSE(program, argc, argv);

    const core::Repaired zones = core::repair(read(zones_path, zones_layer, "zones"));
    core::Prepared footprints = core::prepare(read(footprints_path, footprints_layer, "footprints"));
    std::vector<core::MadeSet> sets;
    const std::size_t n = zones.coverage.size();
    model::Assignment all;
    all.footprint.assign(n, 0);
    sets.push_back(set_of("whole", {"all"}, core::shares_of(all, model::Basis::area, 1)));
    if (most > 0) {
        model::Assignment runs;
        std::vector<std::string> codes;
        for (std::size_t z = 0; z < n; ++z) runs.footprint.push_back(static_cast<std::int32_t>(z * most / n));
        for (std::size_t f = 0; f < most; ++f) codes.push_back(fmt::format("F{:06}", f));
        sets.push_back(set_of("runs", std::move(codes), core::shares_of(runs, model::Basis::area, most)));
    } else {
        model::Crosswalk shares = core::shares_by_area(zones.coverage, footprints.boundaries);
        sets.push_back(set_of("layer", footprints.boundaries.code, std::move(shares)));
    }

    model::Inputs inputs;
    inputs.project.footprints.resize(1);
    inputs.footprints.resize(1);
    for (std::size_t i = 0; i < indicators; ++i)
        inputs.indicators.push_back(
            made_up(i, zones.coverage.code, i % 2 ? model::IndicatorKind::rate : model::IndicatorKind::proportion));
    core::ZoneFigures figures;
    figures.residents = model::Values(n);
    const core::IndicatorGround ground{inputs, zones.coverage, figures, sets};
    std::vector<model::JoinReport> joins;
    model::Issues issues;
    double best = std::numeric_limits<double>::infinity(), placing = best;
    for (int repeat = 0; repeat < 3; ++repeat) {
        for (core::MadeSet& made : sets) made.set.estimates.clear();
        const bench::Stopwatch watch;
        std::vector<model::PlacedIndicator> placed;
        for (const model::IndicatorTable& table : inputs.indicators)
            placed.push_back(core::place(table, ground, joins, issues));
        const double placed_s = watch.seconds();
        for (std::size_t s = 0; s < sets.size(); ++s) core::add_estimates(sets, s, placed, ground, {}, issues);
        if (watch.seconds() < best) {
            best = watch.seconds();
            placing = placed_s;
        }
    }
    std::size_t known = 0;
    for (const model::Estimate& e : sets[1].set.estimates)
        known += e.status == model::Status::known && !std::isnan(e.limits_95.lower) && !std::isnan(e.limits_998.upper);
    fmt::print(
        "{} zones, {} footprints, {} indicators: {:.3f} s, {:.3f} s of it joining; {} of {} figures with limits; "
        "peak {} MB\n",
        n, sets[1].set.code.size(), indicators, best, placing, known, sets[1].set.estimates.size(),
        bench::peak_memory_mb());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
