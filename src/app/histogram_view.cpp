#include "app/histogram_view.h"

#include "app/words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace locality::app {

namespace {

constexpr double side_px = 14;  // a grip reaches this far to either side: 28 px to hit
constexpr double grip_px = 26;
constexpr double top_px = 6;

}  // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("histogram"));
    setAccessibleName(tr("Histogram with the breaks between classes"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HistogramView::setHistogram(stats::Histogram histogram, const style::Shading& shading, bool movable) {
    m_histogram = std::move(histogram);
    m_shading = shading;
    m_breaks.clear();
    if (movable)
        for (std::size_t i = 0; i + 1 < shading.classes.size(); ++i) m_breaks.push_back(shading.classes[i].up_to);
    setFocusPolicy(m_breaks.empty() ? Qt::NoFocus : Qt::StrongFocus);
    m_current = std::clamp(m_current, m_breaks.empty() ? -1 : 0, breakCount() - 1);
    describe();
    update();
}

/// What a person who sees the picture takes from it.
void HistogramView::describe() {
    if (m_histogram.count.empty()) {
        setAccessibleDescription(tr("No values"));
        return;
    }
    const auto tallest = std::max_element(m_histogram.count.begin(), m_histogram.count.end());
    const double width = (m_histogram.to - m_histogram.from) / static_cast<double>(m_histogram.count.size());
    const double from = m_histogram.from + width * static_cast<double>(tallest - m_histogram.count.begin());
    QString words = tr("Values from %1 to %2; most of them, %3, between %4 and %5.")
                        .arg(number(m_histogram.from, 1), number(m_histogram.to, 1))
                        .arg(*tallest)
                        .arg(number(from, 1), number(from + width, 1));
    if (m_current >= 0)
        words += QLatin1Char(' ') + tr("Break %1 of %2 at %3.")
                                        .arg(m_current + 1)
                                        .arg(breakCount())
                                        .arg(number(m_breaks[static_cast<std::size_t>(m_current)], 1));
    setAccessibleDescription(words);
}

QRectF HistogramView::bars() const {
    return QRectF(rect()).adjusted(side_px, top_px, -side_px, m_breaks.empty() ? -2 : -grip_px);
}

double HistogramView::xOf(double value) const {
    const QRectF room = bars();
    const double span = m_histogram.to - m_histogram.from;
    const double part = span > 0 ? (value - m_histogram.from) / span : 0.5;
    return room.left() + std::clamp(part, 0.0, 1.0) * room.width();
}

double HistogramView::valueAt(double x) const {
    const QRectF room = bars();
    return m_histogram.from + (x - room.left()) / room.width() * (m_histogram.to - m_histogram.from);
}

QPointF HistogramView::handle(int which) const {
    return {xOf(m_breaks[static_cast<std::size_t>(which)]), bars().bottom() + grip_px / 2};
}

void HistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_histogram.count.empty()) return;
    const QRectF room = bars();
    const double tallest = static_cast<double>(*std::max_element(m_histogram.count.begin(), m_histogram.count.end()));
    const double width = room.width() / static_cast<double>(m_histogram.count.size());
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.drawLine(room.bottomLeft(), room.bottomRight());
    for (std::size_t i = 0; i < m_histogram.count.size(); ++i) {
        if (m_histogram.count[i] == 0) continue;
        const double height = std::max(1.0, room.height() * static_cast<double>(m_histogram.count[i]) / tallest);
        const double left = room.left() + static_cast<double>(i) * width;
        const int c = m_shading.class_of(valueAt(left + width / 2));
        const style::Colour fill = c < 0 ? m_shading.missing : m_shading.classes[static_cast<std::size_t>(c)].fill;
        painter.setBrush(QColor(fill.red, fill.green, fill.blue));
        painter.setPen(QPen(palette().color(QPalette::Text), 0.6));
        painter.drawRect(QRectF(left, room.bottom() - height, width, height));
    }
    for (int b = 0; b < breakCount(); ++b) {
        const QPointF middle = handle(b);
        const bool current = b == m_current && hasFocus();
        painter.setPen(QPen(palette().color(current ? QPalette::Highlight : QPalette::Text), current ? 2.5 : 1.4));
        painter.drawLine(QPointF(middle.x(), room.top()), QPointF(middle.x(), room.bottom() + 4));
        QPainterPath grip(QPointF(middle.x(), room.bottom() + 3));
        grip.lineTo(middle.x() + 7, room.bottom() + 14);
        grip.lineTo(middle.x() - 7, room.bottom() + 14);
        grip.closeSubpath();
        painter.setBrush(palette().color(current ? QPalette::Highlight : QPalette::Button));
        painter.drawPath(grip);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void HistogramView::moveTo(double value) {
    // Neighbours stay apart by a thousandth of the whole, so that classes keep their order.
    const double least = (m_histogram.to - m_histogram.from) / 1000;
    const auto b = static_cast<std::size_t>(m_current);
    const double low = b == 0 ? m_histogram.from : m_breaks[b - 1] + least;
    const double high = (b + 1 == m_breaks.size() ? m_histogram.to : m_breaks[b + 1]) - least;
    if (low <= high) emit breakMoved(m_current, std::clamp(value, low, high));
}

void HistogramView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    double nearest = side_px;
    m_dragging = false;
    for (int b = 0; b < breakCount(); ++b) {
        const double away = std::abs(handle(b).x() - event->position().x());
        if (away > nearest) continue;
        nearest = away;
        m_current = b;
        m_dragging = true;
    }
    describe();
    update();
}

void HistogramView::mouseMoveEvent(QMouseEvent* event) {
    if (m_dragging) moveTo(valueAt(event->position().x()));
}

void HistogramView::mouseReleaseEvent(QMouseEvent*) {
    m_dragging = false;
}

void HistogramView::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (m_current >= 0 && (key == Qt::Key_Left || key == Qt::Key_Right)) {
        const double step =
            (m_histogram.to - m_histogram.from) / (event->modifiers() & Qt::ControlModifier ? 1000 : 100);
        moveTo(m_breaks[static_cast<std::size_t>(m_current)] + (key == Qt::Key_Left ? -step : step));
    } else if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
        m_current = std::clamp(m_current + (key == Qt::Key_PageDown ? 1 : -1), 0, breakCount() - 1);
        describe();
        update();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void HistogramView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void HistogramView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace locality::app
