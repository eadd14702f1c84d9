#include "style/painter_furniture.h"

#include "style/painter_marks.h"
#include "style/painter_paths.h"

#include <QFontDatabase>
#include <QFontMetricsF>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace locality::style {

namespace {

constexpr double panel_width = 344;  // at scale 1
constexpr double margin = 18;
constexpr double least_side = 360;  // pixels; a smaller picture has no panel

QString text_of(const std::string& s) {
    return QString::fromStdString(s);
}

/// Draws blocks of text and legend one under another, or only measures them where there is no painter.
class Column {
public:
    Column(const Scene& scene, QPainter* painter, QPointF at, double width, double scale)
        : m_scene(scene), m_painter(painter), m_x(at.x()), m_y(at.y()), m_width(width), m_scale(scale) {}

    double y() const { return m_y; }
    void gap(double pixels) { m_y += pixels * m_scale; }

    void paragraph(const std::string& words, double pixels, bool bold, Colour ink) {
        if (words.empty()) return;
        m_y += text(words, pixels, bold, ink, 0);
    }
    void rule() {
        if (m_painter != nullptr)
            m_painter->fillRect(QRectF(m_x, m_y, m_width, std::max(1.0, 0.8 * m_scale)), qt(m_scene.style.rule));
        m_y += m_scale;
    }

    void legend();
    void legend_of_two();
    void blank_entries();
    void footprint_entries();
    void scale_and_north(const View& view);

private:
    /// Wrapped words from `indent` on; what height they take.
    double text(const std::string& words, double pixels, bool bold, Colour ink, double indent) {
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
    /// A sample with words beside it. `sample` draws into its rectangle.
    void entry(const std::string& words, double least_height, const std::function<void(QRectF)>& sample) {
        const double swatch = 26 * m_scale, indent = swatch + 9 * m_scale;
        const double taken = measured(words, 13, indent),
                     height = std::max(least_height * m_scale, taken + 2 * m_scale);
        if (m_painter != nullptr) sample(QRectF(m_x, m_y, swatch, height));
        m_y += (height - taken) / 2;
        text(words, 13, false, m_scene.style.ink, indent);
        m_y += height - (height - taken) / 2;
    }
    double measured(const std::string& words, double pixels, double indent) {
        QPainter* painter = std::exchange(m_painter, nullptr);
        const double height = text(words, pixels, false, m_scene.style.ink, indent);
        m_painter = painter;
        return height;
    }
    void swatch(QRectF room, Colour fill) {
        m_painter->setPen(QPen(qt(m_scene.style.rule), 0.8 * m_scale));
        m_painter->setBrush(qt(as_drawn(fill)));
        m_painter->drawRect(room);
        m_painter->setBrush(Qt::NoBrush);
    }
    void blank_entry(const char* words, std::size_t count, Colour fill, bool suppressed) {
        if (count == 0) return;
        gap(4);
        entry(fmt::format("{} ({})", words, grouped(static_cast<double>(count), 0)), 19, [&](QRectF room) {
            swatch(room, fill);
            QPainterPath shape;
            shape.addRect(room);
            draw_hatch(*m_painter, shape, m_scene, suppressed, m_scale, room.topLeft());
        });
    }
    void mark_entry(const std::string& words, Marks::Kind kind) {
        if (words.empty()) return;
        gap(4);
        entry(words, 19, [&](QRectF room) {
            QPainterPath shape;
            shape.addRect(room);
            draw_mark(*m_painter, shape, kind, m_scene.style, m_scale, room.topLeft());
        });
    }
    /// A fill as it looks over a picture: thinned by what shows through.
    Colour as_drawn(Colour fill) const {
        if (!m_scene.backdrop) return fill;
        const double part = std::clamp(m_scene.backdrop->opacity, 0.0, 1.0);
        const auto mix = [&](std::uint8_t over, std::uint8_t under) {
            return static_cast<std::uint8_t>(std::lround(part * over + (1 - part) * under));
        };
        const Colour paper = m_scene.style.panel;
        return {mix(fill.red, paper.red), mix(fill.green, paper.green), mix(fill.blue, paper.blue), fill.alpha};
    }
    static Lines line_across(QRectF room) {
        const double y = room.center().y();
        return {QPolygonF({QPointF(room.left(), y), QPointF(room.right(), y)})};
    }

    const Scene& m_scene;
    QPainter* m_painter;
    double m_x, m_y, m_width, m_scale;
};

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
