#include "catch.h"
#include "io/backdrop.h"
#include "io/gdal_listening.h"
#include "io/project_file.h"
#include "reading.h"
#include "scratch_folder.h"

#include <gdal_priv.h>

#include <array>
#include <cmath>
#include <numbers>

using namespace locality;
using test::ScratchFolder;

namespace {

constexpr std::uint32_t red = 0xffc80000, blue = 0xff0000c8, clear = 0;

struct Made {
    int width = 64, height = 64;
    std::array<double, 6> place{430000, 15.625, 0, 431000, 0, -15.625};  ///< a kilometre of Leeds
    int epsg = 27700;                                                    ///< 0: does not say
};

/// Red in its west half, blue in its east half.
GDALDatasetUniquePtr two_halves(const Made& made) {
    io::register_gdal_drivers();
    GDALDatasetUniquePtr image(
        GetGDALDriverManager()->GetDriverByName("MEM")->Create("", made.width, made.height, 3, GDT_Byte, nullptr));
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(made.width * made.height * 3), 0);
    for (int y = 0; y < made.height; ++y)
        for (int x = 0; x < made.width; ++x) {
            const auto channel = static_cast<std::size_t>(x < made.width / 2 ? 0 : 2);
            bytes[channel * static_cast<std::size_t>(made.width * made.height) +
                  static_cast<std::size_t>(y * made.width + x)] = 200;
        }
    REQUIRE(image->RasterIO(GF_Write, 0, 0, made.width, made.height, bytes.data(), made.width, made.height, GDT_Byte, 3,
                            nullptr, 0, 0, 0) == CE_None);
    if (made.epsg != 0) {
        OGRSpatialReference reference;
        reference.importFromEPSG(made.epsg);
        reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        image->SetSpatialRef(&reference);
    }
    if (made.place[1] != 0) {
        auto place = made.place;
        image->SetGeoTransform(place.data());
    }
    return image;
}

void save(GDALDataset& image, const char* driver, const std::filesystem::path& file, char** options = nullptr) {
    const GDALDatasetUniquePtr copy(GetGDALDriverManager()->GetDriverByName(driver)->CreateCopy(
        file.c_str(), &image, FALSE, options, nullptr, nullptr));
    REQUIRE(copy);
}

std::string error_of(const std::filesystem::path& file) {
    return test::refusal([&] {
        const io::BackdropFile opened(file);
        (void)opened.read({430000, 430000, 431000, 431000}, 20, 20);
    });
}

/// Of 40 x 40 pixels over two kilometres, the picture in the middle of which is one: a pixel of each half, and outside.
void require_in_place(const io::BackdropFile& file, int slack = 0) {
    const io::BackdropPixels read = file.read({429500, 429500, 431500, 431500}, 40, 40);
    REQUIRE(read.pixels.size() == 1600);
    const auto near = [&](std::uint32_t pixel, std::uint32_t wanted) {
        for (int shift = 0; shift < 32; shift += 8)
            if (std::abs(static_cast<int>(pixel >> shift & 255) - static_cast<int>(wanted >> shift & 255)) > slack)
                return false;
        return true;
    };
    CHECK(near(read.pixels[20 * 40 + 15], red));
    CHECK(near(read.pixels[20 * 40 + 25], blue));
    CHECK(read.pixels[2 * 40 + 2] == clear);
    CHECK(read.pixels[37 * 40 + 20] == clear);
}

}  // namespace

TEST_CASE("a picture is read where it lies, clear where it has nothing") {
    const ScratchFolder folder;
    const auto file = folder.path() / "photo.tif";
    const auto image = two_halves({});
    image->SetMetadataItem("TIFFTAG_COPYRIGHT", "© Somebody 2025");
    save(*image, "GTiff", file);
    const auto size = std::filesystem::file_size(file);
    const io::BackdropFile backdrop(file);
    CHECK(backdrop.attribution() == "© Somebody 2025");
    require_in_place(backdrop);
    CHECK(std::filesystem::file_size(file) == size);
    int files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
    CHECK(files == 1);  // nothing is written beside it
    const io::BackdropPixels far = backdrop.read({100000, 100000, 101000, 101000}, 10, 10);
    CHECK(std::count(far.pixels.begin(), far.pixels.end(), clear) == 100);
    CHECK_THROWS_AS(backdrop.read({0, 0, 1, 1}, 5000, 10), std::invalid_argument);
}

TEST_CASE("pictures of other kinds and coordinate systems are warped to the National Grid") {
    const ScratchFolder folder;
    // The kilometre in the web's Mercator, about 1.68 times as large at 53.8 degrees north.
    Made mercator{64, 64, {-171700, 26.4, 0, 7128500, 0, -26.4}, 3857};
    save(*two_halves(mercator), "GTiff", folder.path() / "mercator.tif");
    const io::BackdropFile warped(folder.path() / "mercator.tif");
    const io::BackdropPixels read = warped.read({420000, 420000, 440000, 440000}, 200, 200);
    CHECK(std::count(read.pixels.begin(), read.pixels.end(), red) > 30);
    CHECK(std::count(read.pixels.begin(), read.pixels.end(), blue) > 30);
    // A PNG with a world file says where, but not in which system: metres of the National Grid are believed.
    Made bare;
    bare.epsg = 0;
    save(*two_halves(bare), "PNG", folder.path() / "plan.png");
    folder.write("plan.pgw", "15.625\n0\n0\n-15.625\n430007.8125\n430992.1875\n");
    std::filesystem::remove(folder.path() / "plan.png.aux.xml");
    require_in_place(io::BackdropFile(folder.path() / "plan.png"));
}

