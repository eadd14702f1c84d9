#pragma once

#include "core/inequality.h"
#include "model/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// Which figures: one indicator, for one sex and breakdown (model::breakdown_text), over the whole map.
struct InequalityAsked {
    std::size_t indicator = 0;
    model::Sex sex = model::Sex::all;
    std::string breakdown{};
    std::string period{};                         ///< the one to look at; empty: the latest
    const model::FootprintSet* inside = nullptr;  ///< and inside each footprint of this set, in that period
};

struct InequalityPeriod {
    std::string period;
    double middle_year = model::no_value;  ///< 2023.5 for 2023; NaN where the months are not known
    Inequality whole;
};

/// An indicator's inequality by deprivation over time, as plain values to print or draw.
///
///   gaps       of each period: IMD1 less the rest and over the rest, with limits (Inequality)
///   absolute   how the size of the difference changed from the first period to the last (gap_change)
///   relative   how the ratio did: its change is the last over the first (ratio_change)
///   why_not    neither can be told: one period alone, or periods with months in common, whose people are partly the
///   same
///
/// Figures of an indicator marked sensitive are kept by the result's disclosure rule: small groups are withheld, with
/// as many others as it takes over deciles, quintiles, IMD1 and the rest, the whole and every footprint
/// (hide_over_span), and the rest is made from rounded counts. Slopes stay, as the rule lets statistics of whole
/// distributions.
struct InequalityHistory {
    std::vector<InequalityPeriod> periods;  ///< earliest first
    std::size_t chosen = 0;                 ///< the one that was asked for
    std::vector<Inequality> inside;         ///< in that period, an entry for each footprint
    GapChange absolute, relative;
    std::string why_not;
};

/// Throws model::InputError, saying what there is, where the indicator has no rates by zone (zone_rates), no such sex,
/// breakdown or period, or the zones have no deprivation.
InequalityHistory inequality_history(const model::Result& result, const InequalityAsked& asked);

/// Of what a target is.
enum class TargetOf { gap_to_rest, whole_value };

/// A target, and how the latest figure stands to it (judge): the way that is due runs straight from `start` at
/// target.from_year to judgement.due_at_end at target.by_year.
struct JudgedTarget {
    TargetOf of = TargetOf::gap_to_rest;
    std::string from, now_period;
    double start = model::no_value;
    Target target;
    stats::Figure now;
    TargetJudgement judgement;
};

/// cut (0 to 1) less by the middle of `by_year` than in period `from`; empty: the first.
/// Throws model::InputError where there is no such period.
JudgedTarget judged(const InequalityHistory& history, TargetOf of, double cut, const std::string& from, int by_year);

}  // namespace locality::core
