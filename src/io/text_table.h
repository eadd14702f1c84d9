#pragma once

#include "io/read_table.h"

#include <span>
#include <string>

namespace locality::io {

/// read_table, with the columns that the project file names besides code and name: they help to find the header row.
Table read_table_with(const model::SourceSpec& spec, std::span<const std::string> hints, model::Issues& issues);

}  // namespace locality::io
