#include "app/shade_panel.h"

#include "app/histogram_view.h"
#include "app/words.h"
#include "style/columns.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>

namespace locality::app {

namespace {

constexpr int bins = 40;
constexpr int target_px = 28;

/// A strip of a palette's colours, as they stand in the legend.
QIcon strip(const std::vector<style::Colour>& colours) {
    QPixmap picture(80, 16);
    QPainter painter(&picture);
    for (std::size_t i = 0; i < colours.size(); ++i) {
        const int from = static_cast<int>(80 * i / colours.size());
        painter.fillRect(from, 0, 80 - from, 16, QColor(colours[i].red, colours[i].green, colours[i].blue));
    }
    return QIcon(picture);
}

QString method_words(const std::string& method) {
    if (method == "deciles") return ShadePanel::tr("Deciles of England");
    if (method == "quantiles") return ShadePanel::tr("Equal counts (quantiles)");
    if (method == "equal") return ShadePanel::tr("Equal intervals");
    if (method == "natural") return ShadePanel::tr("Natural breaks");
    if (method == "head-tail") return ShadePanel::tr("Head and tail breaks");
    if (method == "deviations") return ShadePanel::tr("Standard deviations");
    if (method == "pretty") return ShadePanel::tr("Round numbers");
    if (method == "box") return ShadePanel::tr("Box plot");
    if (method == "percentiles") return ShadePanel::tr("Percentiles 1, 10, 50, 90, 99");
    if (method == "gaps") return ShadePanel::tr("Widest gaps");
    return ShadePanel::tr("My own breaks");
}

QString palette_words(const std::string& palette) {
    if (palette == "deciles") return ShadePanel::tr("Blue to cream");
    if (palette == "ylgnbu") return ShadePanel::tr("Yellow to blue");
    if (palette == "cividis") return ShadePanel::tr("Cividis, yellow to navy");
    return text(palette);
}

void choose(QComboBox* box, const std::string& id) {
    box->setCurrentIndex(std::max(0, box->findData(text(id))));
}

std::string chosen(const QComboBox* box) {
    return box->currentData().toString().toStdString();
}

}  // namespace

ShadePanel::ShadePanel(QWidget* parent) : QWidget(parent) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(scroll);
    auto* inside = new QWidget(scroll);
    scroll->setWidget(inside);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(10, 8, 10, 8);
    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    layout->addLayout(form);
    const auto combo = [&](const char* name, const QString& words) {
        auto* box = new QComboBox(inside);
        box->setObjectName(QString::fromLatin1(name));
        box->setMinimumHeight(target_px);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
        form->addRow(words, box);
        box->setAccessibleName(QString(words).remove(QLatin1Char('&')));
        connect(box, &QComboBox::currentIndexChanged, this, &ShadePanel::take);
        return box;
    };
    m_unit = combo("shade_unit", tr("What is &shaded"));
    m_unit->addItem(tr("Zones"));
    m_unit->addItem(tr("Footprints"));
    m_across = combo("shade_across", tr("To&gether with"));
    m_method = combo("shade_method", tr("C&lasses by"));
    m_classes = new QSpinBox(inside);
    m_classes->setObjectName(QStringLiteral("shade_classes"));
    m_classes->setAccessibleName(tr("Number of classes"));
    m_classes->setRange(style::least_classes, style::most_classes);
    m_classes->setMinimumHeight(target_px);
    form->addRow(tr("&Number of classes"), m_classes);
    connect(m_classes, &QSpinBox::valueChanged, this, &ShadePanel::take);
    m_palette = combo("shade_palette", tr("C&olours"));
    m_palette->setPlaceholderText(tr("Nine of their own"));
    m_palette->setIconSize(QSize(80, 16));
    m_histogram = new HistogramView(inside);
    layout->addWidget(m_histogram);
    connect(m_histogram, &HistogramView::breakMoved, this, &ShadePanel::moveBreak);
    m_breaks_title = new QLabel(tr("Classes end at"), inside);
    layout->addWidget(m_breaks_title);
    m_break_boxes = new QWidget(inside);
    m_grid = new QGridLayout(m_break_boxes);
    m_grid->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_break_boxes);
    layout->addStretch();
}

