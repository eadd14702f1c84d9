#include "style/painter_chart_parts.h"

#include <algorithm>
#include <cmath>

namespace locality::style {

using model::Status;

namespace {

constexpr double narrow = 640;  // pixels at scale 1: below that long labels stand above their rows
constexpr double mark_radius = 6;

/// Where the columns of a chart in rows stand.
struct RowLayout {
    QRectF track;  ///< of the first row, its height left aside
    double label_left = 0, label_width = 0, value_left = 0, value_width = 0;
    double row = 0;           ///< height
    double label_height = 0;  ///< of a label above its row; 0 where it stands beside
};

RowLayout layout_of(const ChartPen& pen, QRectF room) {
    const Chart& chart = pen.chart;
    const double s = pen.scale, gap = 8 * s;
    const bool spine = chart.kind == Chart::Kind::spine;
    double label = 0, value = 0;
    for (const ChartPlace& place : chart.places) {
        if (place.heading) continue;
        label = std::max(label, pen.width_of(place.label, words_px - 1, place.emphasised));
        value = std::max(value, pen.width_of(place.value, words_px - 1, place.emphasised || spine));
    }
    RowLayout l;
    l.label_left = room.left();
    l.row = (chart.kind == Chart::Kind::pyramid ? 14 : chart.kind == Chart::Kind::deciles ? 19 : 24) * s;
    if (chart.labels_above && room.width() < narrow * s) {
        l.label_width = room.width() - value - gap;
        const ChartPen measure{nullptr, chart, pen.style, s};
        l.label_height = 17 * s;
        for (const ChartPlace& place : chart.places)
            l.label_height = std::max(l.label_height, measure.paragraph(place.label, QRectF(0, 0, l.label_width, 0),
                                                                        words_px - 1, false, pen.style.ink) +
                                                          3 * s);
        l.row = 20 * s + l.label_height;
        l.value_width = value;
        l.value_left = room.right() - value;
        l.track = QRectF(room.left() + 8 * s, 0, room.width() - 16 * s, 0);
        return l;
    }
    l.label_width = std::min(label, 0.42 * room.width());
    l.value_width = std::min(value, 0.34 * room.width());
    l.value_left = room.right() - l.value_width;
    const double left = room.left() + l.label_width + gap;
    const double right = l.value_left - (value > 0 ? gap : 14 * s);
    l.track = QRectF(left, 0, std::max(20 * s, right - left), 0);
    if (spine) l.track.adjust(8 * s, 0, -8 * s, 0);
    return l;
}

double x_of(const ChartPen& pen, const QRectF& track, double value) {
    const ChartAxis& axis = pen.chart.values;
    const double part = std::clamp((value - axis.from) / (axis.to - axis.from), 0.0, 1.0);
    return track.left() + part * track.width();
}

/// Ticks that stand clear of each other, always the last one.
void draw_ticks(const ChartPen& pen, const QRectF& track, double y, bool lines, double bottom) {
    const auto& ticks = pen.chart.values.ticks;
    const double s = pen.scale;
    double taken = -1e9;
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        const double x = x_of(pen, track, ticks[i].at), width = pen.width_of(ticks[i].label, small_px);
        if (lines) pen.stroke({x, y}, {x, bottom}, pen.style.rule, 0.8);
        const bool spine = pen.chart.kind == Chart::Kind::spine;
        double left = x - width / 2;
        if (spine && i == 0) left = track.left() - 8 * s;
        if (spine && i + 1 == ticks.size()) left = track.right() + 8 * s - width;
        if (left < taken) continue;
        pen.line(ticks[i].label, {left, spine ? y - 16 * s : bottom + 1 * s, width + 1, 15 * s},
                 Qt::AlignLeft | Qt::AlignVCenter, small_px, false, pen.style.muted);
        taken = left + width + 5 * s;
    }
}

void draw_spine_row(const ChartPen& pen, const ChartPlace& place, const QRectF& row) {
    const double s = pen.scale, y = row.center().y();
    const auto bar = [&](double from, double to, double height, Colour colour) {
        if (std::isnan(from) || std::isnan(to)) return;
        const double a = x_of(pen, row, from), b = x_of(pen, row, to);
        pen.fill({a, y - height / 2, std::max(b - a, s), height}, colour);
    };
    bar(place.range_from, place.range_to, 7 * s, pen.style.range);
    bar(place.band_from, place.band_to, 11 * s, pen.style.band);
    if (!std::isnan(place.whole)) {
        const double x = x_of(pen, row, place.whole);
        pen.stroke({x, row.top()}, {x, row.bottom()}, pen.style.whole, 1.8);
    }
    if (!std::isnan(place.england)) pen.england({x_of(pen, row, place.england), y}, row.height());
}

/// A bar from nought; what is drawn of it. Nought itself is a thick line at the foot, a blank a hatched stub.
QRectF draw_bar(const ChartPen& pen, const ChartMark& mark, const QRectF& row) {
    const double s = pen.scale, zero = x_of(pen, row, 0), inset = std::max(1.0, 0.1 * row.height());
    const double top = row.top() + inset, height = row.height() - 2 * inset;
    if (mark.status != Status::known) {
        const double stub = 24 * s;
        const QRectF box(mark.at < 0 ? zero - stub : zero, top, stub, height);
        pen.blank(box, mark.status == Status::suppressed);
        return box;
    }
    const double end = x_of(pen, row, mark.at);
    QRectF box(std::min(zero, end), top, std::abs(end - zero), height);
    if (mark.at == 0) {
        box = QRectF(zero - s, top, 2 * s, height);
        pen.fill(box, pen.style.ink);
        return box;
    }
    pen.fill(box, pen.style.of(mark.ink, mark.decile));
    if (pen.painter) {
        pen.painter->setPen(QPen(qt(mark.emphasised ? pen.style.imd1 : pen.style.ink),
                                 (mark.emphasised ? 2.2 : 0.7) * s, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        pen.painter->setBrush(Qt::NoBrush);
        pen.painter->drawRect(box);
    }
    return box;
}

void draw_outline(const ChartPen& pen, const ChartLine& line, const QRectF& track, double top, double row) {
    if (!pen.painter) return;
    QPainterPath path;
    bool open = false;
    for (const auto& [place, value] : line.points) {
        if (std::isnan(value)) {
            open = false;
            continue;
        }
        const double x = x_of(pen, track, value), y = top + place * row;
        if (open)
            path.lineTo(x, y);
        else
            path.moveTo(x, y);
        path.lineTo(x, y + row);
        open = true;
    }
    // Cased, so that it shows over bars of any colour.
    pen.painter->setBrush(Qt::NoBrush);
    pen.painter->setPen(QPen(qt(pen.style.paper), 3.6 * pen.scale, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    pen.painter->drawPath(path);
    pen.painter->setPen(QPen(qt(pen.style.of(line.ink)), 1.8 * pen.scale, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    pen.painter->drawPath(path);
}

}  // namespace

double draw_rows(const ChartPen& pen, QRectF room, PlacedChart& placed) {
    const Chart& chart = pen.chart;
    const RowLayout l = layout_of(pen, room);
    const double s = pen.scale, head = chart.kind == Chart::Kind::spine ? 17 * s : 0;
    const double top = room.top() + head, rows = static_cast<double>(chart.places.size()) * l.row;
    const auto row_of = [&](std::size_t i) {
        return QRectF(l.track.left(), top + static_cast<double>(i) * l.row + l.label_height, l.track.width(),
                      l.row - l.label_height);
    };
    draw_ticks(pen, l.track, top, chart.kind != Chart::Kind::spine, top + rows);
    for (std::size_t i = 0; i < chart.places.size(); ++i) {
        const ChartPlace& place = chart.places[i];
        const QRectF row = row_of(i);
        const bool above = l.label_height > 0;
        const double words_top = above ? row.top() - l.label_height : row.top();
        const double words_height = above ? l.label_height : row.height();
        if (place.heading) {
            pen.line(place.label, {room.left(), words_top, room.width(), words_height}, Qt::AlignLeft | Qt::AlignBottom,
                     words_px - 0.5, true, pen.style.ink);
            continue;
        }
        const double px = chart.kind == Chart::Kind::pyramid ? small_px - 0.5 : words_px - 1;
        const QRectF label(l.label_left, words_top, l.label_width, words_height);
        if (above)
            pen.wrapped(place.label, label, px, place.emphasised, pen.style.ink);
        else
            pen.line(place.label, label,
                     (chart.kind == Chart::Kind::spine ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, px,
                     place.emphasised, pen.style.ink);
        pen.line(place.value, {l.value_left, words_top, l.value_width + 1, words_height},
                 Qt::AlignRight | (above ? Qt::AlignBottom : Qt::AlignVCenter), words_px - 1,
                 place.emphasised || chart.kind == Chart::Kind::spine, pen.style.ink);
        if (chart.kind == Chart::Kind::spine) draw_spine_row(pen, place, row);
    }
    for (const ChartMark& mark : chart.marks) {
        const QRectF row = row_of(mark.place);
        QRectF drawn;
        QRectF target(room.left(), row.top() - l.label_height, room.width(), l.row);
        if (chart.kind == Chart::Kind::spine) {
            const QPointF middle(x_of(pen, row, mark.at), row.center().y());
            const double r = mark_radius * s;
            drawn = QRectF(middle.x() - 1.3 * r, middle.y() - 1.3 * r, 2.6 * r, 2.6 * r);
            if (mark.status != Status::known) {
                drawn = QRectF(row.left(), row.center().y() - 5 * s, row.width(), 10 * s);
                pen.blank(drawn, mark.status == Status::suppressed);
            } else if (pen.painter) {
                draw_mark(*pen.painter, middle, r, mark.shape, pen.style.of(mark.ink), pen.style.ink);
            }
        } else {
            drawn = draw_bar(pen, mark, row);
            if (chart.values.from < 0) {  // two sides
                const double zero = x_of(pen, row, 0);
                target = mark.at < 0 ? QRectF(room.left(), row.top(), zero - room.left(), row.height())
                                     : QRectF(zero, row.top(), room.right() - zero, row.height());
            }
        }
        placed.marks.push_back(drawn);
        placed.targets.push_back(target);
    }
    for (const ChartLine& line : chart.lines) draw_outline(pen, line, l.track, top, l.row);
    if (chart.kind == Chart::Kind::spine) return head + rows;
    const double zero = x_of(pen, l.track, 0);
    pen.stroke({zero, top}, {zero, top + rows}, pen.style.ink, 1);
    pen.line(chart.values.title, {l.track.left(), top + rows + 15 * s, l.track.width(), 16 * s}, Qt::AlignCenter,
             small_px, false, pen.style.muted);
    return rows + 32 * s;
}

}  // namespace locality::style
