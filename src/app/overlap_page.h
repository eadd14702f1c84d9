#pragma once

#include "app/work.h"
#include "model/result.h"

#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;

namespace locality::app {

class FigureView;

/// Where a footprint's people are in another set. Worked out on a thread of its own when it is looked at.
class OverlapPage : public QWidget {
    Q_OBJECT

public:
    explicit OverlapPage(QWidget* parent = nullptr);
    /// Whether there is another set.
    bool showFootprint(std::shared_ptr<const model::Result> result, std::size_t set, std::size_t footprint);
    bool isWorking() const { return m_work->isRunning(); }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void workOut();

    std::shared_ptr<const model::Result> m_result;
    std::size_t m_set = 0, m_footprint = 0;
    bool m_stale = true;
    Work* m_work = nullptr;
    QComboBox* m_other = nullptr;
    QLabel* m_state = nullptr;
    FigureView* m_table = nullptr;
};

}  // namespace locality::app
