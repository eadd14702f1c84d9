#pragma once

#include "io/gdal_open.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace locality::io {

/// Does the layer's driver hand out columns with geometries as they are stored, and are its columns all text and
/// numbers?
bool has_wkb_columns(OGRLayer& layer);

/// read_features for such a layer, without making an object of any feature: `geometry` sees each geometry as WKB, and
/// no bytes where there is none, and returns false where they are no geometry. `batch_size` features are in memory at a
/// time.
Features read_wkb_features(OGRLayer& layer, const std::string& source, Listening& gdal,
                           const std::function<bool(std::span<const std::byte>)>& geometry, std::size_t batch_size);

}  // namespace locality::io
