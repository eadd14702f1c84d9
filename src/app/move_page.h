#pragma once

#include "core/move_preview.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTextBrowser;
class QTimer;

namespace locality::app {

class ScenarioSession;
class ZoneSelection;

/// Where the chosen zones are to go, what that would change, why, and the button that does it.
class MovePage : public QWidget {
    Q_OBJECT

public:
    MovePage(ScenarioSession* session, ZoneSelection* selection, QWidget* parent);
    void setResult(std::shared_ptr<const model::Result> result);
    /// Another scenario, set or selection: looks anew, once the page shows.
    void refresh();
    void setTarget(std::int32_t footprint);
    void focusTarget();

signals:
    /// The chosen zones were moved.
    void moved();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void look();
    void move();
    QString previewText(const core::MovePreview& preview) const;

    ScenarioSession* m_session;
    ZoneSelection* m_selection;
    std::shared_ptr<const model::Result> m_result;
    QLabel* m_chosen = nullptr;
    QComboBox* m_target = nullptr;
    QTextBrowser* m_preview = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_move = nullptr;
    QTimer* m_due = nullptr;
    int m_listed_set = -2;
};

}  // namespace locality::app
