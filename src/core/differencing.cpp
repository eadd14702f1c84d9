#include "core/differencing.h"

#include "model/errors.h"
#include "stats/row_space.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>

namespace locality::core {

namespace {

using stats::SparseVector;

constexpr double seam = 1e-9;  // shares nearer than this are equal: what summing a zone's parts may leave

struct Total {
    std::size_t set = 0, footprint = 0;
    SparseVector share;  ///< by zone
    double people = 0;
};

std::vector<Total> totals_of(std::span<const model::FootprintSet* const> sets, const std::vector<double>& people) {
    std::vector<Total> totals;
    std::set<SparseVector> seen;
    for (std::size_t s = 0; s < sets.size(); ++s) {
        const model::Crosswalk& shares = sets[s]->crosswalk;
        if (shares.zone_count() != people.size())
            throw std::invalid_argument("differencing_audit: a set is of another number of zones");
        std::vector<Total> mine(shares.footprint_count);
        for (std::size_t z = 0; z < people.size(); ++z) {
            if (people[z] == 0) continue;
            const auto footprints = shares.footprints_of(z);
            const auto share = shares.shares_of(z);
            for (std::size_t k = 0; k < footprints.size(); ++k) {
                if (share[k] < seam) continue;
                Total& total = mine[static_cast<std::size_t>(footprints[k])];
                total.share.emplace_back(z, share[k] > 1 - seam ? 1.0 : share[k]);
                total.people += people[z] * share[k];
            }
        }
        for (std::size_t f = 0; f < mine.size(); ++f) {
            mine[f].set = s;
            mine[f].footprint = f;
            if (!mine[f].share.empty() && seen.insert(mine[f].share).second) totals.push_back(std::move(mine[f]));
        }
    }
    return totals;
}

/// What one total has and another has not, zone by zone.
SparseVector difference(const SparseVector& a, const SparseVector& b) {
    SparseVector rest;
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        const bool left = j == b.size() || (i < a.size() && a[i].first <= b[j].first);
        const bool right = i == a.size() || (j < b.size() && b[j].first <= a[i].first);
        const std::size_t zone = left ? a[i].first : b[j].first;
        const double share = (left ? a[i].second : 0.0) - (right ? b[j].second : 0.0);
        if (std::abs(share) >= seam) rest.emplace_back(zone, share);
        i += left ? 1 : 0;
        j += right ? 1 : 0;
    }
    return rest;
}

DifferencingThreat threat_of(const SparseVector& rest, const std::vector<double>& people,
                             std::vector<SummedTotal> totals) {
    DifferencingThreat threat;
    threat.totals = std::move(totals);
    for (const auto& [zone, share] : rest) {
        threat.zones.push_back(zone);
        threat.people += std::abs(share) * people[zone];
    }
    return threat;
}

/// Pairs of totals with people in common, and how many. Only they can differ by less than either holds.
std::map<std::pair<std::uint32_t, std::uint32_t>, double> common_people(const std::vector<Total>& totals,
                                                                        const std::vector<double>& people) {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> by_zone(people.size());
    for (std::size_t t = 0; t < totals.size(); ++t)
        for (const auto& [zone, share] : totals[t].share)
            by_zone[zone].emplace_back(static_cast<std::uint32_t>(t), share);
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> common;
    for (std::size_t z = 0; z < people.size(); ++z)
        for (std::size_t i = 0; i < by_zone[z].size(); ++i)
            for (std::size_t j = i + 1; j < by_zone[z].size(); ++j)
                common[{by_zone[z][i].first, by_zone[z][j].first}] +=
                    people[z] * std::min(by_zone[z][i].second, by_zone[z][j].second);
    return common;
}

/// The least that two totals can differ by in each zone: its people x the smallest gap between the shares of it.
std::vector<double> least_people_told_apart(const std::vector<Total>& totals, const std::vector<double>& people) {
    std::vector<std::vector<double>> shares(people.size(), {0.0});
    for (const Total& total : totals)
        for (const auto& [zone, share] : total.share) shares[zone].push_back(share);
    std::vector<double> least(people.size(), 0.0);
    for (std::size_t z = 0; z < people.size(); ++z) {
        std::sort(shares[z].begin(), shares[z].end());
        double gap = 1.0;
        for (std::size_t i = 1; i < shares[z].size(); ++i)
            if (shares[z][i] - shares[z][i - 1] >= seam) gap = std::min(gap, shares[z][i] - shares[z][i - 1]);
        least[z] = people[z] * gap;
    }
    return least;
}

void sort_by_people(std::vector<DifferencingThreat>& threats) {
    std::stable_sort(threats.begin(), threats.end(), [](const DifferencingThreat& a, const DifferencingThreat& b) {
        return a.people != b.people ? a.people < b.people : a.zones < b.zones;
    });
}

}  // namespace

