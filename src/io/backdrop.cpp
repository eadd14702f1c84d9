#include "io/backdrop.h"

#include "geo/crs.h"
#include "io/column_words.h"
#include "io/gdal_listening.h"
#include "model/errors.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <mutex>
#include <stdexcept>

namespace locality::io {

namespace {

namespace fs = std::filesystem;

constexpr const char* national_grid = "EPSG:27700";
constexpr double most_pixels_read = 1e8;  // at once; about a second
/// Only these may open a picture: others follow links to other files and to the network.
const char* const drivers[] = {"GTiff", "MBTiles", "GPKG", "PNG", "JPEG", "WEBP", nullptr};
const char* const service_drivers[] = {"WMS", nullptr};

/// Options of this thread while it lives: nothing is written beside a file, a dead server is given up on.
class Settings {
public:
    Settings() {
        for (const auto& [key, value] : own) {
            const char* was = CPLGetThreadLocalConfigOption(key, nullptr);
            m_before.push_back(was ? std::optional<std::string>(was) : std::nullopt);
            CPLSetThreadLocalConfigOption(key, value);
        }
    }
    ~Settings() {
        for (std::size_t i = 0; i < m_before.size(); ++i)
            CPLSetThreadLocalConfigOption(own[i].first, m_before[i] ? m_before[i]->c_str() : nullptr);
    }
    Settings(const Settings&) = delete;
    Settings& operator=(const Settings&) = delete;

private:
    static constexpr std::pair<const char*, const char*> own[] = {
        {"GDAL_PAM_ENABLED", "NO"}, {"GDAL_HTTP_TIMEOUT", "10"}, {"GDAL_HTTP_CONNECTTIMEOUT", "5"}};
    std::vector<std::optional<std::string>> m_before;
};

bool is_service(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string start(200, '\0');
    stream.read(start.data(), static_cast<std::streamsize>(start.size()));
    return start.find("<GDAL_WMS>") != std::string::npos;
}

/// The number that a folder or file is called; -1 where it is none.
int number_of(const std::string& name) {
    int number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc() && end == name.data() + name.size() ? number : -1;
}

/// GDAL's description of a folder of tiles z/x/y, in the web's Mercator, rows from the north.
std::string described_folder(const fs::path& folder) {
    int deepest = -1, least = 25;
    std::string ending;
    for (const auto& level : fs::directory_iterator(folder)) {
        const int z = level.is_directory() ? number_of(level.path().filename().string()) : -1;
        if (z < 0 || z > 24) continue;
        deepest = std::max(deepest, z);
        least = std::min(least, z);
        if (!ending.empty()) continue;
        for (const auto& column : fs::directory_iterator(level)) {
            if (!column.is_directory()) continue;
            for (const auto& tile : fs::directory_iterator(column))
                if (number_of(tile.path().stem().string()) >= 0) ending = tile.path().extension().string();
        }
    }
    if (deepest < 0 || ending.empty())
        throw model::InputError(
            fmt::format("{}: holds no tiles; choose the folder whose folders are called 0, 1, 2 ... "
                        "with tiles z/x/y.png in them",
                        folder.string()));
    char* escaped = CPLEscapeString(fs::absolute(folder).lexically_normal().string().c_str(), -1, CPLES_XML);
    const std::string path = escaped;
    CPLFree(escaped);
    constexpr double edge = 20037508.342789244;
    return fmt::format(
        "<GDAL_WMS><Service name=\"TMS\"><ServerUrl>file://{}/${{z}}/${{x}}/${{y}}{}</ServerUrl></Service><DataWindow>"
        "<UpperLeftX>-{:.9f}</UpperLeftX><UpperLeftY>{:.9f}</UpperLeftY><LowerRightX>{:.9f}</"
        "LowerRightX><LowerRightY>-{:.9f}"
        "</LowerRightY><TileLevel>{}</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</"
        "YOrigin>"
        "</DataWindow><Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>"
        "<OverviewCount>{}</OverviewCount><BandsCount>4</BandsCount><ZeroBlockHttpCodes>204,404</ZeroBlockHttpCodes>"
        "<ZeroBlockOnServerException>true</ZeroBlockOnServerException></GDAL_WMS>",
        path, ending, edge, edge, edge, edge, deepest, deepest - least);
}

/// Text without the marks of HTML, which tile makers put into attributions.
std::string plain(const std::string& html) {
    std::string text;
    bool inside = false;
    for (const char c : html) {
        if (c == '<') inside = true;
        if (!inside) text += c;
        if (c == '>') inside = false;
    }
    char* unescaped = CPLUnescapeString(text.c_str(), nullptr, CPLES_XML);
    text = unescaped;
    CPLFree(unescaped);
    for (std::size_t at; (at = text.find("&copy;")) != std::string::npos;) text.replace(at, 6, "©");
    return std::string(trimmed(text));
}

std::string attribution_of(GDALDataset& dataset) {
    for (const char* key : {"attribution", "ATTRIBUTION", "TIFFTAG_COPYRIGHT"})
        if (const char* words = dataset.GetMetadataItem(key); words && *words) return plain(words);
    return {};
}

GDALDatasetUniquePtr translated(GDALDataset& from, const CPLStringList& arguments) {
    GDALTranslateOptions* options = GDALTranslateOptionsNew(const_cast<char**>(arguments.List()), nullptr);
    GDALDatasetUniquePtr view(
        GDALDataset::FromHandle(GDALTranslate("", GDALDataset::ToHandle(&from), options, nullptr)));
    GDALTranslateOptionsFree(options);
    return view;
}

/// As eight-bit grey, grey with alpha, red-green-blue, or that with alpha: a view of the same file.
GDALDatasetUniquePtr as_colours(GDALDataset& file) {
    CPLStringList arguments;
    for (const char* word : {"-of", "VRT"}) arguments.AddString(word);
    GDALRasterBand& first = *file.GetRasterBand(1);
    const int bands = file.GetRasterCount();
    if (first.GetColorTable()) {
        for (const char* word : {"-b", "1", "-expand", "rgba"}) arguments.AddString(word);
        return translated(file, arguments);
    }
    std::vector<int> wanted = bands >= 3 ? std::vector{1, 2, 3} : std::vector{1};
    for (int b = 2; b <= bands; ++b)
        if (file.GetRasterBand(b)->GetColorInterpretation() == GCI_AlphaBand) wanted.push_back(b);
    for (const int b : wanted) {
        arguments.AddString("-b");
        arguments.AddString(std::to_string(b).c_str());
    }
    if (first.GetRasterDataType() != GDT_Byte)
        for (const char* word : {"-ot", "Byte", "-scale"}) arguments.AddString(word);
    return translated(file, arguments);
}

/// Pixels of the file that must be read to show `ground` as `width` pixels, from the overview that fits. 0 where the
/// picture does not reach; also where it cannot be told, which the warping will say.
double pixels_to_read(GDALDataset& picture, const std::string& own_crs, const geo::Box& ground, int width) {
    OGRSpatialReference grid, own;
    grid.SetFromUserInput(national_grid);
    own = picture.GetSpatialRef() ? *picture.GetSpatialRef() : own;
    if (!own_crs.empty()) own.SetFromUserInput(own_crs.c_str());
    for (OGRSpatialReference* r : {&grid, &own}) r->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<OGRCoordinateTransformation> there(OGRCreateCoordinateTransformation(&grid, &own));
    double place[6], back[6];
    if (!there || picture.GetGeoTransform(place) != CE_None || !GDALInvGeoTransform(place, back)) return 0;
    geo::Box pixels;
    for (const double x : {ground.min_x, ground.centre().x, ground.max_x})
        for (const double y : {ground.min_y, ground.centre().y, ground.max_y}) {
            double at_x = x, at_y = y;
            if (!there->Transform(1, &at_x, &at_y)) continue;
            pixels.add(
                geo::Point{back[0] + at_x * back[1] + at_y * back[2], back[3] + at_x * back[4] + at_y * back[5]});
        }
    if (pixels.empty()) return 0;
    const double across = pixels.width();
    double finest_needed = 1;  // how many of the file's pixels one of the overview's stands for
    GDALRasterBand& band = *picture.GetRasterBand(1);
    for (int o = 0; o < band.GetOverviewCount(); ++o) {
        const double factor = static_cast<double>(picture.GetRasterXSize()) / band.GetOverview(o)->GetXSize();
        if (across / factor >= width) finest_needed = std::max(finest_needed, factor);
    }
    const double w =
        std::max(0.0, std::min(pixels.max_x, double(picture.GetRasterXSize())) - std::max(pixels.min_x, 0.0));
    const double h =
        std::max(0.0, std::min(pixels.max_y, double(picture.GetRasterYSize())) - std::max(pixels.min_y, 0.0));
    return w * h / (finest_needed * finest_needed);
}

}  // namespace

struct BackdropFile::Private {
    std::string name, attribution, own_crs;
    GDALDatasetUniquePtr file, colours;  // the second looks at the first
    std::mutex turn;
};

BackdropFile::BackdropFile(const fs::path& path) : m_private(std::make_unique<Private>()) {
    Private& p = *m_private;
    p.name = path.string();
    if (!fs::exists(path)) throw model::InputError(fmt::format("{}: there is no such file or folder", p.name));
    register_gdal_drivers();
    Listening gdal;
    const Settings settings;
    const bool folder = fs::is_directory(path), service = folder || is_service(path);
    const std::string opened = folder ? described_folder(path) : p.name;
    p.file.reset(GDALDataset::Open(opened.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                   service ? service_drivers : drivers, nullptr, nullptr));
    if (!p.file || p.file->GetRasterCount() == 0)
        throw model::InputError(fmt::format(
            "{}: not a picture that can lie under the map{}; choose a GeoTIFF, an MBTiles file, a folder of "
            "tiles, or a <GDAL_WMS> description of a service",
            p.name, gdal.in_brackets()));
    p.attribution = attribution_of(*p.file);
    double transform[6];
    const bool placed = p.file->GetGeoTransform(transform) == CE_None;
    if (!placed)
        throw model::InputError(
            fmt::format("{}: does not say where it lies; a picture needs coordinates, as a GeoTIFF or "
                        "with a world file beside it",
                        p.name));
    if (!p.file->GetSpatialRef()) {
        geo::Box box;
        box.add(geo::Point{transform[0], transform[3]});
        box.add(geo::Point{transform[0] + transform[1] * p.file->GetRasterXSize(),
                           transform[3] + transform[5] * p.file->GetRasterYSize()});
        if (!geo::plausible_national_grid(box))
            throw model::InputError(
                fmt::format("{}: does not say in which coordinate system it lies, and its corners are not in metres of "
                            "the National Grid; save it as a GeoTIFF with its coordinate system",
                            p.name));
        p.own_crs = national_grid;
    }
    p.colours = as_colours(*p.file);
    if (!p.colours)
        throw model::InputError(fmt::format("{}: cannot be read as a picture{}", p.name, gdal.in_brackets()));
}

BackdropFile::~BackdropFile() = default;

const std::string& BackdropFile::attribution() const {
    return m_private->attribution;
}

BackdropPixels BackdropFile::read(const geo::Box& ground, int width, int height) const {
    if (ground.empty() || std::min(width, height) < 1 || std::max(width, height) > most_backdrop_px)
        throw std::invalid_argument("BackdropFile::read: no such size");
    Private& p = *m_private;
    const std::lock_guard turn(p.turn);
    Listening gdal;
    const Settings settings;
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    BackdropPixels picture{width, height, std::vector<std::uint32_t>(size)};
    if (pixels_to_read(*p.colours, p.own_crs, ground, width) > most_pixels_read) return picture;
    CPLStringList arguments;
    const auto add = [&](std::initializer_list<std::string> words) {
        for (const std::string& word : words) arguments.AddString(word.c_str());
    };
    add({"-of", "MEM", "-t_srs", national_grid, "-r", "bilinear", "-dstalpha", "-wm", "64", "-te"});
    add({fmt::format("{:.6f}", ground.min_x), fmt::format("{:.6f}", ground.min_y), fmt::format("{:.6f}", ground.max_x),
         fmt::format("{:.6f}", ground.max_y)});
    add({"-ts", std::to_string(width), std::to_string(height)});
    if (!p.own_crs.empty()) add({"-s_srs", p.own_crs});
    GDALWarpAppOptions* options = GDALWarpAppOptionsNew(arguments.List(), nullptr);
    GDALDatasetH source = GDALDataset::ToHandle(p.colours.get());
    int usage = FALSE;
    const GDALDatasetUniquePtr warped(GDALDataset::FromHandle(GDALWarp("", nullptr, 1, &source, options, &usage)));
    GDALWarpAppOptionsFree(options);
    if (!warped || !gdal.failure().empty())
        throw model::InputError(
            fmt::format("{}: the picture under the map cannot be read here{}", p.name, gdal.in_brackets()));
    const int bands = warped->GetRasterCount();  // the last is alpha
    std::vector<std::uint8_t> bytes(size * static_cast<std::size_t>(bands));
    if (warped->RasterIO(GF_Read, 0, 0, width, height, bytes.data(), width, height, GDT_Byte, bands, nullptr, 0, 0,
                         0) != CE_None)
        throw model::InputError(fmt::format("{}: cannot be read{}", p.name, gdal.in_brackets()));
    const bool colour = bands >= 4;
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint32_t alpha = bytes[size * static_cast<std::size_t>(bands - 1) + i];
        const auto channel = [&](std::size_t b) { return bytes[size * (colour ? b : 0) + i] * alpha / 255; };
        picture.pixels[i] = alpha << 24 | channel(0) << 16 | channel(1) << 8 | channel(2);
    }
    return picture;
}

}  // namespace locality::io
