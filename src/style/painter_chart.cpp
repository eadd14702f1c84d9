#include "style/painter_chart.h"

#include "style/painter_chart_parts.h"
#include "style/painter_paths.h"

#include <algorithm>
#include <cmath>

namespace locality::style {

QFont ChartPen::font(double pixels, bool bold) const {
    MapStyle families;
    families.fonts = style.fonts;
    return map_font(families, pixels * scale, bold);
}

void ChartPen::line(const std::string& words, QRectF room, int flags, double pixels, bool bold, Colour ink) const {
    if (!painter) return;
    const QFont f = font(pixels, bold);
    painter->setFont(f);
    painter->setPen(qt(ink));
    painter->drawText(room, flags | Qt::TextSingleLine,
                      QFontMetricsF(f).elidedText(text_of(words), Qt::ElideRight, room.width() + 0.5));
}

void ChartPen::wrapped(const std::string& words, QRectF room, double pixels, bool bold, Colour ink) const {
    if (!painter) return;
    painter->setFont(font(pixels, bold));
    painter->setPen(qt(ink));
    painter->drawText(room, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, text_of(words));
}

double ChartPen::paragraph(const std::string& words, QRectF room, double pixels, bool bold, Colour ink) const {
    if (words.empty()) return 0;
    const QFont f = font(pixels, bold);
    const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    const double height =
        std::ceil(QFontMetricsF(f).boundingRect(QRectF(0, 0, room.width(), 1e5), flags, text_of(words)).height());
    if (painter) {
        painter->setFont(f);
        painter->setPen(qt(ink));
        painter->drawText(QRectF(room.topLeft(), QSizeF(room.width(), height + 1)), flags, text_of(words));
    }
    return height;
}

double ChartPen::width_of(const std::string& words, double pixels, bool bold) const {
    return QFontMetricsF(font(pixels, bold)).horizontalAdvance(text_of(words));
}

void ChartPen::fill(QRectF room, Colour colour) const {
    if (painter) painter->fillRect(room, qt(colour));
}

void ChartPen::stroke(QPointF from, QPointF to, Colour colour, double width, bool dashed) const {
    if (!painter) return;
    QPen pen(qt(colour), width * scale, Qt::SolidLine, Qt::FlatCap);
    if (dashed) pen.setDashPattern({4, 2.5});
    painter->setPen(pen);
    painter->drawLine(from, to);
}

void ChartPen::england(QPointF middle, double height) const {
    if (!painter) return;
    const double top = middle.y() - height / 2, half = 3.5 * scale;
    stroke({middle.x(), top}, {middle.x(), top + height}, style.ink, 1.1);
    const QPointF flag[] = {{middle.x() - half, top}, {middle.x() + half, top}, {middle.x(), top + 1.6 * half}};
    painter->setPen(QPen(qt(style.paper), 0.8 * scale));
    painter->setBrush(qt(style.ink));
    painter->drawPolygon(flag, 3);
}

void ChartPen::blank(QRectF room, bool suppressed) const {
    if (!painter) return;
    QPainterPath shape;
    shape.addRect(room);
    painter->fillRect(room, qt(suppressed ? style.suppressed : style.missing));
    painter->setPen(QPen(qt(style.hatch), scale, Qt::SolidLine, Qt::FlatCap));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(hatched(shape, 5 * scale, true, room.topLeft()));
    if (suppressed) painter->drawPath(hatched(shape, 5 * scale, false, room.topLeft()));
    painter->drawRect(room);
}

QPainterPath mark_path(QPointF middle, double r, MarkShape shape) {
    QPainterPath path;
    const auto polygon = [&](std::initializer_list<QPointF> corners) {
        QPolygonF p;
        for (const QPointF& c : corners) p << middle + r * c;
        path.addPolygon(p);
        path.closeSubpath();
    };
    switch (shape) {
        case MarkShape::circle:
        case MarkShape::ring:
            path.addEllipse(middle, r, r);
            break;
        case MarkShape::diamond:
            polygon({{0, -1.3}, {1.3, 0}, {0, 1.3}, {-1.3, 0}});
            break;
        case MarkShape::square:
            polygon({{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}});
            break;
        case MarkShape::up:
            polygon({{0, -1.15}, {1.2, 0.95}, {-1.2, 0.95}});
            break;
        case MarkShape::down:
            polygon({{0, 1.15}, {1.2, -0.95}, {-1.2, -0.95}});
            break;
        case MarkShape::flag:
            polygon({{-0.15, 1.4}, {-0.15, -1.4}, {1.3, -0.75}, {0.15, -0.1}, {0.15, 1.4}});
            break;
        case MarkShape::bar:
            polygon({{-1.2, -0.7}, {1.2, -0.7}, {1.2, 0.7}, {-1.2, 0.7}});
            break;
    }
    return path;
}

void draw_mark(QPainter& painter, QPointF middle, double radius, MarkShape shape, Colour fill, Colour edge) {
    const double width = std::max(1.0, radius / (shape == MarkShape::ring ? 3.0 : 5.0));
    painter.setPen(QPen(qt(edge), width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(qt(fill));
    painter.drawPath(mark_path(middle, radius, shape));
    painter.setBrush(Qt::NoBrush);
}

namespace {

constexpr double margin = 8;

/// A sample of a key's entry in a room of 18 x 12.
void sample(const ChartPen& pen, const ChartKey& key, QRectF room) {
    if (!pen.painter) return;
    const ChartStyle& style = pen.style;
    const double s = pen.scale;
    const QPointF middle = room.center();
    const QRectF box = room.adjusted(s, s, -s, -s);
    switch (key.is) {
        case ChartKey::Is::mark:
            if (key.shape == MarkShape::bar) {
                pen.fill(box, style.of(key.ink, 1));
                pen.painter->setPen(QPen(qt(key.ink == ChartInk::decile ? style.imd1 : style.ink),
                                         (key.ink == ChartInk::decile ? 2 : 0.8) * s));
                pen.painter->drawRect(box);
            } else {
                draw_mark(*pen.painter, middle, 5 * s, key.shape, style.of(key.ink), style.ink);
            }
            break;
        case ChartKey::Is::line:
            pen.stroke({room.left(), middle.y()}, {room.right(), middle.y()}, style.of(key.ink), 2, key.dashed);
            break;
        case ChartKey::Is::outline:
            pen.stroke({middle.x(), room.top()}, {middle.x(), room.bottom()}, style.of(key.ink), 2);
            break;
        case ChartKey::Is::england:
            pen.england(middle, room.height());
            break;
        case ChartKey::Is::range:
            pen.fill({room.left(), middle.y() - 3 * s, room.width(), 6 * s}, style.range);
            break;
        case ChartKey::Is::band:
            pen.fill({room.left(), middle.y() - 5 * s, room.width(), 10 * s}, style.band);
            break;
        case ChartKey::Is::missing:
        case ChartKey::Is::suppressed:
            pen.blank(box, key.is == ChartKey::Is::suppressed);
            break;
    }
}

/// The key, its entries one after the other and wrapped; the height it takes.
double draw_keys(const ChartPen& pen, QRectF room) {
    if (pen.chart.keys.empty()) return 0;
    const double s = pen.scale, box = 18 * s, row = 18 * s, gap = 12 * s;
    double x = room.left(), y = room.top();
    for (const ChartKey& key : pen.chart.keys) {
        const double width = std::min(box + 5 * s + pen.width_of(key.label, words_px - 1) + 2 * s, room.width());
        if (x > room.left() && x + width > room.right() + 0.5) {
            x = room.left();
            y += row;
        }
        sample(pen, key, {x, y + 3 * s, box, 12 * s});
        pen.line(key.label, {x + box + 5 * s, y, width - box - 5 * s, row}, Qt::AlignLeft | Qt::AlignVCenter,
                 words_px - 1, false, pen.style.ink);
        x += width + gap;
    }
    return y + row - room.top();
}

}  // namespace

PlacedChart draw_chart(QPainter* painter, const Chart& chart, const ChartStyle& style, QRectF all, double scale) {
    const ChartPen pen{painter, chart, style, scale};
    const ChartPen measure{nullptr, chart, style, scale};
    PlacedChart placed;
    if (painter) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillRect(all, qt(style.paper));
    }
    const double s = scale;
    const QRectF room = all.adjusted(margin * s, margin * s, -margin * s, 0);
    double y = room.top();
    const auto rest = [&] { return QRectF(room.left(), y, room.width(), 1e5); };
    if (chart.synthetic) {
        const double height = 18 * s, width = pen.width_of("Synthetic data", small_px, true) + 12 * s;
        const QRectF banner(room.left(), y, width, height);
        pen.fill(banner, style.banner);
        pen.line("Synthetic data", banner, Qt::AlignCenter, small_px, true, style.banner_ink);
        y += height + 4 * s;
    }
    y += pen.paragraph(chart.title, rest(), title_px, true, style.ink);
    y += pen.paragraph(chart.subtitle, rest(), small_px + 0.5, false, style.muted) + 3 * s;
    y += pen.paragraph(chart.reading, rest(), words_px, false, style.ink) + 6 * s;
    if (!empty(chart)) {
        y += draw_keys(pen, rest()) + 6 * s;
        double feet = 6 * s;
        for (const std::string& note : chart.notes)
            feet += measure.paragraph(note, rest(), small_px, false, style.muted) + 2 * s;
        const double left = all.bottom() - margin * s - feet - y;
        QRectF plot(room.left(), y, room.width(), left);
        if (!chart.in_rows) {
            plot.setHeight(std::max(left, least_upright_height(pen)));
            y += draw_upright(pen, plot, placed);
        } else {
            y += draw_rows(pen, plot, placed);
        }
        y += 6 * s;
        for (const std::string& note : chart.notes)
            y += pen.paragraph(note, rest(), small_px, false, style.muted) + 2 * s;
    }
    placed.height = std::ceil(y + margin * s - all.top());
    if (painter) painter->restore();
    return placed;
}

}  // namespace locality::style
