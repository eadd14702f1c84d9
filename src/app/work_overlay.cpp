#include "app/work_overlay.h"

#include "app/fonts.h"

#include <QEvent>
#include <QFrame>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr int card_width = 480;
constexpr int steps = 1000;

}  // namespace

WorkOverlay::WorkOverlay(QWidget* over) : QWidget(over) {
    over->installEventFilter(this);
    auto* card = new QFrame(this);
    card->setFrameShape(QFrame::StyledPanel);
    card->setAutoFillBackground(true);
    card->setFixedWidth(card_width);
    auto* middle = new QGridLayout(this);
    middle->addWidget(card, 0, 0, Qt::AlignCenter);

    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(10);
    m_title = new QLabel(card);
    m_title->setFont(scaled(m_title->font(), 1.3, true));
    m_title->setWordWrap(true);
    m_bar = new QProgressBar(card);
    m_bar->setRange(0, steps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_doing = new QLabel(card);
    m_doing->setWordWrap(true);
    m_doing->setMinimumHeight(m_doing->fontMetrics().lineSpacing() * 2);
    m_doing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_cancel = new QPushButton(tr("Cancel"), card);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setAutoDefault(true);
    layout->addWidget(m_title);
    layout->addWidget(m_bar);
    layout->addWidget(m_doing);
    layout->addWidget(m_cancel, 0, Qt::AlignRight);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_doing->setText(tr("Stopping…"));
        emit cancelWanted();
    });
    hide();
}

void WorkOverlay::begin(const QString& title) {
    m_title->setText(title);
    m_doing->setText(tr("Starting…"));
    m_bar->setValue(0);
    m_cancel->setEnabled(true);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    m_cancel->setFocus();
}

void WorkOverlay::progress(double fraction, const QString& doing) {
    if (!m_cancel->isEnabled()) return;
    m_bar->setValue(static_cast<int>(fraction * steps));
    m_doing->setText(doing.left(1).toUpper() + doing.mid(1));
}

void WorkOverlay::end() {
    hide();
}

bool WorkOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void WorkOverlay::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        m_cancel->click();
    else
        QWidget::keyPressEvent(event);
}

void WorkOverlay::paintEvent(QPaintEvent*) {
    QColor veil = palette().color(QPalette::Window);
    veil.setAlpha(200);
    QPainter(this).fillRect(rect(), veil);
}

}  // namespace locality::app
