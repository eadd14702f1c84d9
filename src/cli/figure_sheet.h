#pragma once

#include "core/figure_address.h"
#include "io/figure_file.h"
#include "model/result.h"

#include <vector>

namespace locality::cli {

/// Figures as one tidy table, a row each, with everything that says how far to trust them. The sheet looks into
/// `result` and `rows`, which must outlive it.
io::FigureSheet figure_sheet(const model::Result& result, const std::vector<core::FigureRow>& rows);

}  // namespace locality::cli
