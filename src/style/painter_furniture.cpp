#include "style/painter_furniture.h"

#include "style/painter_column.h"
#include "style/painter_paths.h"

#include <QFontDatabase>
#include <QFontMetricsF>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::style {

namespace {

constexpr double panel_width = 344;  // at scale 1
constexpr double margin = 18;
constexpr double least_side = 360;  // pixels; a smaller picture has no panel

void head(Column& column, const Scene& scene) {
    column.paragraph(scene.title, 25, true, scene.style.ink);
    column.gap(4);
    column.paragraph(scene.subtitle, 14, false, scene.style.muted);
}

void key(Column& column) {
    column.legend();
    column.gap(6);
    column.footprint_entries();
}

void foot(Column& column, const Scene& scene, const View& view) {
    column.scale_and_north(view);
    column.gap(8);
    column.paragraph(scene.dates, 9.5, false, scene.style.muted);
    column.gap(3);
    column.paragraph(scene.attribution, 9.5, false, scene.style.muted);
    if (!scene.backdrop || scene.backdrop->attribution.empty()) return;
    column.gap(3);
    column.paragraph("Picture under the map: " + scene.backdrop->attribution, 9.5, false, scene.style.muted);
}

/// The side panel: head, legend and reading from the top, scale and sources at the foot. Returns what height it needs.
double side_panel(const Scene& scene, QPainter* painter, const View& view, QRectF panel, double scale, bool reading) {
    const double x = panel.left() + margin * scale, width = panel.width() - 2 * margin * scale;
    Column column(scene, painter, {x, panel.top() + margin * scale}, width, scale);
    head(column, scene);
    column.gap(14);
    column.rule();
    column.gap(12);
    key(column);
    if (reading && !scene.reading.empty()) {
        column.gap(10);
        column.rule();
        column.gap(10);
        column.paragraph(scene.reading, 13.5, false, scene.style.ink);
    }
    Column measured(scene, nullptr, {x, 0}, width, scale);
    foot(measured, scene, view);
    if (painter != nullptr) {
        Column last(scene, painter, {x, panel.bottom() - margin * scale - measured.y()}, width, scale);
        foot(last, scene, view);
    }
    return column.y() - panel.top() + 14 * scale + measured.y() + margin * scale;
}

/// The strip at the foot of a tall picture: words at the left, legend at the right. Returns what height it needs.
double foot_panel(const Scene& scene, QPainter* painter, const View& view, QRectF panel, double scale) {
    const double gutter = 2 * margin * scale, half = (panel.width() - 2 * margin * scale - gutter) / 2;
    const QPointF at(panel.left() + margin * scale, panel.top() + margin * scale);
    Column words(scene, painter, at, half, scale);
    head(words, scene);
    words.gap(12);
    words.paragraph(scene.reading, 13.5, false, scene.style.ink);
    words.gap(14);
    foot(words, scene, view);
    Column legend(scene, painter, at + QPointF(half + gutter, 0), half, scale);
    key(legend);
    return std::max(words.y(), legend.y()) - panel.top() + margin * scale;
}

void draw(QPainter& painter, const Lines& lines, const QPen& pen) {
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF& line : lines) painter.drawPolyline(line);
}

bool tall(QSizeF size) {
    return size.width() < size.height();
}

const char* const banner_words = "Synthetic data: not a real place";

QRectF banner_rect(const MapStyle& style, double scale) {
    const QFontMetricsF metrics(map_font(style, 15 * scale, true));
    return {12 * scale, 12 * scale, metrics.horizontalAdvance(banner_words) + 22 * scale, metrics.height() + 9 * scale};
}

void draw_banner(QPainter& painter, const MapStyle& style, double scale) {
    const QRectF box = banner_rect(style, scale);
    painter.setPen(QPen(qt(style.banner_ink), 1.2 * scale));
    painter.setBrush(qt(style.banner));
    painter.drawRect(box);
    painter.setFont(map_font(style, 15 * scale, true));
    painter.drawText(box, Qt::AlignCenter, banner_words);
}

}  // namespace

double drawing_scale(const Scene& scene, QSizeF size) {
    if (scene.scale > 0) return scene.scale;
    const double across = tall(size) ? size.height() / 1200 : size.height() / 900;
    const double along = tall(size) ? size.width() / 900 : size.width() / 1200;
    return std::max(0.75, std::min(across, along));
}

