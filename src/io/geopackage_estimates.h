#pragma once

#include "io/geopackage_input.h"
#include "io/geopackage_output.h"
#include "model/result.h"

#include <string>
#include <vector>

namespace locality::io::geopackage {

// What a GeoPackage says of indicators: `indicators`, what they are; `estimates_<set>`, their figures; `flow_<set>`,
// patients by where they live and where they are registered. A blank number is NULL and never 0; limits_..., standing
// and trend are as model::Estimate has them, the words those of model/words.h.

void write_indicators(NewFile& file, const model::Result& result, const std::string& notice);
void write_estimates(NewFile& file, const model::FootprintSet& set, const model::Result& result,
                     const std::string& notice);
/// Writes no table for a set without flow.
void write_flow(NewFile& file, const model::FootprintSet& set, const std::string& notice);

// Each throws model::InputError for a code, word or number that cannot be.
void read_indicators(GDALDataset& dataset, const std::string& file, model::Result& result);
void read_estimates(GDALDataset& dataset, const std::string& file, model::FootprintSet& set,
                    const std::vector<model::IndicatorInfo>& indicators);
void read_flow(GDALDataset& dataset, const std::string& file, model::FootprintSet& set);

/// The words of flags, parted by spaces: "modelled suppressed".
std::string flags_text(model::Flags flags);

}  // namespace locality::io::geopackage
