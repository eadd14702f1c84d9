#include "catch.h"
#include "drawing.h"
#include "style/painter_furniture.h"
#include "style/painter_labels.h"

#include <QRectF>

using namespace city;

namespace {

const geo::Box everywhere{-1e6, -1e6, 1e6, 1e6};

QFont font() {
    drawing::start();
    return style::map_font(style::map_style(book()), 13, true);
}

QRectF on_ground(const style::LabelPlacer::Placed& label, double metres_per_pixel) {
    const QRectF r = label.text.boundingRect();
    return QRectF(label.centre.x + r.left() * metres_per_pixel, label.centre.y - r.bottom() * metres_per_pixel,
                  r.width() * metres_per_pixel, r.height() * metres_per_pixel);
}

}  // namespace

TEST_CASE("Long names go on two lines that are about alike") {
    using Lines = std::vector<std::string>;
    CHECK(style::label_lines("Otley", 12) == Lines{"Otley"});
    CHECK(style::label_lines("Chapel Allerton", 12) == Lines{"Chapel", "Allerton"});
    CHECK(style::label_lines("Burmantofts, Harehills & Richmond Hill", 12) ==
          Lines{"Burmantofts, Harehills", "& Richmond Hill"});
    CHECK(style::label_lines("Otley PCN (LCP not known)", 12) == Lines{"Otley PCN", "(LCP not known)"});
    CHECK(style::label_lines("Llanfairpwllgwyngyll", 12) == Lines{"Llanfairpwllgwyngyll"});
}

TEST_CASE("A name stands in the largest part, away from the border") {
    geo::Shapes shapes;
    made::add_ring(shapes, made::rectangle(0, 0, 100, 100));
    shapes.close_part();
    made::add_ring(shapes, made::rectangle(1000, 0, 400, 200));
    shapes.close_part();
    shapes.close_shape();
    const QFont f = font();
    style::LabelPlacer placer(shapes, {"Otley"});
    const auto& placed = placer.place(everywhere, 1, f, -1);
    REQUIRE(placed.size() == 1);
    CHECK(placed[0].centre.x == Approx(1200).margin(40));
    CHECK(placed[0].centre.y == Approx(100).margin(20));
}

TEST_CASE("A name avoids the hole in its footprint") {
    geo::Shapes shapes;
    made::add_ring(shapes, made::rectangle(0, 0, 400, 400));
    made::add_ring(shapes, made::rectangle(50, 50, 250, 300));
    shapes.close_part();
    shapes.close_shape();
    const QFont f = font();
    style::LabelPlacer placer(shapes, {"Otley"});
    const auto& placed = placer.place(everywhere, 1, f, -1);
    REQUIRE(placed.size() == 1);
    CHECK_FALSE(QRectF(50, 50, 250, 300).contains(QPointF(placed[0].centre.x, placed[0].centre.y)));
}

TEST_CASE("Names never cover each other, and those without room are left out") {
    // Footprints that overlap: the same square thrice, and a strip too thin for any name.
    geo::Shapes shapes = made::squares({{0, 0, 200}, {0, 0, 200}, {10, 10, 200}});
    made::add(shapes, made::rectangle(0, 500, 200, 4));
    const QFont f = font();
    style::LabelPlacer placer(shapes, {"First name", "Second name", "Third name", "Thin"});
    for (const double scale : {0.5, 1.0, 2.0, 4.0}) {
        const auto placed = placer.place(everywhere, scale, f, -1);
        for (std::size_t i = 0; i < placed.size(); ++i) {
            CHECK(placed[i].footprint != 3);
            for (std::size_t j = 0; j < i; ++j)
                CHECK_FALSE(on_ground(placed[i], scale).intersects(on_ground(placed[j], scale)));
        }
        if (scale <= 1) CHECK(placed.size() == 3);
    }
    CHECK(placer.place(everywhere, 50, f, -1).empty());
}

TEST_CASE("Names stand mostly inside their own footprints") {
    const geo::Shapes shapes = made::grid(0, 0, 120, 5, 5);
    std::vector<std::string> names;
    for (int i = 0; i < 25; ++i) names.push_back(i % 2 ? "Woodhouse" : "Holbeck & Beeston");
    const QFont f = font();
    style::LabelPlacer placer(shapes, names);
    const auto& placed = placer.place(everywhere, 1, f, -1);
    CHECK(placed.size() == 25);
    for (const auto& label : placed) {
        const QRectF square(static_cast<double>(label.footprint % 5) * 120,
                            static_cast<double>(label.footprint / 5) * 120, 120, 120);
        const QRectF text = on_ground(label, 1), in = text.intersected(square);
        CHECK(in.width() * in.height() >= 0.55 * text.width() * text.height());
    }
}

TEST_CASE("The picked footprint is named before all others") {
    const geo::Shapes shapes = made::squares({{0, 0, 60}, {0, 0, 60}});
    const QFont f = font();
    style::LabelPlacer placer(shapes, {"Abcdef", "Uvwxyz"});
    REQUIRE(placer.place(everywhere, 1.5, f, -1).size() == 1);
    CHECK(placer.place(everywhere, 1.5, f, -1)[0].footprint == 0);
    CHECK(placer.place(everywhere, 1.5, f, 1)[0].footprint == 1);
}

TEST_CASE("Names stay in the room they are given") {
    const geo::Shapes shapes = made::squares({{0, 0, 1000}});
    const QFont f = font();
    style::LabelPlacer placer(shapes, {"Harewood"});
    const auto& placed = placer.place({700, 700, 1000, 1000}, 1, f, -1);
    REQUIRE(placed.size() == 1);
    CHECK(QRectF(700, 700, 300, 300).contains(on_ground(placed[0], 1)));
}
