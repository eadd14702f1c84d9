#include "app/chart_view.h"

#include "app/parts_access.h"
#include "app/words.h"

#include <QFontInfo>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int least_width = 260, usual_width = 340;
constexpr double words_px = 12.5;  // of a font at which charts have their usual size

/// A chart's marks, as assistive technology sees them: "press" asks how a figure came about.
struct Marks {
    using View = ChartView;
    static constexpr QAccessible::Role role = QAccessible::Chart;
    static int count(const View& chart) { return chart.markCount(); }
    static int current(const View& chart) { return chart.current(); }
    static int at(const View& chart, QPoint pixel) { return chart.markAt(pixel); }
    static QRect rect(const View& chart, int mark) { return chart.markRect(mark).toAlignedRect(); }
    static bool is_offscreen(const View&, int) { return false; }
    static QString text(const View& chart, int mark, QAccessible::Text what) {
        if (what == QAccessible::Name) return chart.markName(mark);
        return what == QAccessible::Value || what == QAccessible::Description ? chart.markWords(mark) : QString();
    }
    static void go(View& chart, int mark) { chart.goToMark(mark); }
    static void press(View& chart, int mark) { chart.askForFigure(mark); }
};

}  // namespace

ChartView::ChartView(QWidget* parent) : QWidget(parent) {
    make_accessible<Marks>();
    setAccessibleName(tr("Chart"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartView::setChart(style::Chart chart, const style::ChartStyle& style) {
    m_chart = std::move(chart);
    m_style = style;
    m_current = m_pointed = -1;
    setFocusPolicy(empty(m_chart) ? Qt::NoFocus : Qt::StrongFocus);
    setAccessibleName(text(m_chart.title));
    setAccessibleDescription(text(m_chart.subtitle + ". " + m_chart.reading));
    place();
    updateGeometry();
    update();
    emit said({});
}

double ChartView::scale() const {
    return QFontInfo(font()).pixelSize() / words_px;
}

void ChartView::place() {
    m_placed = style::draw_chart(nullptr, m_chart, m_style, QRectF(rect()), scale());
}

int ChartView::heightForWidth(int width) const {
    return static_cast<int>(style::draw_chart(nullptr, m_chart, m_style, QRectF(0, 0, width, 0), scale()).height);
}

QSize ChartView::sizeHint() const {
    return {usual_width, heightForWidth(usual_width)};
}

QSize ChartView::minimumSizeHint() const {
    return {least_width, 80};
}

int ChartView::markAt(QPointF at) const {
    for (std::size_t m = 0; m < m_placed.targets.size(); ++m)
        if (m_placed.targets[m].contains(at)) return static_cast<int>(m);
    return -1;
}

QRectF ChartView::markRect(int mark) const {
    return mark >= 0 && mark < markCount() ? m_placed.targets[static_cast<std::size_t>(mark)] : QRectF();
}

QString ChartView::markName(int mark) const {
    return mark >= 0 && mark < markCount() ? text(m_chart.marks[static_cast<std::size_t>(mark)].name) : QString();
}

QString ChartView::markWords(int mark) const {
    return mark >= 0 && mark < markCount() ? text(m_chart.marks[static_cast<std::size_t>(mark)].words) : QString();
}

void ChartView::point(int mark) {
    if (mark == m_pointed) return;
    m_pointed = mark;
    const int told = mark >= 0 ? mark : m_current;
    emit said(told < 0 ? QString() : tr("%1: %2").arg(markName(told), markWords(told)));
    update();
}

void ChartView::goToMark(int mark) {
    if (markCount() == 0) return;
    m_current = std::clamp(mark, 0, markCount() - 1);
    m_pointed = -1;
    emit said(tr("%1: %2").arg(markName(m_current), markWords(m_current)));
    emit inSight(markRect(m_current).toAlignedRect());
    tell_focus(*this, m_current);
    update();
}

void ChartView::askForFigure(int mark) {
    if (mark < 0 || mark >= markCount()) return;
    const std::string& figure = m_chart.marks[static_cast<std::size_t>(mark)].figure;
    if (!figure.empty()) emit figureWanted(text(figure));
}

bool ChartView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int mark = markAt(help->pos());
        if (mark < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), markName(mark) + QLatin1Char('\n') + markWords(mark), this,
                               markRect(mark).toAlignedRect());
        return true;
    }
    if (event->type() == QEvent::FontChange) {
        place();
        updateGeometry();
    }
    return QWidget::event(event);
}

void ChartView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    style::draw_chart(&painter, m_chart, m_style, QRectF(rect()), scale());
    const auto ring = [&](int mark, double width) {
        if (mark < 0) return;
        const QRectF box = m_placed.marks[static_cast<std::size_t>(mark)].adjusted(-3, -3, 3, 3);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Base), width + 2));
        painter.drawRect(box);
        painter.setPen(QPen(palette().color(QPalette::Highlight), width));
        painter.drawRect(box);
    };
    ring(m_pointed, 1.5);
    if (!hasFocus()) return;
    ring(m_current, 2.5);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void ChartView::resizeEvent(QResizeEvent*) {
    place();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    point(markAt(event->position()));
}

void ChartView::mousePressEvent(QMouseEvent* event) {
    if (const int mark = markAt(event->position()); mark >= 0) goToMark(mark);
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event) {
    askForFigure(markAt(event->position()));
}

void ChartView::leaveEvent(QEvent*) {
    point(-1);
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    const int rows = static_cast<int>(m_chart.places.size());
    const bool two_sides = m_chart.in_rows && m_chart.values.from < 0;
    switch (event->key()) {
        case Qt::Key_Up:
            goToMark(m_current - 1);
            break;
        case Qt::Key_Down:
            goToMark(m_current + 1);
            break;
        case Qt::Key_Left:
            if (!two_sides)
                goToMark(m_current - 1);
            else if (m_current >= rows)
                goToMark(m_current - rows);
            break;
        case Qt::Key_Right:
            if (!two_sides)
                goToMark(m_current + 1);
            else if (m_current < rows)
                goToMark(std::max(m_current, 0) + rows);
            break;
        case Qt::Key_Home:
            goToMark(0);
            break;
        case Qt::Key_End:
            goToMark(markCount() - 1);
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            askForFigure(m_current);
            break;
        default:
            QWidget::keyPressEvent(event);
    }
}

void ChartView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason && markCount() > 0) goToMark(0);
    update();
}

void ChartView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace locality::app
