#pragma once

#include "core/figures.h"

#include <cstddef>
#include <vector>

namespace locality::core {

/// Sums of one slice by footprint, an entry for each; blanks kept apart.
struct FigureSums {
    FigureSums(std::size_t footprints, std::size_t bands);

    std::vector<double> numerator, denominator;               ///< of the areas where each is known
    std::vector<double> known_numerator, known_denominator;   ///< of the areas where both are
    std::vector<model::Status> no_numerator, no_denominator;  ///< why one is blank; known where it is not
    std::vector<double> covered, all;                         ///< weight of the areas that are known, and of all
    std::vector<double> estimated, weighed;  ///< of the denominator (else the count): from areas that are cut, and all
    std::vector<char> reached, cut, withheld;
    std::vector<std::vector<double>> band_numerator, band_denominator;  ///< of the areas where both are known
    std::vector<double> squares;       ///< of what a mean is of, where both are known; empty where no area tells
    std::vector<double> below, above;  ///< see FigureParts; empty where no area has limits
    std::vector<std::int32_t> only;    ///< the area that the footprint is, whole and alone; -1 where it is none

    bool blank(std::size_t f) const {
        return no_numerator[f] != model::Status::known || no_denominator[f] != model::Status::known;
    }
};

/// `people` weighs `covered` and `all`; empty: every area alike. Shares below 0 or 0 reach nothing.
FigureSums sums_of(const model::IndicatorTable::Slice& slice, double multiplier, const model::Values& people,
                   const model::Crosswalk& shares);

/// What the figure of footprint `f` is made of. known_only: of areas alone where numerator and denominator are known.
FigureParts parts_of(const FigureSums& sums, const model::IndicatorTable::Slice& slice, std::size_t f, bool known_only);

/// The same of every area that is known, whole: what an indirect ratio compares with.
FigureParts all_known(const model::IndicatorTable::Slice& slice);

}  // namespace locality::core
