#include "core/assign.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

namespace locality::core {

using model::Assignment;
using model::unassigned;
using model::Weights;

namespace {

/// One zone's footprints, heaviest first; equal weights in order of code.
struct Ranked {
    std::int32_t footprint;
    double weight;
};

std::vector<Ranked> ranked(const Weights& weights, std::size_t zone) {
    std::vector<Ranked> row;
    for (std::uint32_t k = weights.row_begin[zone]; k < weights.row_begin[zone + 1]; ++k)
        if (weights.weight[k] > 0.0) row.push_back({weights.footprint[k], weights.weight[k]});
    std::stable_sort(row.begin(), row.end(), [](const Ranked& a, const Ranked& b) { return a.weight > b.weight; });
    return row;
}

double total_of(const Weights& weights, std::size_t zone, std::span<const double> row_total) {
    if (!row_total.empty()) return row_total[zone];
    double sum = 0.0;
    for (std::uint32_t k = weights.row_begin[zone]; k < weights.row_begin[zone + 1]; ++k) sum += weights.weight[k];
    return sum;
}

double weight_of(const Weights& weights, std::size_t zone, std::int32_t footprint) {
    const auto begin = weights.footprint.begin() + weights.row_begin[zone];
    const auto end = weights.footprint.begin() + weights.row_begin[zone + 1];
    const auto at = std::lower_bound(begin, end, footprint);
    return at != end && *at == footprint ? weights.weight[at - weights.footprint.begin()] : 0.0;
}

void require_total_for_each(const Weights& weights, std::span<const double> row_total) {
    if (!row_total.empty() && row_total.size() != weights.row_count())
        throw std::invalid_argument("assign: row totals and weights are for different numbers of zones");
}

/// Fills what an assignment says about zone `z` once its footprint is chosen.
void describe(Assignment& assignment, std::size_t z, const std::vector<Ranked>& row, double total) {
    const std::int32_t chosen = assignment.footprint[z];
    for (const Ranked& r : row)
        if (r.footprint == chosen) assignment.share[z] = r.weight / total;
    for (const Ranked& r : row) {
        if (r.footprint == chosen) continue;
        assignment.runner_up[z] = r.footprint;
        assignment.runner_up_share[z] = r.weight / total;
        break;
    }
}

Assignment blank_assignment(std::size_t zones) {
    Assignment a;
    a.footprint.assign(zones, unassigned);
    a.share.assign(zones, model::no_value);
    a.runner_up.assign(zones, unassigned);
    a.runner_up_share.assign(zones, model::no_value);
    a.tie.assign(zones, false);
    return a;
}

}  // namespace

Assignment assign_largest(const Weights& weights, std::span<const double> row_total) {
    require_total_for_each(weights, row_total);
    Assignment assignment = blank_assignment(weights.row_count());
    for (std::size_t z = 0; z < weights.row_count(); ++z) {
        const std::vector<Ranked> row = ranked(weights, z);
        if (row.empty()) continue;
        assignment.footprint[z] = row.front().footprint;
        assignment.tie[z] = row.size() > 1 && row[1].weight == row[0].weight;
        describe(assignment, z, row, total_of(weights, z, row_total));
    }
    return assignment;
}

Assignment assign_as_given(std::vector<std::int32_t> footprint_of_zone, const Weights& weights,
                           std::span<const double> row_total) {
    require_total_for_each(weights, row_total);
    if (footprint_of_zone.size() != weights.row_count())
        throw std::invalid_argument("assign_as_given: footprints and weights are for different numbers of zones");
    Assignment assignment = blank_assignment(weights.row_count());
    assignment.footprint = std::move(footprint_of_zone);
    for (std::size_t z = 0; z < weights.row_count(); ++z)
        if (assignment.footprint[z] != unassigned)
            describe(assignment, z, ranked(weights, z), total_of(weights, z, row_total));
    return assignment;
}

Assignment assign_by_centroid(const model::Boundaries& zones, const model::Boundaries& footprints,
                              const model::PointLayer& centroids, const model::Crosswalk& fallback,
                              model::Issues& issues) {
    if (fallback.zone_count() != zones.size() || fallback.footprint_count != footprints.size())
        throw std::invalid_argument("assign_by_centroid: the fallback is for other zones or footprints");
    const std::vector<std::string>& names = centroids.zone.empty() ? centroids.code : centroids.zone;
    std::unordered_map<std::string_view, std::size_t> point_of;
    for (std::size_t p = 0; p < names.size(); ++p) point_of.try_emplace(names[p], p);
    const geo::Located located = geo::locate(footprints.topology, centroids.place);

    Weights area;
    area.row_begin = fallback.row_begin;
    area.footprint = fallback.footprint;
    area.weight = fallback.share;
    const std::vector<double> whole(zones.size(), 1.0);
    Assignment by_area = assign_largest(area, whole);
    Assignment assignment = blank_assignment(zones.size());
    assignment.rule = "population-weighted centroid";

    const auto fall_back = [&](std::size_t z, std::string_view why) {
        assignment.footprint[z] = by_area.footprint[z];
        assignment.tie[z] = by_area.tie[z];
        model::Issue issue;
        issue.kind = "no_centroid";
        issue.layer = footprints.id;
        issue.code = zones.code[z];
        issue.what = by_area.footprint[z] == unassigned
                         ? fmt::format("{}, and none covers any of it: it stays outside", why)
                         : fmt::format("{}; given to {}, which covers most of it", why,
                                       footprints.code[by_area.footprint[z]]);
        issues.push_back(std::move(issue));
    };
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const auto at = point_of.find(zones.code[z]);
        if (at == point_of.end()) {
            fall_back(z, "no population-weighted centroid for this zone");
        } else if (const auto faces = located.of(at->second); faces.empty()) {
            fall_back(z, "its population-weighted centroid lies in no footprint");
        } else {
            assignment.footprint[z] = faces.front();
            assignment.tie[z] = faces.size() > 1;
        }
        if (assignment.footprint[z] == unassigned) continue;
        assignment.share[z] = weight_of(area, z, assignment.footprint[z]);
        describe(assignment, z, ranked(area, z), 1.0);
    }
    return assignment;
}

}  // namespace locality::core