void ShadePanel::showScene(const style::Scene& scene, const std::vector<model::Column>& columns,
                           const style::StyleBook& book) {
    m_showing = true;
    m_unit->setItemText(1, scene.set < 0 ? tr("Footprints (choose a set first)")
                                         : text(scene.result->sets[static_cast<std::size_t>(scene.set)].title));
    m_unit->setCurrentIndex(scene.by_footprint ? 1 : 0);
    m_unit->setEnabled(scene.set >= 0);
    m_across->clear();
    m_across->addItem(tr("nothing else"), QString());
    for (const model::Column& c : columns)
        if (c.id != scene.shading.column) m_across->addItem(text(c.title), text(c.id));
    choose(m_across, scene.shading.across);
    const bool one = scene.shading.across.empty();
    m_method->clear();
    for (const std::string& method : style::shading_methods(scene.column, book))
        m_method->addItem(method_words(method), text(method));
    choose(m_method, scene.shading.method);
    const bool fixed = scene.shading.method == "deciles";
    m_classes->setValue(static_cast<int>(scene.shading.classes.size()));
    m_palette->clear();
    for (const std::string& name : style::palette_names(book))
        m_palette->addItem(strip(style::palette_colours(book, name)), palette_words(name), text(name));
    choose(m_palette, scene.shading.palette);
    if (!one) m_palette->setCurrentIndex(-1);  // two columns have colours of their own
    m_method->setEnabled(one);
    m_classes->setEnabled(one && style::takes_class_count(scene.shading.method));
    m_palette->setEnabled(one);
    const bool movable = one && !fixed && scene.shading.classes.size() > 1;
    std::vector<double> known;
    for (std::size_t i = 0; i < scene.column.values.size(); ++i)
        if (scene.column.values.known(i)) known.push_back(scene.column.values.number[i]);
    m_histogram->setVisible(one);
    m_histogram->setHistogram(stats::histogram(known, bins), scene.shading, movable);
    showBreaks(scene, movable);
    m_choice.by_footprint = scene.by_footprint;
    m_choice.across = scene.shading.across;
    m_showing = false;
}

void ShadePanel::showBreaks(const style::Scene& scene, bool movable) {
    m_breaks.clear();
    if (movable)
        for (std::size_t i = 0; i + 1 < scene.shading.classes.size(); ++i)
            m_breaks.push_back(scene.shading.classes[i].up_to);
    m_breaks_title->setVisible(movable);
    m_break_boxes->setVisible(movable);
    while (m_boxes.size() < m_breaks.size()) {
        const int which = static_cast<int>(m_boxes.size());
        auto* box = new QDoubleSpinBox(m_break_boxes);
        box->setObjectName(QStringLiteral("break_%1").arg(which));
        box->setAccessibleName(tr("End of class %1").arg(which + 1));
        box->setMinimumHeight(target_px);
        box->setKeyboardTracking(false);
        m_grid->addWidget(box, which / 3, which % 3);
        connect(box, &QDoubleSpinBox::valueChanged, this, [this, which](double value) { moveBreak(which, value); });
        m_boxes.push_back(box);
    }
    const double least = scene.shading.classes.empty() ? 0 : scene.shading.classes.front().above;
    const double most = scene.shading.classes.empty() ? 0 : scene.shading.classes.back().up_to;
    for (std::size_t b = 0; b < m_boxes.size(); ++b) {
        m_boxes[b]->setVisible(b < m_breaks.size());
        if (b >= m_breaks.size()) continue;
        m_boxes[b]->setDecimals(scene.column.decimals + 1);
        m_boxes[b]->setSingleStep(std::max((most - least) / 100, std::pow(0.1, scene.column.decimals + 1)));
        m_boxes[b]->setRange(b == 0 ? least : m_breaks[b - 1], b + 1 == m_breaks.size() ? most : m_breaks[b + 1]);
        m_boxes[b]->setValue(m_breaks[b]);
    }
}

void ShadePanel::take() {
    if (m_showing) return;
    const bool by_footprint = m_unit->currentIndex() == 1;
    if (by_footprint != m_choice.by_footprint) {
        m_choice = {by_footprint, {}, {}};
    } else {
        m_choice.across = chosen(m_across);
        style::Recipe& recipe = m_choice.recipe;
        recipe.palette = chosen(m_palette);
        const std::string method = chosen(m_method);
        const auto breaks = static_cast<int>(m_breaks.size()) + 1;
        // Own breaks start where the breaks are; another number of classes makes them anew.
        if (method == "given" && m_classes->value() == breaks) {
            recipe.method = method;
            recipe.breaks = m_breaks;
        } else {
            recipe.method = method == "given" ? "quantiles" : method;
            recipe.breaks.clear();
        }
        recipe.classes = style::takes_class_count(recipe.method) ? m_classes->value() : 0;
    }
    emit changed();
}

void ShadePanel::moveBreak(int which, double value) {
    if (m_showing || which >= static_cast<int>(m_breaks.size())) return;
    std::vector<double> moved = m_breaks;
    moved[static_cast<std::size_t>(which)] = value;
    if (std::adjacent_find(moved.begin(), moved.end(), std::greater_equal<>()) != moved.end()) return;
    m_choice.recipe.method = "given";
    m_choice.recipe.breaks = moved;
    m_choice.recipe.classes = 0;
    m_choice.recipe.palette = chosen(m_palette);
    emit changed();
}

}  // namespace locality::app
