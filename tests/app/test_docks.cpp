#include "app/figure_view.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/recent_files.h"
#include "app/themes.h"
#include "io/geopackage.h"
#include "sample.h"
#include "suites.h"
#include "window_driver.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QSettings>
#include <QStyle>
#include <QTableWidget>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include <cmath>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

namespace {

/// The pixel where the ink of a label's words would end if it were wider: letters may lean out of their own width.
int ink_end_with_room(const QLabel& label) {
    QLabel roomy(label.text());
    QWidget any;
    if (label.buddy()) roomy.setBuddy(&any);  // its letter is underlined
    roomy.setFont(label.font());
    roomy.setMargin(label.margin());
    roomy.setIndent(label.indent());
    roomy.setAlignment(label.alignment());
    roomy.setTextFormat(label.textFormat());
    roomy.resize(label.width() + 40, label.height());
    QPalette plain;
    plain.setColor(QPalette::Window, Qt::white);
    plain.setColor(QPalette::WindowText, Qt::black);
    roomy.setPalette(plain);
    const QImage picture = roomy.grab().toImage();
    int end = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = end; x < picture.width(); ++x)
            if (qGray(picture.pixel(x, y)) < 235) end = x;
    return end;
}

/// The sample with all of it as one footprint too, as every computed result has.
model::Result sample_with_whole() {
    model::Result r = sample();
    model::FootprintSet whole;
    whole.id = model::whole_set_id;
    whole.title = "Whole map";
    whole.code = {"whole"};
    whole.name = {"Sample district"};
    whole.shapes = geo::outlines(r.zones.topology, std::vector<std::int32_t>(r.zones.size(), 0), 1);
    whole.crosswalk.footprint_count = 1;
    for (std::size_t zone = 0; zone < r.zones.size(); ++zone) {
        whole.crosswalk.footprint.push_back(0);
        whole.crosswalk.share.push_back(1);
        whole.crosswalk.row_begin.push_back(static_cast<std::uint32_t>(zone + 1));
        whole.crosswalk.basis.push_back(model::Basis::area);
        whole.crosswalk.covered.push_back(1);
    }
    whole.columns = {{"residents", "Residents", "people", 0, model::Values::of({176'200})},
                     {"imd1_zones", "Zones in the most deprived 10%", "", 0, model::Values::of({9})},
                     {"imd1_residents", "Residents of them", "people", 0, model::Values::of({14'580})},
                     {"imd1_share", "Share of residents", "%", 1, model::Values::of({8.27})}};
    whole.pieces_before = whole.pieces_after = {1};
    r.sets.push_back(std::move(whole));
    return r;
}

}  // namespace

void TestDocks::init() {
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestDocks::cleanup() {
    m_window.reset();
    app::choose_theme(app::Theme::system);
}

void TestDocks::open_sample() {
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "sample.gpkg";
    if (!std::filesystem::exists(file)) io::write_geopackage(sample_with_whole(), file, false);
    m_window->open(file);
    wait_until_ready(*m_window);
    QVERIFY(map_of(*m_window).isVisible());
}

void TestDocks::most_deprived_zones_are_listed_with_totals() {
    open_sample();
    auto* dock = child<QDockWidget>(*m_window, "most_deprived");
    QVERIFY(!dock->isVisible());
    auto* outline = child<QCheckBox>(*m_window, "imd1_toggle");
    outline->setFocus();
    QTest::keyClick(outline, Qt::Key_Space);
    dock->raise();
    QTRY_VERIFY(dock->isVisible());
    QCOMPARE(child<QLabel>(*m_window, "imd1_of")->text(), QStringLiteral("Sample district"));
    const QString totals = child<QLabel>(*m_window, "imd1_totals")->text();
    QVERIFY2(totals.contains(QStringLiteral("10% of England: 9")), qPrintable(totals));
    QVERIFY2(totals.contains(QStringLiteral("living there: 14,580")), qPrintable(totals));
    QVERIFY2(totals.contains(QStringLiteral("all residents here: 8.3%")), qPrintable(totals));
    QVERIFY(map_of(*m_window).scene()->show_imd1);
    auto* list = child<app::FigureView>(*m_window, "imd1_list");
    QCOMPARE(list->figureCount(), 9);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    const QString zone = cell(*m_window, "imd1_list", 0, 0);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(map_of(*m_window).readoutLines().value(0), zone);
}

void TestDocks::the_list_follows_the_picked_footprint() {
    open_sample();
    MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(99)).toPoint());
    QCOMPARE(child<QLabel>(*m_window, "imd1_of")->text(), QStringLiteral("North East"));
    QCOMPARE(child<app::FigureView>(*m_window, "imd1_list")->figureCount(), 0);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(0)).toPoint());
    QCOMPARE(child<app::FigureView>(*m_window, "imd1_list")->figureCount(), 9);
    QTest::keyClick(&map, Qt::Key_Escape);
    QCOMPARE(child<QLabel>(*m_window, "imd1_of")->text(), QStringLiteral("Sample district"));
}

void TestDocks::a_table_is_copied_and_saved() {
    open_sample();
    auto* list = child<app::FigureView>(*m_window, "footprint_list");
    list->setFocus();
    list->selectRow(0);
    QTest::keyClick(list, Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(QStringLiteral("Name\tResidents")) && copied.contains(QStringLiteral("North East\t")),
             qPrintable(copied));
    QCOMPARE(copied.count(QLatin1Char('\n')), 2);
    for (QAction* action : list->actions())
        if (action->text().startsWith(QStringLiteral("Save"))) action->trigger();
    const QString file = m_folder.filePath(QStringLiteral("wards.csv"));
    choose_file(*m_window, file);
    QTRY_VERIFY(QFile::exists(file));
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const QByteArray text = saved.readAll();
    QVERIFY2(text.startsWith("Name,Residents") && text.contains("\r\nSouth West,\"40,300\""), text.constData());
    QCOMPARE(text.count("\r\n"), 5);
}

void TestDocks::docks_stand_where_they_were_left() {
    open_sample();
    auto* find = child<QDockWidget>(*m_window, "find_and_profile");
    QVERIFY(find->isVisible());
    m_window->addDockWidget(Qt::LeftDockWidgetArea, find);
    auto* list = child<QDockWidget>(*m_window, "most_deprived");
    list->setFloating(true);
    list->show();
    QVERIFY(m_window->close());
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(!child<QDockWidget>(*m_window, "most_deprived")->isVisible());  // no map, nothing to list
    open_sample();
    QCOMPARE(m_window->dockWidgetArea(child<QDockWidget>(*m_window, "find_and_profile")), Qt::LeftDockWidgetArea);
    QVERIFY(child<QDockWidget>(*m_window, "most_deprived")->isFloating());
    QVERIFY(child<QDockWidget>(*m_window, "most_deprived")->isVisible());
    trigger(*m_window, QStringLiteral("Put everything back"));
    QVERIFY(!child<QDockWidget>(*m_window, "most_deprived")->isFloating());
    QCOMPARE(m_window->dockWidgetArea(child<QDockWidget>(*m_window, "find_and_profile")), Qt::RightDockWidgetArea);
}

void TestDocks::letters_act_only_on_the_map() {
    open_sample();
    MapView& map = map_of(*m_window);
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_N);
    QVERIFY(!map.scene()->show_labels);
    QTest::keyClick(&map, Qt::Key_D);
    QVERIFY(map.scene()->show_imd1);
    QVERIFY(!map.scene()->show_labels);
    auto* search = child<QLineEdit>(*m_window, "search");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("nd?"));
    QCOMPARE(search->text(), QStringLiteral("nd?"));
    QVERIFY(map.scene()->show_imd1);
    QVERIFY(!map.scene()->show_labels);
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_N);
    QVERIFY(map.scene()->show_labels);
}

