#pragma once

#include "core/overlap_matrix.h"

#include <QAbstractTableModel>

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace locality::app {

/// How two sets of a result lie in each other.
struct Overlaps {
    Overlaps(std::shared_ptr<const model::Result> of, core::Combinations found);

    std::shared_ptr<const model::Result> result;
    core::Combinations combinations;
    core::OverlapMatrix matrix;
    std::array<std::vector<std::string>, 2> names;  ///< of each set's footprints, told apart

    const model::FootprintSet& set(std::size_t slot) const { return result->sets[combinations.sets[slot]]; }
    /// "Seacroft", "Seacroft + Killingbeck (claimed by both)", "in none".
    QString nameOf(std::size_t slot, std::span<const std::int32_t> claim) const;
};

/// Which column of the combinations is shown, and as what.
struct OverlapChoice {
    int column = 0;
    core::OverlapAs as = core::OverlapAs::amount;
};

inline constexpr int combination_role = Qt::UserRole;  ///< of a cell: the combination it shows, or -1

/// The matrix: totals stand first, in row and column 0; rows are sorted by any column. Cells are looked up as they are
/// shown, so that thousands of rows and columns cost nothing.
class OverlapMatrixModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void show(std::shared_ptr<const Overlaps> overlaps, OverlapChoice choice);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// By a column's figures, what is blank last; -1: by code.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// The first row, or column, that the footprint claims, alone if it can be; -1 for none.
    int rowOf(std::int32_t footprint) const;
    int columnOf(std::int32_t footprint) const;
    /// The one footprint whose totals a cell shows, as slot and index; slot -1 where it is no such cell.
    std::pair<int, std::int32_t> footprintAt(const QModelIndex& index) const;

private:
    const model::Column& column() const;
    std::optional<core::OverlapAmount> figureAt(std::size_t row, std::size_t column) const;
    std::size_t matrixRow(int row) const {
        return row == 0 ? core::totals_line : m_order[static_cast<std::size_t>(row - 1)];
    }
    static std::size_t matrixColumn(int column) {
        return column == 0 ? core::totals_line : static_cast<std::size_t>(column - 1);
    }
    QString lineName(std::size_t slot, std::size_t line) const;

    std::shared_ptr<const Overlaps> m_overlaps;
    OverlapChoice m_choice;
    core::OverlapSums m_sums;
    std::vector<std::size_t> m_order;  ///< rows of the matrix as shown
    int m_sorted_by = -1;
    Qt::SortOrder m_sort_order = Qt::AscendingOrder;
};

/// The same as a list: a row per combination, with all of its figures.
class OverlapListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void show(std::shared_ptr<const Overlaps> overlaps, bool disputed_only);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int rowOf(std::size_t slot, std::int32_t footprint) const;

private:
    static constexpr int sets = 2;
    const core::Combination& combination(int row) const;
    QString cellText(int row, int column) const;

    std::shared_ptr<const Overlaps> m_overlaps;
    std::vector<std::size_t> m_rows;  ///< combinations as shown
};

}  // namespace locality::app
