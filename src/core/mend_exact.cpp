#include "core/mend_exact.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace locality::core {

namespace {

/// Rows that share zones, directly or through others; each cluster's rows ascending, clusters by their first row.
std::vector<std::vector<std::size_t>> clusters_of(const std::vector<MendRow>& rows, std::int32_t zone_count) {
    std::vector<std::int32_t> parent(zone_count);
    std::iota(parent.begin(), parent.end(), 0);
    const auto root = [&](std::int32_t z) {
        while (parent[z] != z) z = parent[z] = parent[parent[z]];
        return z;
    };
    for (const MendRow& row : rows)
        for (std::int32_t z : row.zone) parent[root(z)] = root(row.zone.front());
    std::map<std::int32_t, std::size_t> at;
    std::vector<std::vector<std::size_t>> clusters;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto [found, fresh] =
            at.try_emplace(rows[r].zone.empty() ? -1 : root(rows[r].zone.front()), clusters.size());
        if (fresh) clusters.emplace_back();
        clusters[found->second].push_back(r);
    }
    return clusters;
}

/// The rows that a whole assignment breaks.
std::vector<MendRow> broken_rows(const MendingCase& problem, Separators& separators,
                                 std::span<const std::int32_t> footprint) {
    std::vector<MendRow> rows;
    std::vector<Part> parts;
    const auto zones = zones_by_footprint(footprint, problem.footprint_count);
    for (std::int32_t k = 0; k < problem.footprint_count; ++k) {
        parts.clear();
        for (std::int32_t z : zones[k]) parts.push_back({z, 1.0});
        separators.find(k, parts, false, rows);
        separators.find_limits(k, parts, rows);
    }
    return rows;
}

}  // namespace

ExactAnswer mend_exactly(const MendingCase& problem, std::span<const std::int32_t> known, const MendStop& stop) {
    ExactAnswer result;
    Separators separators(problem);
    std::vector<MendRow> rows;
    std::map<std::vector<std::size_t>, ClusterAnswer> solved;
    std::vector<std::int32_t> footprint = problem.start;
    bool stopped = false;
    for (;;) {
        std::vector<MendRow> broken = broken_rows(problem, separators, footprint);
        if (broken.empty()) break;
        for (MendRow& row : broken) {
            // A floor for which no zone has patients is a row without zones: nothing can keep it.
            if (row.zone.empty()) result.infeasible = true;
            rows.push_back(std::move(row));
        }
        if (result.infeasible) return result;
        // Solving a cluster may add rows that join it to another: only clusters that stand apart have bounds that add
        // up.
        std::vector<std::vector<std::size_t>> clusters;
        for (bool apart = false; !apart && !stopped;) {
            apart = true;
            clusters = clusters_of(rows, problem.zone_count());
            // Small ones first: if time ends, most are proven.
            std::stable_sort(clusters.begin(), clusters.end(),
                             [](const auto& a, const auto& b) { return a.size() < b.size(); });
            for (std::vector<std::size_t> members : clusters) {
                if (stopped || solved.contains(members)) continue;
                const std::size_t before = members.size();
                ClusterAnswer answer = solve_cluster(problem, separators, known, rows, members, stop);
                if (members.size() > before) apart = false;
                result.nodes += answer.nodes;
                if (answer.status == ClusterAnswer::Status::infeasible) {
                    result.infeasible = true;
                    return result;
                }
                stopped = stopped || answer.status == ClusterAnswer::Status::stopped;
                std::sort(members.begin(), members.end());
                solved.insert_or_assign(std::move(members), std::move(answer));
            }
        }
        footprint = problem.start;
        result.bound = 0.0;
        result.clusters = clusters.size();
        for (const std::vector<std::size_t>& members : clusters) {
            const auto at = solved.find(members);
            if (at == solved.end()) continue;  // time ended: nothing is proven of it, so it adds nothing to the bound
            result.bound += at->second.bound;
            for (const auto& [zone, k] : at->second.choice) footprint[zone] = k;
        }
        result.rows = rows.size();
        if (stopped) break;
    }
    const bool mended = is_mended(problem, footprint);
    if (mended && (known.empty() || cost_of(problem, footprint) < cost_of(problem, known)))
        result.footprint = footprint;
    else
        result.footprint.assign(known.begin(), known.end());
    if (!result.footprint.empty()) result.cost = cost_of(problem, result.footprint);
    result.optimal = !stopped || (!result.footprint.empty() && result.bound >= result.cost - 1e-6);
    return result;
}

}  // namespace locality::core
