// The legend, and the scale with its arrow.

#include "style/painter_column.h"

#include "style/painter_marks.h"

#include <QFontMetricsF>
#include <QPainterPath>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace locality::style {

namespace {

Lines line_across(QRectF room) {
    const double y = room.center().y();
    return {QPolygonF({QPointF(room.left(), y), QPointF(room.right(), y)})};
}

}  // namespace

void Column::paragraph(const std::string& words, double pixels, bool bold, Colour ink) {
    if (words.empty()) return;
    m_y += text(words, pixels, bold, ink, 0);
}

void Column::rule() {
    if (m_painter != nullptr)
        m_painter->fillRect(QRectF(m_x, m_y, m_width, std::max(1.0, 0.8 * m_scale)), qt(m_scene.style.rule));
    m_y += m_scale;
}

double Column::text(const std::string& words, double pixels, bool bold, Colour ink, double indent) {
    const QFont font = map_font(m_scene.style, pixels * m_scale, bold);
    const QRectF room(m_x + indent, m_y, m_width - indent, 1e5);
    const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    const QRectF used = QFontMetricsF(font).boundingRect(room, flags, text_of(words));
    if (m_painter != nullptr) {
        m_painter->setFont(font);
        m_painter->setPen(qt(ink));
        m_painter->drawText(QRectF(room.topLeft(), QSizeF(room.width(), used.height() + 1)), flags, text_of(words));
    }
    return used.height();
}

double Column::measured(const std::string& words, double pixels, double indent) {
    QPainter* painter = std::exchange(m_painter, nullptr);
    const double height = text(words, pixels, false, m_scene.style.ink, indent);
    m_painter = painter;
    return height;
}

void Column::entry(const std::string& words, double least_height, const std::function<void(QRectF)>& sample) {
    const double swatch = 26 * m_scale, indent = swatch + 9 * m_scale;
    const double taken = measured(words, 13, indent),
                 height = std::max(least_height * m_scale, taken + 2 * m_scale);
    if (m_painter != nullptr) sample(QRectF(m_x, m_y, swatch, height));
    m_y += (height - taken) / 2;
    text(words, 13, false, m_scene.style.ink, indent);
    m_y += height - (height - taken) / 2;
}

void Column::swatch(QRectF room, Colour fill) {
    m_painter->setPen(QPen(qt(m_scene.style.rule), 0.8 * m_scale));
    m_painter->setBrush(qt(as_drawn(fill)));
    m_painter->drawRect(room);
    m_painter->setBrush(Qt::NoBrush);
}

void Column::blank_entry(const char* words, std::size_t count, Colour fill, bool suppressed) {
    if (count == 0) return;
    gap(4);
    entry(fmt::format("{} ({})", words, grouped(static_cast<double>(count), 0)), 19, [&](QRectF room) {
        swatch(room, fill);
        QPainterPath shape;
        shape.addRect(room);
        draw_hatch(*m_painter, shape, m_scene, suppressed, m_scale, room.topLeft());
    });
}

void Column::mark_entry(const std::string& words, Marks::Kind kind) {
    if (words.empty()) return;
    gap(4);
    entry(words, 19, [&](QRectF room) {
        QPainterPath shape;
        shape.addRect(room);
        draw_mark(*m_painter, shape, kind, m_scene.style, m_scale, room.topLeft());
    });
}

Colour Column::as_drawn(Colour fill) const {
    if (!m_scene.backdrop) return fill;
    const double part = std::clamp(m_scene.backdrop->opacity, 0.0, 1.0);
    const auto mix = [&](std::uint8_t over, std::uint8_t under) {
        return static_cast<std::uint8_t>(std::lround(part * over + (1 - part) * under));
    };
    const Colour paper = m_scene.style.panel;
    return {mix(fill.red, paper.red), mix(fill.green, paper.green), mix(fill.blue, paper.blue), fill.alpha};
}

void Column::legend() {
    if (m_scene.backdrop && m_scene.backdrop->opacity <= 0) {
        paragraph(shaded_word(m_scene) + " are drawn as outlines over a picture", 11, false, m_scene.style.muted);
        return;
    }
    paragraph(m_scene.shading.title, 13.5, true, m_scene.style.ink);
    if (!m_scene.shading.across.empty())
        paragraph("and " + m_scene.shading.across_title, 13.5, true, m_scene.style.ink);
    paragraph(shaded_word(m_scene) + " in each class in brackets", 11, false, m_scene.style.muted);
    gap(7);
    if (!m_scene.shading.across.empty()) {
        legend_of_two();
        return;
    }
    for (std::size_t i = 0; i < m_scene.shading.classes.size(); ++i) {
        const ShadeClass& c = m_scene.shading.classes[i];
        entry(fmt::format("{} ({})", c.label, grouped(static_cast<double>(m_scene.class_count[i]), 0)), 20,
              [&](QRectF room) { swatch(room, c.fill); });
    }
    blank_entries();
}

void Column::blank_entries() {
    blank_entry("No data", m_scene.missing_count, m_scene.shading.missing, false);
    blank_entry("Suppressed by the publisher", m_scene.suppressed_count, m_scene.shading.suppressed, true);
}

