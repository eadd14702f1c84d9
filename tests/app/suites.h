#pragma once

#include "app/main_window.h"
#include "app/map_view.h"

#include <QObject>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>

namespace locality::test_app {

class TestModels : public QObject {
    Q_OBJECT
private slots:
    void models_keep_their_promises();
    void places_come_in_the_order_of_the_map();
    void missing_suppressed_and_zero_read_differently();
    void ages_read_as_people_say_them();
    void profile_tables_say_what_the_profile_holds();
    void readout_speaks_in_words();
    void recent_files_are_newest_first_and_exist();
};

class TestWork : public QObject {
    Q_OBJECT
private slots:
    void reports_and_delivers_on_this_thread();
    void cancel_delivers_nothing();
    void a_job_that_ends_after_cancel_delivers_nothing();
    void destruction_stops_the_job();
    void errors_become_plain_words_data();
    void errors_become_plain_words();
};

class TestMapView : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void shows_everything_at_first();
    void hover_says_what_is_there();
    void tooltip_reads_the_zone();
    void wheel_zooms_at_the_pointer();
    void control_wheel_is_finer();
    void drag_pans_and_picks_nothing();
    void arrows_plus_minus_and_home();
    void click_picks_and_escape_lets_go();
    void second_click_picks_the_overlapping_one();
    void alt_arrows_walk_and_enter_picks();
    void imd1_changes_pixels_there_and_only_there();
    void selection_shows();
    void shading_change_keeps_view_and_selection();
    void kept_zones_look_as_zones_drawn_anew();
    void only_the_last_picture_waits();
    void legend_is_no_ground();
    void zoom_has_limits();

private:
    std::shared_ptr<const model::Result> m_result;
    std::unique_ptr<app::MapView> m_map;
};

/// What hands do on a map, and what assistive technology hears of it.
class TestHabits : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void middle_drag_pans();
    void space_drag_pans_and_picks_nothing();
    void shift_drag_zooms_to_a_box();
    void escape_stops_a_box();
    void menu_key_offers_what_drags_do();
    void letters_are_told_and_can_be_changed();
    void moving_fast_never_shows_blank_paper();
    void furniture_is_as_painted_afresh();
    void the_legend_follows_scenes_that_come_fast();
    void every_zone_is_named_to_assistive_technology();
    void assistive_technology_can_pick_a_zone();

private:
    int strange_pixels_of_legend();
    std::shared_ptr<const model::Result> m_result;
    std::unique_ptr<app::MapView> m_map;
};

/// The docks, the colours and the keys of the window.
class TestDocks : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void most_deprived_zones_are_listed_with_totals();
    void the_list_follows_the_picked_footprint();
    void a_table_is_copied_and_saved();
    void docks_stand_where_they_were_left();
    void letters_act_only_on_the_map();
    void question_mark_lists_the_keys();
    void a_letter_can_be_changed();
    void colours_can_be_chosen_data();
    void colours_can_be_chosen();
    void targets_are_large_enough();
    void nothing_is_cut_in_large_letters_data();
    void nothing_is_cut_in_large_letters();
    void long_words_end_in_dots();

private:
    void open_sample();
    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

/// How two sets of footprints lie in each other: journey 6.
class TestOverlaps : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void the_matrix_counts_everybody_once();
    void figures_and_shares_can_be_chosen();
    void headers_sort_by_clicks_and_keys();
    void a_cell_goes_to_the_map_and_back();
    void gaps_and_double_claims_are_drawn_and_listed();
    void tables_and_pieces_are_copied_and_saved();
    void work_is_cancelled_and_begun_again();
    void keys_reach_the_matrix_and_it_speaks();
    void thousands_of_footprints_do_not_freeze();
    void models_keep_their_promises();

private:
    void open_sample();
    void wait_for_overlaps();
    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

/// A picture under the zones.
class TestBackdrop : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void lies_under_the_zones_as_solid_as_was_chosen();
    void what_is_no_picture_is_told();

private:
    QString picture() const;
    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

/// Shading by anything.
class TestShading : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void deciles_are_fixed_until_another_way_is_chosen();
    void methods_classes_and_colours_change_the_map();
    void breaks_are_dragged_moved_by_keys_and_typed();
    void footprints_are_shaded_by_their_own_columns();
    void two_columns_are_shaded_together();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

/// Charts, the profile they stand in, and footprints beside each other.
class TestCharts : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void keys_walk_the_marks();
    void arrows_cross_a_pyramid();
    void every_mark_is_named_to_assistive_technology();
    void the_overview_draws_the_picked_footprint();
    void a_chart_turns_into_its_table();
    void a_chart_is_copied_and_saved();
    void a_figure_says_how_it_came_about();
    void trends_follow_the_chosen_indicator();
    void overlaps_are_worked_out_when_looked_at();
    void footprints_are_compared();
    void chart_tables_keep_their_promises();
    void charts_have_the_colours_of_the_window();

private:
    void pick(int zone);
    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void start_page_offers_the_demo();
    void opens_a_geopackage();
    void click_fills_the_profile();
    void list_fills_the_profile_and_back();
    void typing_a_name_and_enter_picks();
    void typing_a_zone_goes_there();
    void choosing_a_suggestion_picks_it();
    void unknown_words_say_so();
    void choices_change_the_map();
    void hover_fills_the_status_line();
    void saves_a_picture();
    void picture_error_is_told();
    void saves_a_geopackage_of_a_computed_result();
    void a_broken_project_is_told_in_plain_words();
    void a_missing_file_is_told();
    void a_strange_geopackage_is_told();
    void cancel_stops_opening();
    void closing_while_working_stops();
    void recent_file_opens_from_the_start_page();
    void every_control_has_a_name();
    void tab_reaches_every_control();
    void keys_are_listed();
    void recent_menu_lists_files();
    void a_map_without_deprivation_still_shows();
    void a_map_without_footprints_says_so();
    void program_refuses_wrong_usage_data();
    void program_refuses_wrong_usage();
    void program_opens_what_it_is_given();
    void demo_button_opens_the_demo_city();

private:
    void open_sample();
    std::filesystem::path sample_file();

    QTemporaryDir m_folder;
    std::unique_ptr<app::MainWindow> m_window;
};

}  // namespace locality::test_app
