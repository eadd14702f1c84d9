#include "io/geopackage_output.h"

#include "model/errors.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace locality::io::geopackage {

namespace fs = std::filesystem;
using model::InputError;

namespace {

/// A crash of the machine after the rename must not leave an empty file under the target's name.
bool flush_to_disk(const fs::path& file) {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return false;
    const bool flushed = ::fsync(handle) == 0;
    ::close(handle);
    return flushed;
}

}  // namespace

NewFile::NewFile(const fs::path& target, bool overwrite) : m_target(target), m_overwrite(overwrite) {
    if (m_target.extension() != ".gpkg")
        throw InputError(fmt::format("{}: a GeoPackage's name ends in .gpkg; choose such a name", m_target.string()));
    std::error_code ignored;
    if (fs::is_symlink(m_target, ignored)) m_target = fs::weakly_canonical(m_target);
    refuse_existing();

    const fs::path folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
    std::string pattern = (folder / ("." + m_target.filename().string() + ".XXXXXX")).string();
    if (!::mkdtemp(pattern.data()))
        throw InputError(fmt::format("{}: the folder {} cannot be written ({}); choose another", m_target.string(),
                                     folder.string(), std::strerror(errno)));
    m_folder = pattern;
    m_file = m_folder / m_target.filename();

    // One date, so that the same result gives the same bytes; no journal, as a failed file is removed whole.
    for (auto [key, value] : {std::pair{"OGR_CURRENT_DATE", fixed_date}, std::pair{"OGR_SQLITE_SYNCHRONOUS", "OFF"},
                              std::pair{"OGR_SQLITE_JOURNAL", "OFF"}, std::pair{"OGR_SQLITE_CACHE", "64"}})
        m_settings.push_back(std::make_unique<CPLConfigOptionSetter>(key, value, false));
    try {
        register_gdal_drivers();
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        if (!driver) throw std::runtime_error("this GDAL cannot write GeoPackages");
        CPLStringList options;
        options.SetNameValue("VERSION", "1.2");
        m_dataset.reset(driver->Create(m_file.c_str(), 0, 0, 0, GDT_Unknown, options.List()));
        if (!m_dataset || m_national_grid.importFromEPSG(27700) != OGRERR_NONE) fail();
        m_national_grid.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (m_dataset->StartTransaction() != OGRERR_NONE) fail();
    } catch (...) {
        m_dataset.reset();
        fs::remove_all(m_folder, ignored);
        throw;
    }
}

NewFile::~NewFile() {
    m_dataset.reset();
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void NewFile::refuse_existing() const {
    std::error_code ignored;
    const fs::file_status status = fs::status(m_target, ignored);
    if (!fs::exists(status)) return;
    if (!fs::is_regular_file(status))
        throw InputError(fmt::format("{} is not a file; choose another name", m_target.string()));
    if (!m_overwrite)
        throw InputError(
            fmt::format("{} exists already; choose another name, or say --overwrite to replace it", m_target.string()));
}

void NewFile::fail() const {
    throw InputError(fmt::format("{} cannot be written: {}; is the disk full?", m_target.string(),
                                 m_gdal.failure().empty() ? "GDAL gave no reason" : m_gdal.failure()));
}

void NewFile::close() {
    const bool committed = m_dataset->CommitTransaction() == OGRERR_NONE;
    if (!committed || !m_gdal.failure().empty()) fail();
    m_gdal.clear();
    m_dataset.reset();  // GDAL 3.6: closing returns nothing, so its words are looked at instead
    if (!m_gdal.failure().empty() || !flush_to_disk(m_file)) fail();

    refuse_existing();  // somebody else may have made it meanwhile
    std::error_code error;
    fs::rename(m_file, m_target, error);
    if (error) throw InputError(fmt::format("{} cannot be written ({})", m_target.string(), error.message()));
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
