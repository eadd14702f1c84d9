#include "app/figure_model.h"

namespace locality::app {

FigureModel::FigureModel(QObject* parent) : QAbstractTableModel(parent) {}

void FigureModel::setTable(FigureTable table) {
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int FigureModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int FigureModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.header.size());
}

QVariant FigureModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const Cell& cell = m_table.rows[row][static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole:
            return cell.text;
        case Qt::ToolTipRole:
            return cell.tip.isEmpty() ? QVariant() : cell.tip;
        case Qt::DecorationRole:
            return cell.mark.isNull() ? QVariant() : cell.mark;
        case Qt::TextAlignmentRole:
            return static_cast<int>((cell.is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case Qt::AccessibleTextRole: {
            const QString column = m_table.header[index.column()];
            return column.isEmpty() ? cell.text : column + QStringLiteral(": ") + cell.text;
        }
        case sort_role:
            return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
        case code_role:
            return row < m_table.codes.size() ? m_table.codes[row] : QString();
        default:
            return {};
    }
}

QVariant FigureModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_table.header.size()) return {};
    if (role == Qt::DisplayRole) return m_table.header[section];
    if (role == Qt::TextAlignmentRole) {
        const auto column = static_cast<std::size_t>(section);
        const bool numbers = !m_table.rows.empty() && m_table.rows.front()[column].is_number;
        return static_cast<int>((numbers ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

}  // namespace locality::app
