#pragma once

#include "model/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace locality::cli {

/// One footprint set as a table: code, name and the main figures. Columns without any figure are left out; rows past
/// `most` are counted, not printed (0: all).
std::string footprint_table(const model::FootprintSet& set, std::size_t most);
/// Where every person went: the ledger, and the rows that no zone holds.
std::string ledger_text(const model::Result& result);
/// What bringing split footprints into one piece moved; empty where nothing was mended.
std::string overrides_text(const model::Result& result);
/// "2 faults, 12 warnings, 40 notes".
std::string issue_counts(const model::Result& result);

/// The same as JSON. A figure that is not known is null; where its publisher withheld it, the row's "suppressed" names
/// it.
nlohmann::ordered_json footprints_json(const model::Result& result);
nlohmann::ordered_json ledger_json(const model::Result& result);
nlohmann::ordered_json overrides_json(const model::Result& result);
nlohmann::ordered_json issues_json(const model::Result& result);
nlohmann::ordered_json joins_json(const model::Result& result);
nlohmann::ordered_json number_json(double number);

/// JSON as printed: indented, a line end, names that are no UTF-8 made so.
std::string printed(const nlohmann::ordered_json& json);

}  // namespace locality::cli
