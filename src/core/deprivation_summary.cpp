#include "core/deprivation_summary.h"

#include "core/allocate.h"
#include "core/footprint_figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace locality::core {

using model::Crosswalk;
using model::Status;
using model::Values;

namespace {

/// A zone's part in a footprint.
struct Part {
    std::size_t zone;
    double share, people;
};

/// The mean of what `of` says of the zones, by people; blank where `needed` is blank for any of them (suppressed wins).
template <class Of>
void set_mean(Values& values, std::size_t f, const std::vector<Part>& parts, double people, const Values& needed,
              Of of) {
    double sum = 0.0;
    Status status = Status::known;
    for (const Part& part : parts) {
        if (part.people == 0.0) continue;
        if (needed.known(part.zone))
            sum += part.people * of(part.zone);
        else if (status != Status::suppressed)
            status = needed.status[part.zone];
    }
    if (status == Status::known)
        values.set(f, sum / people);
    else
        values.set_blank(f, status);
}

}  // namespace

double extent_weight(double rank, int national_zones) {
    const double percentile = std::ceil(100.0 * rank / national_zones);
    if (percentile <= 10.0) return 1.0;
    return percentile <= 30.0 ? 0.95 - (percentile - 11.0) * 0.9 / 19.0 : 0.0;
}

double local_concentration(std::vector<RankedPeople> parts) {
    std::stable_sort(parts.begin(), parts.end(),
                     [](const RankedPeople& a, const RankedPeople& b) { return a.reversed_rank > b.reversed_rank; });
    double people = 0.0;
    for (const RankedPeople& part : parts) people += part.people;
    const double tenth = people / 10.0;
    if (!(tenth > 0.0)) return model::no_value;
    double taken = 0.0, sum = 0.0;
    for (const RankedPeople& part : parts) {
        const double take = std::min(part.people, tenth - taken);
        sum += take * part.reversed_rank;
        taken += take;
        if (taken >= tenth) break;
    }
    return sum / tenth;
}

DeprivationSummary deprivation_summary(const DeprivationByZone& zones, const Crosswalk& shares) {
    const std::size_t zone_count = shares.zone_count(), count = shares.footprint_count;
    for (const Values* values : {&zones.population, &zones.rank, &zones.score, &zones.decile})
        if (values->size() != zone_count)
            throw std::invalid_argument("deprivation_summary: figures and shares are for different numbers of zones");
    std::vector<std::vector<Part>> parts(count);
    std::vector<Status> unknown_people(count, Status::known);
    for (std::size_t z = 0; z < zone_count; ++z) {
        const auto footprints = shares.footprints_of(z);
        const auto share = shares.shares_of(z);
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            if (share[k] <= 0.0) continue;
            const auto f = static_cast<std::size_t>(footprints[k]);
            parts[f].push_back({z, share[k], zones.population.number[z] * share[k]});
            if (!zones.population.known(z) && unknown_people[f] != Status::suppressed)
                unknown_people[f] = zones.population.status[z];
        }
    }

    DeprivationSummary summary;
    for (Values* values : {&summary.average_rank, &summary.average_score, &summary.decile1_zone_share,
                           &summary.decile1_people_share, &summary.extent, &summary.local_concentration})
        *values = Values(count);
    for (std::size_t f = 0; f < count; ++f) {
        std::vector<Part>& mine = parts[f];
        double all = 0.0, decile1 = 0.0;
        Status decile_status = mine.empty() ? Status::missing : Status::known;
        for (const Part& part : mine) {
            all += part.share;
            if (zones.decile.known(part.zone))
                decile1 += zones.decile.number[part.zone] == 1.0 ? part.share : 0.0;
            else if (decile_status != Status::suppressed)
                decile_status = zones.decile.status[part.zone];
        }
        if (decile_status == Status::known)
            summary.decile1_zone_share.set(f, decile1 / all);
        else
            summary.decile1_zone_share.set_blank(f, decile_status);

        if (unknown_people[f] != Status::known) {
            for (Values* values : {&summary.average_rank, &summary.average_score, &summary.decile1_people_share,
                                   &summary.extent, &summary.local_concentration})
                values->set_blank(f, unknown_people[f]);
            continue;
        }
        double people = 0.0;
        for (const Part& part : mine) people += part.people;
        if (!(people > 0.0)) continue;
        const int n = zones.national_zones;
        set_mean(summary.average_score, f, mine, people, zones.score,
                 [&](std::size_t z) { return zones.score.number[z]; });
        set_mean(summary.decile1_people_share, f, mine, people, zones.decile,
                 [&](std::size_t z) { return zones.decile.number[z] == 1.0 ? 1.0 : 0.0; });
        if (n <= 0) continue;
        set_mean(summary.average_rank, f, mine, people, zones.rank,
                 [&](std::size_t z) { return n + 1 - zones.rank.number[z]; });
        set_mean(summary.extent, f, mine, people, zones.rank,
                 [&](std::size_t z) { return extent_weight(zones.rank.number[z], n); });
        if (!summary.average_rank.known(f)) {
            summary.local_concentration.set_blank(f, summary.average_rank.status[f]);
            continue;
        }
        std::vector<RankedPeople> ranked;
        for (const Part& part : mine)
            if (part.people > 0.0) ranked.push_back({n + 1 - zones.rank.number[part.zone], part.people});
        summary.local_concentration.set(f, local_concentration(std::move(ranked)));
    }
    return summary;
}

Values ranks_of_areas(const Values& measure) {
    Values ranks(measure.size());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < measure.size(); ++i) {
        if (measure.known(i))
            order.push_back(i);
        else
            ranks.set_blank(i, measure.status[i]);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return measure.number[a] > measure.number[b]; });
    for (std::size_t k = 0; k < order.size(); ++k) {
        const bool tied = k > 0 && measure.number[order[k]] == measure.number[order[k - 1]];
        ranks.set(order[k], tied ? ranks.number[order[k - 1]] : static_cast<double>(k + 1));
    }
    return ranks;
}

std::vector<Imd1Zone> imd1_zones(const model::Result& result, const model::FootprintSet& set) {
    const model::Column* decile = model::find_column(result.zone_columns, "imd_decile");
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    std::vector<Imd1Zone> list;
    if (!decile) return list;
    double whole = 0.0;
    std::vector<double> of_footprint(set.crosswalk.footprint_count, 0.0);
    for (std::size_t z = 0; z < set.crosswalk.zone_count(); ++z) {
        if (!decile->values.known(z) || decile->values.number[z] != 1.0) continue;
        const double people = residents ? residents->values.number[z] : model::no_value;
        whole += people;
        const auto footprints = set.crosswalk.footprints_of(z);
        const auto share = set.crosswalk.shares_of(z);
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            const auto f = static_cast<std::size_t>(footprints[k]);
            of_footprint[f] += people * share[k];
            if (share[k] >= least_share_of_a_zone) list.push_back({f, z, share[k], people * share[k], 0.0, 0.0});
        }
    }
    for (Imd1Zone& zone : list) {
        zone.of_footprint =
            of_footprint[zone.footprint] > 0.0 ? zone.people / of_footprint[zone.footprint] : model::no_value;
        zone.of_whole = whole > 0.0 ? zone.people / whole : model::no_value;
    }
    std::stable_sort(list.begin(), list.end(), [](const Imd1Zone& a, const Imd1Zone& b) {
        if (a.footprint != b.footprint) return a.footprint < b.footprint;
        if (std::isnan(a.people) || std::isnan(b.people)) return !std::isnan(a.people) && std::isnan(b.people);
        return a.people > b.people;
    });
    return list;
}

}  // namespace locality::core
