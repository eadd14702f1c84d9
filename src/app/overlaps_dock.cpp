#include "app/overlaps_dock.h"

#include "app/ask_file.h"
#include "app/words.h"
#include "core/combination_address.h"
#include "io/pieces_file.h"
#include "io/unfinished_file.h"
#include "model/words.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <array>

namespace locality::app {

namespace {

constexpr std::size_t most_matrix_cells = 40'000;  // a larger one is first shown as a list
constexpr qsizetype most_copied_cells = 1'000'000;

bool is_large(const core::OverlapMatrix& matrix) {
    return matrix.rows.size() * matrix.columns.size() > most_matrix_cells;
}

/// What a file of all combinations holds; the same as `locality overlaps -o` writes.
io::FigureTable table_of(const Overlaps& overlaps) {
    io::FigureTable table;
    table.title = "What lies in every combination of footprints";
    if (overlaps.result->synthetic) table.title += ". Synthetic data: no real place";
    core::CombinationWords words = core::combination_words(overlaps.combinations, *overlaps.result);
    table.text_names = std::move(words.header);
    table.texts = std::move(words.rows);
    table.columns = overlaps.combinations.columns;
    return table;
}

}  // namespace

int OverlapsDock::chosenSet(const QComboBox* box) const {
    return box->currentIndex() < 0 ? -1 : box->currentData().toInt();
}

QTableView* OverlapsDock::table() const {
    return m_view->currentIndex() == 0 ? m_matrix : m_list;
}

void OverlapsDock::focusTable() {
    table()->setFocus(Qt::ShortcutFocusReason);
}

void OverlapsDock::showEvent(QShowEvent* event) {
    QDockWidget::showEvent(event);
    compute();
}

void OverlapsDock::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    m_stopped = false;
    const QSignalBlocker quiet_rows(m_rows), quiet_columns(m_columns);
    m_rows->clear();
    m_columns->clear();
    for (std::size_t s = 0; s < m_result->sets.size(); ++s) {
        if (m_result->sets[s].id == model::whole_set_id) continue;
        for (QComboBox* box : {m_rows, m_columns}) box->addItem(text(m_result->sets[s].title), static_cast<int>(s));
    }
    m_columns->setCurrentIndex(std::min(1, m_columns->count() - 1));
    forget();
    if (isVisible()) compute();
}

void OverlapsDock::setsChanged() {
    if (!m_result || (!m_overlaps && !isBusy() && !isVisible())) return;
    forget();
    compute();
}

/// What was computed for other sets.
void OverlapsDock::forget() {
    m_next = {};
    m_work->cancel();
    m_overlaps.reset();
    m_picked = {};
    m_disputed = {};
    m_disputed_slot = -1;
    const QSignalBlocker quiet(m_on_map);
    m_on_map->setCurrentIndex(0);
    emit marksChanged(nullptr);
    showOverlaps();
}

void OverlapsDock::run(const QString& title, Work::Job job) {
    if (m_work->isRunning()) {
        if (m_saving) return;
        m_next_title = title;
        m_next = std::move(job);
        m_work->cancel();
        return;
    }
    m_bar->setValue(0);
    m_doing->setText(title);
    m_work->start(title, std::move(job), m_saving ? Work::Closing::waits : Work::Closing::cancels);
    showState();
}

