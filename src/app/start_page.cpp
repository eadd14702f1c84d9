#include "app/start_page.h"

#include "app/fonts.h"
#include "app/words.h"

#include <QApplication>
#include <QCommandLinkButton>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr int column_width = 560;

QLabel* label(const QString& words, double scale, bool bold, QWidget* parent) {
    auto* l = new QLabel(words, parent);
    l->setFont(scaled(l->font(), scale, bold));
    l->setWordWrap(true);
    return l;
}

/// The one button that most people want, in the colour of what is chosen.
QPushButton* main_button(const QString& title, QWidget* parent) {
    auto* b = new QPushButton(title, parent);
    b->setFont(scaled(b->font(), 1.4, true));
    b->setMinimumHeight(64);
    QPalette palette = b->palette();
    palette.setColor(QPalette::Button, palette.color(QPalette::Highlight).darker(170));
    palette.setColor(QPalette::ButtonText, Qt::white);
    b->setPalette(palette);
    return b;
}

}  // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent) {
    auto* column = new QWidget(this);
    column->setMaximumWidth(column_width);
    auto* outer = new QHBoxLayout(this);
    outer->addStretch(1);
    outer->addWidget(column, 100);
    outer->addStretch(1);

    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(10);
    layout->addStretch(2);
    auto* sign = new QLabel(column);
    sign->setPixmap(QIcon(QStringLiteral(":/locality-map.svg")).pixmap(72, 72));
    layout->addWidget(sign);
    layout->addWidget(label(tr("Locality"), 2.6, true, column));
    layout->addWidget(label(tr("Maps a city's localities: who lives in each footprint, who is registered there, and "
                               "where the most deprived tenth of England's neighbourhoods are."),
                            1.15, false, column));
    layout->addSpacing(18);

    m_demo = main_button(tr("Open the demo &city"), column);
    m_demo->setObjectName(QStringLiteral("demo"));
    m_demo->setAccessibleName(tr("Open the demo city"));
    m_demo->setAccessibleDescription(tr("A made-up city with synthetic data, to try everything on"));
    m_demo->setAutoDefault(true);
    layout->addWidget(m_demo);
    layout->addWidget(label(tr("A made-up city with synthetic data, to try everything on. Nothing is downloaded."), 1.0,
                            false, column));
    layout->addSpacing(18);

    auto* open = new QPushButton(tr("&Open a project or GeoPackage…"), column);
    open->setObjectName(QStringLiteral("open"));
    open->setAccessibleName(tr("Open a project or GeoPackage"));
    open->setMinimumHeight(44);
    open->setAutoDefault(true);
    layout->addWidget(open);
    layout->addWidget(
        label(tr("A project file (.toml) that names your boundaries and tables, or a GeoPackage (.gpkg) that "
                 "Locality made. You can also drop one here."),
              1.0, false, column));
    layout->addSpacing(18);

    auto* bring = new QPushButton(tr("Bring your own &data…"), column);
    bring->setObjectName(QStringLiteral("bring_data"));
    bring->setAccessibleName(tr("Bring your own data"));
    bring->setMinimumHeight(44);
    bring->setAutoDefault(true);
    layout->addWidget(bring);
    layout->addWidget(label(tr("Boundaries and tables as their publishers give them: Locality says what it takes each "
                               "for, and makes a project of them. You can also drop files or a folder here."),
                            1.0, false, column));

    m_recent = new QWidget(column);
    m_recent->setObjectName(QStringLiteral("recent"));
    m_recent_files = new QVBoxLayout(m_recent);
    m_recent_files->setContentsMargins(0, 18, 0, 0);
    m_recent_files->setSpacing(2);
    layout->addWidget(m_recent);
    layout->addStretch(3);

    connect(qApp, &QApplication::focusChanged, this, qOverload<>(&QWidget::update));
    connect(m_demo, &QPushButton::clicked, this, &StartPage::demoWanted);
    connect(open, &QPushButton::clicked, this, &StartPage::openWanted);
    connect(bring, &QPushButton::clicked, this, &StartPage::bringWanted);
    refresh();
}

void StartPage::refresh() {
    while (QLayoutItem* item = m_recent_files->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const std::vector<RecentFile> files = recent_files();
    m_recent->setVisible(!files.empty());
    if (!files.empty()) m_recent_files->addWidget(label(tr("Opened before"), 1.0, true, m_recent));
    for (const RecentFile& file : files) {
        auto* button =
            new QCommandLinkButton(path_text(file.file.filename()), path_text(file.file.parent_path()), m_recent);
        button->setIcon(style()->standardIcon(QStyle::SP_FileIcon));
        button->setAccessibleName(button->text());
        button->setAccessibleDescription(button->description());
        button->setAutoDefault(true);
        m_recent_files->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, file] { emit recentWanted(file); });
    }
    m_demo->setFocus();
}

void StartPage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    // A ring round the button with the focus: the style's own mark does not show on a coloured one.
    const QWidget* focus = QApplication::focusWidget();
    if (!focus || !isAncestorOf(focus)) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Text), 2));
    const QRectF ring(focus->mapTo(this, QPoint(0, 0)), QSizeF(focus->size()));
    painter.drawRoundedRect(ring.adjusted(-4, -4, 4, 4), 4, 4);
}

}  // namespace locality::app
