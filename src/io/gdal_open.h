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
#include <vector>

namespace locality::io {

/// A vector file opened read-only with nothing locked. Closed before its private copy goes.
struct OpenedFile {
    StagedFile file;
    GDALDatasetUniquePtr dataset;
};

/// Opens a file of boundaries, points or attributes. Throws model::InputError with GDAL's words.
OpenedFile open_vector(const model::SourceSpec& spec, Holds what, Listening& gdal);

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

    std::size_t size() const { return id.size(); }
};

/// Reads every feature once, in the file's order; `geometry` sees each geometry (null where there is none). Binary
/// columns and lists are passed over. Text that is not UTF-8 is taken as Windows-1252, with a note.
Features read_features(OGRLayer& layer, const std::string& source, Listening& gdal, model::Issues& issues,
                       const std::function<void(const OGRGeometry*)>& geometry, std::size_t most_features = 20'000'000);

}  // namespace locality::io
