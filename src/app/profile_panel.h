#pragma once

#include "app/chart_box.h"
#include "core/profile.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace locality::app {

class CoursePage;
class FigureView;
class OverlapPage;
class OverviewPage;

/// Beside the map: the footprints of the set to choose from, or the profile of the one that was picked: an overview in
/// charts, tables, the course of its indicators, who is registered where, its overlaps with other sets.
class ProfilePanel : public QWidget {
    Q_OBJECT

public:
    explicit ProfilePanel(QWidget* parent = nullptr);
    /// The footprints of a set; only `hint` where there is no set.
    void showList(const model::FootprintSet* set, const QString& hint);
    void showProfile(std::shared_ptr<const model::Result> result, std::size_t set, std::size_t footprint,
                     const ChartLooks& looks);

signals:
    void footprintWanted(const QString& code);
    void listWanted();
    void zoneWanted(const QString& code);
    /// The footprint shown is to be compared with others.
    void compareWanted();

private:
    QWidget* listPage();
    QWidget* profilePage();
    void addView(QWidget* page, const QString& title);
    void fillTable(FigureView* table, FigureTable figures, const QString& title);
    void explain(const QString& figure);

    std::shared_ptr<const model::Result> m_result;
    std::size_t m_set = 0, m_footprint = 0;

    QStackedWidget* m_pages = nullptr;
    QLabel* m_hint = nullptr;
    FigureView* m_list = nullptr;
    QPushButton* m_back = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_about = nullptr;
    QComboBox* m_view = nullptr;
    QStackedWidget* m_views = nullptr;
    std::vector<QWidget*> m_of_view;  ///< pages that there is something on, as the list of views has them
    OverviewPage* m_overview = nullptr;
    CoursePage* m_course = nullptr;
    OverlapPage* m_overlaps = nullptr;
    FigureView *m_figures = nullptr, *m_people = nullptr, *m_indicators = nullptr, *m_imd1 = nullptr, *m_flow = nullptr;
};

}  // namespace locality::app
