#pragma once

#include "stats/histogram.h"
#include "style/style.h"

#include <QWidget>

namespace locality::app {

/// How the values of a column are spread, in the colours of their classes, with a handle at every break between two
/// classes. A handle is dragged, or moved with the arrow keys; Page Up and Page Down go to the next handle. The spin
/// boxes below do the same without either.
class HistogramView : public QWidget {
    Q_OBJECT

public:
    explicit HistogramView(QWidget* parent = nullptr);
    /// `movable` says whether there are handles: deciles have fixed classes.
    void setHistogram(stats::Histogram histogram, const style::Shading& shading, bool movable);
    int breakCount() const { return static_cast<int>(m_breaks.size()); }
    QPointF handle(int which) const;  ///< the middle of its grip

    QSize sizeHint() const override { return {300, 130}; }
    QSize minimumSizeHint() const override { return {180, 110}; }

signals:
    void breakMoved(int which, double value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QRectF bars() const;
    double xOf(double value) const;
    double valueAt(double x) const;
    void describe();
    void moveTo(double value);

    stats::Histogram m_histogram;
    style::Shading m_shading;
    std::vector<double> m_breaks;
    int m_current = -1;
    bool m_dragging = false;
};

}  // namespace locality::app
