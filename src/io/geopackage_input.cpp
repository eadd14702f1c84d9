#include "io/geopackage_input.h"

#include "io/gdal_listening.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <cmath>
#include <utility>

namespace locality::io::geopackage {

namespace {

// Far above any result, far below what would exhaust memory: England has 190,000 output areas.
constexpr std::size_t most_rows = 20'000'000;
constexpr std::size_t most_vertices = 300'000'000;
// British National Grid, with room for Shetland and the Channel; keeps places on the 1 mm integer grid.
constexpr double farthest_m = 2'000'000;

}  // namespace

GDALDatasetUniquePtr open(const std::filesystem::path& file) {
    register_gdal_drivers();
    const Listening gdal;
    const char* const drivers[] = {"GPKG", nullptr};
    const char* const options[] = {"NOLOCK=YES", nullptr};
    return GDALDatasetUniquePtr(
        GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, nullptr));
}

TableReader::TableReader(GDALDataset& dataset, std::string file, std::string table,
                         const std::vector<std::string>& fields)
    : m_file(std::move(file)), m_table(std::move(table)), m_layer(dataset.GetLayerByName(m_table.c_str())) {
    if (!m_layer) fail("no such table");
    for (const std::string& field : fields) add_field(field);
    m_layer->ResetReading();
}

bool TableReader::next() {
    m_feature.reset(m_layer->GetNextFeature());
    if (!m_feature) return false;
    if (++m_row > most_rows) fail("too many rows");
    return true;
}

bool TableReader::has_field(const std::string& name) const {
    return m_layer->GetLayerDefn()->GetFieldIndex(name.c_str()) >= 0;
}

int TableReader::add_field(const std::string& name) {
    const int index = m_layer->GetLayerDefn()->GetFieldIndex(name.c_str());
    if (index < 0) fail(fmt::format("no field \"{}\"", name));
    m_fields.push_back(index);
    return static_cast<int>(m_fields.size()) - 1;
}

bool TableReader::null(int field) const {
    return !m_feature->IsFieldSetAndNotNull(m_fields[field]);
}

std::string TableReader::text(int field) const {
    return null(field) ? "" : m_feature->GetFieldAsString(m_fields[field]);
}

double TableReader::number(int field) const {
    if (null(field)) return std::nan("");
    const OGRFieldDefn* definition = m_feature->GetFieldDefnRef(m_fields[field]);
    const OGRFieldType type = definition->GetType();
    const double value = m_feature->GetFieldAsDouble(m_fields[field]);
    if ((type != OFTReal && type != OFTInteger && type != OFTInteger64) || !std::isfinite(value))
        fail(fmt::format("row {}, field \"{}\" is not a number", m_row, definition->GetNameRef()));
    return value;
}

long long TableReader::whole(int field) const {
    const OGRFieldDefn* definition = m_feature->GetFieldDefnRef(m_fields[field]);
    const OGRFieldType type = definition->GetType();
    if (null(field) || (type != OFTInteger && type != OFTInteger64))
        fail(fmt::format("row {}, field \"{}\" is not a whole number", m_row, definition->GetNameRef()));
    return m_feature->GetFieldAsInteger64(m_fields[field]);
}

void TableReader::shape(geo::Shapes& shapes) const {
    const OGRGeometry* geometry = m_feature->GetGeometryRef();
    if (geometry && !geometry->IsEmpty()) {
        if (wkbFlatten(geometry->getGeometryType()) != wkbMultiPolygon)
            fail(fmt::format("row {} holds a {} where a MultiPolygon is due", m_row, geometry->getGeometryName()));
        for (const OGRPolygon* polygon : *geometry->toMultiPolygon()) {
            for (const OGRLinearRing* ring : *polygon) {
                const auto begin = shapes.vertices.size();
                const auto count = static_cast<std::size_t>(ring->getNumPoints());
                if (begin + count > most_vertices) fail("too many vertices");
                shapes.vertices.resize(begin + count);
                geo::Point* points = shapes.vertices.data() + begin;
                ring->getPoints(&points->x, sizeof *points, &points->y, sizeof *points);
                if (count < 4 || points[0] != points[count - 1]) fail(fmt::format("row {} holds an open ring", m_row));
                for (std::size_t i = 0; i < count; ++i)
                    if (!(std::abs(points[i].x) < farthest_m && std::abs(points[i].y) < farthest_m))
                        fail(fmt::format("row {} lies outside the National Grid", m_row));
                shapes.close_ring();
            }
            if (polygon->IsEmpty()) fail(fmt::format("row {} holds an empty polygon", m_row));
            shapes.close_part();
        }
    }
    shapes.close_shape();
}

void TableReader::fail(const std::string& what) const {
    throw model::InputError(fmt::format(
        "{}, table {}: {}; the file was changed after Locality wrote it, so make it again with \"locality build\"",
        m_file, m_table, what));
}

}  // namespace locality::io::geopackage
