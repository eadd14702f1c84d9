#include "io/look_at.h"

#include "geo/errors.h"
#include "io/column_words.h"
#include "io/found_coordinates.h"
#include "io/found_roles.h"
#include "io/gdal_open.h"
#include "io/geopackage.h"
#include "io/layer_choice.h"
#include "io/places.h"
#include "io/read_layer.h"
#include "io/read_table.h"
#include "io/staged_file.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace locality::io {

namespace fs = std::filesystem;

namespace {

using model::Found;

constexpr std::size_t most_files = 2000;

// What goes with other files, or is for people to read.
constexpr std::array passed_over{".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd", ".qml", ".xml", ".md",
                                 ".pdf", ".docx", ".html", ".png", ".jpg", ".tif", ".svg", ".gfs", ".xsd", ".toml"};

/// Files in the order of their names; those named themselves stay whatever they are, of folders what may hold data.
std::vector<fs::path> files_of(std::span<const fs::path> paths, bool& too_many) {
    std::vector<fs::path> files;
    for (const fs::path& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<fs::path> inside;
        const auto options = fs::directory_options::skip_permission_denied;
        for (fs::recursive_directory_iterator it(path, options, error), end; !error && it != end; it.increment(error)) {
            std::error_code unreadable;
            if (it->path().filename().string().starts_with('.') || !it->is_regular_file(unreadable)) continue;
            if (has_ending(it->path(), passed_over)) continue;
            if (inside.size() == most_files) {
                too_many = true;
                break;
            }
            inside.push_back(it->path());
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    // A shapefile's companions, dropped with it, are parts of it.
    std::erase_if(files, [&](const fs::path& file) {
        if (!has_ending(file, passed_over) || has_ending(file, ".toml")) return false;
        const fs::path stem = file.parent_path() / file.stem();
        return std::any_of(files.begin(), files.end(),
                           [&](const fs::path& o) { return o != file && o.parent_path() / o.stem() == stem; });
    });
    return files;
}

Found unreadable(const model::SourceSpec& source, const std::string& why) {
    Found found;
    found.source = source;
    found.label = source.path.filename().string();
    found.problem = why;
    return found;
}

/// What a reader would take for the code, the name, the kind and the year by itself.
void recognise_key(const Columns& columns, bool zones_only, Found& found) {
    found.recognised = found.source;
    try {
        const KeyColumn key = key_column(columns, found.source, zones_only);
        found.recognised.code = columns.names[key.code];
        if (key.name) found.recognised.name = columns.names[*key.name];
        found.recognised.kind = key.kind;
        found.recognised.vintage = key.vintage;
    } catch (const model::InputError&) {  // none, or none alone: the roles tell
    }
}

/// A file of many gigabytes that is no text is told by its beginning.
void refuse_binary(const model::SourceSpec& source) {
    if (!has_ending(source.path, text_endings)) return;
    std::ifstream in(source.path, std::ios::binary);
    std::string head(1 << 16, ' ');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    const bool utf16 = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
    if (!utf16 && head.find('\0') != std::string::npos)
        throw model::InputError(source.path.filename().string() +
                                ": is not text; save it as CSV, or name an .xlsx, .ods or layer file by its ending");
}

Found look_at_table(const model::SourceSpec& source) {
    refuse_binary(source);
    Found found;
    found.source = source;
    model::Issues issues;
    const Table table = read_table(source, issues);
    found.label = table.source;
    found.holds = Found::Holds::table;
    found.rows = table.row_count();
    const Columns columns = columns_of(table);
    found.columns = found_columns(columns);
    recognise_key(columns, true, found);
    find_table_roles(found);
    // "Code" says nothing of which areas; the codes themselves do.
    if (found.source.kind.empty() && found.source.code == found.recognised.code && found.recognised.kind != "other")
        found.source.kind = found.recognised.kind;
    for (const model::Role role : found.possible) {
        if (role != model::Role::postcodes && role != model::Role::centroids && role != model::Role::weights) continue;
        try {
            found.coordinates = in_words(places_of(table, source).definition);
        } catch (const model::InputError&) {  // no places: reading it in its role tells
        }
        break;
    }
    return found;
}

Found look_at_layer(const OpenedFile& opened, OGRLayer& layer, model::SourceSpec source, Listening& gdal) {
    Found found;
    source.layer = opened.dataset->GetLayerCount() > 1 ? layer.GetName() : source.layer;
    found.source = source;
    found.label = source_of(opened, layer);
    geo::Box numbers;
    std::size_t polygons = 0, points = 0, others = 0;
    const Features features = read_features(layer, found.label, gdal, [&](const OGRGeometry* geometry) {
        if (!geometry || geometry->IsEmpty()) return;
        const OGRwkbGeometryType type = wkbFlatten(geometry->getGeometryType());
        const bool surface = OGR_GT_IsSubClassOf(type, wkbSurface) || OGR_GT_IsSubClassOf(type, wkbMultiSurface);
        if (surface || type == wkbGeometryCollection)
            ++polygons;
        else if (type == wkbPoint || type == wkbMultiPoint)
            ++points;
        else
            ++others;
        OGREnvelope envelope;
        geometry->getEnvelope(&envelope);
        numbers.add(geo::Point{envelope.MinX, envelope.MinY});
        numbers.add(geo::Point{envelope.MaxX, envelope.MaxY});
    });
    found.rows = features.size();
    const Columns columns = columns_of(features, found.label);
    found.columns = found_columns(columns);
    if (found.rows == 0) {
        found.problem = found.label + ": has no features";
        return found;
    }
    found.holds = polygons > 0  ? Found::Holds::polygons
                  : points > 0  ? Found::Holds::points
                  : others == 0 ? Found::Holds::table
                                : Found::Holds::nothing;
    if (found.holds == Found::Holds::nothing) {
        found.problem = found.label + ": holds lines; boundaries must be polygons";
        return found;
    }
    recognise_key(columns, found.holds == Found::Holds::table, found);
    if (found.holds == Found::Holds::table) {
        find_table_roles(found);
        return found;
    }
    found.source.code = found.recognised.code;
    found.source.name = found.recognised.name;
    found.source.kind = found.recognised.kind;
    found.source.vintage = found.recognised.vintage;
    find_coordinates(layer, opened.file.path.string(), numbers, found);
    find_layer_roles(found);
    return found;
}

void look_at_layers(const model::SourceSpec& source, std::vector<Found>& all) {
    Listening gdal;
    const OpenedFile opened = open_vector(source, Holds::layers, gdal);
    for (OGRLayer* layer : opened.dataset->GetLayers()) {
        try {
            all.push_back(look_at_layer(opened, *layer, source, gdal));
        } catch (const model::InputError& error) {
            all.push_back(unreadable(source, error.what()));
        }
    }
}

/// The sheets of a workbook whose columns are recognised; where none are, the first that can be read.
void look_at_book(const model::SourceSpec& source, std::vector<Found>& all) {
    const std::vector<std::string> sheets = sheets_of(source);
    std::vector<Found> others;
    std::string problem;
    std::size_t recognised = 0;
    for (const std::string& sheet : sheets) {
        model::SourceSpec one = source;
        if (sheets.size() > 1) one.layer = sheet;
        try {
            Found found = look_at_table(one);
            if (found.possible.empty()) {
                others.push_back(std::move(found));
                continue;
            }
            ++recognised;
            all.push_back(std::move(found));
        } catch (const model::InputError& error) {
            if (problem.empty()) problem = error.what();
        }
    }
    if (recognised > 0) return;
    if (!others.empty())
        all.push_back(std::move(others.front()));
    else
        all.push_back(unreadable(source, problem));
}

void look_at_zip(const model::SourceSpec& source, std::vector<Found>& all) {
    const std::vector<std::string> members = members_of(source);
    if (members.empty())
        throw model::InputError(source.path.filename().string() + ": holds no boundaries and no table that can be read");
    for (const std::string& member : members) {
        model::SourceSpec one = source;
        if (members.size() > 1) one.layer = member;
        const std::size_t before = all.size();
        try {
            if (has_ending(member, layer_endings))
                look_at_layers(one, all);
            else
                all.push_back(look_at_table(one));
        } catch (const model::InputError& error) {
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
            all.push_back(unreadable(one, error.what()));
        }
    }
}

void look_at_file(const model::SourceSpec& source, std::vector<Found>& all) {
    const fs::path& file = source.path;
    const std::string name = file.filename().string();
    if (has_ending(file, ".toml"))
        throw model::InputError(name + ": is a project; open it by itself");
    if (has_ending(file, ".gpkg") && is_result(file))
        throw model::InputError(name + ": is a result that Locality made; open it by itself");
    if (has_ending(file, ".xls"))
        throw model::InputError(name + ": is in Excel's old format; save it as .xlsx or CSV");
    if (has_ending(file, ".zip") && !has_ending(file, ".shp.zip"))
        look_at_zip(source, all);
    else if (has_ending(file, layer_endings) || has_ending(file, ".zip") || has_ending(file, ".kmz"))
        look_at_layers(source, all);
    else if (has_ending(file, workbook_endings))
        look_at_book(source, all);
    else if (has_ending(file, text_endings))
        all.push_back(look_at_table(source));
    else
        throw model::InputError(name +
                                ": is no file of boundaries (.gpkg, .shp, .geojson, .topojson, .fgb, .gml, .kml) and no "
                                "table (.csv, .xlsx, .ods); save it as one of these");
}

}  // namespace

namespace {

/// Only roles in which it can be read are possible; where none is, the likeliest says why.
void keep_readable_roles(Found& found) {
    std::string why;
    std::vector<model::Role> readable;
    for (const model::Role role : found.possible) {
        found.role = role;
        const std::string problem = problem_of(found);
        if (problem.empty())
            readable.push_back(role);
        else if (why.empty())
            why = problem;
        if (found.holds == Found::Holds::polygons) {  // read alike, whatever they are for
            if (problem.empty()) readable = found.possible;
            break;
        }
    }
    found.role = model::Role::left_out;
    found.possible = std::move(readable);
    if (found.possible.empty() && found.problem.empty()) found.problem = why;
}

}  // namespace

std::vector<Found> look_at(std::span<const fs::path> paths, const model::Progress& progress) {
    bool too_many = false;
    const std::vector<fs::path> files = files_of(paths, too_many);
    std::vector<Found> all;
    for (std::size_t i = 0; i < files.size(); ++i) {
        progress.at(static_cast<double>(i) / static_cast<double>(files.size()),
                    "Looking at " + files[i].filename().string());
        model::SourceSpec source;
        source.path = fs::absolute(files[i]).lexically_normal();
        source.named = source.path.filename().string();
        const std::size_t before = all.size();
        try {
            look_at_file(source, all);
        } catch (const model::InputError& error) {
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
            all.push_back(unreadable(source, error.what()));
        }
        for (std::size_t k = before; k < all.size(); ++k) {
            progress.at((static_cast<double>(i) + 0.5) / static_cast<double>(files.size()), "Reading " + all[k].label);
            keep_readable_roles(all[k]);
        }
    }
    if (too_many) {
        model::SourceSpec folder;
        folder.path = paths.front();
        all.push_back(unreadable(folder, fmt::format("{}: holds more than {} files; bring the folder that the data are in",
                                                     paths.front().string(), most_files)));
    }
    return all;
}

}  // namespace locality::io
