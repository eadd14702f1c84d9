#include "app/figure_model.h"
#include "app/places_model.h"
#include "app/profile_tables.h"
#include "app/readout.h"
#include "app/recent_files.h"
#include "app/words.h"
#include "core/profile.h"
#include "sample.h"
#include "style/scene.h"
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTest>

#include <fstream>

namespace locality::test_app {

using app::FigureModel;
using app::FigureTable;

namespace {

QStringList row_of(const FigureTable& table, std::size_t row) {
    QStringList cells;
    for (const app::Cell& cell : table.rows.at(row)) cells << cell.text;
    return cells;
}

}  // namespace

void TestModels::models_keep_their_promises() {
    const auto result = std::make_shared<model::Result>(sample());
    FigureModel figures;
    QAbstractItemModelTester figures_tester(&figures, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&figures);
    sorted.setSortRole(FigureModel::sort_role);
    QAbstractItemModelTester sorted_tester(&sorted, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const core::Profile profile = core::profile(*result, 0, 0);
    figures.setTable(app::figures_table(profile));
    QVERIFY(figures.rowCount() > 0);
    QCOMPARE(figures.columnCount(), 3);
    figures.setTable(app::imd1_table(profile));
    QCOMPARE(figures.rowCount(), 9);
    sorted.sort(1, Qt::AscendingOrder);  // residents, as numbers
    QCOMPARE(sorted.index(0, 0).data().toString(), QStringLiteral("Sample 001 (Z01000001)"));
    sorted.sort(1, Qt::DescendingOrder);
    QCOMPARE(sorted.index(0, 0).data().toString(), QStringLiteral("Sample 023 (Z01000023)"));
    QCOMPARE(sorted.index(0, 0).data(FigureModel::code_role).toString(), QStringLiteral("Z01000023"));
    QCOMPARE(sorted.index(0, 1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Residents: 1,620"));
    figures.setTable({});
    QCOMPARE(figures.rowCount(), 0);

    app::PlacesModel places;
    QAbstractItemModelTester places_tester(&places, QAbstractItemModelTester::FailureReportingMode::QtTest);
    places.setResult(result, 1);
    QCOMPARE(places.rowCount(), 106);
    places.setResult(nullptr, -1);
    QCOMPARE(places.rowCount(), 0);
}

void TestModels::places_come_in_the_order_of_the_map() {
    app::PlacesModel places;
    places.setResult(std::make_shared<model::Result>(sample()), 1);
    QCOMPARE(places.index(0).data().toString(), QStringLiteral("Westerly (L01), Local Care Partnerships"));
    QCOMPARE(places.index(2).data().toString(), QStringLiteral("South West (W01), Wards"));
    QCOMPARE(places.index(6).data().toString(), QStringLiteral("Sample 001 (Z01000001), zone"));
    QCOMPARE(places.place(2).set, 0);
    QCOMPARE(places.place(6).set, -1);
}

void TestModels::missing_suppressed_and_zero_read_differently() {
    using model::Status;
    QCOMPARE(app::figure(0, Status::known, "people", 0), QStringLiteral("0"));
    QCOMPARE(app::figure(model::no_value, Status::missing, "people", 0), QStringLiteral("no data"));
    QCOMPARE(app::figure(model::no_value, Status::suppressed, "people", 0), QStringLiteral("withheld"));
    QCOMPARE(app::figure(811'960, Status::known, "people", 0), QStringLiteral("811,960"));
    QCOMPARE(app::figure(36.14, Status::known, "%", 1), QStringLiteral("36.1%"));
    QCOMPARE(app::figure(551.77, Status::known, "ha", 1), QString::fromUtf8("551.8\u00a0ha"));
    QCOMPARE(app::percent(0), QStringLiteral("0%"));
    QCOMPARE(app::percent(0.004), QStringLiteral("under 1%"));
    QCOMPARE(app::percent(0.996), QStringLiteral("over 99%"));
    QCOMPARE(app::percent(1), QStringLiteral("100%"));
    QCOMPARE(app::percent(model::no_value), QStringLiteral("no data"));
}

void TestModels::ages_read_as_people_say_them() {
    using model::Sex;
    QCOMPARE(app::ages({Sex::all, 0, 15}), QStringLiteral("0 to 15"));
    QCOMPARE(app::ages({Sex::all, 90, 999}), QStringLiteral("90 and over"));
    QCOMPARE(app::ages({Sex::all, 0, 999}), QStringLiteral("All ages"));
    QCOMPARE(app::ages({Sex::all, 16, 16}), QStringLiteral("16"));
}

void TestModels::profile_tables_say_what_the_profile_holds() {
    core::Profile profile;
    profile.lines = {
        {"residents", "Residents", "people", 0, 1'500, model::Status::known, 3'000, model::Status::known, true},
        {"registered", "Registered", "people", 0, model::no_value, model::Status::suppressed, model::no_value,
         model::Status::missing, true},
        {"covered_share", "Part known (0 to 1)", "", 3, 0.996, model::Status::known, 1, model::Status::known, true},
        {"registered_elsewhere", "Registered elsewhere", "people", 0, 40, model::Status::known},
        {"age_0_15", "Aged 0 to 15", "people", 0, 300, model::Status::known, 600, model::Status::known, true}};
    const FigureTable figures = app::figures_table(profile);
    QCOMPARE(row_of(figures, 0), QStringList({"Residents", "1,500", "3,000"}));
    QCOMPARE(row_of(figures, 1), QStringList({"Registered", "withheld", "no data"}));

    QCOMPARE(row_of(figures, 2), QStringList({"Residents whose deprivation is known", "over 99%", "100%"}));
    QCOMPARE(row_of(figures, 3), QStringList({"Registered elsewhere", "40", ""}));  // nobody is elsewhere of all
    QCOMPARE(figures.rows.size(), std::size_t(4));  // ages stand in their own table

    using model::Sex;
    profile.people = {{{Sex::female, 16, 999}, 30, model::Status::known},
                      {{Sex::male, 0, 15}, 11, model::Status::known},
                      {{Sex::female, 0, 15}, 0, model::Status::known}};
    const FigureTable people = app::people_table(profile);
    QCOMPARE(people.header, QStringList({"Age", "Female", "Male"}));
    QCOMPARE(row_of(people, 0), QStringList({"0 to 15", "0", "11"}));
    QCOMPARE(row_of(people, 1), QStringList({"16 and over", "30", "not given"}));
    profile.people = {{{Sex::all, 0, 15}, 41, model::Status::known}};
    QCOMPARE(app::people_table(profile).header, QStringList({"Age", "Residents"}));

    profile.indicators = {{"Smoking", "%", "2024/25", Sex::male, 11.25, 0.5, model::Status::known}};
    QCOMPARE(row_of(app::indicators_table(profile), 0), QStringList({"Smoking, 2024/25, male", "11.3%", "50%"}));

    model::Result result = sample();
    const FigureTable wards = app::footprints_table(result.sets[0]);
    result.sets[0].name[1] = result.sets[0].name[0];
    const FigureTable alike = app::footprints_table(result.sets[0]);
    QCOMPARE(row_of(alike, 1).front(), QStringLiteral("South West (W02)"));
    QCOMPARE(row_of(alike, 2).front(), row_of(wards, 2).front());
    QCOMPARE(wards.header, QStringList({"Name", "Residents", "In IMD1"}));
    QCOMPARE(row_of(wards, 0), QStringList({"South West", "40,300", "36.1%"}));
    QCOMPARE(row_of(wards, 3), QStringList({"North East", "withheld", "0.0%"}));
}

void TestModels::readout_speaks_in_words() {
    const model::Result result = sample();
    const style::Scene deciles = style::make_scene(result, {"imd_decile", "ward", false, true}, book());
    const style::Scene no_set = style::make_scene(result, {"imd_decile", "", false, true}, book());
    const style::Scene halves = style::make_scene(result, {"imd_decile", "lcp", false, true}, book());
    const QStringList words = app::readout(deciles, {0, {0}});
    QCOMPARE(words.size(), 4);
    QCOMPARE(words[0], QStringLiteral("Sample 001 (Z01000001)"));
    QVERIFY2(words[1].contains(QStringLiteral("1 = most deprived 10% in England")), qPrintable(words[1]));
    QCOMPARE(app::readout(no_set, {5, {}})[1], QStringLiteral("IMD decile (1 = most deprived 10% in England): 3"));
    QCOMPARE(words[2], QStringLiteral("Residents: 1,500"));
    QCOMPARE(words[3], QStringLiteral("Wards: South West"));

    QVERIFY(app::readout(no_set, {99, {}})[1].endsWith(QStringLiteral(": no data")));
    QVERIFY(app::readout(no_set, {98, {}})[1].endsWith(QStringLiteral(": withheld")));
    QCOMPARE(app::readout(halves, {95, {}}).last(), QStringLiteral("Local Care Partnerships: none here"));
    QCOMPARE(app::readout(halves, {5, {0, 1}}).last(), QStringLiteral("Local Care Partnerships: Westerly, Easterly"));
    QVERIFY(app::readout(no_set, {-1, {}}).isEmpty());

    const style::Scene scores = style::make_scene(result, {"imd_score", "", false, true}, book());
    const QString score = app::readout(scores, {0, {}})[1];
    QVERIFY2(score.contains(QStringLiteral("60.0 (class ")), qPrintable(score));

    style::SceneChoice by_ward{"residents", "ward", false, true};
    by_ward.by_footprint = true;
    const style::Scene wards = style::make_scene(result, by_ward, book());
    QVERIFY2(app::readout(wards, {0, {0}})[1].contains(QStringLiteral("40,300")),
             qPrintable(app::readout(wards, {0, {0}})[1]));
    QVERIFY(app::readout(wards, {99, {3}})[1].endsWith(QStringLiteral(": withheld")));
    style::SceneChoice both{"imd_score", "ward", false, true};
    both.across = "residents";
    const QStringList two = app::readout(style::make_scene(result, both, book()), {0, {0}});
    QVERIFY(two[1].endsWith(QStringLiteral(": 60.0")) &&
            two[2].endsWith(QStringLiteral(": 1,500 people")) | two[2].endsWith(QStringLiteral(": 1,500")));
}

void TestModels::recent_files_are_newest_first_and_exist() {
    QSettings().clear();
    QTemporaryDir folder;
    const std::filesystem::path at = folder.path().toStdString();
    for (int i = 0; i < 10; ++i) {
        const std::filesystem::path file = at / (std::to_string(i) + ".toml");
        std::ofstream(file) << "title = 'x'";
        app::remember({file, i == 9 ? std::optional<std::filesystem::path>("/data") : std::nullopt});
    }
    std::vector<app::RecentFile> files = app::recent_files();
    QCOMPARE(files.size(), std::size_t(8));
    QCOMPARE(files[0].file, at / "9.toml");
    QCOMPARE(*files[0].data, std::filesystem::path("/data"));
    QVERIFY(!files[1].data);
    app::remember({at / "7.toml", {}});
    std::filesystem::remove(at / "9.toml");
    files = app::recent_files();
    QCOMPARE(files[0].file, at / "7.toml");
    QCOMPARE(files.size(), std::size_t(7));
    QSettings().clear();
}

}  // namespace locality::test_app
