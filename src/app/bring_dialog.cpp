#include "app/bring_dialog.h"

#include "app/ask_file.h"
#include "app/draft_details.h"
#include "app/messages.h"
#include "app/words.h"
#include "app/work_overlay.h"
#include "io/look_at.h"
#include "io/project_write.h"

#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr QSize first_size(1140, 720);
constexpr int target_px = 28;
constexpr int widest_column = 270, widest_other = 170;

QStringList data_filters() {
    return {BringDialog::tr("Boundaries and tables (*.gpkg *.shp *.zip *.geojson *.json *.topojson *.fgb *.gml *.kml "
                            "*.csv *.tsv *.txt *.xlsx *.ods)"),
            BringDialog::tr("All files (*)")};
}

}  // namespace

std::vector<std::filesystem::path> dragged_files(const QMimeData* data) {
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) files.push_back(path_of(url.toLocalFile()));
    return files;
}

BringDialog::BringDialog(core::DraftBase base, const std::filesystem::path& project,
                         const std::optional<std::filesystem::path>& data, QWidget* parent)
    : QDialog(parent), m_project(project), m_data(data) {
    setObjectName(QStringLiteral("bring"));
    const bool adds = base.project.has_value();
    setWindowTitle(adds ? tr("Add data to this project") : tr("A project of your own data"));
    resize(first_size);
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);

    auto* tools = new QHBoxLayout;
    column->addLayout(tools);
    auto* says = new QLabel(tr("Bring boundaries and tables: drop them here, or choose them. Nothing is changed in them."), this);
    says->setWordWrap(true);
    tools->addWidget(says, 1);
    const auto button = [&](const char* name, const QString& words, auto then) {
        auto* b = new QPushButton(words, this);
        b->setObjectName(QString::fromLatin1(name));
        b->setMinimumHeight(target_px);
        b->setAutoDefault(false);
        connect(b, &QPushButton::clicked, this, then);
        tools->addWidget(b);
        return b;
    };
    button("bring_files", tr("Add fi&les…"), &BringDialog::askForFiles);
    button("bring_folder", tr("Add a fol&der…"), &BringDialog::askForFolder);
    m_take_out = button("bring_remove", tr("Take o&ut"), [this] {
        if (row() >= 0) m_model->remove(row());
        m_unchecked.clear();
        showRow();
        refresh();
    });

    m_model = new DraftModel(std::move(base), this);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("bring_table"));
    m_table->setAccessibleName(tr("Files, and what they are for"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(target_px);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_details = new DraftDetails(this);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_table);
    parts->addWidget(m_details);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 4);
    parts->setChildrenCollapsible(false);
    column->addWidget(parts, 1);

    m_obstacle = new QLabel(this);
    m_obstacle->setObjectName(QStringLiteral("bring_obstacle"));
    m_obstacle->setWordWrap(true);
    m_obstacle->setTextFormat(Qt::PlainText);
    column->addWidget(m_obstacle);
    auto* foot = new QHBoxLayout;
    column->addLayout(foot);
    auto* label = new QLabel(tr("&Name of the place"), this);
    m_title = new QLineEdit(this);
    m_title->setObjectName(QStringLiteral("bring_title"));
    m_title->setAccessibleName(tr("Name of the place"));
    m_title->setMinimumHeight(target_px);
    m_title->setPlaceholderText(tr("as the project file will be called"));
    label->setBuddy(m_title);
    foot->addWidget(label);
    foot->addWidget(m_title, 1);
    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("&Save the project and open it…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("bring_save"));
    m_save->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel);
    for (QAbstractButton* b : buttons->buttons()) b->setMinimumHeight(target_px);
    foot->addWidget(buttons);
    m_overlay = new WorkOverlay(this);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BringDialog::showRow);
    connect(m_details, &DraftDetails::changed, this, &BringDialog::change);
    connect(m_save, &QPushButton::clicked, this, &BringDialog::askWhereToSave);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_work, &Work::started, m_overlay, &WorkOverlay::begin);
    connect(&m_work, &Work::progressed, m_overlay, &WorkOverlay::progress);
    connect(&m_work, &Work::failed, this, [this](const QString& title, const Failure& failure) {
        show_failure(this, tr("%1 did not work").arg(title), failure);
    });
    connect(&m_work, &Work::ended, this, [this] {
        m_overlay->end();
        m_table->setFocus();
        refresh();
    });
    connect(m_overlay, &WorkOverlay::cancelWanted, &m_work, &Work::cancel);
    connect(&m_check, &Work::ended, this, &BringDialog::checkNext);
    refresh();
}

int BringDialog::row() const {
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? current.row() : -1;
}

