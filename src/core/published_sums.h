#pragma once

#include "model/disclosure.h"
#include "stats/row_space.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace locality::core {

/// A count of people that is a sum over unknown parts: those of small areas, by sex and category, that none of the
/// published footprints tells apart.
struct PublishedSum {
    stats::SparseVector parts;  ///< (unknown, times), ascending
    double count = 0;
    enum class Is : std::uint8_t {
        shown,     ///< published, rounded where the rule rounds
        withheld,  ///< a small count
        hidden,    ///< withheld for another's sake
        implied    ///< published nowhere, small, and not to be had from what is
    } is = Is::shown;
    bool fixed = false;          ///< shown elsewhere already: it cannot be hidden
    bool may_be_nought = false;  ///< a nought would be hidden here, too: of a proportion for the sake of its rest
};

struct PublishedSums {
    std::size_t unknowns = 0;
    std::vector<PublishedSum> sums;
    /// What the unknowns are known to keep to besides: a combination that is 0 (`exact`), or 0 or more.
    struct Relation {
        stats::SparseVector parts;
        bool exact = true;
    };
    std::vector<Relation> relations;
    /// Whether a reader can tell a withheld count from a hidden one. Not where both have the same mark, nor in a
    /// proportion: there its rest may be the small one.
    bool reasons_tell = true;
};

/// Which further sums to hide, and which withheld ones stay in danger all the same.
struct Hiding {
    std::vector<std::size_t> hide, unsafe;
};

/// Hides sums until no withheld or implied count can be worked out from everything that is shown, whatever is added,
/// subtracted and multiplied, over any number of overlapping sets:
///
///   - by the sums alone (and nothing being below 0), each withheld and implied count could lie anywhere in a range
///   wider
///     than `withhold_to`, and
///   - whoever knows the rule too, and which counts are hidden only to protect others, cannot place a withheld or
///   hidden
///     one to within less than 1.
///
/// The limits are those of linear programs, exact for real numbers. That people are whole can narrow them further only
/// where no whole numbers lie near the ends.
/// Noughts stay: they are shown as they are by every rule. A part of a person is none, though it is shown as one.
/// Chosen to hide is the smallest of the counts that pin a range down; a cheaper choice may exist.
/// Source   Fischetti & Salazar 2001, Oper Res 49:819 (attacker's programs); Hundepool et al. 2012, Statistical
///          Disclosure Control, 4.4.
Hiding hide_over_span(PublishedSums sums, const model::DisclosureRule& rule);

/// The same against whoever adds or subtracts two shown counts (or repeats one): exactly, for any number of sums.
Hiding hide_over_pairs(PublishedSums sums, const model::DisclosureRule& rule);

/// Between what a count lies that is shown under a rule. fractions: people of divided areas, who count as the nearest
/// whole number; else counts are whole.
struct ShownRange {
    double least = 0, most = 0;
};
ShownRange shown_range(const model::DisclosureRule& rule, double count, bool fractions);

}  // namespace locality::core
