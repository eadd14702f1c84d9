#include "catch.h"
#include "drawing.h"
#include "scratch_folder.h"
#include "style/painter_chart.h"
#include "style/save_chart.h"

#include <cmath>
#include <fstream>
#include <sstream>

using namespace locality;
using model::Status;
using model::Values;
using style::Chart;
using style::ChartStyle;
using style::MarkShape;

namespace {

style::StyleBook book() {
    std::ostringstream text;
    text << std::ifstream(LOCALITY_SOURCE_DIR "/styles/styles.toml").rdbuf();
    return {text.str()};
}

const model::ChartSubject subject{"Westerly", "L01", "Local Care Partnerships", "Town", "Source: made up", false};

Chart deciles() {
    model::DecilePeople people;
    people.edition = 2025;
    people.people = Values::of({400, 0, 100, 100, 100, 50, 50, 100, 50, 50});
    people.share = Values::of({40, 0, 10, 10, 10, 5, 5, 10, 5, 5});
    people.whole_share = Values::of(std::vector<double>(10, 10));
    for (Values* v : {&people.people, &people.share}) {
        v->set_blank(4, Status::missing);
        v->set_blank(5, Status::suppressed);
    }
    return style::deciles_chart(people, subject);
}

QImage drawn(const Chart& chart, const ChartStyle& style, QSize size, style::PlacedChart* placed = nullptr) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    const style::PlacedChart p = style::draw_chart(&painter, chart, style, QRectF(image.rect()), 1);
    if (placed) *placed = p;
    return image;
}

