#include "geo/crs.h"

#include "geo/errors.h"

#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <mutex>
#include <vector>

namespace locality::geo {

namespace {

constexpr const char* ostn15_grid = "uk_os_OSTN15_NTv2_OSGBtoETRS.tif";

/// PROJ states 2 m for its best shift without a grid; held against OSTN15 it is out by up to 3.4 m in England and by
/// 5 m in the far north and west, which is also what the Ordnance Survey says of it.
constexpr double helmert_accuracy_m = 5.0;
/// OSTN15 defines the National Grid from ETRS89; PROJ's interpolation meets the official test points to 4 mm.
constexpr double ostn15_accuracy_m = 0.1;

struct DestroyContext {
    void operator()(PJ_CONTEXT* c) const noexcept { proj_context_destroy(c); }
};
struct Destroy {
    void operator()(PJ* p) const noexcept { proj_destroy(p); }
    void operator()(PJ_OBJ_LIST* l) const noexcept { proj_list_destroy(l); }
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* f) const noexcept { proj_operation_factory_context_destroy(f); }
    void operator()(int* list) const noexcept { proj_int_list_destroy(list); }
};
using Context = std::unique_ptr<PJ_CONTEXT, DestroyContext>;
using Object = std::unique_ptr<PJ, Destroy>;

std::mutex grid_folders_mutex;
std::vector<std::string> grid_folders;

void keep_message(void* words, int, const char* message) {
    *static_cast<std::string*>(words) = message;
}

/// Setting search paths replaces PROJ's own, so these come first.
std::vector<std::string> search_paths() {
    std::vector<std::string> paths;
    // proj_info frees what it told the thread before, so nobody else may ask until this is read.
    const std::scoped_lock lock(grid_folders_mutex);
    const PJ_INFO info = proj_info();
    const std::string_view all = info.searchpath != nullptr ? info.searchpath : "";
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find(':', begin), all.size());
        paths.emplace_back(all.substr(begin, end - begin));
        begin = end + 1;
    }
    paths.insert(paths.end(), grid_folders.begin(), grid_folders.end());
    return paths;
}

Context new_context(std::string& words) {
    Context context(proj_context_create());
    proj_log_func(context.get(), &words, keep_message);
    proj_context_set_enable_network(context.get(), 0);
    proj_context_use_proj4_init_rules(context.get(), 1);  // "+init=epsg:27700" still stands in old project files
    const std::vector<std::string> paths = search_paths();
    std::vector<const char*> raw;
    for (const std::string& path : paths) raw.push_back(path.c_str());
    proj_context_set_search_paths(context.get(), static_cast<int>(raw.size()), raw.data());
    return context;
}

/// The horizontal system itself, without heights.
Object horizontal(PJ_CONTEXT* context, Object crs) {
    if (proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS) crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    return crs;
}

bool is_geographic(PJ_CONTEXT* context, const PJ* crs) {
    const PJ_TYPE type = proj_get_type(crs);
    if (type == PJ_TYPE_BOUND_CRS) {
        const Object base(proj_get_source_crs(context, crs));
        return is_geographic(context, base.get());
    }
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

bool is_national_grid(PJ_CONTEXT* context, const PJ* crs, const PJ* national_grid) {
    if (proj_is_equivalent_to_with_ctx(context, crs, national_grid, PJ_COMP_EQUIVALENT) != 0) return true;
    // Shapefiles and PROJ strings often spell the National Grid out, with a shift to WGS 84 or without a datum's name.
    int* raw_confidence = nullptr;
    const std::unique_ptr<PJ_OBJ_LIST, Destroy> matches(proj_identify(context, crs, "EPSG", nullptr, &raw_confidence));
    const std::unique_ptr<int, Destroy> confidence(raw_confidence);
    if (matches == nullptr || proj_list_get_count(matches.get()) == 0 || confidence.get()[0] < 70) return false;
    Object match(proj_list_get(context, matches.get(), 0));
    if (proj_get_type(match.get()) == PJ_TYPE_BOUND_CRS) match.reset(proj_get_source_crs(context, match.get()));
    return proj_is_equivalent_to_with_ctx(context, match.get(), national_grid, PJ_COMP_EQUIVALENT) != 0;
}

/// True where positions are counted on WGS 84 itself, whose difference from ETRS89 British data leave aside.
bool is_on_wgs84(PJ_CONTEXT* context, const PJ* crs) {
    const Object geodetic(proj_crs_get_geodetic_crs(context, crs));
    return geodetic != nullptr && std::string_view(proj_get_name(geodetic.get())).starts_with("WGS 84");
}

bool uses_ostn15(PJ_CONTEXT* context, const PJ* operation) {
    const int grids = proj_coordoperation_get_grid_used_count(context, operation);
    for (int i = 0; i < grids; ++i) {
        const char* name = nullptr;
        if (proj_coordoperation_get_grid_used(context, operation, i, &name, nullptr, nullptr, nullptr, nullptr, nullptr,
                                              nullptr) != 0 &&
            name != nullptr && std::string_view(name) == ostn15_grid) {
            return true;
        }
    }
    return false;
}

/// The ways from one system to another, best first as PROJ sorts them, those included whose grid files are absent.
/// Without rough "ballpark" ways, which leave the datum shift of 100 m out.
std::unique_ptr<PJ_OBJ_LIST, Destroy> ways(PJ_CONTEXT* context, const PJ* from, const PJ* to) {
    const std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, Destroy> how(
        proj_create_operation_factory_context(context, nullptr));
    if (how == nullptr) return nullptr;
    proj_operation_factory_context_set_spatial_criterion(context, how.get(),
                                                         PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(context, how.get(), PROJ_GRID_AVAILABILITY_IGNORED);
    proj_operation_factory_context_set_area_of_interest(context, how.get(), -9.0, 49.75, 2.01, 61.01);
    // ETRS89 has no direct way but the grid; over WGS 84 there is one.
    proj_operation_factory_context_set_allow_use_intermediate_crs(context, how.get(), PROJ_INTERMEDIATE_CRS_USE_ALWAYS);
    proj_operation_factory_context_set_allow_ballpark_transformations(context, how.get(), 0);
    return std::unique_ptr<PJ_OBJ_LIST, Destroy>(proj_create_operations(context, from, to, how.get()));
}

std::string metres(double m) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f m", m < 1 ? 1 : 0, m < 1 ? std::ceil(m * 10) / 10 : std::ceil(m));
    return text;
}

}  // namespace

