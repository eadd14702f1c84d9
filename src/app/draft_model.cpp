#include "app/draft_model.h"

#include "app/words.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>

namespace locality::app {

using model::Found;
using model::Role;

QString role_words(Role role) {
    switch (role) {
        case Role::left_out:
            return DraftModel::tr("Leave out");
        case Role::zones:
            return DraftModel::tr("Zones");
        case Role::boundaries:
            return DraftModel::tr("Footprints: a shape each");
        case Role::dissolve:
            return DraftModel::tr("Footprints: shapes joined");
        case Role::lookup:
            return DraftModel::tr("Footprints: a lookup");
        case Role::residents:
            return DraftModel::tr("Residents");
        case Role::deprivation:
            return DraftModel::tr("Deprivation");
        case Role::registrations:
            return DraftModel::tr("Registered patients");
        case Role::practices:
            return DraftModel::tr("Practices and their PCNs");
        case Role::postcodes:
            return DraftModel::tr("Postcodes");
        case Role::centroids:
            return DraftModel::tr("Centres of population");
        case Role::weights:
            return DraftModel::tr("Small areas with people");
        case Role::links:
            return DraftModel::tr("Zones of two years");
        case Role::indicator:
            return DraftModel::tr("Indicator");
    }
    return {};
}

DraftModel::DraftModel(core::DraftBase base, QObject* parent) : QAbstractTableModel(parent), m_base(std::move(base)) {}

int DraftModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

int DraftModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : column_count;
}

QString DraftModel::problem(int row) const {
    const auto i = static_cast<std::size_t>(row);
    if (!m_found[i].problem.empty()) return text(m_found[i].problem);
    if (!m_problems[i].isEmpty()) return m_problems[i];
    return text(m_joins[i].problem);
}

QString DraftModel::note(int row) const {
    const QString wrong = problem(row);
    if (!wrong.isEmpty()) return wrong;
    const Found& f = m_found[static_cast<std::size_t>(row)];
    return text(f.role == Role::left_out ? f.reason : f.guess);
}

QVariant DraftModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Found& f = m_found[static_cast<std::size_t>(index.row())];
    const bool wrong = !problem(index.row()).isEmpty();
    if (role == Qt::DecorationRole && index.column() == note_column && wrong)
        return QApplication::style()->standardIcon(QStyle::SP_MessageBoxWarning);
    if (role == Qt::ForegroundRole && f.role == Role::left_out)
        return QApplication::palette().brush(QPalette::PlaceholderText);
    if (role == Qt::TextAlignmentRole && index.column() == rows_column)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole) return index.column() == note_column ? note(index.row()) : data(index, Qt::DisplayRole);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case role_column:
            return f.role == Role::left_out ? tr("Left out") : role_words(f.role);
        case from_column:
            return text(f.label);
        case about_column:
            return f.source.kind.empty() ? QString() : text(core::area_words(f.source.kind, f.source.vintage));
        case rows_column:
            return f.rows == 0 ? QString() : number(static_cast<double>(f.rows));
        case matched_column:
            return text(join(index.row()).words);
        case note_column:
            return note(index.row());
        default:
            return {};
    }
}

QVariant DraftModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case role_column:
            return tr("For");
        case from_column:
            return tr("From");
        case about_column:
            return tr("About");
        case rows_column:
            return tr("Rows");
        case matched_column:
            return tr("Matched");
        case note_column:
            return tr("To note");
        default:
            return {};
    }
}

void DraftModel::choose() {
    core::choose_roles(m_found, m_base);
    m_joins = core::draft_joins(m_found, m_base);
}

void DraftModel::add(std::vector<Found> found) {
    beginResetModel();
    for (Found& f : found) {
        const bool again = std::any_of(m_found.begin(), m_found.end(), [&](const Found& other) {
            return other.source.path == f.source.path && other.source.layer == f.source.layer;
        });
        if (again) continue;
        m_found.push_back(std::move(f));
        m_problems.emplace_back();
    }
    choose();
    endResetModel();
}

void DraftModel::remove(int row) {
    beginResetModel();
    m_found.erase(m_found.begin() + row);
    m_problems.erase(m_problems.begin() + row);
    choose();
    endResetModel();
}

void DraftModel::change(int row, Found found) {
    m_found[static_cast<std::size_t>(row)] = std::move(found);
    m_problems[static_cast<std::size_t>(row)].clear();
    choose();
    emit dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
}

void DraftModel::setProblem(int row, const QString& problem) {
    m_problems[static_cast<std::size_t>(row)] = problem;
    emit dataChanged(index(row, 0), index(row, column_count - 1));
}

QString DraftModel::obstacle() const {
    const std::string whole = core::draft_problem(m_found, m_base);
    if (!whole.empty()) return text(whole);
    for (std::size_t i = 0; i < m_found.size(); ++i)
        if (m_found[i].role != Role::left_out && !m_problems[i].isEmpty()) return m_problems[i];
    return {};
}

model::Project DraftModel::project(const QString& title) const {
    return core::draft_project(m_found, title.toStdString(), m_base);
}

}  // namespace locality::app
