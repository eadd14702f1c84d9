#include "app/sheet_preview.h"

#include "app/words.h"
#include "style/painter_sheet.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int pause_ms = 120;  // of typing, before a picture is drawn
constexpr int margin = 10;
constexpr double side_drawn = 1600;  // larger sheets are drawn so, and shown smaller

/// A smaller sheet that looks the same: its furniture grows with its size.
style::Sheet reduced(style::Sheet sheet) {
    const double factor = std::min(1.0, side_drawn / std::max(sheet.width, sheet.height));
    sheet.width = std::max(200, static_cast<int>(sheet.width * factor));
    sheet.height = std::max(200, static_cast<int>(sheet.height * factor));
    return sheet;
}

}  // namespace

SheetPreview::SheetPreview(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("preview"));
    setAccessibleName(tr("Preview of the map"));
    setMinimumSize(360, 300);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_pause = new QTimer(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(pause_ms);
    connect(m_pause, &QTimer::timeout, this, &SheetPreview::draw);
    connect(&m_work, &Work::ended, this, [this] {
        if (m_due && !m_pause->isActive()) draw();
    });
    connect(&m_work, &Work::failed, this, [this](const QString&, const Failure& failure) { showNothing(failure.plain); });
}

void SheetPreview::show(std::shared_ptr<const model::Result> result, style::Scene scene, const style::Sheet& sheet) {
    m_result = std::move(result);
    m_scene = std::move(scene);
    m_sheet = sheet;
    m_nothing.clear();
    setAccessibleDescription(text(m_scene.reading));
    m_due = true;
    m_pause->start();
}

void SheetPreview::showNothing(const QString& why) {
    m_due = false;
    m_nothing = why;
    setAccessibleDescription(why);
    update();
}

void SheetPreview::draw() {
    if (m_work.isRunning() || !m_due) return;
    m_due = false;
    m_work.start(tr("Drawing"), [this, result = m_result, scene = m_scene, sheet = m_sheet](const model::Progress&) {
        const style::Sheet small = reduced(sheet);
        auto picture = std::make_shared<QImage>(small.width, small.height, QImage::Format_RGB32);
        picture->fill(Qt::white);
        QPainter painter(picture.get());
        style::paint_sheet(painter, scene, small);
        painter.end();
        return [this, picture] {
            m_picture = *picture;
            update();
        };
    });
}

void SheetPreview::resizeEvent(QResizeEvent*) {
    update();
}

void SheetPreview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Mid));
    const QString instead = m_nothing.isEmpty() && m_picture.isNull() ? tr("Drawing the map…") : m_nothing;
    if (!instead.isEmpty()) {
        painter.fillRect(rect(), palette().color(QPalette::Base));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap, instead);
        return;
    }
    const QSize room = size() - QSize(2 * margin, 2 * margin);
    const QSize shown = m_picture.size().scaled(room, Qt::KeepAspectRatio);
    const QRect place(QPoint((width() - shown.width()) / 2, (height() - shown.height()) / 2), shown);
    const qreal ratio = devicePixelRatioF();
    painter.drawImage(place, m_picture.scaled(shown * ratio, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.setPen(palette().color(QPalette::Dark));
    painter.drawRect(place.adjusted(-1, -1, 0, 0));
}

}  // namespace locality::app
