#pragma once

#include "model/result.h"
#include "model/scenario.h"

#include <QWidget>

#include <memory>

class QListWidget;
class QPushButton;

namespace locality::app {

class ScenarioSession;

/// The log of the current scenario: every step with its reason, those undone marked as such; undo and redo.
class StepsPage : public QWidget {
    Q_OBJECT

public:
    StepsPage(ScenarioSession* session, QWidget* parent);
    void setResult(std::shared_ptr<const model::Result> result);
    void refresh();

signals:
    /// The zones of a step were asked for, to be chosen and shown.
    void zonesWanted(const std::vector<std::int32_t>& zones);

private:
    QString words(const model::Step& step) const;

    ScenarioSession* m_session;
    std::shared_ptr<const model::Result> m_result;
    QListWidget* m_list = nullptr;
    QPushButton *m_undo = nullptr, *m_redo = nullptr;
};

}  // namespace locality::app