double luminance(style::Colour c) {
    const auto linear = [](int v) {
        const double x = v / 255.0;
        return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}
double contrast(style::Colour a, style::Colour b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

TEST_CASE("every standing has a shape that is told from all others without colour", "[charts]") {
    drawing::start();
    constexpr int side = 17;  // as large as in a dock
    const style::Colour fill{160, 160, 160, 255}, edge{20, 20, 20, 255};
    std::vector<QImage> images;
    for (const auto standing : {model::Standing::better, model::Standing::similar, model::Standing::worse,
                                model::Standing::higher, model::Standing::lower, model::Standing::not_compared}) {
        QImage image(side, side, QImage::Format_Grayscale8);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool ring = standing == model::Standing::not_compared;
        style::draw_mark(painter, QPointF(side / 2.0, side / 2.0), 6, style::shape_of(standing),
                         ring ? style::Colour{255, 255, 255, 255} : fill, edge);
        painter.end();
        images.push_back(image);
    }
    for (std::size_t a = 0; a < images.size(); ++a)
        for (std::size_t b = a + 1; b < images.size(); ++b) {
            int differ = 0, inked = 0;
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x) {
                    const int p = qGray(images[a].pixel(x, y)), q = qGray(images[b].pixel(x, y));
                    differ += std::abs(p - q) > 60 ? 1 : 0;
                    inked += p < 220 || q < 220 ? 1 : 0;
                }
            INFO("shapes " << a << " and " << b << ": " << differ << " of " << inked << " pixels differ");
            CHECK(differ * 6 > inked);
        }
}

TEST_CASE("lines and bars stand out from the paper in every look", "[charts]") {
    for (const char* look : {"", "dark", "contrast"}) {
        const ChartStyle s = style::chart_style(book(), look);
        INFO("look \"" << look << "\"");
        for (const style::Colour c : {s.area, s.whole, s.female, s.male, s.slope, s.target, s.ink})
            CHECK(contrast(c, s.paper) >= 3);
        CHECK(contrast(s.muted, s.paper) >= 4.5);
        CHECK(contrast(s.female, s.male) >= 1.3);
        CHECK(style::hex(s.better) == "#92d050");
        CHECK(style::hex(s.similar) == "#ffc000");
        CHECK(style::hex(s.worse) == "#c00000");
    }
    CHECK_THROWS(style::chart_style(book(), "sepia"));
}

TEST_CASE("bars reach as far as their values; nought, missing and withheld differ", "[charts]") {
    drawing::start();
    const ChartStyle s = style::chart_style(book());
    style::PlacedChart placed;
    const QImage image = drawn(deciles(), s, QSize(340, 420), &placed);
    REQUIRE(placed.marks.size() == 10);
    CHECK(placed.marks[0].width() == Approx(4 * placed.marks[2].width()).epsilon(0.02));
    CHECK(drawing::count(image, placed.marks[0].toRect(), drawing::qt(s.deciles[0])) >
          0.7 * placed.marks[0].width() * placed.marks[0].height());
    CHECK(placed.marks[1].width() <= 3);  // nought: a line at the foot
    CHECK(drawing::count(image, placed.marks[1].toAlignedRect(), drawing::qt(s.ink), 60) > 8);
    const auto hatched = [&](int m) {
        return drawing::count(image, placed.marks[m].toRect(), drawing::qt(s.hatch), 70);
    };
    CHECK(hatched(4) > 20);
    CHECK(hatched(5) > hatched(4) * 1.3);  // crossed
    // Decile 1 alone is framed in the colour of IMD1.
    CHECK(drawing::count(image, placed.marks[0].adjusted(-2, -2, 2, 2).toAlignedRect(), drawing::qt(s.imd1), 60) > 60);
    CHECK(drawing::count(image, placed.marks[2].adjusted(-2, 2, 2, -2).toAlignedRect(), drawing::qt(s.imd1), 60) == 0);
}

TEST_CASE("a chart fits a dock 340 pixels wide, its parts apart", "[charts]") {
    drawing::start();
    const ChartStyle s = style::chart_style(book(), "dark");
    const Chart chart = deciles();
    const style::PlacedChart placed = style::draw_chart(nullptr, chart, s, QRectF(0, 0, 340, 0), 1);
    CHECK(placed.height > 250);
    CHECK(placed.height < 520);
    for (std::size_t i = 0; i < placed.targets.size(); ++i) {
        CHECK(placed.targets[i].left() >= 0);
        CHECK(placed.targets[i].right() <= 340);
        for (std::size_t j = i + 1; j < placed.targets.size(); ++j)
            CHECK_FALSE(placed.targets[i].adjusted(0.1, 0.1, -0.1, -0.1).intersects(placed.targets[j]));
    }
    const QImage image = drawn(chart, s, QSize(340, static_cast<int>(placed.height)));
    CHECK(image.pixelColor(1, 1) == drawing::qt(s.paper));
    // Nothing stands at the very edge: nothing is cut off.
    for (int y = 0; y < image.height(); ++y) {
        CHECK(image.pixelColor(0, y) == drawing::qt(s.paper));
        CHECK(image.pixelColor(339, y) == drawing::qt(s.paper));
    }
}

TEST_CASE("an upright chart marks values at their heights", "[charts]") {
    drawing::start();
    model::PeriodSeries series;
    series.title = "Smoking";
    series.unit = "%";
    series.points = {{"2019", 2019.5, {20, Status::known, {18, 22}, model::Standing::worse, ""}, {15, Status::known}},
                     {"2020", 2020.5, {model::no_value, Status::missing}, {15, Status::known}},
                     {"2021", 2021.5, {10, Status::known, {8, 12}, model::Standing::better, ""}, {15, Status::known}}};
    const ChartStyle s = style::chart_style(book());
    style::PlacedChart placed;
    const QImage image = drawn(style::trend_chart(series, subject), s, QSize(340, 420), &placed);
    REQUIRE(placed.marks.size() == 3);
    CHECK(placed.marks[0].center().y() < placed.marks[2].center().y());
    CHECK(placed.marks[0].center().x() < placed.marks[2].center().x());
    CHECK(drawing::count(image, placed.marks[0].toRect(), drawing::qt(s.worse)) > 30);
    CHECK(drawing::count(image, placed.marks[2].toRect(), drawing::qt(s.better)) > 30);
    CHECK(drawing::count(image, placed.marks[1].toRect(), drawing::qt(s.hatch), 70) > 40);
}

TEST_CASE("a chart is saved in three formats, the same bytes each time", "[charts]") {
    drawing::start();
    const test::ScratchFolder folder;
    const ChartStyle s = style::chart_style(book());
    const auto bytes = [&](const char* name) {
        style::save_chart(deciles(), s, 800, 0, folder.path() / name, true);
        std::ostringstream text;
        text << std::ifstream(folder.path() / name, std::ios::binary).rdbuf();
        return text.str();
    };
    CHECK(bytes("a.png").substr(1, 3) == "PNG");
    CHECK(bytes("a.svg").find("<svg") != std::string::npos);
    CHECK(bytes("a.pdf").substr(0, 4) == "%PDF");
    for (const char* name : {"a.png", "a.svg", "a.pdf"}) CHECK(bytes(name) == bytes(name));
    style::save_chart(deciles(), s, 400, 300, folder.path() / "small.png", false);
    CHECK(QImage(QString::fromStdString((folder.path() / "small.png").string())).size() == QSize(400, 300));
    CHECK_THROWS_WITH(style::save_chart(deciles(), s, 800, 0, folder.path() / "a.gif", false),
                      LOCALITY_CONTAINS("a chart is a .png, .svg or .pdf file"));
    CHECK_THROWS_WITH(style::save_chart(deciles(), s, 800, 0, folder.path() / "a.png", false),
                      LOCALITY_CONTAINS("exists"));
    CHECK_THROWS_WITH(style::save_chart(deciles(), s, 100, 0, folder.path() / "b.png", false),
                      LOCALITY_CONTAINS("200 to 20000"));
    CHECK_THROWS_WITH(style::save_chart(deciles(), s, 800, 0, folder.path() / "no" / "b.png", false),
                      LOCALITY_CONTAINS("there is no folder"));
}
