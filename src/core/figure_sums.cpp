#include "core/figure_sums.h"

#include <cmath>

namespace locality::core {

using model::Status;
using model::Values;
using Slice = model::IndicatorTable::Slice;

namespace {

void note_blank(Status& why, Status status) {
    if (why != Status::suppressed) why = status;
}

double squared(double number) {
    return number * number;
}

/// What an area weighs in a figure of published values: NaN where it is not known.
double weight_of(const Slice& slice, std::size_t area) {
    return slice.denominator.size() > 0 ? slice.denominator.number[area] : model::no_value;
}

}  // namespace

FigureSums::FigureSums(std::size_t footprints, std::size_t bands)
    : numerator(footprints),
      denominator(footprints),
      known_numerator(footprints),
      known_denominator(footprints),
      no_numerator(footprints, Status::known),
      no_denominator(footprints, Status::known),
      covered(footprints),
      all(footprints),
      estimated(footprints),
      weighed(footprints),
      reached(footprints),
      cut(footprints),
      withheld(footprints),
      band_numerator(bands, std::vector<double>(footprints)),
      band_denominator(bands, std::vector<double>(footprints)),
      only(footprints, -1) {}

FigureSums sums_of(const Slice& slice, double multiplier, const Values& people, const model::Crosswalk& shares) {
    FigureSums sums(shares.footprint_count, slice.band_numerator.size());
    const bool has_denominator = slice.denominator.size() > 0;
    if (slice.squares.size() > 0) sums.squares.assign(shares.footprint_count, 0.0);
    const bool has_limits = slice.lower.size() > 0;
    if (has_limits) sums.below.assign(shares.footprint_count, 0.0);
    if (has_limits) sums.above.assign(shares.footprint_count, 0.0);
    for (std::size_t a = 0; a < slice.numerator.size(); ++a) {
        const auto footprints = shares.footprints_of(a);
        const auto part = shares.shares_of(a);
        const bool numerator = slice.numerator.known(a), denominator = !has_denominator || slice.denominator.known(a);
        const double under = has_denominator ? slice.denominator.number[a] : slice.numerator.number[a];
        const double size = people.size() > 0 && people.known(a) ? people.number[a] : 1.0;
        const double value = slice.numerator.number[a] / weight_of(slice, a) * multiplier;
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            const double share = part[k];
            if (share <= 0.0) continue;
            const auto f = static_cast<std::size_t>(footprints[k]);
            const bool whole = share >= whole_share;
            sums.only[f] = sums.reached[f] || !whole ? -1 : static_cast<std::int32_t>(a);
            sums.reached[f] = 1;
            if (!whole) sums.cut[f] = 1;
            sums.all[f] += share * size;
            if (numerator)
                sums.numerator[f] += share * slice.numerator.number[a];
            else
                note_blank(sums.no_numerator[f], slice.numerator.status[a]);
            if (has_denominator) {
                if (denominator)
                    sums.denominator[f] += share * slice.denominator.number[a];
                else
                    note_blank(sums.no_denominator[f], slice.denominator.status[a]);
            }
            if (slice.numerator.status[a] == Status::suppressed ||
                (has_denominator && slice.denominator.status[a] == Status::suppressed))
                sums.withheld[f] = 1;
            if (!numerator || !denominator) continue;
            sums.covered[f] += share * size;
            sums.known_numerator[f] += share * slice.numerator.number[a];
            if (has_denominator) sums.known_denominator[f] += share * slice.denominator.number[a];
            sums.weighed[f] += share * under;
            if (!whole) sums.estimated[f] += share * under;
            if (!sums.squares.empty()) sums.squares[f] += share * slice.squares.number[a];
            if (has_limits && under > 0) {
                sums.below[f] += squared(share * under * (value - slice.lower.number[a]));
                sums.above[f] += squared(share * under * (slice.upper.number[a] - value));
            }
            for (std::size_t b = 0; b < sums.band_numerator.size(); ++b) {
                sums.band_numerator[b][f] += share * slice.band_numerator[b].number[a];
                if (has_denominator) sums.band_denominator[b][f] += share * slice.band_denominator[b].number[a];
            }
        }
    }
    return sums;
}

FigureParts parts_of(const FigureSums& sums, const Slice& slice, std::size_t f, bool known_only) {
    FigureParts parts;
    parts.numerator = known_only ? sums.known_numerator[f] : sums.numerator[f];
    parts.denominator = known_only ? sums.known_denominator[f] : sums.denominator[f];
    parts.has_denominator = slice.denominator.size() > 0;
    for (std::size_t b = 0; b < sums.band_numerator.size(); ++b) {
        parts.band_numerator.push_back(sums.band_numerator[b][f]);
        parts.band_denominator.push_back(sums.band_denominator[b][f]);
    }
    if (!sums.squares.empty()) parts.squares = sums.squares[f];
    if (sums.below.empty()) return parts;
    parts.below = sums.below[f];
    parts.above = sums.above[f];
    if (const std::int32_t a = sums.only[f]; a >= 0) {
        const auto area = static_cast<std::size_t>(a);
        parts.published = {slice.lower.number[area], slice.upper.number[area]};
    }
    return parts;
}

FigureParts all_known(const Slice& slice) {
    FigureParts parts;
    for (std::size_t b = 0; b < slice.band_numerator.size(); ++b) {
        double top = 0, bottom = 0;
        for (std::size_t a = 0; a < slice.band_numerator[b].size(); ++a) {
            const bool known =
                slice.numerator.known(a) && !slice.band_denominator.empty() && slice.denominator.known(a);
            if (!known) continue;
            top += slice.band_numerator[b].number[a];
            bottom += slice.band_denominator[b].number[a];
        }
        parts.band_numerator.push_back(top);
        parts.band_denominator.push_back(bottom);
    }
    return parts;
}

}  // namespace locality::core
