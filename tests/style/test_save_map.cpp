#include "catch.h"
#include "drawing.h"
#include "model/errors.h"
#include "scratch_folder.h"

#include <QHashFunctions>

#include <chrono>
#include <thread>

using namespace city;

namespace {

std::string bytes(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> names(const std::filesystem::path& folder) {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        all.push_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

TEST_CASE("A map is saved in three formats, each by its ending") {
    drawing::start();
    const test::ScratchFolder folder;
    const model::Result r = four_squares();
    const style::Scene scene = style::make_scene(r, {"imd_decile", "pcn", true, true}, book());
    style::save_map(scene, {640, 480}, folder.path() / "map.png", false);
    style::save_map(scene, {640, 480}, folder.path() / "map.SVG", false);
    style::save_map(scene, {640, 480}, folder.path() / "map.pdf", false);
    CHECK(names(folder.path()) == std::vector<std::string>{"map.SVG", "map.pdf", "map.png"});

    const QImage png(QString::fromStdString((folder.path() / "map.png").string()));
    CHECK(png.size() == QSize(640, 480));
    const QImage::Format format = png.format();
    CHECK(format != QImage::Format_Invalid);
    CHECK(drawing::count(png, png.rect(), drawing::qt(scene.shading.classes.front().fill)) > 5000);

    const std::string svg = bytes(folder.path() / "map.SVG");
    CHECK_THAT(svg, LOCALITY_CONTAINS("viewBox=\"0 0 640 480\""));
    CHECK_THAT(svg, LOCALITY_CONTAINS("<title>Foursquare</title>"));
    CHECK_THAT(svg, LOCALITY_CONTAINS("is in the most deprived 10% of England"));
    CHECK_THAT(svg, LOCALITY_CONTAINS("Source: made up"));
    CHECK_THAT(svg, LOCALITY_CONTAINS("No data (1)"));

    const std::string pdf = bytes(folder.path() / "map.pdf");
    CHECK(pdf.starts_with("%PDF-"));
    const bool page = pdf.find("/MediaBox [0 0 480") != std::string::npos;  // 640 pixels are 480 points
    CHECK(page);
}

TEST_CASE("The same map has the same bytes, whenever it is saved") {
    drawing::start();
    CHECK(QHashSeed::globalSeed() == 0);  // else the fonts of a PDF stand in another order in every process
    const test::ScratchFolder folder;
    const model::Result r = four_squares();
    const style::Scene scene = style::make_scene(r, {"imd_decile", "pcn", true, true}, book());
    for (const char* ending : {".png", ".svg", ".pdf"})
        style::save_map(scene, {500, 400}, folder.path() / (std::string("a") + ending), false);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // a PDF would tell the second
    for (const char* ending : {".png", ".svg", ".pdf"}) {
        style::save_map(scene, {500, 400}, folder.path() / (std::string("b") + ending), false);
        INFO(ending);
        const bool same =
            bytes(folder.path() / (std::string("a") + ending)) == bytes(folder.path() / (std::string("b") + ending));
        CHECK(same);
    }
}

TEST_CASE("What cannot be saved is refused, and nothing is left behind") {
    drawing::start();
    const test::ScratchFolder folder;
    const model::Result r = four_squares();
    const style::Scene scene = style::make_scene(r, {}, book());
    const auto save = [&](int width, int height, const std::filesystem::path& file, bool overwrite = false) {
        style::save_map(scene, {width, height}, file, overwrite);
    };
    CHECK_THROWS_WITH(save(640, 480, folder.path() / "map.jpg"),
                      LOCALITY_CONTAINS("a map is a .png, .svg or .pdf file"));
    CHECK_THROWS_WITH(save(640, 480, folder.path() / "map"), LOCALITY_CONTAINS("a map is a .png, .svg or .pdf file"));
    CHECK_THROWS_WITH(save(199, 480, folder.path() / "map.png"),
                      "a map of 199x480 cannot be drawn; choose a width and height from 200 to 20000");
    CHECK_THROWS_WITH(save(640, 20001, folder.path() / "map.png"), LOCALITY_CONTAINS("from 200 to 20000"));
    CHECK_THROWS_WITH(save(640, 480, folder.path() / "no" / "map.png"), LOCALITY_CONTAINS("there is no folder"));
    CHECK_THROWS_AS(save(640, 480, folder.path() / "map.gif"), model::InputError);

    folder.write("map.png", "old");
    CHECK_THROWS_WITH(save(640, 480, folder.path() / "map.png"),
                      LOCALITY_CONTAINS("map.png exists; choose another name or add --overwrite"));
    CHECK(bytes(folder.path() / "map.png") == "old");
    save(640, 480, folder.path() / "map.png", true);
    CHECK(bytes(folder.path() / "map.png").starts_with("\x89PNG"));

    std::filesystem::create_directory(folder.path() / "taken.png");
    folder.write("taken.png/in_it", "x");
    CHECK_THROWS_WITH(save(640, 480, folder.path() / "taken.png", true), LOCALITY_CONTAINS("cannot write there"));
    CHECK(names(folder.path()) == std::vector<std::string>{"map.png", "taken.png"});
}

TEST_CASE("Every size can be drawn, from the smallest on") {
    drawing::start();
    const test::ScratchFolder folder;
    model::Result r = four_squares();
    r.synthetic = true;
    r.title = "A title that is long enough to need more than one line in any of these pictures";
    const style::Scene scene = style::make_scene(r, {"imd_decile", "pcn", true, true}, book());
    for (const auto& [width, height] : {std::pair(200, 200), std::pair(360, 360), std::pair(1600, 380),
                                        std::pair(380, 1600), std::pair(2000, 1500)}) {
        style::save_map(scene, {width, height}, folder.path() / "map.png", true);
        const QImage image(QString::fromStdString((folder.path() / "map.png").string()));
        CHECK(image.size() == QSize(width, height));
        INFO(width << "x" << height);
        CHECK(drawing::count(image, image.rect(), drawing::qt(scene.shading.classes.front().fill)) > 100);
    }
}
