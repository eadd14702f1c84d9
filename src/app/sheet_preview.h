#pragma once

#include "app/work.h"
#include "style/scene.h"
#include "style/sheet.h"

#include <QImage>
#include <QWidget>

#include <memory>

class QTimer;

namespace locality::app {

/// Shows what a sheet will look like, drawn on another thread; of what is asked for meanwhile only the last is drawn.
class SheetPreview : public QWidget {
    Q_OBJECT

public:
    explicit SheetPreview(QWidget* parent = nullptr);
    /// `result` is what the scene draws.
    void show(std::shared_ptr<const model::Result> result, style::Scene scene, const style::Sheet& sheet);
    /// Nothing to be seen, and why.
    void showNothing(const QString& why);
    bool isDrawing() const { return m_work.isRunning() || m_due; }
    const QImage& picture() const { return m_picture; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw();

    std::shared_ptr<const model::Result> m_result;
    style::Scene m_scene;
    style::Sheet m_sheet;
    QString m_nothing;
    QImage m_picture;
    bool m_due = false;
    QTimer* m_pause = nullptr;
    Work m_work;
};

}  // namespace locality::app
