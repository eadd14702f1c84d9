#pragma once

#include "core/profile.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace locality::app {

class FigureView;
struct FigureTable;

/// Beside the map: the footprints of the set to choose from, or the profile of the one that was picked, its tables on
/// tabs.
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
    void fillTab(FigureView* table, FigureTable figures, const QString& title);
    QWidget* listPage();
    QWidget* profilePage();

    QStackedWidget* m_pages = nullptr;
    QLabel* m_hint = nullptr;
    FigureView* m_list = nullptr;
    QPushButton* m_back = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_about = nullptr;
    QTabWidget* m_tabs = nullptr;
    FigureView *m_figures = nullptr, *m_people = nullptr, *m_indicators = nullptr, *m_imd1 = nullptr;
};

}  // namespace locality::app
