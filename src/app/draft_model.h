#pragma once

#include "core/draft.h"

#include <QAbstractTableModel>

#include <set>
#include <vector>

namespace locality::app {

/// A role as people call it: "Zones", "Footprints: a shape each".
QString role_words(model::Role role);

/// The layers and tables of a draft project, a row each: what it is for, where it comes from, what it is about, how it
/// meets the zones, and what to mind. Holds the draft; what a role is and what fits it is core's and io's to say.
class DraftModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { role_column, from_column, about_column, rows_column, matched_column, note_column, column_count };

    explicit DraftModel(core::DraftBase base, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void add(std::vector<model::Found> found);
    void remove(int row);
    /// What a user changed of a row; the others are chosen anew beside it.
    void change(int row, model::Found found);
    /// What reading a row in its role came to; empty where all is well.
    void setProblem(int row, const QString& problem);

    const std::vector<model::Found>& found() const { return m_found; }
    const core::DraftJoin& join(int row) const { return m_joins[static_cast<std::size_t>(row)]; }
    /// What is wrong with a row, in words; empty where nothing is.
    QString problem(int row) const;
    /// Why no project can be made yet; empty where one can.
    QString obstacle() const;
    model::Project project(const QString& title) const;

private:
    void choose();
    QString note(int row) const;

    core::DraftBase m_base;
    std::vector<model::Found> m_found;
    std::vector<core::DraftJoin> m_joins;
    std::vector<QString> m_problems;  ///< of reading them, as chosen by the user
};

}  // namespace locality::app
