#pragma once

#include "app/chart_box.h"
#include "core/chart_figures.h"

#include <QScrollArea>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace locality::app {

/// One indicator of a footprint over time; by deprivation; and the gap over time with a target, where zones' figures
/// are at hand.
class CoursePage : public QScrollArea {
    Q_OBJECT

public:
    explicit CoursePage(QWidget* parent = nullptr);
    /// Whether there is anything to show.
    bool showFootprint(std::shared_ptr<const model::Result> result, std::size_t set, std::size_t footprint,
                       const ChartLooks& looks);

signals:
    void figureWanted(const QString& address);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void draw();
    std::optional<core::Slices> slices() const;

    std::shared_ptr<const model::Result> m_result;
    std::size_t m_set = 0, m_footprint = 0;
    ChartLooks m_looks;
    std::vector<model::PeriodSeries> m_series;
    std::vector<core::Slices> m_by_deprivation;
    bool m_stale = true;  ///< charts are drawn when they are looked at

    QComboBox* m_which = nullptr;
    QWidget* m_target_bar = nullptr;
    QCheckBox* m_target = nullptr;
    QSpinBox *m_cut = nullptr, *m_by = nullptr;
    ChartBox *m_trend = nullptr, *m_gradient = nullptr, *m_gap = nullptr;
};

}  // namespace locality::app
