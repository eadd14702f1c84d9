#pragma once

#include "app/main_window.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace locality::app {
class BringDialog;
class ExportDialog;
}  // namespace locality::app

namespace locality::test_app {

/// Bring my data.
class TestBring : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void a_dropped_folder_becomes_a_map();
    void files_are_chosen_in_a_dialog();
    void joins_are_shown_both_ways();
    void guesses_are_changed_by_keys();
    void hostile_files_are_told_in_plain_words();
    void a_missing_zone_layer_is_told();
    void an_open_project_takes_more_files();
    void a_dropped_project_opens();
    void closing_while_looking_stops();
    void every_control_has_a_name_and_is_reached();
    void model_keeps_its_promises();

private:
    void drop(const QStringList& files);
    app::BringDialog* dialogOf(int rows);
    QString row(const app::BringDialog* dialog, const QString& file, int column) const;
    void choose_row(const app::BringDialog* dialog, const QString& file);
    QString write(const QString& name, const QByteArray& bytes);
    void write_city();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

/// Take it away.
class TestTakeAway : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void every_format_is_what_the_command_makes_data();
    void every_format_is_what_the_command_makes();
    void every_choice_of_the_window_is_in_the_command();
    void two_columns_are_in_the_command();
    void a_scenario_is_in_the_command();
    void marks_are_in_the_command();
    void a_whole_result_is_what_the_command_makes();
    void preview_follows_the_choices();
    void what_is_too_large_is_told();
    void command_is_copied();
    void page_is_shown_before_it_is_printed();
    void every_control_has_a_name_and_is_reached();

private:
    app::ExportDialog* open_dialog();
    void compare_with_command(app::ExportDialog* dialog, const QString& ending);

    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

}  // namespace locality::test_app
