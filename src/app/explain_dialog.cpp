#include "app/explain_dialog.h"

#include "app/figure_view.h"
#include "app/fonts.h"
#include "app/words.h"
#include "core/explain.h"
#include "core/explain_column.h"
#include "model/errors.h"
#include "model/words.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr QSize usual_size(560, 620);
constexpr int decimals_of_figures = 2, target_px = 28;

QString bullet(const QString& words) {
    return QStringLiteral("• ") + words;
}

QStringList files_in_words(const std::vector<model::InputFile>& files) {
    QStringList lines;
    if (!files.empty()) lines << QString() << ExplainDialog::tr("Files:");
    for (const model::InputFile& file : files)
        lines << bullet(text(file.path) + (file.layer.empty() ? QString() : QStringLiteral(", ") + text(file.layer)) +
                        QStringLiteral(" (") + text(file.role) + QLatin1Char(')'));
    return lines;
}

/// What stands with the figure itself, wherever the result came from.
QStringList estimate_in_words(const model::IndicatorInfo& info, const model::Estimate& e) {
    QStringList lines;
    lines << ExplainDialog::tr("Period: %1").arg(e.period.empty() ? ExplainDialog::tr("none given") : text(e.period));
    if (!std::isnan(e.limits_95.lower))
        lines << ExplainDialog::tr("95% limits: %1 to %2 (%3)")
                     .arg(number(e.limits_95.lower, decimals_of_figures),
                          number(e.limits_95.upper, decimals_of_figures), text(word(model::limits_words, e.method)));
    if (!info.definition.empty()) lines << text(info.definition);
    lines << ExplainDialog::tr("Kind: %1").arg(text(word(model::indicator_kind_words, info.kind)));
    lines << ExplainDialog::tr("Source: %1").arg(text(info.source));
    if (!info.licence.empty()) lines << ExplainDialog::tr("Licence: %1").arg(text(info.licence));
    lines << ExplainDialog::tr("Known for %1 of this area").arg(percent(e.covered_share));
    if (!e.reason.empty()) lines << text(e.reason);
    return lines;
}

FigureTable areas_table(const core::Explanation& why) {
    FigureTable table;
    table.header = {ExplainDialog::tr("From"), ExplainDialog::tr("Share here"), ExplainDialog::tr("Numerator"),
                    ExplainDialog::tr("Denominator")};
    for (const core::Explanation::Area& area : why.from) {
        const auto cell = [&](double value) {
            return Cell{figure(value, area.status, "", decimals_of_figures),
                        std::isnan(value) ? QVariant(-1.0) : QVariant(value),
                        {},
                        true};
        };
        table.rows.push_back({{name_and_code(area.name, area.code), {}, {}, false},
                              {percent(area.share), area.share, {}, true},
                              cell(area.numerator),
                              cell(area.denominator)});
    }
    return table;
}

}  // namespace

ExplainDialog::ExplainDialog(const model::Result& result, std::size_t set, std::size_t footprint,
                             const QString& address, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("explanation"));
    setWindowTitle(tr("How this figure came about"));
    resize(usual_size);
    QStringList lines;
    if (!address.contains(QLatin1Char('/'))) {
        const core::ColumnExplanation why = core::explain_column(result, set, footprint, address.toStdString());
        lines << tr("%1, %2").arg(name_and_code(why.name, why.code), text(why.set_title));
        lines << tr("Whole area: %1").arg(figure(why.whole, why.whole_status, why.unit, why.decimals)) << QString();
        for (const std::string& step : why.steps) lines << bullet(text(step));
        lines << files_in_words(why.files);
        fill(tr("%1: %2").arg(text(why.title), figure(why.value, why.status, why.unit, why.decimals)), lines, {});
        return;
    }
    const core::FoundFigure found = core::find_figure(result, address.toStdString());
    const model::FootprintSet& of = result.sets[found.set];
    const model::Estimate& e = of.estimates[found.estimate];
    const model::IndicatorInfo& info = result.indicators[e.indicator];
    const auto f = static_cast<std::size_t>(e.footprint);
    lines << tr("%1, %2").arg(name_and_code(of.name[f], of.code[f]), text(of.title));
    lines << estimate_in_words(info, e) << QString();
    FigureTable from;
    try {
        const core::Explanation why = core::explain(result, found);
        for (const std::string& step : why.steps) lines << bullet(text(step));
        lines << files_in_words(why.files);
        from = areas_table(why);
    } catch (const model::InputError& none) {  // it was read back from a GeoPackage
        lines << text(none.what());
    }
    lines << QString() << tr("Name of the figure: %1").arg(address);
    fill(tr("%1: %2").arg(text(info.title), figure(e.value, e.status, info.unit, decimals_of_figures)), lines,
         std::move(from));
}

void ExplainDialog::fill(const QString& heading, const QStringList& lines, FigureTable from) {
    auto* layout = new QVBoxLayout(this);
    auto* title = new QLabel(heading, this);
    title->setObjectName(QStringLiteral("explanation_title"));
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setFont(scaled(title->font(), 1.2, true));
    layout->addWidget(title);
    auto* words = new QPlainTextEdit(lines.join(QLatin1Char('\n')), this);
    words->setObjectName(QStringLiteral("explanation_words"));
    words->setAccessibleName(tr("How this figure came about"));
    words->setReadOnly(true);
    words->setTabChangesFocus(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(words, 2);
    if (!from.rows.empty()) {
        auto* table = new FigureView(QStringLiteral("explanation_zones"), tr("What the figure was made from"),
                                     FigureView::Order::by_header, this);
        table->setFigures(std::move(from));
        layout->addWidget(table, 3);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    for (QAbstractButton* b : buttons->buttons()) b->setMinimumHeight(target_px);
    connect(copy, &QPushButton::clicked, this, [heading, lines] {
        QGuiApplication::clipboard()->setText(heading + QLatin1Char('\n') + lines.join(QLatin1Char('\n')) +
                                              QLatin1Char('\n'));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    words->setFocus();
}

}  // namespace locality::app
