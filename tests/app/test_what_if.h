#pragma once

#include "app/figure_view.h"
#include "app/what_if.h"
#include "app/zone_selection.h"
#include "sample.h"
#include "window_driver.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QLabel>
#include <QObject>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTextBrowser>

#include <filesystem>
#include <memory>

namespace locality::test_app {

// What the tests of scenarios do, and ask.

inline app::WhatIf& what_if(const app::MainWindow& window) {
    return *window.findChild<app::WhatIf*>();
}
inline const std::vector<std::int32_t>& chosen(const app::MainWindow& window) {
    return window.findChild<app::ZoneSelection*>()->zones();
}
using Zones = std::vector<std::int32_t>;

inline QPoint at(const app::MapView& map, int zone) {
    return map.pixelOf(middle_of(zone)).toPoint();
}

inline void press(const app::MainWindow& window, const char* name) {
    auto* button = child<QAbstractButton>(window, name);
    QVERIFY2(button->isEnabled(), name);
    button->click();
}

inline void show_tab(const app::MainWindow& window, int tab) {
    auto* dock = child<QDockWidget>(window, "what_if");
    dock->show();
    dock->raise();
    child<QTabWidget>(window, "what_if_tabs")->setCurrentIndex(tab);
    QTest::qWait(1);
}
enum Tab { zones_tab, move_tab, steps_tab, mend_tab, compare_tab };

/// A key of the whole window, wherever the focus is. Dialogs that closed leave no window active offscreen.
inline void press_keys(app::MainWindow& window, Qt::Key key, Qt::KeyboardModifiers modifiers) {
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, key, modifiers);
}

/// What the list of footprints says of one.
inline QString residents_of(const app::MainWindow& window, const QString& footprint) {
    for (int row = 0; row < child<app::FigureView>(window, "footprint_list")->figureCount(); ++row)
        if (cell(window, "footprint_list", row, 0) == footprint) return cell(window, "footprint_list", row, 1);
    return {};
}

inline QString preview(const app::MainWindow& window) {
    QTest::qWait(1);
    return child<QTextBrowser>(window, "move_preview")->toPlainText();
}

inline QString banner(const app::MainWindow& window) {
    auto* words = child<QLabel>(window, "scenario_banner_words");
    return words->isVisible() ? words->text() : QString();
}

/// Which ward the map draws a zone in.
inline int ward_of(const app::MainWindow& window, int zone) {
    const style::Scene& scene = *map_of(window).scene();
    return scene.whole_zones ? scene.whole_zones->footprint_of_zone[static_cast<std::size_t>(zone)] : -9;
}

inline void drag(app::MapView& map, QPoint from, QPoint to, Qt::KeyboardModifiers keys) {
    QTest::mousePress(&map, Qt::LeftButton, keys, from);
    QTest::mouseMove(&map, (from + to) / 2);
    QTest::mouseMove(&map, to);
    QTest::mouseRelease(&map, Qt::LeftButton, keys, to);
}

/// The other half of a_killed_program_gives_everything_back: makes a scenario of a map, says so on stdout, and goes on
/// making steps until it is killed.
int work_until_killed(const std::filesystem::path& map);

/// Scenarios, by clicks and by keys alone.
class TestWhatIf : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void zones_are_chosen_on_the_map();
    void zones_are_chosen_from_the_list_by_keys();
    void all_zones_of_a_ward_in_a_partnership();
    void a_move_is_foreseen_made_undone_and_made_again();
    void standings_that_would_change_are_foreseen();
    void that_nothing_is_compared_is_told();
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
    void a_killed_program_gives_everything_back_data();
    void a_killed_program_gives_everything_back();
    void closing_while_saving_finishes_the_file();
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