struct ToNationalGrid::Private {
    std::string words;  ///< PROJ's last complaint
    Context context;
    Object operation;  ///< null for identity
    std::string source_name;
    bool geographic = false;
    std::string how;
    double accuracy_m = 0.0;

    Object read(std::string definition);
    void bring(std::span<Point> points, PJ_DIRECTION direction) const;
    void choose(const PJ* source, const PJ* national_grid);
    void describe(const PJ* source, const PJ* chosen, bool by_ostn15, bool ostn15_known);
};

void ToNationalGrid::Private::describe(const PJ* source, const PJ* chosen, bool by_ostn15, bool ostn15_known) {
    const double stated_m = proj_coordoperation_get_accuracy(context.get(), chosen);  // negative where unknown
    const std::string name = by_ostn15 ? "OSTN15 grid shift" : proj_get_name(chosen);
    if (by_ostn15 && is_on_wgs84(context.get(), source)) {
        accuracy_m = ostn15_accuracy_m;
        how = name + " (within " + metres(accuracy_m) + ", taking WGS 84 for ETRS89 as British data do)";
    } else if (ostn15_known && !by_ostn15) {
        accuracy_m = std::max(helmert_accuracy_m, stated_m);
        how = "Helmert shift: positions may be off by up to " + metres(accuracy_m) + ", because the OSTN15 grid (" +
              ostn15_grid + ") was not found";
    } else if (proj_get_type(chosen) == PJ_TYPE_CONVERSION) {
        how = "map projection, without a shift";
    } else if (stated_m < 0) {
        accuracy_m = std::numeric_limits<double>::quiet_NaN();
        how = name + ": how far positions may be off is not known";
    } else {
        accuracy_m = by_ostn15 ? std::max(ostn15_accuracy_m, stated_m) : stated_m;
        how = name + " (within " + metres(accuracy_m) + ")";
    }
}

void ToNationalGrid::Private::choose(const PJ* source, const PJ* national_grid) {
    const auto list = ways(context.get(), source, national_grid);
    const int count = list == nullptr ? 0 : proj_list_get_count(list.get());
    Object chosen;
    bool chosen_ostn15 = false;
    bool ostn15_known = false;
    for (int i = 0; i < count && !chosen_ostn15; ++i) {
        Object candidate(proj_list_get(context.get(), list.get(), i));
        const bool ostn15 = uses_ostn15(context.get(), candidate.get());
        ostn15_known = ostn15_known || ostn15;
        if (proj_coordoperation_is_instantiable(context.get(), candidate.get()) == 0) continue;
        if (chosen == nullptr || ostn15) {
            chosen = std::move(candidate);
            chosen_ostn15 = ostn15;
        }
    }
    if (chosen != nullptr) {
        describe(source, chosen.get(), chosen_ostn15, ostn15_known);
        operation.reset(proj_normalize_for_visualization(context.get(), chosen.get()));
    }
    if (operation == nullptr) {
        throw GeometryError("PROJ knows no way from " + source_name + " to the British National Grid" +
                            (words.empty() ? "" : ": " + words));
    }
}

