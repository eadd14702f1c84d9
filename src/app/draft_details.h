#pragma once

#include "core/draft.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListView;
class QStringListModel;

namespace locality::app {

/// One layer or table of a draft project: what was guessed of it, to be changed, and the codes that met nothing.
class DraftDetails : public QWidget {
    Q_OBJECT

public:
    explicit DraftDetails(QWidget* parent = nullptr);
    void show(const model::Found& found, const core::DraftJoin& join, const QString& problem);
    void showNothing();

signals:
    /// The user chose otherwise.
    void changed(const locality::model::Found& found);

private:
    QComboBox* combo(const char* name, const QString& words);
    void fill(QComboBox* box, const std::string& chosen, bool may_be_none, bool visible);
    void take();
    void listCodes();

    model::Found m_found;
    core::DraftJoin m_join;
    bool m_showing = false;

    QFormLayout* m_form = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_coordinates = nullptr;
    QComboBox* m_role = nullptr;
    QLineEdit* m_title = nullptr;
    QComboBox *m_code = nullptr, *m_name = nullptr, *m_kind = nullptr, *m_vintage = nullptr, *m_system = nullptr;
    QComboBox *m_from = nullptr, *m_to = nullptr, *m_to_name = nullptr, *m_share = nullptr;
    QComboBox *m_numerator = nullptr, *m_denominator = nullptr, *m_breakdown = nullptr, *m_value = nullptr;
    QComboBox* m_which = nullptr;
    QListView* m_codes = nullptr;
    QStringListModel* m_code_list = nullptr;
};

}  // namespace locality::app
