#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace locality::stats {

/// The entries of a row or column that are not 0: (index, value), indexes ascending.
using SparseVector = std::vector<std::pair<std::size_t, double>>;

/// A combination of rows that is 0 in all but a few columns.
struct SmallSupport {
    SparseVector rows;     ///< its coefficients; whole numbers without a common factor where the rows are whole
    SparseVector columns;  ///< what the combination has there
    double weight = 0;     ///< of those columns, added up
};

struct SupportSearch {
    std::vector<SmallSupport> found;  ///< by weight, then by columns
    bool complete = true;             ///< false: given up after `most_steps`; there may be more
    bool exact = true;                ///< false: entries were not whole numbers, so rounded arithmetic was used
};

/// Every combination of rows, with any coefficients, that is 0 except in columns of less weight than `below` together,
/// and of which no part is: its columns hold no other combination's columns (it is an elementary vector of the row
/// space). Any other combination with so little weight has the columns of one of these among its own.
///
/// Columns where all rows agree always come together. Columns of weight 0 say nothing and are left out.
/// Exact    in rational arithmetic where every entry is a whole number; else entries under 1e-9 of the largest count
///          as 0.
/// Cost     polynomial in the rows, but exponential in the number of light columns that stay free once the heavy ones
///          are 0; `most_steps` bounds it, and `complete` says whether that was enough.
/// Throws   std::invalid_argument for a negative or missing weight, or an entry beyond the weights.
/// Source   Rockafellar 1969, The elementary vectors of a subspace of R^N; as the audit of published sums,
/// Duke-Williams
///          & Rees 1998, Int J Geogr Inf Sci 12:579.
SupportSearch small_supports(std::span<const SparseVector> rows, std::span<const double> weight, double below,
                             std::size_t most_steps = 100'000);

}  // namespace locality::stats
