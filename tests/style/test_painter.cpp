#include "catch.h"
#include "drawing.h"
#include "style/painter_furniture.h"
#include "style/painter_paths.h"

#include <cmath>
#include <random>

using namespace city;
using drawing::count;

namespace {

/// Small enough to have no furniture; an odd number, so that the line between the squares falls on pixels.
const QSize size(351, 351);
/// Squares of 160 pixels each: from 15.5 to 175.5 and from there to 335.5.
const style::View view{{431000, 431000}, 6.25};

/// The middle of one of the four squares, 60 pixels wide.
QRect inside(int zone) {
    return QRect(65 + 160 * (zone % 2), 225 - 160 * (zone / 2), 60, 60);
}

double drawn_length(const QPainterPath& path) {
    double sum = 0;
    QPointF last;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPointF p(path.elementAt(i));
        if (!path.elementAt(i).isMoveTo()) sum += std::hypot(p.x() - last.x(), p.y() - last.y());
        last = p;
    }
    return sum;
}

}  // namespace

TEST_CASE("Pixels and ground are the same place both ways") {
    const style::View v{{430123.5, 433987.25}, 7.5};
    const QSizeF picture(1280, 800);
    CHECK(v.to_pixel(v.centre, picture) == QPointF(640, 400));
    CHECK(v.to_pixel({v.centre.x + 75, v.centre.y + 150}, picture) == QPointF(650, 380));
    for (const QPointF pixel : {QPointF(0, 0), QPointF(1280, 800), QPointF(17.25, 600)}) {
        const QPointF back = v.to_pixel(v.to_ground(pixel, picture), picture);
        CHECK(back.x() == Approx(pixel.x()).margin(1e-6));
        CHECK(back.y() == Approx(pixel.y()).margin(1e-6));
    }
}

TEST_CASE("A fitted view shows its extent whole, clear of what is reserved") {
    const geo::Box extent{430000, 430000, 440000, 450000};
    const QSizeF picture(1000, 800);
    const style::View v = style::fitted(extent, picture, 300);
    const QPointF south_west = v.to_pixel({extent.min_x, extent.min_y}, picture);
    const QPointF north_east = v.to_pixel({extent.max_x, extent.max_y}, picture);
    CHECK(south_west.x() > 0);
    CHECK(north_east.x() < 700);
    CHECK(north_east.y() == Approx(800 - south_west.y()));
    CHECK(north_east.y() > 0);
    CHECK(north_east.y() < 40);
    CHECK((south_west.x() + north_east.x()) / 2 == Approx(350));
    CHECK(style::fitted({}, picture).metres_per_pixel > 0);
}

TEST_CASE("Zones are filled with the colour of their class, blanks are hatched") {
    drawing::start();
    const model::Result r = four_squares();
    style::Scene scene = style::make_scene(r, {}, book());
    style::MapPainter painter(scene);
    const QImage image = drawing::ground(painter, view, size);
    CHECK(count(image, inside(0), drawing::qt(scene.shading.classes.front().fill)) == 3600);
    CHECK(count(image, inside(1), drawing::qt(scene.shading.classes.back().fill)) == 3600);
    const QColor missing = drawing::qt(scene.shading.missing), suppressed = drawing::qt(scene.shading.suppressed);
    const int under_missing = count(image, inside(2), missing), under_suppressed = count(image, inside(3), suppressed);
    CHECK(under_missing > 1500);
    CHECK(under_missing < 3200);
    CHECK(under_suppressed > 900);
    CHECK(under_suppressed < under_missing);
}

TEST_CASE("A drawn map has no seams between zones of different classes") {
    drawing::start();
    model::Result r = four_squares();
    r.zone_columns[0].values = model::Values::of({1, 2, 1, 2});
    style::Scene scene = style::make_scene(r, {}, book());
    scene.style.paper = style::colour("#ff0000");
    scene.style.zone_line.alpha = scene.style.zone_line_on_dark.alpha = 0;
    style::MapPainter painter(scene);
    // A scale at which the edge falls between pixels.
    const QImage image = drawing::ground(painter, {{431002.1, 431000}, 6.25}, size);
    int reddest = 0;
    for (int x = 165; x < 185; ++x)
        for (int y = 20; y < 330; ++y) reddest = std::max(reddest, image.pixelColor(x, y).red());
    CHECK(reddest < 60);
}

