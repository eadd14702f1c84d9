#include "app/overlap_models.h"

#include "app/words.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace locality::app {

namespace {

/// Figures in order, what is blank behind all of them whichever way they run.
bool before(const std::optional<core::OverlapAmount>& a, const std::optional<core::OverlapAmount>& b, Qt::SortOrder order) {
    const bool has_a = a && a->status == model::Status::known, has_b = b && b->status == model::Status::known;
    if (has_a != has_b) return has_a;
    if (!has_a) return a.has_value() && !b.has_value();
    return order == Qt::AscendingOrder ? a->number < b->number : a->number > b->number;
}

int alignment(bool is_number) {
    return static_cast<int>((is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

bool claims(std::span<const std::int32_t> claim, std::int32_t footprint) {
    return std::ranges::find(claim, footprint) != claim.end();
}

/// The line that a footprint claims alone, else the first it claims with others.
int line_of(const std::vector<std::vector<std::int32_t>>& lines, std::int32_t footprint) {
    int found = -1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!claims(lines[i], footprint)) continue;
        if (lines[i].size() == 1) return static_cast<int>(i);
        if (found < 0) found = static_cast<int>(i);
    }
    return found;
}

}  // namespace

Overlaps::Overlaps(std::shared_ptr<const model::Result> of, core::Combinations found)
    : result(std::move(of)),
      combinations(std::move(found)),
      matrix(core::overlap_matrix(combinations)),
      names{core::names_told_apart(set(0)), core::names_told_apart(set(1))} {}

QString Overlaps::nameOf(std::size_t slot, std::span<const std::int32_t> claim) const {
    const model::FootprintSet& s = set(slot);
    if (claim.empty()) return OverlapMatrixModel::tr("In none of: %1").arg(text(s.title));
    const QString claimants = text(core::words_of(claim, names[slot]));
    return claim.size() == 1 ? claimants : OverlapMatrixModel::tr("%1 (claimed by all of these)").arg(claimants);
}

void OverlapMatrixModel::show(std::shared_ptr<const Overlaps> overlaps, OverlapChoice choice) {
    beginResetModel();
    const bool other = overlaps != m_overlaps;
    m_overlaps = std::move(overlaps);
    m_choice = choice;
    m_sums = {};
    if (m_overlaps) m_sums = core::overlap_sums(m_overlaps->matrix, column());
    if (other) {
        m_order.resize(m_overlaps ? m_overlaps->matrix.rows.size() : 0);
        std::iota(m_order.begin(), m_order.end(), std::size_t(0));
        m_sorted_by = -1;
    }
    endResetModel();
    if (m_sorted_by >= 0) sort(m_sorted_by, m_sort_order);
}

const model::Column& OverlapMatrixModel::column() const {
    return m_overlaps->combinations.columns[static_cast<std::size_t>(m_choice.column)];
}

std::optional<core::OverlapAmount> OverlapMatrixModel::figureAt(std::size_t row, std::size_t in_column) const {
    return core::overlap_figure(m_overlaps->matrix, m_sums, column(), row, in_column, m_choice.as);
}

int OverlapMatrixModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_overlaps ? 0 : static_cast<int>(m_order.size()) + 1;
}

int OverlapMatrixModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_overlaps ? 0 : static_cast<int>(m_overlaps->matrix.columns.size()) + 1;
}

QString OverlapMatrixModel::lineName(std::size_t slot, std::size_t line) const {
    if (line == core::totals_line) return tr("Total");
    return m_overlaps->nameOf(slot, (slot == 0 ? m_overlaps->matrix.rows : m_overlaps->matrix.columns)[line]);
}

QVariant OverlapMatrixModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const std::size_t row = matrixRow(index.row()), in_column = matrixColumn(index.column());
    const auto words = [&] {
        const auto amount = figureAt(row, in_column);
        if (!amount) return QString();
        if (m_choice.as != core::OverlapAs::amount && amount->status == model::Status::known)
            return percent(amount->number);
        return figure(amount->number, amount->status, "", column().decimals);
    };
    switch (role) {
        case Qt::DisplayRole:
            return words();
        case Qt::TextAlignmentRole:
            return alignment(true);
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole: {
            const QString said = words();
            return tr("%1 and %2: %3")
                .arg(lineName(0, row), lineName(1, in_column), said.isEmpty() ? tr("do not meet") : said);
        }
        case combination_role:
            return core::combination_at(m_overlaps->matrix, row, in_column);
        default:
            return {};
    }
}

QVariant OverlapMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const bool across = orientation == Qt::Horizontal;
    if (section < 0 || section >= (across ? columnCount() : rowCount())) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return across ? lineName(1, matrixColumn(section)) : lineName(0, matrixRow(section));
    if (role == Qt::TextAlignmentRole)
        return across ? static_cast<int>(Qt::AlignHCenter | Qt::AlignBottom) | static_cast<int>(Qt::TextWordWrap)
                      : alignment(false);
    return {};
}

