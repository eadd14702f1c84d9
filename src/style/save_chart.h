#pragma once

#include "style/chart.h"

#include <filesystem>

namespace locality::style {

/// Draws a chart to a .png, .svg or .pdf, as save_map does a map, as large as its width and height allow; a height of 0
/// is what the chart needs at its width. Throws as save_map; without a display, a DrawingSession must be alive.
void save_chart(const Chart& chart, const ChartStyle& style, int width, int height, const std::filesystem::path& file,
                bool overwrite);

}  // namespace locality::style
