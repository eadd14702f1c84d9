#include "app/export_dialog.h"

#include "app/ask_file.h"
#include "app/sheet_preview.h"
#include "app/words.h"
#include "model/errors.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr QSize first_size(1120, 700);
constexpr int form_width = 400;
constexpr int target_px = 28;
constexpr int paper_dpi = 300, screen_dpi = 96;
constexpr double mm_per_inch = 25.4;
constexpr const char* own_size = "own";
constexpr const char* whole_result = ".gpkg";

QString paper_words(const QString& name) {
    const QString paper = name.section(QLatin1Char('-'), 0, 0);
    return name.contains(QLatin1Char('-')) ? ExportDialog::tr("%1 upright").arg(paper)
                                           : ExportDialog::tr("%1 lying").arg(paper);
}

}  // namespace

ExportDialog::ExportDialog(std::shared_ptr<const model::Result> result, style::Scene scene, MapOrder order,
                           const geo::Box& shown, bool has_all, QWidget* parent)
    : QDialog(parent),
      m_result(std::move(result)),
      m_scene(std::move(scene)),
      m_order(std::move(order)),
      m_shown(shown),
      m_stem(path_text(m_order.project.stem())) {
    setObjectName(QStringLiteral("export"));
    setWindowTitle(tr("Take the map away"));
    resize(first_size);
    auto* across = new QHBoxLayout(this);
    auto* left = new QWidget(this);
    left->setFixedWidth(form_width);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    across->addWidget(left);
    m_preview = new SheetPreview(this);
    across->addWidget(m_preview, 1);

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(form);
    const auto row = [&](const char* name, const QString& words, QWidget* control) {
        control->setObjectName(QString::fromLatin1(name));
        control->setAccessibleName(QString(words).remove(QLatin1Char('&')));
        control->setMinimumHeight(target_px);
        form->addRow(words, control);
    };
    m_format = new QComboBox(left);
    m_format->addItem(tr("Picture (PNG)"), QStringLiteral(".png"));
    m_format->addItem(tr("Drawing (SVG)"), QStringLiteral(".svg"));
    m_format->addItem(tr("Page (PDF)"), QStringLiteral(".pdf"));
    if (has_all) m_format->addItem(tr("GeoPackage: all layers and tables"), QString::fromLatin1(whole_result));
    row("export_format", tr("&As"), m_format);
    m_title = new QLineEdit(text(m_scene.title), left);
    row("export_title", tr("&Title"), m_title);
    m_size = new QComboBox(left);
    for (const std::string& name : style::paper_names()) m_size->addItem(paper_words(text(name)), text(name));
    m_size->addItem(tr("Screen, 1600 × 1200 pixels"), QStringLiteral("1600x1200"));
    m_size->addItem(tr("Slide, 1920 × 1080 pixels"), QStringLiteral("1920x1080"));
    m_size->addItem(tr("Own size in pixels"), QString::fromLatin1(own_size));
    row("export_size", tr("&Size"), m_size);
    const auto pixels = [&](const char* name, const QString& words, int value) {
        auto* box = new QSpinBox(left);
        box->setRange(200, 20000);
        box->setSingleStep(100);
        box->setGroupSeparatorShown(true);
        box->setValue(value);
        row(name, words, box);
        return box;
    };
    m_width = pixels("export_width", tr("&Width in pixels"), 1600);
    m_height = pixels("export_height", tr("&Height in pixels"), 1200);
    m_dpi = new QSpinBox(left);
    m_dpi->setRange(30, 1200);
    m_dpi->setValue(paper_dpi);
    row("export_dpi", tr("&Dots per inch"), m_dpi);
    m_extent = new QComboBox(left);
    m_extent->addItem(tr("The whole map"));
    m_extent->addItem(tr("What the window shows"));
    row("export_extent", tr("&Ground"), m_extent);
    m_about = new QLabel(left);
    m_about->setObjectName(QStringLiteral("export_about"));
    m_about->setWordWrap(true);
    m_about->setMinimumHeight(m_about->fontMetrics().lineSpacing() * 4);
    m_about->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_about);
    column->addStretch(1);

    auto* says = new QLabel(m_order.scenario_unsaved
                                ? tr("The command that &makes the same file, once the scenario is saved (Ctrl+S)")
                                : tr("The command that &makes the same file"),
                            left);
    says->setObjectName(QStringLiteral("export_command_says"));
    says->setWordWrap(true);
    column->addWidget(says);
    m_command = new QPlainTextEdit(left);
    m_command->setObjectName(QStringLiteral("export_command"));
    m_command->setAccessibleName(tr("The command that makes the same file"));
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setMaximumHeight(m_command->fontMetrics().lineSpacing() * 7);
    says->setBuddy(m_command);
    column->addWidget(m_command);
    auto* copy = new QPushButton(tr("&Copy the command"), left);
    copy->setObjectName(QStringLiteral("export_copy"));
    copy->setMinimumHeight(target_px);
    copy->setAutoDefault(false);
    column->addWidget(copy, 0, Qt::AlignRight);

    auto* buttons = new QDialogButtonBox(left);
    m_save = buttons->addButton(tr("Sa&ve…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("export_save"));
    m_save->setDefault(true);
    m_print = buttons->addButton(tr("&Print…"), QDialogButtonBox::ActionRole);
    m_print->setObjectName(QStringLiteral("export_print"));
    m_print->setAutoDefault(false);
    buttons->addButton(QDialogButtonBox::Close);
    for (QAbstractButton* button : buttons->buttons()) button->setMinimumHeight(target_px);
    column->addWidget(buttons);

    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->toPlainText()); });
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::askWhereToSave);
    connect(m_print, &QPushButton::clicked, this, &ExportDialog::printWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_size, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseSize);
    for (QComboBox* box : {m_format, m_extent}) connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::take);
    for (QSpinBox* box : {m_width, m_height, m_dpi}) connect(box, &QSpinBox::valueChanged, this, &ExportDialog::take);
    connect(m_title, &QLineEdit::textChanged, this, &ExportDialog::take);
    chooseSize();
}

