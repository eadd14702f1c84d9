#pragma once

#include "core/combinations.h"

#include <optional>

namespace locality::core {

/// Combinations of two sets as a table: a row for each way in which the first set claims ground (nobody, one footprint,
/// several at once), a column for each way of the second. Every combination is one cell, so that rows and columns add
/// up to the same whole. Sparse: of England's wards and MSOAs fewer than one cell in a thousand is there.
struct OverlapMatrix {
    std::vector<std::vector<std::int32_t>> rows, columns;  ///< who claims it; ascending: nobody first, then by code
    std::vector<std::uint32_t> row_begin{0};               ///< rows + 1 entries, into the cells
    std::vector<std::int32_t> column, combination;         ///< of each cell; columns ascend within a row
};
/// Throws std::invalid_argument if there are not two sets.
OverlapMatrix overlap_matrix(const Combinations& combinations);

/// A figure, or why there is none.
struct OverlapAmount {
    double number = 0;
    model::Status status = model::Status::known;

    /// Adds the figure of one row: the sum is blank as soon as one of them is, suppressed as soon as one is.
    void add(const model::Values& values, std::size_t row);
};

/// What a column of the combinations adds up to along rows and columns of the matrix, and altogether.
struct OverlapSums {
    std::vector<OverlapAmount> rows, columns;
    OverlapAmount all;
};
OverlapSums overlap_sums(const OverlapMatrix& matrix, const model::Column& column);

/// What a cell says: its amount, or its share of the row's or the column's total (0 to 1).
enum class OverlapAs { amount, share_of_row, share_of_column };

/// Stands for the totals, in the place of a row or a column.
inline constexpr std::size_t totals_line = static_cast<std::size_t>(-1);

/// The figure of a cell of the matrix, or of its totals. Nothing where row and column do not meet, and for a share of
/// a total of nought.
std::optional<OverlapAmount> overlap_figure(const OverlapMatrix& matrix, const OverlapSums& sums, const model::Column& column,
                                     std::size_t row, std::size_t in_column, OverlapAs as);
/// The combination in a cell; -1 where row and column do not meet, or either is the totals.
std::int32_t combination_at(const OverlapMatrix& matrix, std::size_t row, std::size_t in_column);

/// What each set leaves out, and what it claims more than once, of one column of the combinations; an entry per set.
struct ClaimSums {
    std::vector<OverlapAmount> none, several;
};
ClaimSums claim_sums(const Combinations& combinations, const model::Column& column);

/// Combinations in words: for each set a column of codes and one of names ("W01", "W01 + W02", empty in a gap).
struct CombinationWords {
    std::vector<std::string> header;             ///< "ward_code", "ward_name", "pcn_code" ...
    std::vector<std::vector<std::string>> rows;  ///< a row per combination
};
CombinationWords combination_words(const Combinations& combinations, const model::Result& result);

}  // namespace locality::core