TEST_CASE("Zones as small as pixels still cover the ground") {
    drawing::start();
    model::Result r;
    r.zones.kind = "lsoa";
    r.zones.shapes = made::grid(400000, 400000, 100, 80, 80);
    r.zones.topology = geo::build_topology(r.zones.shapes);
    r.zones.code.resize(6400);
    std::vector<double> deciles;
    for (int i = 0; i < 6400; ++i) deciles.push_back(1 + (i * 7) % 3);
    r.zone_columns = {column("imd_decile", "IMD decile", deciles)};
    style::Scene scene = style::make_scene(r, {}, book());
    scene.style.paper = style::colour("#ff0000");
    style::MapPainter painter(scene);
    const QImage image = drawing::ground(painter, {{404000, 404000}, 67}, size);  // 1.5 pixels a zone
    int reddest = 0;
    for (int x = 120; x < 230; ++x)
        for (int y = 120; y < 230; ++y) reddest = std::max(reddest, image.pixelColor(x, y).red());
    CHECK(reddest < 90);
}

TEST_CASE("Footprints are outlined in a casing, the selected one heavier") {
    drawing::start();
    const model::Result r = four_squares();
    style::Scene scene = style::make_scene(r, {"imd_decile", "pcn", false, false}, book());
    style::MapPainter painter(scene);
    const QRect across(165, 230, 20, 1);  // over the line between the two halves, below its middle
    const QImage plain = drawing::ground(painter, view, size);
    const int ink = count(plain, across, drawing::qt(scene.style.footprint_line));
    CHECK(ink >= 1);
    CHECK(count(plain, across, QColor(221, 224, 229), 35) >= 1);
    scene.selected = 1;
    const QImage picked = drawing::ground(painter, view, size);
    CHECK(count(picked, across, drawing::qt(scene.style.selected_line), 100) >= 3);
    CHECK(count(picked, QRect(0, 230, 30, 1), drawing::qt(scene.style.selected_line)) == 0);
    scene.set = -1;
    CHECK(count(drawing::ground(painter, view, size), across, drawing::qt(scene.style.footprint_line)) == 0);
}

TEST_CASE("The most deprived tenth is outlined when asked for") {
    drawing::start();
    const model::Result r = four_squares();
    style::Scene scene = style::make_scene(r, {"residents", "", true, true}, book());
    style::MapPainter painter(scene);
    const QRect along_west(12, 180, 8, 150), along_east(332, 180, 8, 150);  // edges of zone 1 and of zone 2
    const QColor dashes = drawing::qt(scene.style.imd1_line);
    CHECK(count(drawing::ground(painter, view, size), along_west, dashes) > 40);
    CHECK(count(drawing::ground(painter, view, size), along_east, dashes) == 0);
    scene.show_imd1 = false;
    CHECK(count(drawing::ground(painter, view, size), along_west, dashes) == 0);
    const style::Scene bounded = style::make_scene(r, {"residents", "pcn", true, true}, book());
    style::MapPainter with_footprints(bounded);
    CHECK(count(drawing::ground(with_footprints, view, size), along_west, dashes) > 40);  // a footprint ends there, too
}

TEST_CASE("Gaps, double claims and what is picked are told apart by lines, not by colour alone") {
    drawing::start();
    const model::Result r = four_squares();
    style::Scene scene = style::make_scene(r, {}, book());
    style::MapPainter painter(scene);
    const QImage bare = drawing::ground(painter, view, size);
    auto marks = std::make_shared<style::Marks>();
    for (const std::size_t zone : {0, 1, 2}) marks->shapes.append(r.zones.shapes, zone);
    marks->kind = {style::Marks::Kind::gap, style::Marks::Kind::several, style::Marks::Kind::picked};
    scene.marks = marks;
    const QImage marked = drawing::ground(painter, view, size);
    const QColor gap = drawing::qt(scene.style.gap_line), several = drawing::qt(scene.style.several_line);
    const QColor casing = drawing::qt(scene.style.mark_casing);
    CHECK(count(marked, inside(0), gap, 40) > 200);
    CHECK(count(marked, inside(1), several, 40) > 1.5 * count(marked, inside(0), gap, 40));
    CHECK(count(marked, inside(0), casing, 60) > 200);
    CHECK(marked.copy(inside(2)) == bare.copy(inside(2)));  // picked: an outline alone
    CHECK(count(marked, QRect(10, 15, 12, 160), drawing::qt(scene.style.selected_line), 20) > 100);
    CHECK(marked.copy(inside(3)) == bare.copy(inside(3)));
    scene.marks = nullptr;
    CHECK(drawing::ground(painter, view, size) == bare);
}

