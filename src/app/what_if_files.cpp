// What the window asks and keeps about scenarios: titles, files, unsaved changes.

#include "app/ask_file.h"
#include "app/compare_page.h"
#include "app/map_command.h"
#include "app/map_selection.h"
#include "app/map_view.h"
#include "app/mend_page.h"
#include "app/messages.h"
#include "app/move_page.h"
#include "app/scenario_autosave.h"
#include "app/scenario_session.h"
#include "app/steps_page.h"
#include "app/what_if.h"
#include "app/words.h"
#include "app/work.h"
#include "app/zone_page.h"
#include "app/zone_selection.h"
#include "core/differencing.h"
#include "io/geopackage.h"
#include "io/project_file.h"
#include "io/scenario_file.h"
#include "model/errors.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStatusBar>
#include <QTimer>

namespace locality::app {

namespace {

bool is_demo(const std::filesystem::path& file) {
    try {
        std::error_code error;
        return std::filesystem::equivalent(file, io::demo_project(), error);
    } catch (const model::InputError&) {
        return false;
    }
}

}  // namespace

void WhatIf::open(Opened& opened) {
    m_result = opened.result;
    m_map_file = opened.file;
    m_data = opened.data;
    m_computed = opened.computed;
    // Beside a project of the user's own; elsewhere only where they say.
    m_file = m_computed && !is_demo(m_map_file) ? io::scenarios_beside(m_map_file) : std::filesystem::path();
    m_selection->setZoneCount(m_result->zones.size());
    m_on_map->setResult(m_result);
    {
        const QSignalBlocker quiet(this);  // the window shows the result itself
        m_session->open(m_result, std::move(opened.tables), std::move(opened.specs));
    }
    m_zone_page->setResult(m_result);
    m_move_page->setResult(m_result);
    m_steps_page->setResult(m_result);
    m_mend_page->setResult(m_result);
    m_compare_page->setResult(m_result);
    std::error_code error;
    if (!m_file.empty() && std::filesystem::exists(m_file, error)) load(m_file);
    refresh();
    if (std::filesystem::exists(autosave_of(m_map_file), error)) offerUnsaved();
}

bool WhatIf::load(const std::filesystem::path& file) {
    try {
        const QStringList unmatched = m_session->take(io::read_scenarios(file));
        if (unmatched.isEmpty()) return true;
        show_failure(m_window, tr("Not all of the scenarios could be taken up"),
                     {tr("%1 moves or locks name zones or footprints that are not here, or stood elsewhere. The rest was "
                         "taken up; the file stays as it is until you save.")
                          .arg(unmatched.size()),
                      unmatched.join(QLatin1Char('\n'))});
        return true;
    } catch (...) {
        show_failure(m_window, tr("Opening scenarios did not work"), failure_of(std::current_exception()));
        return false;
    }
}

void WhatIf::offerUnsaved() {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Locality"), tr("There are scenarios that were not saved"),
                                QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("unsaved_scenarios"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("The program ended before scenarios of this map were saved. Take them up again?"));
    QPushButton* restore = box->addButton(tr("&Take them up"), QMessageBox::AcceptRole);
    QPushButton* discard = box->addButton(tr("&Discard them"), QMessageBox::DestructiveRole);
    QPushButton* later = box->addButton(tr("&Not now"), QMessageBox::RejectRole);
    box->setDefaultButton(restore);
    box->setEscapeButton(later);
    connect(restore, &QPushButton::clicked, this, [this] {
        if (!load(autosave_of(m_map_file))) return;
        m_session->setModified(true);
        if (m_session->count() > 0) m_session->choose(m_session->count() - 1);
    });
    connect(discard, &QPushButton::clicked, this, [this] { forget_autosave(m_map_file); });
    box->open();
}

void WhatIf::openScenarios() {
    ask_file(m_window, tr("Open scenarios"), QFileDialog::AcceptOpen, {tr("Scenarios (*.toml)"), tr("All files (*)")}, {},
             [this](const QString& name) {
                 const auto take = [this, file = path_of(name)] {
                     if (!load(file)) return;
                     m_file = file;
                     if (m_session->count() > 0) m_session->choose(0);
                 };
                 if (mayLeave(take)) take();
             });
}

bool WhatIf::write(const std::filesystem::path& file) {
    try {
        io::write_scenarios(m_session->coded(), file);
    } catch (...) {
        show_failure(m_window, tr("Saving the scenarios did not work"), failure_of(std::current_exception()));
        return false;
    }
    m_file = file;
    m_session->setModified(false);
    m_autosave->stop();
    forget_autosave(m_map_file);
    m_window->statusBar()->showMessage(tr("Saved %1").arg(path_text(file)), 8000);
    setBusy(m_busy);
    return true;
}

/// True where it was done at once; else once the user has chosen a file.
bool WhatIf::save(const std::function<void()>& then) {
    if (m_file.empty()) {
        saveAs(then);
        return false;
    }
    if (!write(m_file)) return false;
    if (then) then();
    return true;
}

void WhatIf::saveAs(const std::function<void()>& then) {
    ask_file(m_window, tr("Save the scenarios"), QFileDialog::AcceptSave, {tr("Scenarios (*.toml)")},
             path_text(io::scenarios_beside(m_map_file.stem())), [this, then](const QString& name) {
                 if (write(path_of(name)) && then) then();
             });
}

bool WhatIf::mayLeave(std::function<void()> then) {
    if (!m_session->isModified()) return true;
    auto* box = new QMessageBox(QMessageBox::Question, tr("Locality"), tr("Save the scenarios first?"),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("save_scenarios"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Scenarios of this map have changes that are not saved."));
    box->setDefaultButton(QMessageBox::Save);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(box->button(QMessageBox::Save), &QAbstractButton::clicked, this, [this, then] {
        QTimer::singleShot(0, this, [this, then] { save(then); });  // once the question is off the screen
    });
    connect(box->button(QMessageBox::Discard), &QAbstractButton::clicked, this, [this, then] {
        m_session->setModified(false);
        m_autosave->stop();
        forget_autosave(m_map_file);
        if (then) QTimer::singleShot(0, this, then);
    });
    box->open();
    return false;
}

void WhatIf::askTitle(const QString& heading, const QString& title, bool with_set,
                      const std::function<void(const QString&, int)>& then) {
    auto* dialog = new QDialog(m_window);
    dialog->setObjectName(QStringLiteral("scenario_title"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(heading);
    auto* form = new QFormLayout(dialog);
    auto* name = new QLineEdit(title, dialog);
    name->setObjectName(QStringLiteral("scenario_title_words"));
    name->setAccessibleName(tr("Title of the scenario"));
    name->setMaxLength(200);
    name->setMinimumWidth(280);
    name->selectAll();
    form->addRow(tr("&Title"), name);
    QComboBox* sets = nullptr;
    if (with_set) {
        sets = new QComboBox(dialog);
        sets->setObjectName(QStringLiteral("scenario_title_set"));
        sets->setAccessibleName(tr("Footprints that it changes"));
        for (const int s : m_session->sets())
            sets->addItem(text(m_result->sets[static_cast<std::size_t>(s)].title), s);
        if (const style::Scene* scene = m_map->scene(); scene && sets->findData(static_cast<int>(scene->set)) >= 0)
            sets->setCurrentIndex(sets->findData(static_cast<int>(scene->set)));
        form->addRow(tr("&Footprints"), sets);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this,
            [name, sets, then] { then(name->text(), sets ? sets->currentData().toInt() : -1); });
    dialog->open();
}

void WhatIf::askForNew() {
    if (!m_result) return;
    if (m_session->sets().empty()) {
        show_failure(m_window, tr("No scenario can be made of this map"),
                     {tr("A scenario moves whole zones between footprints, but every set of this map divides zones. A "
                         "project makes such a set from registrations, from a lookup, or with method = "
                         "\"largest_share\"."),
                      {}});
        return;
    }
    askTitle(tr("New scenario"), m_session->freeTitle(tr("Scenario")), true, [this](const QString& title, int set) {
        m_session->add(title, set);
        m_dock->show();
        m_dock->raise();
    });
}

void WhatIf::askForTitle() {
    askTitle(tr("Rename the scenario"), m_session->title(m_session->current()), false,
             [this](const QString& title, int) { m_session->rename(title); });
}

void WhatIf::askToRemove() {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Locality"),
                                tr("Delete “%1”?").arg(m_session->title(m_session->current())),
                                QMessageBox::Yes | QMessageBox::No, m_window);
    box->setObjectName(QStringLiteral("delete_scenario"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Its steps and reasons go with it. A file that has it keeps it until you save."));
    box->setDefaultButton(QMessageBox::No);
    connect(box->button(QMessageBox::Yes), &QAbstractButton::clicked, m_session, &ScenarioSession::removeCurrent);
    box->open();
}

void WhatIf::askForGeopackage() {
    ask_file(m_window, tr("Save the scenario as a GeoPackage"), QFileDialog::AcceptSave, {tr("GeoPackage (*.gpkg)")},
             path_text(m_map_file.stem()) + QStringLiteral("_scenario.gpkg"),
             [this](const QString& name) { saveGeopackage(name); });
}

/// The whole project made anew with the scenario's moves, as the command line does it: sets that are made of this one
/// follow, and small numbers are kept safe.
void WhatIf::saveGeopackage(const QString& name) {
    if (m_work->isRunning()) return;
    m_work->start(tr("Saving the scenario"), [this, name, file = m_map_file, data = m_data,
                                              coded = m_session->codedCurrent()](const model::Progress& progress) {
        const Opened built = open_result(file, data, progress, &coded);
        core::refuse_threats(*built.result);
        io::write_geopackage(*built.result, path_of(name), true, progress, &coded);
        return [this, name] { m_window->statusBar()->showMessage(tr("Saved %1").arg(name), 8000); };
    }, Work::Closing::waits);
}

std::string WhatIf::scenarioAddress() const {
    const QString file = m_file.empty() ? tr("SCENARIOS.toml") : path_text(m_file);
    return (file + QLatin1Char(':') + m_session->title(m_session->current())).toStdString();
}

void WhatIf::copyCommand() const {
    MapOrder order;
    order.project = m_map_file;
    order.data = m_data;
    order.scenario = scenarioAddress();
    const QString line =
        command_line(build_arguments(order, path_text(m_map_file.stem()) + QStringLiteral("_scenario.gpkg")));
    QGuiApplication::clipboard()->setText(line);
    m_window->statusBar()->showMessage(tr("Copied: %1").arg(line), 8000);
}

}  // namespace locality::app