/// Nine squares: the first column's thirds run to the right, the second's upwards, the strong corner at the upper
/// right.
void Column::legend_of_two() {
    const double cell = 46 * m_scale, left = 20 * m_scale;
    if (m_painter != nullptr && m_scene.shading.classes.size() == 9) {
        m_painter->setFont(map_font(m_scene.style, 11 * m_scale));
        for (std::size_t i = 0; i < 9; ++i) {
            const QRectF room(m_x + left + static_cast<double>(i % 3) * cell,
                              m_y + (2 - static_cast<double>(i / 3)) * cell, cell, cell);
            const Colour fill = m_scene.shading.classes[i].fill;
            swatch(room, fill);
            m_painter->setPen(lightness(fill) < 60 ? QColor(Qt::white) : QColor(16, 23, 29));
            m_painter->drawText(room, Qt::AlignCenter,
                                text_of("(" + grouped(static_cast<double>(m_scene.class_count[i]), 0) + ")"));
        }
        m_painter->setPen(qt(m_scene.style.ink));
        m_painter->save();
        m_painter->translate(m_x + 4 * m_scale, m_y + 3 * cell);
        m_painter->rotate(-90);
        m_painter->drawText(QRectF(0, 0, 3 * cell, 14 * m_scale), Qt::AlignHCenter | Qt::AlignVCenter,
                            QStringLiteral("second →"));
        m_painter->restore();
        m_painter->drawText(QRectF(m_x + left, m_y + 3 * cell + 2 * m_scale, 3 * cell, 16 * m_scale), Qt::AlignHCenter,
                            QStringLiteral("first →"));
    }
    m_y += 3 * cell + 22 * m_scale;
    const Shading& shading = m_scene.shading;
    if (shading.classes.size() == 9) {
        const auto thirds = [&](const char* what, const auto& label) {
            paragraph(fmt::format("{}: {} · {} · {}", what, label(0), label(1), label(2)), 11, false,
                      m_scene.style.muted);
        };
        thirds("First",
               [&](std::size_t i) { return shading.classes[i].label.substr(0, shading.classes[i].label.find(';')); });
        thirds("Second", [&](std::size_t i) { return shading.across_classes[i].label; });
        gap(4);
    }
    blank_entries();
}

void Column::footprint_entries() {
    if (m_scene.show_imd1) {
        const auto count = static_cast<std::size_t>(std::count(m_scene.imd1.begin(), m_scene.imd1.end(), true));
        entry(fmt::format("Most deprived 10% in England ({})", grouped(static_cast<double>(count), 0)), 21,
              [&](QRectF room) { draw_imd1_lines(*m_painter, line_across(room), m_scene.style, m_scale); });
    }
    if (m_scene.set >= 0) {
        const model::FootprintSet& set = m_scene.result->sets[static_cast<std::size_t>(m_scene.set)];
        entry(fmt::format("{} ({})", set.title.empty() ? set.id : set.title,
                          grouped(static_cast<double>(set.code.size()), 0)),
              21,
              [&](QRectF room) { draw_footprint_lines(*m_painter, line_across(room), m_scene.style, m_scale, false); });
    }
    if (!m_scene.marks) return;
    mark_entry(m_scene.marks->gap_words, Marks::Kind::gap);
    mark_entry(m_scene.marks->several_words, Marks::Kind::several);
}

void Column::scale_and_north(const View& view) {
    const double height = 44 * m_scale, arrow = 30 * m_scale;
    if (m_painter != nullptr) {
        const double length_m = round_length_m((m_width - arrow - 60 * m_scale) * 0.8 * view.metres_per_pixel);
        const double length = length_m / view.metres_per_pixel, top = m_y + 27 * m_scale, bar = 6 * m_scale;
        const MapStyle& style = m_scene.style;
        const QFont font = map_font(style, 12 * m_scale);
        const QFontMetricsF metrics(font);
        m_painter->setFont(font);
        const bool km = length_m >= 1000;
        const double inset = metrics.horizontalAdvance("0") / 2;
        for (int i = 0; i < 2; ++i) {
            const QRectF half(m_x + inset + i * length / 2, top, length / 2, bar);
            m_painter->setPen(QPen(qt(style.ink), m_scale));
            m_painter->setBrush(i == 0 ? qt(style.ink) : qt(style.panel));
            m_painter->drawRect(half);
        }
        m_painter->setBrush(Qt::NoBrush);
        const auto tick = [&](double part) {
            const QString number = QString::fromStdString(fmt::format("{}", length_m * part / (km ? 1000 : 1)));
            const double advance = metrics.horizontalAdvance(number);
            const QString unit = part == 1 ? QString(km ? " km" : " m") : QString();
            m_painter->drawText(QPointF(m_x + inset + part * length - advance / 2, top - 5 * m_scale), number + unit);
        };
        tick(0);
        tick(0.5);
        tick(1);

        const double cx = m_x + m_width - arrow / 2, tip = m_y + 2 * m_scale;
        QPainterPath needle(QPointF(cx, tip));
        needle.lineTo(cx + 8 * m_scale, tip + 24 * m_scale);
        needle.lineTo(cx, tip + 18 * m_scale);
        needle.lineTo(cx - 8 * m_scale, tip + 24 * m_scale);
        needle.closeSubpath();
        m_painter->fillPath(needle, qt(style.ink));
        const QFont bold = map_font(style, 13 * m_scale, true);
        m_painter->setFont(bold);
        m_painter->setPen(qt(style.ink));
        m_painter->drawText(QRectF(cx - arrow / 2, tip + 24 * m_scale, arrow, 18 * m_scale), Qt::AlignCenter, "N");
    }
    m_y += height;
}

}  // namespace locality::style