TEST_CASE("A picture lies under the zones, as much of it as they let through") {
    drawing::start();
    const model::Result r = four_squares();
    style::Scene scene = style::make_scene(r, {}, book());
    int reads = 0;
    auto backdrop = std::make_shared<style::Backdrop>();
    backdrop->read = [&reads](const geo::Box& ground, int width, int height) {
        ++reads;
        CHECK(ground.width() > 2000);
        return style::Backdrop::Picture{
            width, height, std::vector<std::uint32_t>(static_cast<std::size_t>(width * height), 0xff804000)};
    };
    backdrop->attribution = "© A picture";
    backdrop->opacity = 0;
    scene.backdrop = backdrop;
    style::MapPainter painter(scene);
    const QColor photo(0x80, 0x40, 0x00);
    CHECK(count(drawing::ground(painter, view, size), inside(0), photo, 2) == 3600);
    auto half = std::make_shared<style::Backdrop>(*backdrop);
    half->opacity = 0.5;
    scene.backdrop = half;
    const QColor fill = drawing::qt(scene.shading.classes.front().fill);
    const QColor mixed((fill.red() + photo.red()) / 2, (fill.green() + photo.green()) / 2,
                       (fill.blue() + photo.blue()) / 2);
    const QImage image = drawing::ground(painter, view, size);
    CHECK(count(image, inside(0), mixed, 3) == 3600);
    CHECK(count(image, QRect(0, 0, 10, 10), photo, 2) == 100);  // beside the zones it shows whole
    CHECK(reads == 2);
    (void)drawing::ground(painter, view, size);
    CHECK(reads == 2);  // the same ground is not read again
}

TEST_CASE("Thousands of zones are filled as few are") {
    drawing::start();
    model::Result r = four_squares();
    constexpr int across = 100;
    r.zones.shapes = made::grid(430000, 430000, 20, across, across);
    r.zones.topology = geo::build_topology(r.zones.shapes);
    r.sets.clear();
    std::vector<double> decile;
    for (int zone = 0; zone < across * across; ++zone) decile.push_back(zone % across < across / 2 ? 1 : 10);
    r.zones.code.assign(decile.size(), "Z");
    r.zone_columns = {column("imd_decile", "IMD decile", decile)};
    const style::Scene scene = style::make_scene(r, {}, book());
    style::MapPainter painter(scene);
    const QImage image = drawing::ground(painter, view, size);
    CHECK(count(image, inside(0), drawing::qt(scene.shading.classes.front().fill)) == 3600);
    CHECK(count(image, inside(2), drawing::qt(scene.shading.classes.front().fill)) == 3600);
    CHECK(count(image, inside(3), drawing::qt(scene.shading.classes.back().fill)) == 3600);
}

TEST_CASE("Names are drawn inside their footprints when asked for") {
    drawing::start();
    const model::Result r = four_squares();
    style::Scene scene = style::make_scene(r, {"imd_decile", "pcn", false, true}, book());
    style::MapPainter painter(scene);
    const QColor ink = drawing::qt(scene.style.label);
    const QRect west(20, 20, 150, 310), east(181, 20, 150, 310);
    const QImage named = drawing::ground(painter, view, size);
    scene.show_labels = false;
    const QImage bare = drawing::ground(painter, view, size);
    CHECK(count(named, west, ink) > count(bare, west, ink) + 20);
    CHECK(count(named, east, ink) > count(bare, east, ink) + 20);
}

TEST_CASE("A thinned border stays within a pixel of the whole one, at any scale") {
    drawing::start();
    std::mt19937 random(11);
    model::Result r;
    r.zones.kind = "lsoa";
    const auto ring = made::star(random, {430000, 430000}, 5000, 1500);
    made::add(r.zones.shapes, ring);
    r.zones.topology = geo::build_topology(r.zones.shapes);
    r.zones.code = {"Z1"};
    r.zone_columns = {column("imd_decile", "IMD decile", {1})};
    style::Scene scene = style::make_scene(r, {}, book());
    scene.style.zone_line.alpha = scene.style.zone_line_on_dark.alpha = 0;
    style::MapPainter painter(scene);
    for (const double metres_per_pixel : {64.0, 33.0, 70.0, 7.0, 250.0}) {
        const style::View v{{430000, 430000}, metres_per_pixel};
        const QImage drawn = drawing::ground(painter, v, size);
        QImage whole(size, QImage::Format_RGB32);
        whole.fill(drawing::qt(scene.style.paper));
        QPolygonF polygon;
        for (const geo::Point& p : ring) polygon.append(v.to_pixel(p, size));
        QPainter p(&whole);
        p.setRenderHint(QPainter::Antialiasing);
        const QColor fill = drawing::qt(scene.shading.classes.front().fill);
        p.setPen(QPen(fill, 0.7));
        p.setBrush(fill);
        p.drawPolygon(polygon);
        p.end();
        int inked = 0, apart = 0;
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x) {
                inked += whole.pixelColor(x, y).red() < 128 ? 1 : 0;
                apart += std::abs(whole.pixelColor(x, y).red() - drawn.pixelColor(x, y).red()) > 128 ? 1 : 0;
            }
        INFO(metres_per_pixel << " m to a pixel: " << apart << " of " << inked);
        CHECK(apart <= inked / 100);
    }
}

