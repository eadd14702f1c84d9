#pragma once

#include "style/painter_chart.h"
#include "style/painter_furniture.h"

#include <QFontMetricsF>
#include <QString>

#include <string>

/// What the painter of charts is put together from.
namespace locality::style {

/// A painter of a chart's parts that may only measure.
struct ChartPen {
    QPainter* painter;  ///< none: only measure
    const Chart& chart;
    const ChartStyle& style;
    double scale;

    QFont font(double pixels, bool bold = false) const;
    /// Words on one line in `room`, cut short with "…" where they are longer.
    void line(const std::string& words, QRectF room, int flags, double pixels, bool bold, Colour ink) const;
    /// Wrapped words at the foot of `room`, which must be high enough (paragraph says how high).
    void wrapped(const std::string& words, QRectF room, double pixels, bool bold, Colour ink) const;
    /// Wrapped words from the top of `room` on; the height they take.
    double paragraph(const std::string& words, QRectF room, double pixels, bool bold, Colour ink) const;
    double width_of(const std::string& words, double pixels, bool bold = false) const;
    void fill(QRectF room, Colour colour) const;
    void stroke(QPointF from, QPointF to, Colour colour, double width, bool dashed = false) const;
    /// England's mark on a scale: a thin line under a flag, unlike the whole area's plain one.
    void england(QPointF middle, double height) const;
    /// Hatched for missing, cross-hatched for withheld.
    void blank(QRectF room, bool suppressed) const;
};

inline constexpr double small_px = 10.5, words_px = 12, title_px = 13.5;

/// The plot of a chart in rows, or of an upright one, in `room`. Fills `placed`; the height it needs.
double draw_rows(const ChartPen& pen, QRectF room, PlacedChart& placed);
double draw_upright(const ChartPen& pen, QRectF room, PlacedChart& placed);
double least_upright_height(const ChartPen& pen);

}  // namespace locality::style
