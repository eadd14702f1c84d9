#pragma once

#include "core/profile.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;
class QTimer;

namespace locality::app {

class FigureModel;
struct FigureTable;

/// Beside the map: the footprints of the set to choose from, or the profile of the one that was picked, its tables on
/// tabs. Copy (Ctrl+C) takes the chosen rows along as text with tabs between the columns.
class ProfilePanel : public QWidget {
    Q_OBJECT

public:
    explicit ProfilePanel(QWidget* parent = nullptr);
    /// The footprints of a set; only `hint` where there is no set.
    void showList(const model::FootprintSet* set, const QString& hint);
    void showProfile(const core::Profile& profile);

signals:
    void footprintWanted(const QString& code);
    void listWanted();
    void zoneWanted(const QString& code);

private:
    struct Table {
        QTableView* view = nullptr;
        FigureModel* model = nullptr;
        QTimer* rows_due = nullptr;
    };
    Table addTable(const QString& name, const QString& what, bool sortable, QWidget* page);
    void fill(const Table& table, FigureTable figures);
    void fillTab(const Table& table, FigureTable figures, const QString& title);
    QWidget* listPage();
    QWidget* profilePage();

    QStackedWidget* m_pages = nullptr;
    QLabel* m_hint = nullptr;
    Table m_list;
    QPushButton* m_back = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_about = nullptr;
    QTabWidget* m_tabs = nullptr;
    Table m_figures, m_people, m_indicators, m_imd1;
};

}  // namespace locality::app
