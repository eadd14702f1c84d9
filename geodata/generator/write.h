#pragma once

#include "city.h"
#include "indicators.h"
#include "people.h"
#include "practices.h"

#include <filesystem>

namespace locality::demo {

/// Everything that is known about the demo city.
struct DemoCity {
    City city;
    std::vector<Ages> ages;
    DeprivationTables deprivation;
    HealthCare care;
    std::vector<IndicatorTable> indicators;
};

/// Writes the tables as CSV: UTF-8, comma, line feed; file names say "synthetic". The same city gives the same bytes.
/// Throws std::runtime_error naming the file that cannot be written.
void write_tables(const DemoCity& demo, const std::filesystem::path& folder);

/// Writes the layers as one GeoPackage, `demo_boundaries.gpkg`, in EPSG:27700. Every layer is dissolved from the same
/// cells, so that edges two layers share are the same vertices.
/// Throws std::runtime_error with GDAL's words.
void write_layers(const DemoCity& demo, const std::filesystem::path& folder);

}  // namespace locality::demo