TEST_CASE("MBTiles and folders of tiles are read at the level that fits") {
    const ScratchFolder folder;
    const double side = 2 * std::numbers::pi * 6378137 / 1024;  // a tile of level 10
    const int x = 507, y = 329;
    const Made tile{
        256, 256, {x * side - 20037508.342789244, side / 256, 0, 20037508.342789244 - y * side, 0, -side / 256}, 3857};
    const auto image = two_halves(tile);
    save(*image, "MBTiles", folder.path() / "street.mbtiles");
    std::filesystem::create_directories(folder.path() / "tiles" / "10" / "507");
    save(*image, "PNG", folder.path() / "tiles" / "10" / "507" / "329.png");
    for (const char* name : {"street.mbtiles", "tiles"}) {
        INFO(name);
        const io::BackdropFile backdrop(folder.path() / name);
        const io::BackdropPixels read = backdrop.read({420000, 420000, 450000, 450000}, 150, 150);
        const auto like = [](std::uint32_t c, int shift) {
            return c >> 24 == 255 && (c >> shift & 255) > 150 && (c & 0xffffffu & ~(255u << shift)) >> 8 < 0x4000;
        };
        int reds = 0, blues = 0, clears = 0;
        for (const std::uint32_t c : read.pixels) {
            reds += like(c, 16) && (c & 255) < 60;
            blues += like(c, 0) && (c >> 16 & 255) < 60;
            clears += c >> 24 == 0;
        }
        CHECK(reds > 300);
        CHECK(blues > 300);
        CHECK(clears > 300);
    }
}

TEST_CASE("what cannot lie under a map is refused in plain words") {
    const ScratchFolder folder;
    CHECK_THAT(error_of(folder.path() / "none.tif"), LOCALITY_CONTAINS("there is no such file"));
    CHECK_THAT(error_of(folder.write("words.tif", "not a picture")), LOCALITY_CONTAINS("choose a GeoTIFF"));
    CHECK_THAT(error_of(folder.path()), LOCALITY_CONTAINS("holds no tiles"));
    Made nowhere;
    nowhere.epsg = 0;
    nowhere.place = {};
    save(*two_halves(nowhere), "PNG", folder.path() / "nowhere.png");
    CHECK_THAT(error_of(folder.path() / "nowhere.png"), LOCALITY_CONTAINS("does not say where it lies"));
    Made degrees;
    degrees.epsg = 0;
    degrees.place = {-1.6, 0.001, 0, 53.9, 0, -0.001};
    save(*two_halves(degrees), "GTiff", folder.path() / "degrees.tif");
    CHECK_THAT(error_of(folder.path() / "degrees.tif"), LOCALITY_CONTAINS("in which coordinate system"));
    // A file that only names others is not followed.
    folder.write("link.vrt", "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>");
    CHECK_THAT(error_of(folder.path() / "link.vrt"), LOCALITY_CONTAINS("choose a GeoTIFF"));
    // A service that is named and not there.
    const auto service = folder.write(
        "service.xml",
        "<GDAL_WMS><Service "
        "name=\"TMS\"><ServerUrl>http://127.0.0.1:9/${z}/${x}/${y}.png</ServerUrl></Service><DataWindow>"
        "<UpperLeftX>-20037508.34</UpperLeftX><UpperLeftY>20037508.34</UpperLeftY><LowerRightX>20037508.34</"
        "LowerRightX>"
        "<LowerRightY>-20037508.34</LowerRightY><TileLevel>10</TileLevel><TileCountX>1</TileCountX><TileCountY>1"
        "</TileCountY><YOrigin>top</YOrigin></DataWindow><Projection>EPSG:3857</Projection><BandsCount>3</BandsCount>"
        "</GDAL_WMS>");
    CHECK_THAT(error_of(service), LOCALITY_CONTAINS("cannot be read here"));
}

TEST_CASE("a project names the picture under its map") {
    const ScratchFolder folder;
    folder.write("zones.gpkg", "x");
    folder.write("photo.tif", "x");
    const auto project = [&](const std::string& text) {
        return folder.write("p.toml", "[zones]\npath = \"zones.gpkg\"\n" + text);
    };
    CHECK_FALSE(io::read_backdrop_spec(project("")));
    const auto spec = io::read_backdrop_spec(
        project("[backdrop]\npath = \"photo.tif\"\nzones_percent = 30\nattribution = \"© A\"\n"));
    REQUIRE(spec);
    CHECK(spec->path == folder.path() / "photo.tif");
    CHECK(spec->opacity == Approx(0.3));
    CHECK(spec->attribution == "© A");
    CHECK(io::read_backdrop_spec(project("[backdrop]\npath = \".\"\n"))->opacity == Approx(0.6));
    CHECK_THROWS_WITH(io::read_project(project("[backdrop]\npath = \"photos.tif\"\n")),
                      LOCALITY_CONTAINS("did you mean \"photo.tif\"?"));
    CHECK_THROWS_WITH(io::read_project(project("[backdrop]\npath = \"photo.tif\"\nopacity = 1\n")),
                      LOCALITY_CONTAINS("has no key \"opacity\""));
    CHECK_THROWS_WITH(io::read_project(project("[backdrop]\npath = \"photo.tif\"\nzones_percent = 101\n")),
                      LOCALITY_CONTAINS("zones_percent"));
}
