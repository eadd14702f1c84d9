#pragma once

#include "cli/commands.h"

namespace locality::cli {

void add_new(CLI::App& program, Common& common, Run& run);

}  // namespace locality::cli