void TestDocks::question_mark_lists_the_keys() {
    open_sample();
    QTest::keyClick(&map_of(*m_window), Qt::Key_Question, Qt::ShiftModifier);
    auto* keys = dialog<QDialog>(*m_window, "keys");
    QVERIFY(keys);
    QTest::keyClick(keys, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<QDialog*>(QStringLiteral("keys")));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QVERIFY(dialog<QDialog>(*m_window, "keys"));
}

void TestDocks::a_letter_can_be_changed() {
    open_sample();
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    auto* keys = dialog<QDialog>(*m_window, "keys");
    QVERIFY(keys);
    auto* edit = keys->findChild<QKeySequenceEdit*>(QStringLiteral("key_labels"));
    QVERIFY(edit);
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_K);
    QTRY_COMPARE(QSettings().value(QStringLiteral("keys/labels")).toString(), QStringLiteral("K"));
    QTest::keyClick(keys, Qt::Key_Escape);
    MapView& map = map_of(*m_window);
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_N);
    QVERIFY(map.scene()->show_labels);
    QTest::keyClick(&map, Qt::Key_K);
    QVERIFY(!map.scene()->show_labels);
}

void TestDocks::colours_can_be_chosen_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << "Light" << false;
    QTest::newRow("dark") << "Dark" << true;
    QTest::newRow("contrast") << "High contrast" << true;
}