void OverlapsDock::compute() {
    const int rows = chosenSet(m_rows), columns = chosenSet(m_columns);
    if (m_overlaps || m_stopped || !isVisible() || rows < 0 || columns < 0 || rows == columns) {
        showState();
        return;
    }
    run(tr("Finding overlaps"), [this, rows, columns, result = m_result](const model::Progress& progress) {
        const std::array sets{static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)};
        const auto overlaps = std::make_shared<Overlaps>(result, core::combinations(*result, sets, 0, progress));
        return [this, overlaps] {
            if (overlaps->result != m_result) return;
            m_overlaps = overlaps;
            const QSignalBlocker quiet_figures(m_column), quiet_map(m_on_map), quiet_view(m_view);
            const int chosen = std::max(m_column->currentIndex(), 0);
            const bool first = m_column->count() == 0;
            m_column->clear();
            for (const model::Column& c : overlaps->combinations.columns) m_column->addItem(text(c.title));
            m_column->setCurrentIndex(first ? 1 : chosen);
            m_on_map->clear();
            m_on_map->addItem(tr("Nothing drawn"));
            for (const std::size_t slot : {0, 1})
                m_on_map->addItem(tr("Gaps and double claims: %1").arg(text(overlaps->set(slot).title)));
            if (is_large(overlaps->matrix) && m_view->currentIndex() == 0) m_view->setCurrentIndex(1);
            m_matrix->sortByColumn(-1, Qt::AscendingOrder);
            m_list->sortByColumn(-1, Qt::AscendingOrder);
            showOverlaps();
        };
    });
}

void OverlapsDock::showOverlaps() {
    m_matrix_model->show(m_overlaps, {std::max(0, m_column->currentIndex()),
                                      static_cast<core::OverlapAs>(std::max(0, m_as->currentIndex()))});
    m_list_model->show(m_overlaps, m_view->currentIndex() == 2);
    // Names take more room than figures, until someone has dragged the columns.
    for (const int names : {0, 1})
        if (m_overlaps && m_list->columnWidth(names) == m_list->horizontalHeader()->defaultSectionSize())
            m_list->setColumnWidth(names, 20 * m_list->fontMetrics().averageCharWidth() + 16);
    if (m_overlaps && m_list->horizontalHeader()->sortIndicatorSection() >= 0)
        m_list_model->sort(m_list->horizontalHeader()->sortIndicatorSection(),
                           m_list->horizontalHeader()->sortIndicatorOrder());
    m_pages->setCurrentWidget(table());
    showState();
}

/// What can be done now, and what is going on.
void OverlapsDock::showState() {
    const bool busy = m_work->isRunning(), any = m_overlaps != nullptr;
    for (QWidget* w : std::initializer_list<QWidget*>{m_column, m_as, m_on_map, m_copy, m_save, m_save_pieces})
        w->setEnabled(any && !m_saving);
    m_as->setEnabled(any && m_view->currentIndex() == 0);
    m_doing->setVisible(busy);
    m_bar->setVisible(busy);
    m_stop->setVisible(busy || (!any && m_stopped));
    m_stop->setText(busy ? tr("Cancel") : tr("Find overlaps"));
    showSummary();
}

void OverlapsDock::showSummary() {
    if (!m_result || m_rows->count() < 2) {
        m_summary->setText(tr("Overlaps need two sets of footprints. A project names them under [[footprints]]."));
        return;
    }
    if (!m_overlaps) {
        m_summary->setText(chosenSet(m_rows) == chosenSet(m_columns) ? tr("Choose two different sets.") : QString());
        return;
    }
    const auto& all = m_overlaps->combinations;
    const auto c = static_cast<std::size_t>(std::max(0, m_column->currentIndex()));
    const model::Column& column = all.columns[c];
    const core::ClaimSums claims = core::claim_sums(all, column);
    const auto words = [&](const core::OverlapAmount& a) { return figure(a.number, a.status, column.unit, column.decimals); };
    QStringList lines;
    for (const std::size_t slot : {0, 1})
        lines << tr("%1: %2 in none, %3 in more than one.")
                     .arg(text(m_overlaps->set(slot).title), words(claims.none[slot]), words(claims.several[slot]));
    const auto& total = all.totals[c];
    lines << (total.closes ? tr("All combinations add up to the zones' %1.")
                           : tr("Combinations do not add up to the zones' %1: please report this."))
                 .arg(figure(total.zones, model::Status::known, column.unit, column.decimals));
    if (all.basis != model::Basis::lookup)
        lines << tr("People of zones that lines cut are divided by %1.")
                     .arg(text(model::word(model::basis_words, all.basis)));
    if (all.independent)
        lines << tr("Two sets say only what share of a zone they hold: taken as independent of each other.");
    m_summary->setText(lines.join(QLatin1Char('\n')));
}

