#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace locality::app {

/// Lies over the window's middle while work goes on: what is being done, how far it is, and a way out. Esc cancels.
class WorkOverlay : public QWidget {
    Q_OBJECT

public:
    explicit WorkOverlay(QWidget* over);
    void begin(const QString& title);
    void progress(double fraction, const QString& doing);
    void end();

signals:
    void cancelWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title = nullptr;
    QLabel* m_doing = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_cancel = nullptr;
};

}  // namespace locality::app
