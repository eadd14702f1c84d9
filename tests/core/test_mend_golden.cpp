#include "catch.h"
#include "core/assign.h"
#include "core/mend.h"
#include "core/mend_exact.h"
#include "core/mend_local.h"
#include "core/mend_rule.h"
#include "core/weights.h"
#include "real_data.h"

#include <fstream>
#include <map>
#include <set>
#include <sstream>

// The instances of golden/contiguity_*, whose optimum another program proved.

using namespace locality;

namespace {

std::vector<std::vector<std::string>> rows_of(const char* name) {
    std::ifstream file(real_data() / "golden" / name);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
    }
    rows.erase(rows.begin());
    return rows;
}

struct Instance {
    std::map<std::string, std::int32_t> zone, footprint;
    std::vector<core::WeightEntry> entries;
    std::vector<std::set<std::int32_t>> near;
};

}  // namespace

TEST_CASE("every golden instance is mended for the patients that were proven least", "[mend][golden]") {
    LOCALITY_REQUIRE_REAL_DATA();
    std::map<std::string, Instance> instances;
    const auto patients = rows_of("contiguity_patients.csv"), edges = rows_of("contiguity_edges.csv");
    for (const auto& row : patients) {
        instances[row[0]].zone.emplace(row[1], 0);
        instances[row[0]].footprint.emplace(row[2], 0);
    }
    for (const auto& row : edges) {
        instances[row[0]].zone.emplace(row[1], 0);
        instances[row[0]].zone.emplace(row[2], 0);
    }
    for (auto& [name, instance] : instances) {
        std::int32_t next = 0;
        for (auto& [code, index] : instance.zone) index = next++;
        instance.near.resize(next);
        next = 0;
        for (auto& [code, index] : instance.footprint) index = next++;
    }
    for (const auto& row : patients) {
        Instance& i = instances[row[0]];
        i.entries.push_back({i.zone[row[1]], i.footprint[row[2]], std::stod(row[3])});
    }
    for (const auto& row : edges) {
        Instance& i = instances[row[0]];
        const std::int32_t a = i.zone[row[1]], b = i.zone[row[2]];
        i.near[a].insert(b);
        i.near[b].insert(a);
    }
    const auto optimum = rows_of("contiguity_optimum.csv");
    REQUIRE(optimum.size() == 10);
    for (const auto& row : optimum) {
        CAPTURE(row[0]);
        Instance& i = instances.at(row[0]);
        geo::Adjacency graph;
        graph.begin = {0};
        for (const auto& near : i.near) {
            graph.neighbour.insert(graph.neighbour.end(), near.begin(), near.end());
            graph.length_m.resize(graph.neighbour.size(), 1.0);
            graph.begin.push_back(static_cast<std::uint32_t>(graph.neighbour.size()));
        }
        const model::Weights weights = core::collect(std::move(i.entries), i.zone.size());
        const auto footprints = static_cast<std::int32_t>(i.footprint.size());
        const core::MendingCase problem =
            core::mending_case(core::assign_largest(weights).footprint, weights, graph, footprints);
        double kept = 0;
        for (std::int32_t z = 0; z < problem.zone_count(); ++z) kept += problem.patients(z, problem.start[z]);
        CHECK(kept == std::stod(row[4]));
        const core::RuleAnswer rule = core::mend_by_rule(problem);
        const core::LocalAnswer local = core::mend_locally(problem);
        const core::ExactAnswer exact = core::mend_exactly(problem, local.footprint, {});
        const double least = std::stod(row[8]);
        CHECK(exact.optimal);
        CHECK(exact.cost == least);
        CHECK(exact.bound == least);
        CHECK(kept - exact.cost == std::stod(row[7]));
        CHECK(core::mend_exactly(problem, {}, {}).cost == least);
        for (const auto& answer : {rule.footprint, local.footprint, exact.footprint})
            CHECK(core::is_mended(problem, answer));
        CHECK(local.cost <= core::cost_of(problem, rule.footprint));
        // Where the nodes end first, what is proven lies below the optimum and what is known above it.
        core::MendStop one;
        one.nodes = 1;
        const core::ExactAnswer stopped = core::mend_exactly(problem, rule.footprint, one);
        CHECK(stopped.bound <= least);
        CHECK(stopped.cost >= least);
        CHECK(core::is_mended(problem, stopped.footprint));
    }
}
