#pragma once

#include "style/painter_chart.h"

#include <QWidget>

namespace locality::app {

/// A chart on the screen. Arrow keys walk its marks, Home and End go to the first and the last, Enter asks how a mark's
/// figure came about; pointing at a mark says it too. To assistive technology it is a chart whose children are its
/// marks, each with its name and value.
class ChartView : public QWidget {
    Q_OBJECT

public:
    explicit ChartView(QWidget* parent = nullptr);
    void setChart(style::Chart chart, const style::ChartStyle& style);
    const style::Chart& chart() const { return m_chart; }

    int markCount() const { return static_cast<int>(m_chart.marks.size()); }
    int current() const { return m_current; }  ///< the mark that the keys are at; -1 for none
    void goToMark(int mark);
    int markAt(QPointF place) const;  ///< -1 for none
    QRectF markRect(int mark) const;  ///< what can be pointed at
    QString markName(int mark) const;
    QString markWords(int mark) const;
    void askForFigure(int mark);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// A mark is pointed at or walked to: its name and value; empty for none.
    void said(const QString& words);
    /// How did this figure come about?
    void figureWanted(const QString& address);
    /// This part of the view should be in sight.
    void inSight(const QRect& part);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    double scale() const;
    void place();
    void point(int mark);

    style::Chart m_chart;
    style::ChartStyle m_style;
    style::PlacedChart m_placed;
    int m_current = -1, m_pointed = -1;
};

}  // namespace locality::app
