#pragma once

#include "app/chart_box.h"
#include "core/profile.h"

#include <QScrollArea>

class QGridLayout;

namespace locality::app {

/// A footprint at a glance: its main figures beside the whole area's, then its deciles, its ages and its indicators as
/// charts.
class OverviewPage : public QScrollArea {
    Q_OBJECT

public:
    explicit OverviewPage(QWidget* parent = nullptr);
    void showFootprint(const model::Result& result, const core::Profile& profile, std::size_t set,
                       std::size_t footprint, const ChartLooks& looks);

signals:
    void figureWanted(const QString& address);

private:
    void fillHeadlines(const core::Profile& profile, const QString& whole);

    QWidget* m_headlines = nullptr;
    QGridLayout* m_grid = nullptr;
    ChartBox *m_deciles = nullptr, *m_pyramid = nullptr, *m_spine = nullptr;
};

/// A scroll area round a column of widgets that keeps in sight what the keys are at in a chart.
void keep_in_sight(QScrollArea& area, const ChartBox& box);

}  // namespace locality::app