Object ToNationalGrid::Private::read(std::string definition) {
    // Without this PROJ reads its own notation as a conversion, not as a coordinate system.
    if (definition.starts_with("+proj=") && definition.find("+type=crs") == std::string::npos) {
        definition += " +type=crs";
    }
    Object crs(proj_create(context.get(), definition.c_str()));
    if (crs == nullptr || proj_is_crs(crs.get()) == 0) {
        throw GeometryError("PROJ cannot read the coordinate system \"" + definition + "\"" +
                            (words.empty() ? "" : ": " + words));
    }
    return crs;
}

ToNationalGrid::ToNationalGrid(std::string_view definition) : m_private(std::make_unique<Private>()) {
    Private& p = *m_private;
    p.context = new_context(p.words);
    Object source = p.read(std::string(definition));
    const Object national_grid = p.read("EPSG:27700");
    source = horizontal(p.context.get(), std::move(source));
    p.source_name = proj_get_name(source.get());
    p.geographic = is_geographic(p.context.get(), source.get());
    if (proj_get_type(source.get()) == PJ_TYPE_GEOCENTRIC_CRS) {
        throw GeometryError("the coordinate system " + p.source_name + " counts from the Earth's centre, not on a map");
    }
    p.words.clear();
    if (is_national_grid(p.context.get(), source.get(), national_grid.get())) {
        p.source_name = proj_get_name(national_grid.get());
        p.how = "British National Grid already";
        return;
    }
    p.choose(source.get(), national_grid.get());
}

ToNationalGrid::~ToNationalGrid() = default;
ToNationalGrid::ToNationalGrid(ToNationalGrid&&) noexcept = default;
ToNationalGrid& ToNationalGrid::operator=(ToNationalGrid&&) noexcept = default;

bool ToNationalGrid::is_identity() const {
    return m_private->operation == nullptr;
}
const std::string& ToNationalGrid::source_name() const {
    return m_private->source_name;
}
bool ToNationalGrid::source_is_geographic() const {
    return m_private->geographic;
}
const std::string& ToNationalGrid::how() const {
    return m_private->how;
}
double ToNationalGrid::accuracy_m() const {
    return m_private->accuracy_m;
}

void ToNationalGrid::Private::bring(std::span<Point> points, PJ_DIRECTION direction) const {
    if (operation == nullptr) return;
    std::array<Point, 1024> given;  // kept for the message
    for (std::size_t begin = 0; begin < points.size(); begin += given.size()) {
        const std::span<Point> some = points.subspan(begin, std::min(given.size(), points.size() - begin));
        std::ranges::copy(some, given.begin());
        proj_errno_reset(operation.get());
        proj_trans_generic(operation.get(), direction, &some.front().x, sizeof(Point), some.size(),
                           &some.front().y, sizeof(Point), some.size(), nullptr, 0, 0, nullptr, 0, 0);
        const auto refused =
            std::ranges::find_if(some, [](Point p) { return !std::isfinite(p.x) || !std::isfinite(p.y); });
        if (refused == some.end()) continue;
        const Point p = given[static_cast<std::size_t>(refused - some.begin())];
        char place[96];
        std::snprintf(place, sizeof place, "(%.10g, %.10g)", p.x, p.y);
        const int error = proj_errno(operation.get());
        const char* why = error != 0 ? proj_context_errno_string(context.get(), error) : "not a place";
        throw GeometryError("PROJ cannot bring " + std::string(place) + " from " +
                            (direction == PJ_FWD ? source_name + " to the British National Grid: "
                                                 : "the British National Grid to " + source_name + ": ") +
                            why);
    }
}

void ToNationalGrid::transform(std::span<Point> points) const {
    m_private->bring(points, PJ_FWD);
}
void ToNationalGrid::transform_back(std::span<Point> points) const {
    m_private->bring(points, PJ_INV);
}

void add_grid_folder(const std::string& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) return;
    const std::scoped_lock lock(grid_folders_mutex);
    if (std::ranges::find(grid_folders, folder) == grid_folders.end()) grid_folders.push_back(folder);
}

bool plausible_national_grid(const Box& box) {
    if (box.empty()) return false;
    const bool in_great_britain =
        box.min_x >= -10'000 && box.max_x <= 700'000 && box.min_y >= -10'000 && box.max_y <= 1'300'000;
    return in_great_britain && !(plausible_degrees(box));
}

bool plausible_degrees(const Box& box) {
    return !box.empty() && box.min_x >= -180 && box.max_x <= 180 && box.min_y >= -90 && box.max_y <= 90;
}

}  // namespace locality::geo
