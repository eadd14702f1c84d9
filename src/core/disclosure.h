#pragma once

#include "model/disclosure.h"
#include "model/values.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace locality::core {

/// Whether a count is withheld for being small.
bool is_withheld(const model::DisclosureRule& rule, std::int64_t count);
/// The count as it is shown where it is: rounded to the nearest multiple, halves up.
std::int64_t rounded(const model::DisclosureRule& rule, std::int64_t count);
/// The count as text: rounded, or the rule's mark. Throws std::invalid_argument for a negative count.
std::string shown_text(const model::DisclosureRule& rule, std::int64_t count);

/// A table of counts of people, rows by columns, to be published with the totals that are asked for. Totals are made
/// from the counts before anything is rounded.
struct CountTable {
    std::size_t rows = 0, columns = 0;
    model::Values count;         ///< row by row; whole numbers, 0 or more; blanks stay blank, and so do their totals
    bool row_totals = false;     ///< the columns add up: a last column holds each row's total
    bool column_totals = false;  ///< the rows add up: a last row holds each column's total
    /// Cells that are hidden already, for another table's sake: (rows + 1) x (columns + 1), or none. Noughts are
    /// never hidden: they cover nothing.
    std::vector<bool> hidden = {};
};

enum class Shown : std::uint8_t {
    as_is,     ///< rounded where the rule rounds
    withheld,  ///< a small count
    hidden,    ///< withheld so that a small one cannot be worked out from it
    blank,     ///< not known, or withheld by who published it
    absent     ///< a total that is not published
};

/// A cell as it is published, and between what limits a reader can work its count out.
struct ProtectedCell {
    Shown shown = Shown::absent;
    double value = model::no_value;  ///< NaN unless shown as it is
    /// From everything that is shown, the sums, and knowing the rule: least and most that the count can be. Both are
    /// attained; whole numbers; `most` infinite where there is no limit. NaN for blank and absent cells.
    double least = model::no_value, most = model::no_value;
};

struct ProtectedTable {
    std::size_t rows = 0, columns = 0;  ///< of the counts; cells have one row and one column more
    std::vector<ProtectedCell> cell;
    const ProtectedCell& at(std::size_t row, std::size_t column) const { return cell[row * (columns + 1) + column]; }
    /// Whether every withheld count is safe, by both conditions of `protect`. False where no hiding can help: of two
    /// counts of 1 whose total of 2 is small itself, whoever is told that all three are small knows them.
    bool safe = true;
};

/// A table that can be published under a rule. Small counts are withheld, and then as few others as it takes (the
/// cheapest ring of cells through each that is still in danger, by what they count) until
///
///   - by the sums alone, each small count could be any of more than `withhold_to` numbers besides its own, and
///   - even whoever knows the rule, and which cells are hidden only to protect others, cannot work out any withheld or
///     hidden count.
///
/// Limits are exact: the cells of a table with totals are the flows of a network, whose least and greatest flows are
/// whole numbers. A table whose only totals are of rows (or of columns) is a network, too.
/// Throws   std::invalid_argument for counts that are negative or not whole, or of another number than rows x columns.
/// Source   Cox 1995, J Am Stat Assoc 90:1453 (network models for complementary suppression); Hundepool et al. 2012,
///          Statistical Disclosure Control.
ProtectedTable protect(const CountTable& table, const model::DisclosureRule& rule);

}  // namespace locality::core