DifferencingAudit differencing_audit(std::span<const model::FootprintSet* const> sets, const model::Values& residents,
                                     double least_people) {
    std::vector<double> people(residents.size());
    for (std::size_t z = 0; z < people.size(); ++z) people[z] = residents.known(z) ? residents.number[z] : 1.0;
    const std::vector<Total> totals = totals_of(sets, people);
    DifferencingAudit audit;
    audit.totals = totals.size();
    const auto named = [&](std::size_t t, double times) {
        return SummedTotal{totals[t].set, totals[t].footprint, times};
    };

    std::vector<DifferencingThreat> alone, pairs, longer;
    std::set<std::vector<std::size_t>> told;  // zones that a shorter sum tells
    for (std::size_t t = 0; t < totals.size(); ++t)
        if (totals[t].people < least_people) alone.push_back(threat_of(totals[t].share, people, {named(t, 1)}));
    for (const DifferencingThreat& threat : alone) told.insert(threat.zones);
    for (const auto& [pair, common] : common_people(totals, people)) {
        const auto [a, b] = pair;
        // Common people were summed in another order than all people: rounding decides nothing here.
        const double slack = 1e-9 * (totals[a].people + totals[b].people);
        if (totals[a].people + totals[b].people - 2 * common >= least_people + slack) continue;
        const bool first_larger = totals[a].people >= totals[b].people;
        const std::size_t more = first_larger ? a : b, less = first_larger ? b : a;
        DifferencingThreat threat =
            threat_of(difference(totals[more].share, totals[less].share), people, {named(more, 1), named(less, -1)});
        if (threat.people < least_people && !threat.zones.empty()) pairs.push_back(std::move(threat));
    }
    for (const DifferencingThreat& threat : pairs) told.insert(threat.zones);

    if (totals.size() <= most_totals_of_a_span) {
        std::vector<SparseVector> rows;
        for (const Total& total : totals) rows.push_back(total.share);
        const std::vector<double> weight = least_people_told_apart(totals, people);
        const stats::SupportSearch search = stats::small_supports(rows, weight, least_people);
        audit.span_searched = true;
        audit.span_complete = search.complete;
        audit.span_exact = search.exact;
        for (const stats::SmallSupport& support : search.found) {
            const bool plain = std::all_of(support.rows.begin(), support.rows.end(),
                                           [](const auto& row) { return std::abs(std::abs(row.second) - 1) < seam; });
            if (plain && support.rows.size() <= 2) continue;  // one and two were weighed above, to the last person
            DifferencingThreat threat;
            threat.people = support.weight;
            for (const auto& [zone, times] : support.columns) threat.zones.push_back(zone);
            for (const auto& [total, times] : support.rows) threat.totals.push_back(named(total, times));
            if (told.insert(threat.zones).second) longer.push_back(std::move(threat));
        }
    }
    for (auto* threats : {&alone, &pairs, &longer}) {
        sort_by_people(*threats);
        std::move(threats->begin(), threats->end(), std::back_inserter(audit.threats));
    }
    return audit;
}

void refuse_threats(const model::Result& result) {
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    if (!result.disclosure.refuse_threats || !residents) return;
    std::vector<const model::FootprintSet*> sets;
    for (const model::FootprintSet& set : result.sets) sets.push_back(&set);
    const std::size_t threats = differencing_audit(sets, residents->values, result.disclosure.least_people).threats.size();
    if (threats == 0) return;
    throw model::InputError(
        fmt::format("{} {} of totals {} of fewer than {:.0f} people, and [disclosure] says threats = \"refuse\"; nothing was "
                    "written: locality disclosure lists them",
                    threats, threats == 1 ? "sum" : "sums", threats == 1 ? "tells" : "tell",
                    result.disclosure.least_people));
}

}  // namespace locality::core