void OverlapMatrixModel::sort(int by, Qt::SortOrder order) {
    if (by >= columnCount()) return;
    m_sorted_by = by;
    m_sort_order = order;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const std::vector<std::size_t> was = m_order;
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
    if (by >= 0) {
        std::vector<std::optional<core::OverlapAmount>> key;
        for (std::size_t row = 0; row < m_order.size(); ++row) key.push_back(figureAt(row, matrixColumn(by)));
        std::ranges::stable_sort(m_order, [&](std::size_t a, std::size_t b) { return before(key[a], key[b], order); });
    }
    std::vector<int> now(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row) now[m_order[row]] = static_cast<int>(row);
    const QModelIndexList held = persistentIndexList();
    QModelIndexList moved;
    for (const QModelIndex& index : held)
        moved << (index.row() == 0
                      ? index
                      : createIndex(now[was[static_cast<std::size_t>(index.row() - 1)]] + 1, index.column()));
    changePersistentIndexList(held, moved);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

int OverlapMatrixModel::rowOf(std::int32_t footprint) const {
    const int line = m_overlaps ? line_of(m_overlaps->matrix.rows, footprint) : -1;
    if (line < 0) return -1;
    return static_cast<int>(std::ranges::find(m_order, static_cast<std::size_t>(line)) - m_order.begin()) + 1;
}

int OverlapMatrixModel::columnOf(std::int32_t footprint) const {
    const int line = m_overlaps ? line_of(m_overlaps->matrix.columns, footprint) : -1;
    return line < 0 ? -1 : line + 1;
}

std::pair<int, std::int32_t> OverlapMatrixModel::footprintAt(const QModelIndex& index) const {
    const std::size_t row = matrixRow(index.row()), in_column = matrixColumn(index.column());
    if ((row == core::totals_line) == (in_column == core::totals_line)) return {-1, -1};
    const int slot = in_column == core::totals_line ? 0 : 1;
    const auto& claim = slot == 0 ? m_overlaps->matrix.rows[row] : m_overlaps->matrix.columns[in_column];
    return claim.size() == 1 ? std::pair(slot, claim.front()) : std::pair(-1, -1);
}

void OverlapListModel::show(std::shared_ptr<const Overlaps> overlaps, bool disputed_only) {
    beginResetModel();
    m_overlaps = std::move(overlaps);
    m_rows.clear();
    if (m_overlaps)
        for (std::size_t i = 0; i < m_overlaps->combinations.combination.size(); ++i)
            if (!disputed_only || std::ranges::any_of(m_overlaps->combinations.combination[i].in,
                                                      [](const auto& in) { return in.size() != 1; }))
                m_rows.push_back(i);
    endResetModel();
}

int OverlapListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OverlapListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_overlaps ? 0 : sets + static_cast<int>(m_overlaps->combinations.columns.size());
}

const core::Combination& OverlapListModel::combination(int row) const {
    return m_overlaps->combinations.combination[m_rows[static_cast<std::size_t>(row)]];
}

QString OverlapListModel::cellText(int row, int column) const {
    if (column < sets)
        return m_overlaps->nameOf(static_cast<std::size_t>(column),
                                  combination(row).in[static_cast<std::size_t>(column)]);
    const model::Column& c = m_overlaps->combinations.columns[static_cast<std::size_t>(column - sets)];
    const std::size_t i = m_rows[static_cast<std::size_t>(row)];
    return figure(c.values.number[i], c.values.status[i], "", c.decimals);
}

QVariant OverlapListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    switch (role) {
        case Qt::DisplayRole:
            return cellText(index.row(), index.column());
        case Qt::ToolTipRole:
            return index.column() < sets ? cellText(index.row(), index.column()) : QVariant();
        case Qt::TextAlignmentRole:
            return alignment(index.column() >= sets);
        case Qt::AccessibleTextRole:
            return headerData(index.column(), Qt::Horizontal).toString() + QStringLiteral(": ") +
                   cellText(index.row(), index.column());
        case combination_role:
            return static_cast<int>(m_rows[static_cast<std::size_t>(index.row())]);
        default:
            return {};
    }
}

QVariant OverlapListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole) return alignment(section >= sets) | static_cast<int>(Qt::TextWordWrap);
    if (role != Qt::DisplayRole) return {};
    if (section < sets) return text(m_overlaps->set(static_cast<std::size_t>(section)).title);
    const model::Column& c = m_overlaps->combinations.columns[static_cast<std::size_t>(section - sets)];
    return c.unit == "people" ? text(c.title) : tr("%1 (%2)").arg(text(c.title), text(c.unit));
}

void OverlapListModel::sort(int by, Qt::SortOrder order) {
    if (by >= columnCount()) return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const std::vector<std::size_t> was = m_rows;
    std::ranges::sort(m_rows);
    if (by >= 0) {
        const auto& all = m_overlaps->combinations;
        std::ranges::stable_sort(m_rows, [&](std::size_t a, std::size_t b) {
            if (by < sets) {
                const auto& x = all.combination[a].in[static_cast<std::size_t>(by)];
                const auto& y = all.combination[b].in[static_cast<std::size_t>(by)];
                return order == Qt::AscendingOrder ? x < y : y < x;
            }
            const model::Values& v = all.columns[static_cast<std::size_t>(by - sets)].values;
            return before(core::OverlapAmount{v.number[a], v.status[a]}, core::OverlapAmount{v.number[b], v.status[b]}, order);
        });
    }
    std::vector<int> now(m_overlaps ? m_overlaps->combinations.combination.size() : 0);
    for (std::size_t row = 0; row < m_rows.size(); ++row) now[m_rows[row]] = static_cast<int>(row);
    const QModelIndexList held = persistentIndexList();
    QModelIndexList moved;
    for (const QModelIndex& index : held)
        moved << createIndex(now[was[static_cast<std::size_t>(index.row())]], index.column());
    changePersistentIndexList(held, moved);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

int OverlapListModel::rowOf(std::size_t slot, std::int32_t footprint) const {
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (claims(m_overlaps->combinations.combination[m_rows[row]].in[slot], footprint)) return static_cast<int>(row);
    return -1;
}

}  // namespace locality::app
