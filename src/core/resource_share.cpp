#include "core/resource_share.h"

#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace locality::core {

namespace {

constexpr std::size_t most_codes = 10;  // of a message

void refuse_unknown(const model::Values& residents, const model::Values& decile, const model::Crosswalk& shares,
                    std::span<const std::string> codes) {
    std::string list;
    std::size_t unknown = 0;
    for (std::size_t z = 0; z < residents.size(); ++z) {
        if (shares.footprints_of(z).empty()) continue;
        if (residents.known(z) && (residents.number[z] == 0.0 || decile.known(z))) continue;
        if (unknown++ < most_codes) list += " " + codes[z];
    }
    if (unknown == 0) return;
    throw model::InputError(
        fmt::format("a budget cannot be shared out: the residents or the decile of {} zone{} not known:{}{}; complete "
                    "[residents] and [deprivation]",
                    unknown, unknown == 1 ? " is" : "s are", list,
                    unknown > most_codes ? fmt::format(" and {} more", unknown - most_codes) : ""));
}

}  // namespace

std::vector<std::int64_t> largest_remainder(std::span<const double> weight, std::int64_t total) {
    double sum = 0.0;
    for (double w : weight) {
        if (!(w >= 0.0) || !std::isfinite(w))
            throw std::invalid_argument("largest_remainder: a weight is not 0 or more");
        sum += w;
    }
    if (!(sum > 0.0) || total < 0) throw std::invalid_argument("largest_remainder: nothing to share out by");
    std::vector<std::int64_t> part(weight.size());
    std::vector<double> remainder(weight.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < weight.size(); ++i) {
        const double quota = static_cast<double>(total) * (weight[i] / sum);
        part[i] = static_cast<std::int64_t>(std::floor(quota));
        remainder[i] = quota - std::floor(quota);
        left -= part[i];
    }
    std::vector<std::size_t> order(weight.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
    // Quotas of huge budgets are rounded numbers themselves; then more than one unit each, or less, may be left.
    for (std::size_t k = 0; left != 0; k = (k + 1) % order.size()) {
        const std::size_t i = left > 0 ? order[k] : order[order.size() - 1 - k];
        if (weight[i] == 0.0 || (left < 0 && part[i] == 0)) continue;
        part[i] += left > 0 ? 1 : -1;
        left -= left > 0 ? 1 : -1;
    }
    return part;
}

std::vector<ResourceLine> resource_share(const model::Values& residents, const model::Values& decile,
                                         const model::Crosswalk& shares, std::span<const std::string> zone_codes,
                                         const DecileWeights& weights, std::int64_t budget_pence) {
    const std::size_t zones = shares.zone_count();
    if (residents.size() != zones || decile.size() != zones || zone_codes.size() != zones)
        throw std::invalid_argument("resource_share: figures and shares are for different numbers of zones");
    if (budget_pence < 0) throw model::InputError("the budget is negative; give what is to be shared out");
    for (double w : weights)
        if (!(w >= 0.0) || !std::isfinite(w))
            throw model::InputError(fmt::format("a weight is {}; give numbers of 0 or more", w));
    refuse_unknown(residents, decile, shares, zone_codes);

    std::vector<ResourceLine> lines(shares.footprint_count);
    for (std::size_t z = 0; z < zones; ++z) {
        if (!residents.known(z) || residents.number[z] == 0.0) continue;
        const auto footprints = shares.footprints_of(z);
        const auto share = shares.shares_of(z);
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            ResourceLine& line = lines[static_cast<std::size_t>(footprints[k])];
            const double people = residents.number[z] * share[k];
            line.people += people;
            line.weighted_people += people * weights.at(static_cast<std::size_t>(decile.number[z]) - 1);
        }
    }
    std::vector<double> people, weighted;
    for (const ResourceLine& line : lines) {
        people.push_back(line.people);
        weighted.push_back(line.weighted_people);
    }
    if (!(std::accumulate(weighted.begin(), weighted.end(), 0.0) > 0.0))
        throw model::InputError(
            "nobody counts by these weights, so there is no one to share the budget out to; give a decile that people "
            "live in a weight above 0");
    const std::vector<std::int64_t> by_need = largest_remainder(weighted, budget_pence);
    const std::vector<std::int64_t> equal = largest_remainder(people, budget_pence);
    for (std::size_t f = 0; f < lines.size(); ++f) {
        lines[f].by_need_pence = by_need[f];
        lines[f].equal_pence = equal[f];
    }
    return lines;
}

}  // namespace locality::core