void OverlapsDock::showPicked(int set, int footprint) {
    if (!m_overlaps || footprint < 0) return;
    for (const std::size_t slot : {0, 1}) {
        if (m_overlaps->combinations.sets[slot] != static_cast<std::size_t>(set)) continue;
        if (table() == m_list) {
            const int row = m_list_model->rowOf(slot, footprint);
            if (row >= 0) m_list->setCurrentIndex(m_list_model->index(row, static_cast<int>(slot)));
        } else if (slot == 0) {
            const int row = m_matrix_model->rowOf(footprint);
            if (row >= 0) m_matrix->selectRow(row);
        } else {
            const int column = m_matrix_model->columnOf(footprint);
            if (column >= 0) m_matrix->selectColumn(column);
        }
        return;
    }
}

void OverlapsDock::showCell(const QModelIndex& index) {
    if (!m_overlaps || !index.isValid()) return;
    const int combination = index.data(combination_role).toInt();
    if (combination < 0) {
        const auto [slot, footprint] =
            index.model() == m_matrix_model ? m_matrix_model->footprintAt(index) : std::pair(-1, -1);
        if (slot >= 0)
            emit footprintWanted(static_cast<int>(m_overlaps->combinations.sets[static_cast<std::size_t>(slot)]),
                                 footprint);
        else
            emit said(index.data(Qt::AccessibleTextRole).toString());
        return;
    }
    const QString words = index.data(Qt::AccessibleTextRole).toString();
    run(tr("Cutting the piece"), [this, combination, words, overlaps = m_overlaps](const model::Progress& progress) {
        auto shapes = std::make_shared<geo::Shapes>(
            core::piece_of(overlaps->combinations, *overlaps->result, static_cast<std::size_t>(combination), progress));
        return [this, shapes, words, combination, overlaps] {
            if (overlaps != m_overlaps) return;
            m_picked = std::move(*shapes);
            m_picked_combination = static_cast<std::size_t>(combination);
            showMarks();
            const geo::Box box = geo::bounds(m_picked);
            if (box.empty()) {
                emit said(tr("%1. Too little ground to be drawn.").arg(words));
                return;
            }
            emit boxWanted(box);
            emit said(words);
        };
    });
}

/// Gaps and double claims of the set that was chosen for the map.
void OverlapsDock::listDisputed() {
    const int slot = m_on_map->currentIndex() - 1;
    m_disputed = {};
    m_disputed_slot = -1;
    if (slot < 0 || !m_overlaps) {
        showMarks();
        return;
    }
    run(tr("Drawing gaps and double claims"), [this, slot, overlaps = m_overlaps](const model::Progress& progress) {
        const std::size_t set = overlaps->combinations.sets[static_cast<std::size_t>(slot)];
        auto ground = std::make_shared<core::DisputedGround>(core::disputed_ground(*overlaps->result, set, progress));
        return [this, ground, slot, overlaps] {
            if (overlaps != m_overlaps) return;
            m_disputed = std::move(*ground);
            m_disputed_slot = slot;
            showMarks();
        };
    });
}

void OverlapsDock::showMarks() {
    auto marks = std::make_shared<style::Marks>();
    if (m_disputed_slot >= 0) {
        std::vector<style::DisputedPiece> pieces;
        for (const core::DisputedGround::Piece& piece : m_disputed.pieces)
            pieces.push_back({piece.in.empty(), piece.hectares});
        style::add_disputed(*marks, m_disputed.shapes, pieces,
                            m_overlaps->set(static_cast<std::size_t>(m_disputed_slot)).title);
    }
    style::add_picked(*marks, m_picked);
    const bool any = !marks->kind.empty() || m_disputed_slot >= 0;
    emit marksChanged(any ? std::move(marks) : nullptr);
}

