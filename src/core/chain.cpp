#include "core/chain.h"

#include "core/weights.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace locality::core {

using model::CodedCrosswalk;
using model::Crosswalk;

namespace {

std::int32_t index_of(const std::vector<std::string>& codes, const std::string& code) {
    const auto at = std::lower_bound(codes.begin(), codes.end(), code);
    return at != codes.end() && *at == code ? static_cast<std::int32_t>(at - codes.begin()) : model::unassigned;
}

double whole_of(const Crosswalk& shares, std::size_t zone) {
    return shares.whole.empty() ? model::no_value : shares.whole[zone];
}

}  // namespace

Chained chained(const CodedCrosswalk& first, const CodedCrosswalk& second) {
    std::vector<std::int32_t> row_of(first.footprint.size());
    for (std::size_t b = 0; b < row_of.size(); ++b) row_of[b] = index_of(second.zone, first.footprint[b]);
    Chained result;
    result.shares.zone = first.zone;
    result.shares.footprint = second.footprint;
    std::set<std::string> unknown;
    std::vector<WeightEntry> entries;
    for (std::size_t a = 0; a < first.zone.size(); ++a) {
        const auto through = first.shares.footprints_of(a);
        const auto share = first.shares.shares_of(a);
        double lost = 0, reached = 0;
        for (std::size_t k = 0; k < through.size(); ++k) {
            const std::int32_t b = row_of[static_cast<std::size_t>(through[k])];
            if (b == model::unassigned) {
                unknown.insert(first.footprint[static_cast<std::size_t>(through[k])]);
                lost += share[k];
                continue;
            }
            const auto row = static_cast<std::size_t>(b);
            reached += share[k] * second.shares.covered[row];
            lost += share[k] * (1.0 - second.shares.covered[row]);
            for (std::size_t m = 0; m < second.shares.footprints_of(row).size(); ++m)
                entries.push_back({static_cast<std::int32_t>(a), second.shares.footprints_of(row)[m],
                                   share[k] * second.shares.shares_of(row)[m]});
        }
        result.lost.push_back(lost);
        result.shares.shares.covered.push_back(std::min(1.0, reached));
    }
    const model::Weights sums = collect(std::move(entries), first.zone.size());
    Crosswalk& shares = result.shares.shares;
    shares.row_begin = sums.row_begin;
    shares.footprint = sums.footprint;
    shares.share = sums.weight;
    for (double& s : shares.share) s = std::min(s, 1.0);  // parts of a whole, added up, may pass it by a rounding
    shares.basis = first.shares.basis;
    shares.whole = first.shares.whole;
    shares.footprint_count = second.footprint.size();
    result.unknown.assign(unknown.begin(), unknown.end());
    return result;
}

CodedCrosswalk inverted(const CodedCrosswalk& given) {
    std::vector<WeightEntry> entries;
    std::vector<double> total(given.footprint.size(), 0.0);
    for (std::size_t z = 0; z < given.zone.size(); ++z) {
        const auto footprint = given.shares.footprints_of(z);
        const auto share = given.shares.shares_of(z);
        const double whole = whole_of(given.shares, z);
        if (!footprint.empty() && !(whole >= 0))
            throw std::invalid_argument("inverted: it is not known how much zone " + given.zone[z] + " holds");
        for (std::size_t k = 0; k < footprint.size(); ++k) {
            if (whole * share[k] == 0) continue;
            entries.push_back({footprint[k], static_cast<std::int32_t>(z), whole * share[k]});
            total[static_cast<std::size_t>(footprint[k])] += whole * share[k];
        }
    }
    CodedCrosswalk result;
    result.zone = given.footprint;
    result.footprint = given.zone;
    const model::Basis basis = given.shares.basis.empty() ? model::Basis::lookup : given.shares.basis.front();
    result.shares = shares_over(collect(std::move(entries), given.footprint.size()), total, basis, given.zone.size());
    result.shares.whole = std::move(total);
    return result;
}

std::vector<double> misplaced(const CodedCrosswalk& a, const CodedCrosswalk& b) {
    std::vector<double> result;
    for (std::size_t z = 0; z < a.zone.size(); ++z) {
        const std::int32_t other = index_of(b.zone, a.zone[z]);
        if (other == model::unassigned) {
            result.push_back(model::no_value);
            continue;
        }
        const auto row = static_cast<std::size_t>(other);
        std::map<std::string_view, double> difference;
        for (std::size_t k = 0; k < a.shares.footprints_of(z).size(); ++k)
            difference[a.footprint[static_cast<std::size_t>(a.shares.footprints_of(z)[k])]] += a.shares.shares_of(z)[k];
        for (std::size_t k = 0; k < b.shares.footprints_of(row).size(); ++k)
            difference[b.footprint[static_cast<std::size_t>(b.shares.footprints_of(row)[k])]] -=
                b.shares.shares_of(row)[k];
        double sum = std::abs(a.shares.covered[z] - b.shares.covered[row]);
        for (const auto& [footprint, d] : difference) sum += std::abs(d);
        result.push_back(sum / 2);
    }
    return result;
}

CodedCrosswalk coded(const model::Result& result, const model::FootprintSet& set) {
    return {result.zones.code, set.code, set.crosswalk};
}

}  // namespace locality::core