void BringDialog::look(const std::vector<std::filesystem::path>& files) {
    if (m_work.isRunning() || files.empty()) return;
    m_work.start(tr("Looking at the files"), [this, files](const model::Progress& progress) {
        auto found = std::make_shared<std::vector<model::Found>>(io::look_at(files, progress));
        return [this, found] {
            m_model->add(std::move(*found));
            m_table->resizeColumnsToContents();
            for (int c = 0; c < DraftModel::note_column; ++c)
                m_table->setColumnWidth(c, std::min(m_table->columnWidth(c) + 8,
                                                    c == DraftModel::from_column ? widest_column : widest_other));
            if (m_model->rowCount() > 0) m_table->selectRow(0);
            showRow();
        };
    });
}

void BringDialog::showRow() {
    m_take_out->setEnabled(row() >= 0);
    if (row() < 0)
        m_details->showNothing();
    else
        m_details->show(m_model->found()[static_cast<std::size_t>(row())], m_model->join(row()), m_model->problem(row()));
}

void BringDialog::change(const model::Found& found) {
    const int changed = row();
    if (changed < 0) return;
    m_model->change(changed, found);
    m_unchecked.insert(changed);
    showRow();
    checkNext();
}

/// Reads what was changed, as the project would read it: one row after another.
void BringDialog::checkNext() {
    if (m_check.isRunning()) return;
    if (m_unchecked.empty()) {
        refresh();
        return;
    }
    const int next = *m_unchecked.begin();
    m_unchecked.erase(m_unchecked.begin());
    m_save->setEnabled(false);
    const model::Found found = m_model->found()[static_cast<std::size_t>(next)];
    m_check.start(tr("Reading"), [this, next, found](const model::Progress&) {
        const QString problem = text(io::problem_of(found));
        return [this, next, path = found.source.path, problem] {
            const bool there = next < m_model->rowCount() &&
                               m_model->found()[static_cast<std::size_t>(next)].source.path == path;
            if (there && !m_unchecked.contains(next)) m_model->setProblem(next, problem);
            if (next == row()) showRow();
        };
    });
}

void BringDialog::refresh() {
    const bool empty = m_model->rowCount() == 0;
    const QString obstacle = empty ? tr("no files yet") : m_model->obstacle();
    m_obstacle->setText(obstacle.isEmpty() ? QString()
                                           : tr("Not yet: %1.").arg(obstacle));
    m_obstacle->setVisible(!obstacle.isEmpty() && !empty);
    m_save->setEnabled(obstacle.isEmpty() && !isBusy());
    m_take_out->setEnabled(row() >= 0);
}

void BringDialog::askForFiles() {
    ask_files(this, tr("Bring files"), data_filters(), [this](const QStringList& names) {
        std::vector<std::filesystem::path> files;
        for (const QString& name : names) files.push_back(path_of(name));
        look(files);
    });
}

void BringDialog::askForFolder() {
    ask_folder(this, tr("Bring a folder"), [this](const QStringList& names) {
        if (!names.isEmpty()) look({path_of(names.front())});
    });
}

void BringDialog::askWhereToSave() {
    const std::filesystem::path beside =
        m_project.empty() ? m_model->found().front().source.path.parent_path() : m_project.parent_path();
    const std::string name = m_title->text().trimmed().toStdString();
    const std::string stem = !name.empty() ? name : m_project.empty() ? "my" : m_project.stem().string() + "-more";
    ask_file(this, tr("Save the project"), QFileDialog::AcceptSave, {tr("Project (*.toml)")},
             path_text(beside / (stem + ".toml")), [this](const QString& file) { save(file); });
}

void BringDialog::save(const QString& file) {
    const std::filesystem::path path = path_of(file);
    try {
        const QString typed = m_title->text().trimmed();
        const bool adds = !m_project.empty();
        const QString title = typed.isEmpty() && !adds ? path_text(path.stem()) : typed;
        const auto backdrop = adds ? io::read_backdrop_spec(m_project, m_data) : std::nullopt;
        io::write_project(m_model->project(title), path, true, backdrop);
    } catch (...) {
        show_failure(this, tr("Saving the project did not work"), failure_of(std::current_exception()));
        return;
    }
    emit saved(file);
    accept();
}

void BringDialog::dragEnterEvent(QDragEnterEvent* event) {
    if (!isBusy() && !dragged_files(event->mimeData()).empty()) event->acceptProposedAction();
}

void BringDialog::dropEvent(QDropEvent* event) {
    if (isBusy()) return;
    event->acceptProposedAction();
    look(dragged_files(event->mimeData()));
}

}  // namespace locality::app
