#pragma once

#include "core/scenario_mend.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace locality::app {

class FigureView;
class ScenarioSession;
class Work;

/// What bringing the scenario's footprints into one piece each would move, worked out three ways; one of them is made as
/// one step.
class MendPage : public QWidget {
    Q_OBJECT

public:
    MendPage(ScenarioSession* session, Work* work, QWidget* parent);
    void setResult(std::shared_ptr<const model::Result> result);
    /// The footprints changed: what was worked out is out of date.
    void refresh();

signals:
    void zonesWanted(const std::vector<std::int32_t>& zones);

private:
    void workOut();
    void show(std::vector<core::ScenarioMending> ways);
    void showMoves();
    void accept();
    int chosen() const;

    ScenarioSession* m_session;
    Work* m_work;
    std::shared_ptr<const model::Result> m_result;
    std::vector<core::ScenarioMending> m_ways;  ///< by rule, local, exact; empty until worked out
    QLabel* m_state = nullptr;
    QPushButton *m_work_out = nullptr, *m_accept = nullptr;
    FigureView *m_table = nullptr, *m_moves = nullptr;
    QLineEdit* m_reason = nullptr;
};

}  // namespace locality::app
