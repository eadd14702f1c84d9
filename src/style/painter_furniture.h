#pragma once

#include "style/painter.h"

#include <QColor>
#include <QFont>
#include <QPen>
#include <QPolygonF>
#include <QString>

#include <string>
#include <vector>

namespace locality::style {

inline QString text_of(const std::string& s) {
    return QString::fromStdString(s);
}

inline QColor qt(Colour c) {
    return QColor(c.red, c.green, c.blue, c.alpha);
}

/// How much larger than in a picture 1200 x 900 everything is drawn.
double drawing_scale(const Scene& scene, QSizeF size);
QFont map_font(const MapStyle& style, double pixels, bool bold = false);

using Lines = std::vector<QPolygonF>;
void draw_zone_lines(QPainter& painter, const Lines& lines, Colour colour, const MapStyle& style, double scale);
/// Lines of three strokes each, so that they show on any fill: dark edge, light casing, dashes.
void draw_imd1_lines(QPainter& painter, const Lines& lines, const MapStyle& style, double scale);
/// Lines in a casing.
void draw_footprint_lines(QPainter& painter, const Lines& lines, const MapStyle& style, double scale, bool selected);
/// The hatch lines over a shape that is already filled: "/" for missing, "x" for suppressed.
void draw_hatch(QPainter& painter, const QPainterPath& shape, const Scene& scene, bool suppressed, double scale,
                QPointF anchor);

/// Everything that is not the ground.
void draw_furniture(QPainter& painter, const Scene& scene, const View& view, QSizeF size);

/// The longest of 1, 2 or 4 times a power of ten metres that is at most `longest_m`: half of it is round as well.
double round_length_m(double longest_m);

}  // namespace locality::style
