#pragma once

#include "app/recent_files.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace locality::app {

/// What the program shows when it was started bare: the demo city, a file of one's own, files opened before.
class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);
    /// Lists the recent files anew and puts the focus on the demo city.
    void refresh();

signals:
    void demoWanted();
    void openWanted();
    void bringWanted();
    void recentWanted(const locality::app::RecentFile& file);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPushButton* m_demo = nullptr;
    QWidget* m_recent = nullptr;
    QVBoxLayout* m_recent_files = nullptr;
};

}  // namespace locality::app