QString ExportDialog::ending() const {
    return m_format->currentData().toString();
}

style::Scene ExportDialog::scene() const {
    style::Scene scene = m_scene;
    if (!m_order.title.empty()) scene.title = m_order.title;
    return scene;
}

/// Paper is printed finely, a screen has its own pixels.
void ExportDialog::chooseSize() {
    const QSignalBlocker quiet(m_dpi);
    m_dpi->setValue(m_size->currentData().toString().startsWith(QLatin1Char('A')) ? paper_dpi : screen_dpi);
    take();
}

void ExportDialog::take() {
    const bool map = ending() != QLatin1String(whole_result);
    const QString size = m_size->currentData().toString();
    const bool own = size == QLatin1String(own_size);
    for (QWidget* w : std::initializer_list<QWidget*>{m_title, m_size, m_dpi, m_extent, m_print}) w->setEnabled(map);
    m_width->setEnabled(map && own);
    m_height->setEnabled(map && own);
    const std::string title = m_title->text().trimmed().toStdString();
    m_order.title = title == m_scene.title ? std::string() : title;
    m_order.size = own ? QStringLiteral("%1x%2").arg(m_width->value()).arg(m_height->value()).toStdString()
                       : size.toStdString();
    m_order.dpi = m_dpi->value();
    m_order.extent = m_extent->currentIndex() == 1 ? std::optional(m_shown) : std::nullopt;
    const style::Sheet sheet = m_order.sheet();
    if (!own) {
        const QSignalBlocker quiet_width(m_width), quiet_height(m_height);
        m_width->setValue(sheet.width);
        m_height->setValue(sheet.height);
    }
    showCommand();
    if (!map) {
        m_save->setEnabled(true);
        m_about->setText(tr("Every layer and table of this map, styled for QGIS."));
        m_preview->show(m_result, scene(), style::Sheet{});
        return;
    }
    try {
        style::require_drawable(sheet, ending() == QLatin1String(".png"));
    } catch (const model::InputError& error) {
        const QString why = text(error.what());
        m_about->setText(why.left(1).toUpper() + why.mid(1) + QLatin1Char('.'));
        m_save->setEnabled(false);
        m_preview->showNothing(m_about->text());
        return;
    }
    m_save->setEnabled(true);
    const auto mm = [&](int px) { return number(px * mm_per_inch / sheet.dpi); };
    m_about->setText(tr("%1 × %2 pixels, %3 × %4 mm on paper. %5")
                         .arg(number(sheet.width), number(sheet.height), mm(sheet.width), mm(sheet.height),
                              ending() == QLatin1String(".png")
                                  ? tr("Drawing it takes %1 MB of memory.").arg(number(style::picture_bytes(sheet) / 1e6))
                                  : tr("It stays sharp at any size.")));
    m_preview->show(m_result, scene(), sheet);
}

void ExportDialog::showCommand() {
    const QString file = m_stem + ending();
    m_command->setPlainText(command_line(ending() == QLatin1String(whole_result) ? build_arguments(m_order, file)
                                                                                 : map_arguments(m_order, file)));
}

void ExportDialog::askWhereToSave() {
    const QString kind = QStringLiteral("%1 (*%2)").arg(m_format->currentText().section(QLatin1Char('('), 0, 0).section(QLatin1Char(':'), 0, 0).trimmed(), ending());
    ask_file(this, tr("Save as"), QFileDialog::AcceptSave, {kind}, m_stem + ending(),
             [this](const QString& file) { emit saveWanted(file); });
}

}  // namespace locality::app
