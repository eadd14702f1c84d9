#include "core/flow.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace locality::core {

std::vector<model::Flow> flow_of(const model::FootprintSet& set, const model::Values& registered_by_zone,
                                 const model::Values* list_size) {
    std::vector<model::Flow> flows;
    if (!set.registered) return flows;
    // Half of what could be seen in a table with six decimals: the rounding of thousands of sums is far below it.
    constexpr double no_patients = 5e-7;
    const std::size_t n = set.code.size();
    std::vector<double> patients((n + 1) * (n + 1), 0.0);  // the last of each stands for none of the set
    const auto at = [&](std::size_t residence, std::size_t registration) -> double& {
        return patients[residence * (n + 1) + registration];
    };
    std::vector<double> on_the_map(n, 0.0);
    const model::Weights& registered = *set.registered;
    for (std::size_t z = 0; z < registered.row_count(); ++z) {
        const auto footprints = set.crosswalk.footprints_of(z);
        const auto shares = set.crosswalk.shares_of(z);
        double of_the_set = 0;
        for (std::uint32_t k = registered.row_begin[z]; k < registered.row_begin[z + 1]; ++k) {
            const auto g = static_cast<std::size_t>(registered.footprint[k]);
            of_the_set += registered.weight[k];
            for (std::size_t i = 0; i < footprints.size(); ++i) {
                at(static_cast<std::size_t>(footprints[i]), g) += shares[i] * registered.weight[k];
                on_the_map[g] += shares[i] * registered.weight[k];
            }
        }
        if (!registered_by_zone.known(z)) continue;
        const double others = std::max(0.0, registered_by_zone.number[z] - of_the_set);
        for (std::size_t i = 0; i < footprints.size(); ++i)
            at(static_cast<std::size_t>(footprints[i]), n) += shares[i] * others;
    }
    if (list_size)
        for (std::size_t g = 0; g < n; ++g)
            if (list_size->known(g)) at(n, g) = std::max(0.0, list_size->number[g] - on_the_map[g]);
    const auto index = [n](std::size_t f) { return f == n ? model::unassigned : static_cast<std::int32_t>(f); };
    for (std::size_t r = 0; r <= n; ++r)
        for (std::size_t g = 0; g <= n; ++g)
            if (at(r, g) > no_patients) flows.push_back({index(r), index(g), at(r, g)});
    return flows;
}

void fill_flow(model::FootprintSet& set, const model::Values& registered_by_zone) {
    if (!set.registered) return;
    const model::Column* lists = model::find_column(set.columns, "list_size");
    set.flow = flow_of(set, registered_by_zone, lists ? &lists->values : nullptr);
    const std::size_t n = set.code.size();
    std::vector<double> here(n), elsewhere(n), from_elsewhere(n);
    for (const model::Flow& f : set.flow) {
        if (f.residence == f.registration) {
            here[static_cast<std::size_t>(f.residence)] += f.patients;
            continue;
        }
        if (f.residence != model::unassigned) elsewhere[static_cast<std::size_t>(f.residence)] += f.patients;
        if (f.registration != model::unassigned) from_elsewhere[static_cast<std::size_t>(f.registration)] += f.patients;
    }
    std::array<model::Column, 3> columns{
        model::Column{"registered_here", "Patients who live here and are on its lists", "people", 0,
                      model::Values::of(std::move(here))},
        model::Column{"registered_elsewhere", "Patients who live here and are on other lists", "people", 0,
                      model::Values::of(std::move(elsewhere))},
        model::Column{"live_elsewhere", "Patients on its lists who live elsewhere", "people", 0,
                      model::Values::of(std::move(from_elsewhere))}};
    const auto is = [](std::string_view id) { return [id](const model::Column& c) { return c.id == id; }; };
    auto behind = std::find_if(set.columns.begin(), set.columns.end(), is("list_size"));
    for (model::Column& column : columns) {
        const auto old = std::find_if(set.columns.begin(), set.columns.end(), is(column.id));
        if (old != set.columns.end()) {
            *old = std::move(column);
            continue;
        }
        behind = set.columns.insert(behind == set.columns.end() ? behind : behind + 1, std::move(column));
    }
}

}  // namespace locality::core
