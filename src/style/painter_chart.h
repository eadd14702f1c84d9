#pragma once

#include "style/chart.h"

#include <QPainter>
#include <QPainterPath>
#include <QRectF>

#include <vector>

namespace locality::style {

/// Where the parts of a chart stand, by its marks.
struct PlacedChart {
    std::vector<QRectF> marks;    ///< what is drawn
    std::vector<QRectF> targets;  ///< what is pointed at: larger, none over another
    double height = 0;            ///< that the chart needs
};

/// Draws a chart into a room, or only places it where there is no painter. `scale` 1 suits words of 12 pixels. An
/// upright chart takes all of the room's height, rows take what they need; a room of no height gives what all need.
PlacedChart draw_chart(QPainter* painter, const Chart& chart, const ChartStyle& style, QRectF room, double scale);

/// One mark round its middle, with an edge that shows it on any ground.
void draw_mark(QPainter& painter, QPointF middle, double radius, MarkShape shape, Colour fill, Colour edge);
QPainterPath mark_path(QPointF middle, double radius, MarkShape shape);

}  // namespace locality::style
