#pragma once

#include "app/main_window.h"

#include <QObject>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>

namespace locality::test_app {

/// Scenarios, by clicks and by keys alone.
class TestWhatIf : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void zones_are_chosen_on_the_map();
    void zones_are_chosen_from_the_list_by_keys();
    void all_zones_of_a_ward_in_a_partnership();
    void a_move_is_foreseen_made_undone_and_made_again();
    void everything_goes_without_the_mouse();
    void locked_zones_stay();
    void the_original_is_a_click_away();
    void scenarios_are_duplicated_renamed_and_deleted();
    void figures_and_shading_follow_the_scenario();
    void two_scenarios_are_compared_and_saved();
    void a_split_footprint_is_mended_as_one_step();
    void scenarios_are_saved_and_opened_again();
    void what_a_file_names_and_is_not_here_is_told();
    void unsaved_scenarios_outlive_the_program();
    void closing_asks_by_keys();
    void another_map_asks_first();
    void a_project_keeps_its_scenarios_beside_it();
    void the_map_menu_chooses_and_moves();
    void a_map_that_divides_zones_has_no_scenarios();

private:
    void open_sample();
    void begin(const QString& title);
    std::filesystem::path sample_file();
    std::filesystem::path in_folder(const char* name) const;

    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

}  // namespace locality::test_app
