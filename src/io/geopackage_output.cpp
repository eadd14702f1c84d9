#include "io/geopackage_output.h"

#include "model/errors.h"

#include <fmt/format.h>
#include <stdexcept>

namespace locality::io::geopackage {

namespace fs = std::filesystem;
using model::InputError;

namespace {

const fs::path& geopackage_name(const fs::path& target) {
    if (target.extension() != ".gpkg")
        throw InputError(fmt::format("{}: a GeoPackage's name ends in .gpkg; choose such a name", target.string()));
    return target;
}

}  // namespace

NewFile::NewFile(const fs::path& target, bool overwrite) : m_file(geopackage_name(target), overwrite) {
    // One date, so that the same result gives the same bytes; no journal, as a failed file is removed whole.
    for (auto [key, value] : {std::pair{"OGR_CURRENT_DATE", fixed_date}, std::pair{"OGR_SQLITE_SYNCHRONOUS", "OFF"},
                              std::pair{"OGR_SQLITE_JOURNAL", "OFF"}, std::pair{"OGR_SQLITE_CACHE", "64"}})
        m_settings.push_back(std::make_unique<CPLConfigOptionSetter>(key, value, false));
    register_gdal_drivers();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (!driver) throw std::runtime_error("this GDAL cannot write GeoPackages");
    CPLStringList options;
    options.SetNameValue("VERSION", "1.2");
    m_dataset.reset(driver->Create(m_file.path().c_str(), 0, 0, 0, GDT_Unknown, options.List()));
    if (!m_dataset || m_national_grid.importFromEPSG(27700) != OGRERR_NONE) fail();
    m_national_grid.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (m_dataset->StartTransaction() != OGRERR_NONE) fail();
}

void NewFile::fail() const {
    m_file.fail(m_gdal.failure().empty() ? "GDAL gave no reason" : m_gdal.failure());
}

void NewFile::close() {
    const bool committed = m_dataset->CommitTransaction() == OGRERR_NONE;
    if (!committed || !m_gdal.failure().empty()) fail();
    m_gdal.clear();
    m_dataset.reset();  // GDAL 3.6: closing returns nothing, so its words are looked at instead
    if (!m_gdal.failure().empty()) fail();
    m_file.keep();
}

TableWriter::TableWriter(NewFile& file, const std::string& name, const std::string& description,
                         std::vector<Field> fields, Holds holds)
    : m_file(file) {
    CPLStringList options;
    options.SetNameValue("DESCRIPTION", description.c_str());
    options.SetNameValue("GEOMETRY_NAME", "geom");
    options.SetNameValue("SPATIAL_INDEX", "YES");
    const bool shapes = holds == Holds::shapes;
    m_layer = file.dataset().CreateLayer(name.c_str(), shapes ? &file.national_grid() : nullptr,
                                         shapes ? wkbMultiPolygon : wkbNone, options.List());
    if (!m_layer) file.fail();
    for (const Field& field : fields) {
        if (m_layer->GetLayerDefn()->GetFieldIndex(field.name.c_str()) >= 0)
            throw std::invalid_argument(fmt::format("table {} has two fields called {}", name, field.name));
        OGRFieldDefn definition(field.name.c_str(), field.type == FieldType::text   ? OFTString
                                                    : field.type == FieldType::real ? OFTReal
                                                    : field.type == FieldType::flag ? OFTInteger
                                                    : field.type == FieldType::date ? OFTDateTime
                                                                                    : OFTInteger64);
        if (field.type == FieldType::flag) definition.SetSubType(OFSTBoolean);
        if (m_layer->CreateField(&definition) != OGRERR_NONE) file.fail();
    }
    m_feature.reset(OGRFeature::CreateFeature(m_layer->GetLayerDefn()));
}

int TableWriter::next_field() {
    if (m_field >= m_feature->GetFieldCount()) throw std::invalid_argument("more values in a row than fields");
    return m_field++;
}

TableWriter& TableWriter::text(const std::string& value) {
    m_feature->SetField(next_field(), value.c_str());
    return *this;
}

TableWriter& TableWriter::text_or_null(const std::string& value) {
    return value.empty() ? null() : text(value);
}

TableWriter& TableWriter::number(double value) {
    if (value != value) return null();
    m_feature->SetField(next_field(), value);
    return *this;
}

TableWriter& TableWriter::whole(long long value) {
    m_feature->SetField(next_field(), static_cast<GIntBig>(value));
    return *this;
}

TableWriter& TableWriter::flag(bool value) {
    m_feature->SetField(next_field(), value ? 1 : 0);
    return *this;
}

TableWriter& TableWriter::null() {
    m_feature->SetFieldNull(next_field());
    return *this;
}

TableWriter& TableWriter::shape(const geo::Shapes& shapes, std::size_t index) {
    if (shapes.is_empty(index)) {
        m_feature->SetGeometryDirectly(nullptr);
        return *this;
    }
    auto whole = std::make_unique<OGRMultiPolygon>();
    for (std::uint32_t part = shapes.shape_begin[index]; part < shapes.shape_begin[index + 1]; ++part) {
        auto polygon = std::make_unique<OGRPolygon>();
        for (std::uint32_t r = shapes.part_begin[part]; r < shapes.part_begin[part + 1]; ++r) {
            const auto points = shapes.ring(r);
            m_points.clear();
            for (geo::Point p : points) m_points.emplace_back(p.x, p.y);
            auto ring = std::make_unique<OGRLinearRing>();
            ring->setPoints(static_cast<int>(m_points.size()), m_points.data());
            polygon->addRingDirectly(ring.release());
        }
        whole->addGeometryDirectly(polygon.release());
    }
    m_feature->SetGeometryDirectly(whole.release());
    return *this;
}

void TableWriter::end_row() {
    if (m_field != m_feature->GetFieldCount()) throw std::invalid_argument("fewer values in a row than fields");
    m_field = 0;
    m_feature->SetFID(++m_row);
    if (m_layer->CreateFeature(m_feature.get()) != OGRERR_NONE) m_file.fail();
}

}  // namespace locality::io::geopackage