void TestDocks::colours_can_be_chosen() {
    QFETCH(QString, words);
    QFETCH(bool, dark);
    open_sample();
    const style::MapStyle usual = style::map_style(book());
    trigger(*m_window, words);
    QTRY_COMPARE(m_window->palette().color(QPalette::Window).lightness() < 128, dark);
    QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);  // nothing moves by itself
    QVERIFY(!QApplication::isEffectEnabled(Qt::UI_AnimateCombo));
    MapView& map = map_of(*m_window);
    QCOMPARE(map.scene()->style.panel == usual.panel, !dark);
    QTRY_VERIFY(!map.isSettling());
    const QImage picture = map.grab().toImage();
    const QColor paper = picture.pixelColor(static_cast<int>(map.ground().left()) + 20, map.height() - 20);
    QCOMPARE(paper.lightness() < 128, dark);
    // Words stay legible on what they stand on: 4.5 to 1 at least.
    const auto luminance = [](QColor c) {
        const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const auto contrast = [&](QColor a, QColor b) {
        const double x = luminance(a), y = luminance(b);
        return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    };
    const QPalette p = QApplication::palette();
    for (const auto& [ink, ground] :
         {std::pair(QPalette::WindowText, QPalette::Window), std::pair(QPalette::Text, QPalette::Base),
          std::pair(QPalette::Text, QPalette::AlternateBase), std::pair(QPalette::ButtonText, QPalette::Button),
          std::pair(QPalette::HighlightedText, QPalette::Highlight), std::pair(QPalette::Link, QPalette::Base)})
        QVERIFY2(contrast(p.color(ink), p.color(ground)) >= 4.5, qPrintable(words));
    const style::MapStyle& style = map.scene()->style;
    const auto q = [](style::Colour c) { return QColor(c.red, c.green, c.blue); };
    QVERIFY(contrast(q(style.ink), q(style.panel)) >= 4.5);
    QVERIFY(contrast(q(style.muted), q(style.panel)) >= 4.5);
    // A picture to hand on is light, whatever the window is.
    const QString file = m_folder.filePath(words + QStringLiteral(".png"));
    m_window->savePicture(file);
    wait_until_ready(*m_window);
    QVERIFY(QImage(file).pixelColor(1590, 600).lightness() > 200);
}

void TestDocks::targets_are_large_enough() {
    open_sample();
    trigger(*m_window, QStringLiteral("Most deprived 10%"));
    for (const QWidget* w : m_window->findChildren<QWidget*>()) {
        const bool target = qobject_cast<const QAbstractButton*>(w) || qobject_cast<const QComboBox*>(w) ||
                            qobject_cast<const QLineEdit*>(w);
        if (!target || !w->isVisible() || w->objectName().startsWith(QStringLiteral("qt_"))) continue;
        const QString what = QString::fromLatin1(w->metaObject()->className()) + QLatin1Char(' ') + w->objectName() +
                             QStringLiteral(" %1x%2").arg(w->width()).arg(w->height());
        if (w->parentWidget() && w->parentWidget()->inherits("QLineEdit"))
            continue;  // the clear sign; Ctrl+A, Del do it
        QVERIFY2(w->width() >= 24 && w->height() >= 24, qPrintable(what));
    }
}

