#pragma once

#include "model/indicator.h"

#include <vector>

namespace locality::core {

/// England's figures where the table has a row for it (E92000001), by the method of the table's kind.
///
/// None     where the row is blank; for counts, which say nothing beside a footprint's; and for indirect ratios, whose
///          reference would be England itself.
std::vector<model::NationalFigure> england_figures(const model::IndicatorTable& table);

}  // namespace locality::core
