#pragma once

#include "core/inequality_history.h"
#include "model/chart_figures.h"
#include "model/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace locality::core {

/// A footprint's figures, arranged as charts show them (model/chart_figures.h). The whole area's stand beside them
/// where the result has it as a footprint (model::whole_set_id). Blanks stay blanks.

model::ChartSubject chart_subject(const model::Result& result, std::size_t set, std::size_t footprint);

/// The narrowest bands that tile the ages, of women and men where the table parts them in the same bands, else of all.
///
///     share[b] = 100 people[b] / residents, or that by single year of age where bands are of different widths
///
/// Missing  shares of a footprint whose residents are not known are blank.
/// No bands where the table has no ages, or ages that do not tile.
model::AgePyramid age_pyramid(const model::Result& result, std::size_t set, std::size_t footprint);

/// Residents of each zone's part in the footprint, by the zone's decile; a share is of all whose zone has a decile or
/// not.
/// Missing  a zone whose residents are blank makes its decile blank (suppressed wins), and every share.
/// Empty values where the zones have no deciles or no residents.
model::DecilePeople decile_people(const model::Result& result, std::size_t set, std::size_t footprint);

/// The latest figures of each indicator for all people (for each sex, where they are only given so), among those of all
/// footprints of the set: ends and quarters (R type 7) of what is known, and the places of SpineLine:
///
///     place(v) = 0.5 + 0.5 (v - whole) / max(whole - least, most - whole, |england - whole|), turned round where low
///                is good
///
/// Missing  places are NaN where fewer than two footprints differ; without the whole area 0.5 is the middle between the
/// ends.
std::vector<model::SpineLine> spine(const model::Result& result, std::size_t set, std::size_t footprint);

/// Every indicator of the set, population, sex and breakdown with its figures over all periods, oldest first.
std::vector<model::PeriodSeries> period_series(const model::Result& result, std::size_t set, std::size_t footprint);

/// The indicator by deprivation inside the footprint, in `period` (the latest where empty); groups are placed by their
/// people, or one after the other where those of one are withheld. National deciles where at least five have people,
/// else local quintiles; without either, those that there are. Of a sensitive indicator what inequality_history shows.
/// Throws   model::InputError as inequality_history.
model::Gradient gradient(const model::Result& result, std::size_t set, std::size_t footprint, const Slices& slices,
                         const std::string& period = {});

/// A target to judge a gap by: `cut` (0 to 1) smaller in the middle of year `by` than in period `from` (the first where
/// empty).
struct GapTarget {
    double cut = 0;
    int by = 0;
    std::string from;
};
/// The gap over all periods, with what gap_change and judge say of it. Throws as gradient.
model::GapSeries gap_series(const model::Result& result, std::size_t set, std::size_t footprint, const Slices& slices,
                            const std::optional<GapTarget>& target = {});

}  // namespace locality::core
