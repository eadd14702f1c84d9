#pragma once

#include "cli/session.h"

#include <filesystem>
#include <functional>

namespace CLI {
class App;
}

namespace locality::style {
struct Chart;
}

namespace locality::cli {

/// Each adds its command to the program; parsing sets `run` to what the user asked for. `run` returns the exit code and
/// throws what could not be done.
using Run = std::function<int()>;
void add_build(CLI::App& program, Common& common, Run& run);
void add_check(CLI::App& program, Common& common, Run& run);
void add_find(CLI::App& program, Common& common, Run& run);
void add_profile(CLI::App& program, Common& common, Run& run);
void add_mend(CLI::App& program, Common& common, Run& run);
void add_map(CLI::App& program, Common& common, Run& run);
void add_new(CLI::App& program, Common& common, Run& run);
void add_deprivation(CLI::App& program, Common& common, Run& run);
void add_share(CLI::App& program, Common& common, Run& run);
void add_overlaps(CLI::App& program, Common& common, Run& run);
void add_crosswalk(CLI::App& program, Common& common, Run& run);
void add_inequality(CLI::App& program, Common& common, Run& run);
void add_disclosure(CLI::App& program, Common& common, Run& run);
void add_figures(CLI::App& program, Common& common, Run& run);
void add_scenario(CLI::App& program, Common& common, Run& run);
void add_explain(CLI::App& program, Common& common, Run& run);
void add_chart(CLI::App& program, Common& common, Run& run);

/// The options that every command has, added to one.
void add_common(CLI::App& command, Common& common);

/// Draws a chart in the colours of the program's own style book; see style::save_chart.
void save_chart(const style::Chart& chart, const std::filesystem::path& file, int width, int height, bool overwrite);

}  // namespace locality::cli
