#pragma once

#include "model/result.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QPlainTextEdit;

namespace locality::app {

class FigureView;
class ScenarioSession;

/// Two scenarios of one set side by side, footprint by footprint, and their difference in sentences.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    ComparePage(ScenarioSession* session, QWidget* parent);
    void setResult(std::shared_ptr<const model::Result> result);
    /// Other scenarios, or another state of one: compares anew, once the page shows.
    void refresh();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void listScenarios();
    void compare();
    void save();

    ScenarioSession* m_session;
    std::shared_ptr<const model::Result> m_result;
    QComboBox *m_one = nullptr, *m_other = nullptr;
    FigureView* m_table = nullptr;
    QPlainTextEdit* m_words = nullptr;
    std::vector<std::vector<std::string>> m_rows;
    bool m_stale = true;
    int m_current = -1;  ///< scenario that was worked on when they were listed last
};

}  // namespace locality::app
