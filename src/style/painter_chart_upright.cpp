#include "style/painter_chart_parts.h"

#include <algorithm>
#include <cmath>

namespace locality::style {

using model::Status;

namespace {

constexpr double mark_radius = 5;
constexpr double usual_height = 220;  // of the plot with its labels, at scale 1

/// The plot of an upright chart and what turns values into its pixels.
struct Plot {
    QRectF box;
    const Chart& chart;

    double x(double across) const {
        const ChartAxis& a = chart.across;
        return box.left() + (across - a.from) / (a.to - a.from) * box.width();
    }
    double y(double value) const {
        const ChartAxis& a = chart.values;
        return box.bottom() - std::clamp((value - a.from) / (a.to - a.from), 0.0, 1.0) * box.height();
    }
};

void draw_value_axis(const ChartPen& pen, const Plot& plot, QRectF room) {
    const double s = pen.scale;
    for (const ChartTick& tick : pen.chart.values.ticks) {
        const double y = plot.y(tick.at);
        pen.stroke({plot.box.left(), y}, {plot.box.right(), y}, tick.at == 0 ? pen.style.ink : pen.style.rule,
                   tick.at == 0 ? 1.2 : 0.8);
        pen.line(tick.label, {room.left(), y - 8 * s, plot.box.left() - room.left() - 5 * s, 16 * s},
                 Qt::AlignRight | Qt::AlignVCenter, small_px, false, pen.style.muted);
    }
}

/// Labels along the foot that stand clear of each other; the last one always, and those before it as they fit.
void draw_place_labels(const ChartPen& pen, const Plot& plot) {
    const double s = pen.scale;
    struct Label {
        double left, right;
        std::size_t place;
    };
    std::vector<Label> chosen;
    const auto label_of = [&](std::size_t i) {
        const ChartPlace& place = pen.chart.places[i];
        const double width = pen.width_of(place.label, small_px, place.emphasised);
        const double left =
            std::clamp(plot.x(place.at) - width / 2, plot.box.left() - 24 * s, plot.box.right() - width + 8 * s);
        return Label{left, left + width, i};
    };
    for (std::size_t n = pen.chart.places.size(); n-- > 0;) {
        const Label label = label_of(n);
        const bool clear = std::all_of(chosen.begin(), chosen.end(), [&](const Label& other) {
            return label.right + 4 * s < other.left || other.right + 4 * s < label.left;
        });
        if (clear) chosen.push_back(label);
    }
    for (const Label& label : chosen) {
        const ChartPlace& place = pen.chart.places[label.place];
        const double x = plot.x(place.at);
        pen.stroke({x, plot.box.bottom()}, {x, plot.box.bottom() + 4 * s}, pen.style.muted, 1);
        pen.line(place.label, {label.left, plot.box.bottom() + 4 * s, label.right - label.left + 1, 16 * s},
                 Qt::AlignLeft | Qt::AlignVCenter, small_px, place.emphasised, pen.style.ink);
    }
}

void draw_line(const ChartPen& pen, const Plot& plot, const ChartLine& line) {
    if (!pen.painter) return;
    QPainterPath path;
    bool open = false;
    for (const auto& [across, value] : line.points) {
        if (std::isnan(value)) {
            open = false;
            continue;
        }
        const QPointF at(plot.x(across), plot.y(value));
        if (open)
            path.lineTo(at);
        else
            path.moveTo(at);
        open = true;
    }
    QPen stroke(qt(pen.style.of(line.ink)), 2 * pen.scale, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (line.dashed) stroke.setDashPattern(line.ink == ChartInk::target ? QList<qreal>{1.5, 2} : QList<qreal>{5, 3});
    pen.painter->setPen(stroke);
    pen.painter->setBrush(Qt::NoBrush);
    pen.painter->drawPath(path);
}

void draw_whiskers(const ChartPen& pen, const Plot& plot, double x, const model::Limits& limits) {
    if (std::isnan(limits.lower) || std::isnan(limits.upper)) return;
    const double s = pen.scale, low = plot.y(limits.lower), high = plot.y(std::min(limits.upper, pen.chart.values.to));
    pen.stroke({x, low}, {x, high}, pen.style.ink, 1.2);
    for (const double y : {low, high}) pen.stroke({x - 3.5 * s, y}, {x + 3.5 * s, y}, pen.style.ink, 1.2);
}

}  // namespace

double least_upright_height(const ChartPen& pen) {
    return usual_height * pen.scale;
}

double draw_upright(const ChartPen& pen, QRectF room, PlacedChart& placed) {
    const Chart& chart = pen.chart;
    const double s = pen.scale;
    double labels = 0;
    for (const ChartTick& tick : chart.values.ticks) labels = std::max(labels, pen.width_of(tick.label, small_px));
    const double head = 17 * s, foot = (chart.across.title.empty() ? 22 : 38) * s;
    const Plot plot{room.adjusted(labels + 6 * s, head, -6 * s, -foot), chart};
    pen.line(chart.values.title, {room.left(), room.top() - 2 * s, room.width(), 14 * s},
             Qt::AlignLeft | Qt::AlignVCenter, small_px, false, pen.style.muted);
    draw_value_axis(pen, plot, room);
    draw_place_labels(pen, plot);
    pen.line(chart.across.title, {plot.box.left(), plot.box.bottom() + 20 * s, plot.box.width(), 16 * s},
             Qt::AlignCenter, small_px, false, pen.style.muted);
    for (const ChartLine& line : chart.lines) draw_line(pen, plot, line);

    // Halfway to its neighbours is where pointing at a mark ends.
    std::vector<double> middles;
    for (const ChartMark& mark : chart.marks) middles.push_back(plot.x(chart.places[mark.place].at));
    for (std::size_t m = 0; m < chart.marks.size(); ++m) {
        const ChartMark& mark = chart.marks[m];
        const double x = middles[m];
        const double left = m == 0 ? plot.box.left() : (middles[m - 1] + x) / 2;
        const double right = m + 1 == middles.size() ? plot.box.right() : (x + middles[m + 1]) / 2;
        placed.targets.emplace_back(left, plot.box.top(), right - left, plot.box.height());
        if (mark.status != Status::known) {
            const double half = std::min(9 * s, (right - left) / 2 - s);
            const QRectF box(x - half, plot.box.top(), 2 * half, plot.box.height());
            pen.blank(box, mark.status == Status::suppressed);
            placed.marks.push_back(box);
            continue;
        }
        draw_whiskers(pen, plot, x, mark.limits);
        const QPointF middle(x, plot.y(mark.at));
        const double r = (mark.emphasised ? mark_radius + 2 : mark_radius) * s;
        if (pen.painter)
            draw_mark(*pen.painter, middle, r, mark.shape, pen.style.of(mark.ink),
                      mark.emphasised ? pen.style.imd1 : pen.style.ink);
        placed.marks.emplace_back(middle.x() - 1.3 * r, middle.y() - 1.3 * r, 2.6 * r, 2.6 * r);
    }
    return room.height();
}

}  // namespace locality::style