std::string OverlapsDock::disputedSet() const {
    return m_disputed_slot < 0 ? std::string() : m_overlaps->set(static_cast<std::size_t>(m_disputed_slot)).id;
}

std::string OverlapsDock::pickedPiece() const {
    if (m_picked.shape_count() == 0 || !m_overlaps) return {};
    return core::combination_address(m_overlaps->combinations, *m_overlaps->result, m_picked_combination);
}

void OverlapsDock::copy() {
    const QTableView* view = table();
    const QAbstractItemModel* model = view->model();
    QItemSelection chosen = view->selectionModel()->selection();
    if (chosen.isEmpty() && model->rowCount() > 0)
        chosen.select(model->index(0, 0), model->index(model->rowCount() - 1, model->columnCount() - 1));
    int top = model->rowCount(), bottom = -1, left = model->columnCount(), right = -1;
    for (const QItemSelectionRange& range : chosen) {
        top = std::min(top, range.top());
        bottom = std::max(bottom, range.bottom());
        left = std::min(left, range.left());
        right = std::max(right, range.right());
    }
    if (bottom < top) return;
    if (static_cast<qsizetype>(bottom - top + 1) * (right - left + 1) > most_copied_cells) {
        emit said(tr("Too large to copy. Choose a part of it, or save the table."));
        return;
    }
    const bool names = view == m_matrix;
    QStringList lines, cells;
    if (names) cells << QString();
    for (int c = left; c <= right; ++c) cells << model->headerData(c, Qt::Horizontal).toString();
    lines << cells.join(QLatin1Char('\t'));
    for (int row = top; row <= bottom; ++row) {
        cells.clear();
        if (names) cells << model->headerData(row, Qt::Vertical).toString();
        for (int c = left; c <= right; ++c) cells << model->index(row, c).data().toString();
        lines << cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    emit said(tr("Copied %1 rows.").arg(bottom - top + 1));
}

void OverlapsDock::askWhereToSave(bool pieces) {
    if (!m_overlaps) return;
    const QString name = text(m_overlaps->set(0).id + "_" + m_overlaps->set(1).id) +
                         (pieces ? QStringLiteral(".gpkg") : QStringLiteral(".csv"));
    ask_file(this, pieces ? tr("Save the pieces") : tr("Save the table"), QFileDialog::AcceptSave,
             {pieces ? tr("GeoPackage (*.gpkg)") : tr("Table (*.csv)")}, name, [this, pieces](const QString& file) {
                 if (pieces)
                     savePieces(path_of(file));
                 else
                     saveTable(path_of(file));
             });
}

void OverlapsDock::saveTable(const std::filesystem::path& file) {
    save(tr("Saving the table"), file, false);
}

void OverlapsDock::savePieces(const std::filesystem::path& file) {
    save(tr("Saving the pieces"), file, true);
}

void OverlapsDock::save(const QString& title, const std::filesystem::path& file, bool pieces) {
    if (!m_overlaps || m_saving) return;
    if (m_work->isRunning()) {
        emit said(tr("Wait until the work in hand is done, or cancel it."));
        return;
    }
    m_saving = true;
    run(title, [this, file, pieces, overlaps = m_overlaps](const model::Progress& progress) {
        progress.at(0, "writing");
        io::FigureTable table = table_of(*overlaps);
        if (pieces) {
            table.shapes = core::pieces_of(overlaps->combinations, *overlaps->result, 0, progress);
            progress.at(0.9, "writing");
            io::write_figures(table, "pieces", "overlaps", file, true);
        } else {
            io::write_text(file, io::figures_csv(table));
        }
        return [this, file] { emit said(tr("Saved %1").arg(path_text(file))); };
    });
}

}  // namespace locality::app
