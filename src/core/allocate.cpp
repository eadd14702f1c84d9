#include "core/allocate.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::core {

using model::Crosswalk;
using model::Status;
using model::Values;

namespace {

void require_same_zones(const Values& count, const Crosswalk& shares) {
    if (count.size() != shares.zone_count() || shares.covered.size() != shares.zone_count())
        throw std::invalid_argument("allocate: counts and shares are for different numbers of zones");
}

}  // namespace

Values allocate_counts(const Values& count, const Crosswalk& shares) {
    require_same_zones(count, shares);
    Values estimate(shares.footprint_count);
    std::vector<double> sum(shares.footprint_count, 0.0);
    std::vector<bool> reached(shares.footprint_count, false);
    std::vector<Status> blank(shares.footprint_count, Status::known);
    for (std::size_t z = 0; z < count.size(); ++z) {
        const auto footprints = shares.footprints_of(z);
        const auto part = shares.shares_of(z);
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            if (part[k] <= 0.0) continue;
            const std::int32_t f = footprints[k];
            reached[f] = true;
            if (count.known(z))
                sum[f] += count.number[z] * part[k];
            else if (blank[f] != Status::suppressed)
                blank[f] = count.status[z];
        }
    }
    for (std::size_t f = 0; f < sum.size(); ++f) {
        if (!reached[f]) continue;
        if (blank[f] == Status::known)
            estimate.set(f, sum[f]);
        else
            estimate.set_blank(f, blank[f]);
    }
    return estimate;
}

std::vector<double> covered_shares(const Values& count, const Crosswalk& shares) {
    require_same_zones(count, shares);
    std::vector<double> known(shares.footprint_count, 0.0);
    std::vector<double> all(shares.footprint_count, 0.0);
    for (std::size_t z = 0; z < count.size(); ++z) {
        const auto footprints = shares.footprints_of(z);
        const auto part = shares.shares_of(z);
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            all[footprints[k]] += part[k];
            if (count.known(z)) known[footprints[k]] += part[k];
        }
    }
    std::vector<double> covered(shares.footprint_count);
    for (std::size_t f = 0; f < covered.size(); ++f) covered[f] = all[f] > 0.0 ? known[f] / all[f] : model::no_value;
    return covered;
}

model::Ledger ledger(const std::string& set, const std::string& quantity, double in, double unallocatable,
                     const Values& count, const Values& figures, const Crosswalk& shares) {
    require_same_zones(count, shares);
    if (figures.size() != shares.footprint_count)
        throw std::invalid_argument("ledger: figures and shares are for different numbers of footprints");
    model::Ledger line;
    line.set = set;
    line.quantity = quantity;
    line.in = in;
    line.unallocatable = unallocatable;
    std::vector<double> known_part(shares.footprint_count, 0.0);
    for (std::size_t z = 0; z < count.size(); ++z) {
        if (!count.known(z)) continue;
        const double people = count.number[z];
        line.allocated += people * shares.covered[z];
        line.outside += people * (1.0 - shares.covered[z]);
        const auto footprints = shares.footprints_of(z);
        const auto part = shares.shares_of(z);
        double claimed = 0.0;
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            claimed += part[k];
            known_part[footprints[k]] += people * part[k];
        }
        line.counted_again += people * (claimed - shares.covered[z]);
    }
    for (std::size_t f = 0; f < figures.size(); ++f) line.counted += figures.known(f) ? figures.number[f] : known_part[f];
    settle(line);
    return line;
}

void settle(model::Ledger& line) {
    // What rounding of some ten thousand sums of doubles may leave: a millionth of a person for each million people.
    const double tolerance = 1e-6 * std::max(1.0, line.in / 1e6);
    if (std::abs(line.counted_again) <= tolerance) line.counted_again = 0.0;
    if (std::abs(line.outside) <= tolerance) line.outside = 0.0;
    line.closes = line.counted_again >= 0.0 && line.outside >= 0.0 &&
                  std::abs(line.in - line.allocated - line.outside - line.unallocatable) <= tolerance &&
                  std::abs(line.counted - line.allocated - line.counted_again) <= tolerance;
}

}  // namespace locality::core
