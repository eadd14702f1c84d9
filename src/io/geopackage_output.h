#pragma once

#include "geo/shapes.h"
#include "io/gdal_listening.h"
#include "io/unfinished_file.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace locality::io::geopackage {

/// The date of everything in a file, so that the same result gives the same bytes.
inline constexpr auto fixed_date = "1970-01-01T00:00:00.000Z";

enum class FieldType { text, whole, real, flag, date };

struct Field {
    std::string name;
    FieldType type = FieldType::text;
};

/// A GeoPackage in the making, moved to its target by `close`; see UnfinishedFile.
class NewFile {
public:
    /// Throws model::InputError if the target exists and `overwrite` is false, is no .gpkg, or its folder cannot be
    /// written.
    NewFile(const std::filesystem::path& target, bool overwrite);

    GDALDataset& dataset() { return *m_dataset; }
    OGRSpatialReference& national_grid() { return m_national_grid; }
    /// Throws model::InputError with GDAL's words for what went wrong since the file was made.
    [[noreturn]] void fail() const;
    /// Ends the writing, looks for failures and moves the file to its target.
    void close();

private:
    UnfinishedFile m_file;
    std::vector<std::unique_ptr<CPLConfigOptionSetter>> m_settings;
    Listening m_gdal;
    OGRSpatialReference m_national_grid;
    GDALDatasetUniquePtr m_dataset;
};

/// Fills one table, row by row, each value in the order of the fields:
///
///     table.text(code).number(share).end_row();
class TableWriter {
public:
    enum class Holds { rows, shapes };
    TableWriter(NewFile& file, const std::string& name, const std::string& description, std::vector<Field> fields,
                Holds holds = Holds::rows);

    TableWriter& text(const std::string& value);
    TableWriter& text_or_null(const std::string& value);  ///< empty text is NULL
    TableWriter& number(double value);                    ///< NaN is NULL
    TableWriter& whole(long long value);
    TableWriter& flag(bool value);
    TableWriter& null();
    /// The geometry of the row: NULL for an empty shape.
    TableWriter& shape(const geo::Shapes& shapes, std::size_t index);
    void end_row();

private:
    int next_field();

    NewFile& m_file;
    OGRLayer* m_layer = nullptr;
    OGRFeatureUniquePtr m_feature;
    int m_field = 0;
    GIntBig m_row = 0;
    std::vector<OGRRawPoint> m_points;
};

}  // namespace locality::io::geopackage
