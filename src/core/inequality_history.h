#pragma once

#include "core/inequality.h"
#include "model/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// Which figures: an indicator's, for a sex and breakdown (model::breakdown_text).
struct Slices {
    std::size_t indicator = 0;
    model::Sex sex = model::Sex::all;
    std::string breakdown{};
    friend bool operator==(const Slices&, const Slices&) = default;
};

/// An indicator by deprivation in one period.
struct InequalityPeriod {
    std::string period;
    double middle_year = model::no_value;  ///< 2023.5 for 2023; NaN where the months are not known
    double line_unit = 1;                  ///< times the slope's intercept: the line's start, in the indicator's unit
    Inequality whole{};
    std::vector<Inequality> inside{};  ///< of each footprint that was asked for
};

struct InequalityAsked {
    Slices slices;
    std::string period{};                         ///< the one to look at; empty: the latest
    const model::FootprintSet* inside = nullptr;  ///< and inside the footprints of this set of the result
    std::optional<std::size_t> footprint{};       ///< this one alone, in every period; else all, in that period
};

/// An indicator's inequality by deprivation over time, as plain values to print or draw.
///
///   gaps       of each period: IMD1 less the rest and over the rest, with limits (Inequality)
///   absolute   how the size of the difference changed from the first period to the last (gap_change)
///   relative   how the ratio did: its change is the last over the first (ratio_change)
///   why_not    neither can be told: one period alone, or periods with months in common, whose people are partly the
///   same
///
/// Figures of an indicator marked sensitive are kept by the result's disclosure rule (protect_inequality), always over
/// the whole area and all footprints of all sets, so that every table and chart shows the same. Gaps and slopes are
/// made from what is shown, and from nothing else.
struct InequalityHistory {
    std::vector<InequalityPeriod> periods;  ///< earliest first
    std::size_t chosen = 0;                 ///< the one that was asked for
    GapChange absolute, relative;           ///< of the footprint that was asked for, else of the whole area
    std::string why_not;
    bool kept_safe = false;           ///< by a disclosure rule
    std::size_t weakly_withheld = 0;  ///< groups that can be worked out more narrowly than the rule asks

    const Inequality& of(std::size_t period) const {  ///< the one footprint that was asked for, else the whole area
        return one && !periods[period].inside.empty() ? periods[period].inside.front() : periods[period].whole;
    }
    bool one = false;  ///< one footprint was asked for
};

/// Throws model::InputError, saying what there is, where the indicator has no rates by zone (zone_rates), no such sex,
/// breakdown or period, the zones have no deprivation, or the figures are of a part of the people of a sensitive
/// indicator that has them for more (slices_by_deprivation).
InequalityHistory inequality_history(const model::Result& result, const InequalityAsked& asked);

/// Those that inequality_history can be asked for. Of a sensitive indicator under a rule only those of the most people:
/// from two of everybody, women and men, the third could be worked out group by group.
std::vector<Slices> slices_by_deprivation(const model::Result& result);

/// The index of a period, or of the latest where `period` is empty. Throws model::InputError naming the periods.
std::size_t period_called(const InequalityHistory& history, std::string_view period);

/// Of what a target is.
enum class TargetOf { gap_to_rest, whole_value };

/// A target, and how the latest figure stands to it (judge): the way that is due runs straight from `start` at
/// target.from_year to judgement.due_at_end at target.by_year.
struct JudgedTarget {
    TargetOf of = TargetOf::gap_to_rest;
    std::string from, now_period;
    double start = model::no_value;  ///< the size of the gap, or the value
    Target target;
    stats::Figure now;
    TargetJudgement judgement;
};

/// cut (0 to 1) less by the middle of `by_year` than in period `from`; empty: the first. Of the footprint that was
/// asked for, else of the whole area.
/// Throws model::InputError where there is no such period.
JudgedTarget judged(const InequalityHistory& history, TargetOf of, double cut, const std::string& from, int by_year);

}  // namespace locality::core
