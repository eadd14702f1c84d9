#include "core/overlap_matrix.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace locality::core {

using Claim = std::vector<std::int32_t>;

namespace {

/// Every different claim, ascending, with its place.
std::map<Claim, std::int32_t> numbered_claims(const Combinations& c, std::size_t slot, std::vector<Claim>& claims) {
    std::map<Claim, std::int32_t> number;
    for (const Combination& combination : c.combination) number.try_emplace(combination.in[slot], 0);
    for (auto& [claim, n] : number) {
        n = static_cast<std::int32_t>(claims.size());
        claims.push_back(claim);
    }
    return number;
}

std::optional<OverlapAmount> share(const OverlapAmount& part, const OverlapAmount& whole) {
    for (const OverlapAmount* a : {&part, &whole})
        if (a->status != model::Status::known) return OverlapAmount{model::no_value, a->status};
    if (whole.number == 0) return {};
    return OverlapAmount{part.number / whole.number, model::Status::known};
}

}  // namespace

OverlapMatrix overlap_matrix(const Combinations& c) {
    if (c.sets.size() != 2) throw std::invalid_argument("overlap_matrix: two sets");
    OverlapMatrix matrix;
    const auto row_of = numbered_claims(c, 0, matrix.rows);
    const auto column_of = numbered_claims(c, 1, matrix.columns);
    // Combinations ascend by the first set's claim, then the second's: so do the cells.
    std::int32_t row = 0;
    for (std::size_t i = 0; i < c.combination.size(); ++i) {
        for (const std::int32_t r = row_of.at(c.combination[i].in[0]); row < r; ++row)
            matrix.row_begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
        matrix.column.push_back(column_of.at(c.combination[i].in[1]));
        matrix.combination.push_back(static_cast<std::int32_t>(i));
    }
    while (matrix.row_begin.size() <= matrix.rows.size())
        matrix.row_begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
    return matrix;
}

void OverlapAmount::add(const model::Values& values, std::size_t row) {
    if (values.known(row)) {
        if (status == model::Status::known) number += values.number[row];
        return;
    }
    number = model::no_value;
    if (status != model::Status::suppressed) status = values.status[row];
}

OverlapSums overlap_sums(const OverlapMatrix& matrix, const model::Column& column) {
    OverlapSums sums{std::vector<OverlapAmount>(matrix.rows.size()), std::vector<OverlapAmount>(matrix.columns.size()), {}};
    for (std::size_t row = 0; row < matrix.rows.size(); ++row)
        for (std::uint32_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
            const auto i = static_cast<std::size_t>(matrix.combination[k]);
            sums.rows[row].add(column.values, i);
            sums.columns[static_cast<std::size_t>(matrix.column[k])].add(column.values, i);
            sums.all.add(column.values, i);
        }
    return sums;
}

std::int32_t combination_at(const OverlapMatrix& matrix, std::size_t row, std::size_t in_column) {
    if (row == totals_line || in_column == totals_line) return -1;
    const auto from = matrix.column.begin() + matrix.row_begin[row],
               to = matrix.column.begin() + matrix.row_begin[row + 1];
    const auto found = std::lower_bound(from, to, static_cast<std::int32_t>(in_column));
    if (found == to || *found != static_cast<std::int32_t>(in_column)) return -1;
    return matrix.combination[static_cast<std::size_t>(found - matrix.column.begin())];
}

std::optional<OverlapAmount> overlap_figure(const OverlapMatrix& matrix, const OverlapSums& sums, const model::Column& column,
                                     std::size_t row, std::size_t in_column, OverlapAs as) {
    const OverlapAmount& row_total = row == totals_line ? sums.all : sums.rows[row];
    const OverlapAmount& column_total = in_column == totals_line ? sums.all : sums.columns[in_column];
    OverlapAmount amount;
    if (in_column == totals_line) {
        amount = row_total;
    } else if (row == totals_line) {
        amount = column_total;
    } else {
        const std::int32_t i = combination_at(matrix, row, in_column);
        if (i < 0) return {};
        amount = OverlapAmount();
        amount.add(column.values, static_cast<std::size_t>(i));
    }
    if (as == OverlapAs::amount) return amount;
    return share(amount, as == OverlapAs::share_of_row ? row_total : column_total);
}

ClaimSums claim_sums(const Combinations& c, const model::Column& column) {
    ClaimSums sums{std::vector<OverlapAmount>(c.sets.size()), std::vector<OverlapAmount>(c.sets.size())};
    for (std::size_t slot = 0; slot < c.sets.size(); ++slot)
        for (std::size_t i = 0; i < c.combination.size(); ++i) {
            const std::size_t claims = c.combination[i].in[slot].size();
            if (claims == 0) sums.none[slot].add(column.values, i);
            if (claims > 1) sums.several[slot].add(column.values, i);
        }
    return sums;
}

CombinationWords combination_words(const Combinations& c, const model::Result& result) {
    CombinationWords words;
    for (const std::size_t s : c.sets) {
        words.header.push_back(result.sets[s].id + "_code");
        words.header.push_back(result.sets[s].id + "_name");
    }
    words.rows.reserve(c.combination.size());
    for (const Combination& combination : c.combination) {
        std::vector<std::string>& row = words.rows.emplace_back();
        for (std::size_t slot = 0; slot < c.sets.size(); ++slot) {
            const model::FootprintSet& set = result.sets[c.sets[slot]];
            const Claim& in = combination.in[slot];
            row.push_back(in.empty() ? "" : words_of(in, set.code));
            row.push_back(in.empty() ? "" : words_of(in, set.name));
        }
    }
    return words;
}

}  // namespace locality::core