QFont map_font(const MapStyle& style, double pixels, bool bold) {
    static const QStringList installed = QFontDatabase::families();
    QString family = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    for (const std::string& wanted : style.fonts)
        if (installed.contains(text_of(wanted))) {
            family = text_of(wanted);
            break;
        }
    QFont font(family);
    font.setPixelSize(std::max(6, qRound(pixels)));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

double round_length_m(double longest_m) {
    if (!(longest_m > 0)) return 0;
    const double power = std::pow(10.0, std::floor(std::log10(longest_m)));
    for (const double factor : {4.0, 2.0})
        if (factor * power <= longest_m) return factor * power;
    return power;
}

void draw_zone_lines(QPainter& painter, const Lines& lines, Colour colour, const MapStyle& style, double scale) {
    draw(painter, lines, QPen(qt(colour), style.zone_line_px * scale, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
}

void draw_imd1_lines(QPainter& painter, const Lines& lines, const MapStyle& style, double scale) {
    const double width = style.imd1_line_px * scale;
    draw(painter, lines, QPen(qt(style.imd1_edge), width * 2.7, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    draw(painter, lines, QPen(qt(style.imd1_casing), width * 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    QPen dashes(qt(style.imd1_line), width * 1.25, Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin);
    dashes.setDashPattern({3.2, 1.8});
    draw(painter, lines, dashes);
}

void draw_footprint_lines(QPainter& painter, const Lines& lines, const MapStyle& style, double scale, bool selected) {
    const double width = style.footprint_line_px * scale * (selected ? 1.9 : 1);
    const Colour ink = selected ? style.selected_line : style.footprint_line;
    draw(painter, lines,
         QPen(qt(style.footprint_casing), width + 2.6 * scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw(painter, lines, QPen(qt(ink), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void draw_hatch(QPainter& painter, const QPainterPath& shape, const Scene& scene, bool suppressed, double scale,
                QPointF anchor) {
    const double spacing = 6.5 * scale;
    painter.setPen(QPen(qt(scene.shading.hatch), 1.0 * scale, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(hatched(shape, spacing, true, anchor));
    if (suppressed) painter.drawPath(hatched(shape, spacing, false, anchor));
}

Frame frame(const Scene& scene, QSizeF size) {
    const QRectF all(QPointF(0, 0), size);
    if (std::min(size.width(), size.height()) < least_side) return {all, {}};
    const double scale = drawing_scale(scene, size);
    if (tall(size)) {
        const double needed = foot_panel(scene, nullptr, View{}, QRectF(0, 0, size.width(), size.height()), scale);
        const double height = std::min(needed, 0.6 * size.height());
        return {QRectF(0, 0, size.width(), size.height() - height),
                QRectF(0, size.height() - height, size.width(), height)};
    }
    const double width = std::round(std::min(panel_width * scale, 0.42 * size.width()));
    return {QRectF(0, 0, size.width() - width, size.height()), QRectF(size.width() - width, 0, width, size.height())};
}

std::vector<QRectF> furniture_rects(const Scene& scene, QSizeF size) {
    std::vector<QRectF> rects;
    if (const QRectF panel = frame(scene, size).furniture; !panel.isEmpty()) rects.push_back(panel);
    if (scene.synthetic) {
        const double scale = drawing_scale(scene, size), line = 2 * scale;
        rects.push_back(QRectF(banner_rect(scene.style, scale).adjusted(-line, -line, line, line).toAlignedRect()));
    }
    return rects;
}

void draw_furniture(QPainter& painter, const Scene& scene, const View& view, QSizeF size) {
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const Frame parts = frame(scene, size);
    const QRectF panel = parts.furniture;
    double scale = drawing_scale(scene, size);
    if (!panel.isEmpty()) {
        painter.fillRect(panel, qt(scene.style.panel));
        const double line = std::max(1.0, 0.8 * scale);
        painter.fillRect(tall(size) ? QRectF(panel.topLeft(), QSizeF(panel.width(), line))
                                    : QRectF(panel.topLeft(), QSizeF(line, panel.height())),
                         qt(scene.style.rule));
        // Words that do not fit get smaller, then the reading goes; the legend and the sources stay.
        bool reading = true;
        double fitting = scale;
        const auto needed = [&] {
            return tall(size) ? foot_panel(scene, nullptr, view, panel, fitting)
                              : side_panel(scene, nullptr, view, panel, fitting, reading);
        };
        while (needed() > panel.height() + 1 && fitting > 0.8 * scale) fitting *= 0.96;
        if (needed() > panel.height() + 1) {
            reading = false;
            while (needed() > panel.height() + 1 && fitting > 0.4 * scale) fitting *= 0.96;
        }
        if (tall(size))
            foot_panel(scene, &painter, view, panel, fitting);
        else
            side_panel(scene, &painter, view, panel, fitting, reading);
    }
    if (scene.synthetic) draw_banner(painter, scene.style, scale);
    painter.restore();
}

}  // namespace locality::style
