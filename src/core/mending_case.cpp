#include "core/mending_case.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace locality::core {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void fill_rows(MendingCase& problem, const model::Weights& weights) {
    std::vector<std::uint32_t> order;
    for (std::size_t z = 0; z < weights.row_count(); ++z) {
        order.clear();
        for (std::uint32_t i = weights.row_begin[z]; i < weights.row_begin[z + 1]; ++i)
            if (weights.weight[i] > 0.0) order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return weights.weight[a] > weights.weight[b]; });
        for (std::uint32_t i : order) {
            problem.row_footprint.push_back(weights.footprint[i]);
            problem.row_patients.push_back(weights.weight[i]);
            if (weights.weight[i] != std::floor(weights.weight[i])) problem.whole_numbers = false;
        }
        problem.row_begin.push_back(static_cast<std::uint32_t>(problem.row_footprint.size()));
    }
}

void fill_components(MendingCase& problem) {
    problem.component.assign(problem.start.size(), -1);
    std::int32_t count = 0;
    std::vector<std::int32_t> queue;
    for (std::int32_t first = 0; first < problem.zone_count(); ++first) {
        if (problem.component[first] >= 0 || problem.start[first] == model::unassigned) continue;
        queue.assign(1, first);
        problem.component[first] = count;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::int32_t next : problem.neighbours(queue[head]))
                if (problem.component[next] < 0) {
                    problem.component[next] = count;
                    queue.push_back(next);
                }
        ++count;
    }
}

std::vector<double> limits_or(const std::vector<double>& given, std::size_t count, double none) {
    if (given.empty()) return std::vector<double>(count, none);
    if (given.size() != count) throw std::invalid_argument("mending_case: limits for another number of footprints");
    std::vector<double> result = given;
    for (double& limit : result)
        if (std::isnan(limit)) limit = none;
    return result;
}

}  // namespace

double MendingCase::margin(std::int32_t zone) const {
    double second = 0.0;
    for (std::uint32_t i = row_begin[zone]; i < row_begin[zone + 1]; ++i)
        if (row_footprint[i] != start[zone]) {
            second = row_patients[i];
            break;
        }
    return patients(zone, start[zone]) - second;
}

MendingCase mending_case(std::span<const std::int32_t> start, const model::Weights& weights,
                         const geo::Adjacency& graph, std::int32_t footprint_count, const MendLimits& limits) {
    const std::size_t zones = start.size();
    if (weights.row_count() != zones || graph.begin.size() != zones + 1 ||
        (!limits.locked.empty() && limits.locked.size() != zones))
        throw std::invalid_argument("mending_case: zones, weights, graph and locks disagree");
    MendingCase problem;
    problem.footprint_count = footprint_count;
    problem.start.assign(start.begin(), start.end());
    problem.locked = limits.locked.empty() ? std::vector<bool>(zones, false) : limits.locked;
    for (std::size_t z = 0; z < zones; ++z) {
        if (start[z] == model::unassigned) problem.locked[z] = true;
        if (start[z] != model::unassigned)
            for (std::int32_t next : graph.of(z))
                if (start[next] != model::unassigned) problem.near.push_back(next);
        problem.near_begin.push_back(static_cast<std::uint32_t>(problem.near.size()));
    }
    fill_rows(problem, weights);
    fill_components(problem);
    problem.floor = limits_or(limits.floor, footprint_count, -infinite);
    problem.ceiling = limits_or(limits.ceiling, footprint_count, infinite);
    for (std::int32_t z = 0; z < problem.zone_count(); ++z)
        if (!problem.locked[z] && problem.row_begin[z] < problem.row_begin[z + 1] &&
            problem.patients(z, start[z]) < problem.row_patients[problem.row_begin[z]])
            throw std::invalid_argument("mending_case: a zone starts elsewhere than at its largest and is not locked");
    return problem;
}

double cost_of(const MendingCase& problem, std::span<const std::int32_t> footprint) {
    double sum = 0.0;
    for (std::int32_t z = 0; z < problem.zone_count(); ++z)
        if (problem.start[z] != model::unassigned) sum += problem.cost(z, footprint[z]);
    return sum;
}

bool is_mended(const MendingCase& problem, std::span<const std::int32_t> footprint) {
    std::vector<double> patients(problem.footprint_count, 0.0);
    for (std::int32_t z = 0; z < problem.zone_count(); ++z) {
        if (problem.locked[z] && footprint[z] != problem.start[z]) return false;
        if (footprint[z] != model::unassigned) patients[footprint[z]] += problem.patients(z, footprint[z]);
    }
    const auto zones = zones_by_footprint(footprint, problem.footprint_count);
    for (std::int32_t k = 0; k < problem.footprint_count; ++k) {
        const double slack = problem.whole_numbers ? 0.0 : 1e-6 * std::max(1.0, patients[k]);
        if (patients[k] < problem.floor[k] - slack || patients[k] > problem.ceiling[k] + slack) return false;
        if (!detached(problem, pieces_of(problem, zones[k], k)).empty()) return false;
    }
    return true;
}

std::vector<Piece> pieces_of(const MendingCase& problem, std::span<const std::int32_t> zones, std::int32_t footprint) {
    std::vector<Piece> pieces;
    std::vector<bool> seen(zones.size(), false);
    std::vector<std::size_t> queue;
    for (std::size_t first = 0; first < zones.size(); ++first) {
        if (seen[first]) continue;
        seen[first] = true;
        queue.assign(1, first);
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::int32_t next : problem.neighbours(zones[queue[head]])) {
                const auto at = std::lower_bound(zones.begin(), zones.end(), next);
                if (at == zones.end() || *at != next || seen[at - zones.begin()]) continue;
                seen[at - zones.begin()] = true;
                queue.push_back(static_cast<std::size_t>(at - zones.begin()));
            }
        std::sort(queue.begin(), queue.end());
        Piece piece;
        for (std::size_t i : queue) {
            piece.zones.push_back(zones[i]);
            piece.patients += problem.patients(zones[i], footprint);
        }
        pieces.push_back(std::move(piece));
    }
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.patients > b.patients; });
    return pieces;
}

std::vector<std::size_t> detached(const MendingCase& problem, const std::vector<Piece>& pieces) {
    std::vector<std::size_t> result;
    for (std::size_t p = 1; p < pieces.size(); ++p)
        for (std::size_t body = 0; body < p; ++body)
            if (problem.component[pieces[body].zones.front()] == problem.component[pieces[p].zones.front()]) {
                result.push_back(p);
                break;
            }
    return result;
}

std::vector<std::vector<std::int32_t>> zones_by_footprint(std::span<const std::int32_t> footprint, std::int32_t count) {
    std::vector<std::vector<std::int32_t>> zones(count);
    for (std::size_t z = 0; z < footprint.size(); ++z)
        if (footprint[z] != model::unassigned) zones[footprint[z]].push_back(static_cast<std::int32_t>(z));
    return zones;
}

}  // namespace locality::core