TEST_CASE("Panning and zooming paint what a fresh painter paints") {
    drawing::start();
    const model::Result r = four_squares();
    const style::Scene scene = style::make_scene(r, {"imd_decile", "pcn", true, false}, book());
    style::MapPainter used(scene);
    for (const style::View& v : {view, style::View{{431200, 430700}, 5}, style::View{{431200, 430700}, 1.3},
                                 style::View{{435000, 430700}, 1.3}, view}) {
        style::MapPainter fresh(scene);
        CHECK(drawing::ground(used, v, size) == drawing::ground(fresh, v, size));
    }
}

TEST_CASE("A synthetic map says so on the ground, a real one does not") {
    drawing::start();
    model::Result r = four_squares();
    const QSize picture(900, 700);
    const auto banner_pixels = [&] {
        const style::Scene scene = style::make_scene(r, {}, book());
        QImage image(picture, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter p(&image);
        style::MapPainter painter(scene);
        painter.paint_furniture(p, view, picture);
        return count(image, QRect(0, 0, 450, 80), drawing::qt(scene.style.banner));
    };
    CHECK(banner_pixels() == 0);
    r.synthetic = true;
    CHECK(banner_pixels() > 2000);
}

TEST_CASE("The legend shows every class, and blanks only where there are any") {
    drawing::start();
    model::Result r = four_squares();
    const QSize picture(900, 700);
    const auto furniture = [&](const style::Scene& scene) {
        QImage image(picture, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter p(&image);
        style::MapPainter painter(scene);
        painter.paint_furniture(p, view, picture);
        return image;
    };
    const style::Scene with = style::make_scene(r, {}, book());
    const QImage blanks = furniture(with);
    for (const style::ShadeClass& c : with.shading.classes)
        CHECK(count(blanks, blanks.rect(), drawing::qt(c.fill)) > 100);
    CHECK(count(blanks, blanks.rect(), drawing::qt(with.shading.missing), 1) > 60);
    CHECK(count(blanks, blanks.rect(), drawing::qt(with.shading.suppressed), 1) > 40);
    r.zone_columns[0].values = model::Values::of({1, 2, 3, 4});
    const style::Scene without = style::make_scene(r, {}, book());
    const QImage known = furniture(without);
    CHECK(count(known, known.rect(), drawing::qt(with.shading.missing), 1) < 10);
}

TEST_CASE("Furniture stands beside the ground, under it in a tall picture, nowhere in a tiny one") {
    drawing::start();
    const model::Result r = four_squares();
    const style::Scene scene = style::make_scene(r, {}, book());
    const auto wide = style::frame(scene, QSizeF(1280, 800));
    CHECK(wide.ground.right() == wide.furniture.left());
    CHECK(wide.furniture.height() == 800);
    const auto tall = style::frame(scene, QSizeF(800, 1100));
    CHECK(tall.ground.bottom() == tall.furniture.top());
    CHECK(tall.furniture.width() == 800);
    CHECK(style::frame(scene, QSizeF(200, 200)).furniture.isEmpty());
}

TEST_CASE("Scale bars are round, and so are their halves") {
    CHECK(style::round_length_m(999) == 400);
    CHECK(style::round_length_m(1000) == 1000);
    CHECK(style::round_length_m(2500) == 2000);
    CHECK(style::round_length_m(99999) == 40000);
    CHECK(style::round_length_m(0) == 0);
}

TEST_CASE("Hatching covers a shape evenly and leaves its holes") {
    QPainterPath shape;
    shape.setFillRule(Qt::WindingFill);
    shape.addRect(0, 0, 100, 100);
    for (const bool rising : {true, false}) {
        // Lines 5 apart: a fifth of the area, in pixels of length.
        CHECK(drawn_length(style::hatched(shape, 5, rising, {0, 0})) == Approx(2000).epsilon(0.02));
    }
    QPainterPath hole(shape);
    hole.moveTo(20, 20);
    hole.lineTo(20, 80);
    hole.lineTo(80, 80);
    hole.lineTo(80, 20);
    hole.closeSubpath();
    const QPainterPath lines = style::hatched(hole, 5, true, {0, 0});
    CHECK(drawn_length(lines) == Approx((10000 - 3600) / 5.0).epsilon(0.02));
    for (int i = 0; i + 1 < lines.elementCount(); i += 2) {
        const QPointF middle = (QPointF(lines.elementAt(i)) + QPointF(lines.elementAt(i + 1))) / 2;
        CHECK_FALSE(QRectF(20.1, 20.1, 59.8, 59.8).contains(middle));
    }
    const QPainterPath rising = style::hatched(shape, 5, true, {0, 0});
    CHECK(rising.elementAt(1).x > rising.elementAt(0).x);
    CHECK(rising.elementAt(1).y < rising.elementAt(0).y);
}
