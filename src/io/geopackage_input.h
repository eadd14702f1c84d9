#pragma once

#include "geo/shapes.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace locality::io::geopackage {

/// Opens a GeoPackage read-only. Null where it is none.
GDALDatasetUniquePtr open(const std::filesystem::path& file);

/// Reads one table, row by row, and believes nothing: a field or table that is not there, a number that is none, or
/// more rows than a result can have is a model::InputError that names the place.
class TableReader {
public:
    TableReader(GDALDataset& dataset, std::string file, std::string table, const std::vector<std::string>& fields);

    bool next();
    bool has_field(const std::string& name) const;
    /// The field's place among those that were asked for, appended to them. Throws where the table has none.
    int add_field(const std::string& name);

    bool null(int field) const;
    std::string text(int field) const;  ///< NULL is empty
    double number(int field) const;     ///< NULL is NaN
    long long whole(int field) const;   ///< NULL is an error
    bool flag(int field) const { return whole(field) != 0; }
    /// Appends the row's geometry as one shape.
    void shape(geo::Shapes& shapes) const;

    [[noreturn]] void fail(const std::string& what) const;

private:
    std::string m_file, m_table;
    OGRLayer* m_layer = nullptr;
    std::vector<int> m_fields;
    OGRFeatureUniquePtr m_feature;
    std::size_t m_row = 0;
};

}  // namespace locality::io::geopackage
