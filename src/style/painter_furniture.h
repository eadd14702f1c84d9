#pragma once

#include "style/painter.h"

#include <QColor>
#include <QFont>
#include <QPen>

namespace locality::style {

inline QColor qt(Colour c) {
    return QColor(c.red, c.green, c.blue, c.alpha);
}

/// How much larger than in a picture 1200 x 900 everything is drawn.
double drawing_scale(QSizeF size);
QFont map_font(const MapStyle& style, double pixels, bool bold = false);

/// One line of three strokes, so that it shows on any fill: dark edge, light casing, dashes.
void draw_imd1_line(QPainter& painter, const QPainterPath& line, const MapStyle& style, double scale);
/// One line in a casing.
void draw_footprint_line(QPainter& painter, const QPainterPath& line, const MapStyle& style, double scale,
                         bool selected);
/// The hatch lines over a shape that is already filled: "/" for missing, "x" for suppressed.
void draw_hatch(QPainter& painter, const QPainterPath& shape, const Scene& scene, bool suppressed, double scale,
                QPointF anchor);

/// Everything that is not the ground.
void draw_furniture(QPainter& painter, const Scene& scene, const View& view, QSizeF size);

/// The longest of 1, 2 or 5 times a power of ten metres that is at most `longest_m`.
double round_length_m(double longest_m);

}  // namespace locality::style
