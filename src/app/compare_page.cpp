#include "app/compare_page.h"

#include "app/ask_file.h"
#include "app/figure_view.h"
#include "app/messages.h"
#include "app/scenario_session.h"
#include "app/words.h"
#include "app/work.h"
#include "core/scenario_report.h"
#include "io/csv_output.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace locality::app {

namespace {

constexpr int target_px = 28;

/// A file's cell as it is read: digits grouped.
QString read(const std::string& words) {
    bool is_number = false;
    const double value = text(words).toDouble(&is_number);
    if (is_number) return number(value, value == std::floor(value) ? 0 : 1);
    return words == "*" ? ComparePage::tr("withheld") : ComparePage::tr("no data");
}

/// "57,658 → 48,970", sorted by what it is after; one number where both are the same.
Cell both(const std::string& before, const std::string& after) {
    const QString was = read(before), is = read(after);
    return {was == is ? is : ComparePage::tr("%1 → %2").arg(was, is), text(after).toDouble(), {}, true};
}

}  // namespace

ComparePage::ComparePage(ScenarioSession* session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 6);
    layout->setSpacing(6);
    auto* grid = new QGridLayout;
    const auto combo = [&](const char* name, const QString& words, int row) {
        auto* c = new QComboBox(this);
        c->setObjectName(QLatin1String(name));
        c->setAccessibleName(words);
        c->setMinimumHeight(target_px);
        c->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        c->setMinimumContentsLength(12);
        grid->addWidget(new QLabel(words, this), row, 0);
        grid->addWidget(c, row, 1);
        connect(c, &QComboBox::currentIndexChanged, this, [this] {
            m_stale = true;
            compare();
        });
        return c;
    };
    m_one = combo("compare_one", tr("Before"), 0);
    m_other = combo("compare_other", tr("After"), 1);
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);
    m_words = new QPlainTextEdit(this);
    m_words->setObjectName(QStringLiteral("compare_words"));
    m_words->setAccessibleName(tr("The difference in sentences"));
    m_words->setReadOnly(true);
    m_words->setTabChangesFocus(true);
    m_table = new FigureView(QStringLiteral("scenario_compare_table"), tr("Footprints that differ, side by side"),
                             FigureView::Order::by_header, this);
    layout->addWidget(m_words, 2);
    layout->addWidget(m_table, 3);
    auto* copy = new QPushButton(tr("&Copy the sentences"), this);
    copy->setObjectName(QStringLiteral("compare_copy"));
    auto* save = new QPushButton(tr("&Save…"), this);
    save->setObjectName(QStringLiteral("compare_save"));
    save->setToolTip(tr("The sentences as text, or the whole table as CSV"));
    auto* row = new QHBoxLayout;
    for (QPushButton* b : {copy, save}) {
        b->setMinimumHeight(target_px);
        row->addWidget(b);
    }
    row->addStretch();
    layout->addLayout(row);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_words->toPlainText()); });
    connect(save, &QPushButton::clicked, this, &ComparePage::save);
}

void ComparePage::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    refresh();
}

void ComparePage::listScenarios() {
    const bool another = std::exchange(m_current, m_session->current()) != m_session->current();
    for (QComboBox* combo : {m_one, m_other}) {
        const QSignalBlocker quiet(combo);
        const int was = combo->currentIndex() < 0 ? -2 : combo->currentData().toInt();
        combo->clear();
        combo->addItem(tr("The original"), -1);
        for (int i = 0; i < m_session->count(); ++i)
            if (m_session->setOf(i) == m_session->setIndex()) combo->addItem(m_session->title(i), i);
        const int usual = combo == m_other ? m_session->current() : -1;
        const int at = combo->findData(was == -2 || another ? usual : was);
        combo->setCurrentIndex(std::max(0, at >= 0 ? at : combo->findData(usual)));
    }
}

void ComparePage::refresh() {
    listScenarios();
    m_stale = true;
    if (isVisible()) compare();
}

void ComparePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    compare();
}

void ComparePage::compare() {
    if (!m_stale || !isVisible()) return;
    m_stale = false;
    m_rows.clear();
    m_table->setFigures({});
    if (!m_session->editor()) {
        m_words->setPlainText(tr("Begin a scenario first: New, above."));
        return;
    }
    const core::LiveAssignment before = m_session->stateOf(m_one->currentData().toInt());
    const core::LiveAssignment after = m_session->stateOf(m_other->currentData().toInt());
    QStringList sentences;
    for (const std::string& s : core::difference_in_words(*m_result, m_session->set(), before, after)) sentences << text(s);
    m_words->setPlainText(sentences.join(QLatin1Char('\n')));
    const std::string one = m_one->currentText().toStdString(), other = m_other->currentText().toStdString();
    m_rows = core::side_by_side(m_session->set(), before, after, one, other, true);
    const auto shown = core::side_by_side(m_session->set(), before, after, one, other, false);
    FigureTable table;
    table.header = {tr("Footprint"),   tr("Zones"),  tr("Residents"), tr("Registered"),
                    tr("IMD1 people"), tr("Pieces"), tr("Fit, %")};
    for (std::size_t r = 1; r < shown.size(); ++r) {
        std::vector<Cell> cells{{text(shown[r][1]), {}, {}, false}};
        for (std::size_t c = 2; c + 1 < shown[r].size(); c += 2) cells.push_back(both(shown[r][c], shown[r][c + 1]));
        table.rows.push_back(std::move(cells));
        table.codes.push_back(text(shown[r][0]));
    }
    m_table->setFigures(std::move(table));
}

void ComparePage::save() {
    ask_file(window(), tr("Save the comparison"), QFileDialog::AcceptSave,
             {tr("Sentences (*.txt)"), tr("Table (*.csv)")}, QStringLiteral("comparison.txt"), [this](const QString& name) {
                 try {
                     if (name.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
                         io::write_csv(path_of(name), m_rows);
                         return;
                     }
                     QSaveFile file(name);
                     const QByteArray bytes = m_words->toPlainText().toUtf8() + '\n';
                     if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0 || !file.commit())
                         show_failure(window(), tr("Saving the comparison did not work"),
                                      {tr("%1 cannot be written. Choose another folder.").arg(name), file.errorString()});
                 } catch (...) {
                     show_failure(window(), tr("Saving the comparison did not work"), failure_of(std::current_exception()));
                 }
             });
}

}  // namespace locality::app
