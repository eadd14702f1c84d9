#include "io/gdal_crs.h"

#include "io/column_words.h"
#include "io/notes.h"
#include "model/errors.h"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

namespace locality::io {

namespace {

constexpr const char* national_grid = "EPSG:27700";

using SpatialReference = std::unique_ptr<OGRSpatialReference, void (*)(OGRSpatialReference*)>;

SpatialReference parsed(const std::string& definition) {
    SpatialReference reference(new OGRSpatialReference, [](OGRSpatialReference* r) { r->Release(); });
    if (reference->SetFromUserInput(definition.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) !=
        OGRERR_NONE)
        reference.reset();
    return reference;
}

bool same(const OGRSpatialReference& a, const OGRSpatialReference& b) {
    const char* const options[] = {"CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
                                   "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", "IGNORE_COORDINATE_EPOCH=YES", nullptr};
    return a.IsSame(&b, options);
}

/// "EPSG:4326" where it is known by a number, else its whole text.
std::string definition_of(const OGRSpatialReference& reference) {
    // Old .prj files spell the National Grid in many ways; what it means is what counts.
    const SpatialReference grid = parsed(national_grid);
    if (grid && same(reference, *grid)) return national_grid;
    const char* authority = reference.GetAuthorityName(nullptr);
    const char* code = reference.GetAuthorityCode(nullptr);
    if (authority && code) return std::string(authority) + ":" + code;
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    reference.exportToWkt(&text, options);
    std::string wkt = text ? text : "";
    CPLFree(text);
    return wkt;
}

/// GeoPackage says "undefined" in words where others say nothing.
bool states_none(const OGRSpatialReference* reference) {
    if (!reference || reference->IsEmpty()) return true;
    const char* name = reference->GetName();
    return reference->IsLocal() || (name && lower(name).starts_with("undefined")) || (name && lower(name) == "unknown");
}

/// GeoJSON is WGS 84 by its standard (RFC 7946, 4) unless it has the older "crs" member, which stands at the top; so is
/// TopoJSON by custom.
bool json_without_crs(const std::string& path) {
    const std::string ending = lower(path);
    if (!ending.ends_with(".geojson") && !ending.ends_with(".json") && !ending.ends_with(".topojson")) return false;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!in) return false;
    std::string head(1 << 16, '\0');
    head.resize(std::fread(head.data(), 1, head.size(), in.get()));
    return head.find("\"crs\"") == std::string::npos;
}

std::string range(const geo::Box& box, const char* format) {
    return fmt::format(fmt::runtime(format), box.min_x, box.max_x, box.min_y, box.max_y);
}

std::string extent(const geo::Box& box) {
    return range(box, "x from {:.6g} to {:.6g}, y from {:.6g} to {:.6g}");
}

}  // namespace

Coordinates coordinates_of(OGRLayer& layer, const model::SourceSpec& spec, const std::string& opened_path,
                           const std::string& source) {
    const OGRSpatialReference* stated = layer.GetSpatialRef();
    // A "crs" further down shows in what GDAL read.
    const SpatialReference world = parsed("EPSG:4326");
    const bool by_format = (states_none(stated) || (world && same(*stated, *world))) && json_without_crs(opened_path);
    if (states_none(stated) || by_format) {
        if (!spec.crs.empty()) {
            const SpatialReference said = parsed(spec.crs);
            if (!said)
                throw model::InputError(
                    fmt::format("{}: crs = \"{}\" is no coordinate system; write for example crs = \"{}\"", source,
                                spec.crs, national_grid));
            return {definition_of(*said), false, false};
        }
        if (by_format) return {"EPSG:4326", false, true};
        throw model::InputError(
            fmt::format("{}: states no coordinate system; say it in the project file with crs = \"{}\" (or "
                        "\"EPSG:4326\" for degrees)",
                        source, national_grid));
    }
    SpatialReference flat(stated->Clone(), [](OGRSpatialReference* r) { r->Release(); });
    if (flat->IsCompound()) flat->StripVertical();
    flat->StripTOWGS84IfKnownDatumAndAllowed();
    if (!spec.crs.empty()) {
        const SpatialReference said = parsed(spec.crs);
        if (!said || !same(*said, *flat))
            throw model::InputError(
                fmt::format("{}: states {}, but the project file says crs = \"{}\"; take crs out, or mend the file",
                            source, flat->GetName(), spec.crs));
    }
    Coordinates found{definition_of(*flat), false, false};
    const std::vector<int>& axes = stated->GetDataAxisToSRSAxisMapping();
    const bool north_first = stated->EPSGTreatsAsLatLong() || stated->EPSGTreatsAsNorthingEasting();
    found.north_first = north_first && axes.size() >= 2 && axes[0] == 1 && axes[1] == 2;
    return found;
}

std::string to_national_grid(const Coordinates& coordinates, std::span<geo::Point> points, const std::string& source,
                             model::Issues& issues) {
    if (coordinates.north_first)
        for (geo::Point& p : points) std::swap(p.x, p.y);
    geo::Box box;
    for (const geo::Point& p : points) box.add(p);
    const geo::ToNationalGrid grid(coordinates.definition);
    if (box.empty()) return grid.how();

    const std::string states = coordinates.assumed ? "as JSON it counts as WGS 84 (degrees)"
                                                   : fmt::format("states {} ({})", grid.source_name(),
                                                                 grid.source_is_geographic() ? "degrees" : "metres");
    const char* const mend = coordinates.assumed ? "say what they are with crs = \"EPSG:27700\" in the project file"
                                                 : "mend what the file states";
    if (grid.source_is_geographic() && !geo::plausible_degrees(box))
        throw model::InputError(
            fmt::format("{}: {}, but its coordinates are no degrees ({}){}; {}", source, states, extent(box),
                        geo::plausible_national_grid(box) ? "; they look like National Grid metres" : "", mend));
    if (!grid.source_is_geographic() && !geo::plausible_national_grid(box) && geo::plausible_degrees(box))
        throw model::InputError(
            fmt::format("{}: {}, but its coordinates look like degrees ({}); {}", source, states, extent(box), mend));
    grid.transform(points);
    geo::Box there;
    for (const geo::Point& p : points) there.add(p);
    if (!geo::plausible_national_grid(there))
        throw model::InputError(
            fmt::format("{}: lies outside Great Britain: {} are {} on the National Grid; check its coordinate "
                        "system ({})",
                        source, extent(box), extent(there), grid.source_name()));
    if (!grid.is_identity())
        report(issues, grid.accuracy_m() > 0.5 ? model::Severity::warning : model::Severity::note, source,
               "coordinates", fmt::format("brought from {} to the National Grid: {}", grid.source_name(), grid.how()));
    return grid.how();
}

}  // namespace locality::io
