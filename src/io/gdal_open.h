#pragma once

#include "io/gdal_listening.h"
#include "io/staged_file.h"
#include "model/issue.h"
#include "model/project.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// A vector file opened read-only with nothing locked. Closed before its private copy goes.
struct OpenedFile {
    StagedFile file;
    GDALDatasetUniquePtr dataset;
};

/// Opens a file of boundaries, points or attributes. Throws model::InputError with GDAL's words.
OpenedFile open_vector(const model::SourceSpec& spec, Holds what, Listening& gdal);

/// The same file once more, for another thread.
GDALDatasetUniquePtr open_again(const OpenedFile& opened);

/// GDAL's warnings, as notes on a layer.
void add_warnings(const Listening& gdal, const std::string& layer, model::Issues& issues);

/// Every layer's name, for messages.
std::vector<std::string> layer_names(GDALDataset& dataset);

/// The layer called so, whatever the case; null where there is none.
OGRLayer* find_layer(GDALDataset& dataset, const std::string& name);

/// The attributes of a layer as text, by column, then feature.
struct Features {
    std::vector<std::string> columns;
    std::vector<OGRFieldType> types;
    std::vector<std::vector<std::string>> cells;
    std::vector<std::int64_t> id;  ///< GDAL's feature number
    std::size_t recoded = 0;       ///< cells that were not UTF-8 and were taken as Windows-1252

    std::size_t size() const { return id.size(); }
    /// Adds the features of another part of the same layer.
    void append(Features&& more);
};
void note_recoded(const Features& features, const std::string& source, model::Issues& issues);

/// Gathers features cell by cell. Binary columns and lists are passed over.
class FeatureCells {
public:
    explicit FeatureCells(const OGRFeatureDefn& definition, std::size_t most_features = 20'000'000);

    /// By column of what is gathered: GDAL's number of the field.
    const std::vector<int>& fields() const { return m_fields; }
    /// Begins a feature with empty cells. Throws model::InputError where there are too many.
    void add_feature(std::int64_t id, const std::string& source);
    void set(std::size_t column, std::string_view text);
    Features take() { return std::move(m_features); }

private:
    Features m_features;
    std::size_t m_most_features;
    std::vector<int> m_fields;
};

/// Reads every feature once, in the file's order; `geometry` sees each geometry (null where there is none).
Features read_features(OGRLayer& layer, const std::string& source, Listening& gdal,
                       const std::function<void(const OGRGeometry*)>& geometry, std::size_t most_features = 20'000'000);

}  // namespace locality::io