void TestDocks::nothing_is_cut_in_large_letters_data() {
    QTest::addColumn<double>("points");
    for (const double points : {9.0, 12.0, 14.0, 22.0}) QTest::addRow("%g points", points) << points;
}

/// Every control of the bar is whole, or behind its arrow; every label of the docks is whole.
void TestDocks::nothing_is_cut_in_large_letters() {
    QFETCH(double, points);
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPointSizeF(points);
    QApplication::setFont(large);
    m_window = std::make_unique<MainWindow>(book());
    m_window->resize(1280, 800);
    m_window->show();
    open_sample();
    auto* bar = child<QToolBar>(*m_window, "controls");
    bool any_hidden = false;
    for (QAction* action : bar->actions()) {
        const QWidget* w = bar->widgetForAction(action);
        if (!w->isVisible()) {
            any_hidden = true;
            continue;
        }
        const QString what = QString::fromLatin1(w->metaObject()->className()) + QLatin1Char(' ') + w->objectName();
        QVERIFY2(bar->rect().contains(w->geometry()), qPrintable(what));
        QVERIFY2(w->width() >= w->minimumSizeHint().width(), qPrintable(what));
    }
    if (points <= 14) QVERIFY(!any_hidden);
    if (any_hidden) {
        auto* arrow = bar->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"));
        QVERIFY(arrow && arrow->isVisible() && arrow->width() >= 24);
    }
    for (const char* name : {"shading", "overlaps", "what_if", "find_and_profile"}) {
        auto* dock = child<QDockWidget>(*m_window, name);
        dock->show();
        dock->raise();
        QTest::qWait(20);
        for (const QLabel* label : dock->findChildren<QLabel*>()) {
            if (!label->isVisible() || label->wordWrap() || label->text().isEmpty()) continue;
            const QString what = QString::fromLatin1(name) + QStringLiteral(": ") + label->text();
            QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(what));
            if (!label->alignment().testFlag(Qt::AlignRight))
                QVERIFY2(ink_end_with_room(*label) < label->width(), qPrintable(what));
        }
    }
    m_window.reset();
    QApplication::setFont(usual);
}

/// What does not fit a box, a button or the header of a row ends in dots: it is drawn as a shorter text with dots would be.
void TestDocks::long_words_end_in_dots() {
    const QString words = QStringLiteral("Burmantofts and Richmond Hill of the Inner East");
    app::choose_theme(app::Theme::light);
    const auto as_shorter = [&](const QImage& drawn, const auto& draw) {
        for (qsizetype n = 1; n < words.size(); ++n)  // and the dots can be seen
            if (draw(words.left(n) + QStringLiteral("…")) == drawn && draw(words.left(n)) != drawn) return true;
        return false;
    };
    QComboBox box;
    box.addItem(words);
    box.resize(150, 28);
    const auto in_box = [&](const QString& text) {
        box.setItemText(0, text);
        return box.grab().toImage();
    };
    QVERIFY(as_shorter(in_box(words), in_box));
    box.setItemIcon(0, QIcon(QPixmap(16, 16)));
    box.setItemText(0, words);
    QVERIFY(as_shorter(in_box(words), in_box));
    QPushButton button(words);
    button.resize(150, 28);
    const auto in_button = [&](const QString& text) {
        button.setText(text);
        return button.grab().toImage();
    };
    QVERIFY(as_shorter(in_button(words), in_button));
    QTableWidget table(1, 1);
    table.verticalHeader()->setFixedWidth(150);
    table.resize(200, 80);
    table.setCurrentCell(0, 0);  // its header is bold
    const auto in_header = [&](const QString& text) {
        table.setVerticalHeaderItem(0, new QTableWidgetItem(text));
        return table.grab().toImage();
    };
    QVERIFY(as_shorter(in_header(words), in_header));
}

}  // namespace locality::test_app
