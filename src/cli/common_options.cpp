#include "cli/commands.h"

#include <CLI/CLI.hpp>

namespace locality::cli {

void add_common(CLI::App& command, Common& common) {
    command.add_option("--data", common.data, "Look for the project's files here too (else LOCALITY_DATA)")
        ->type_name("DIR");
    command
        .add_option("--threads", common.threads,
                    "Threads to use; 0 is as many as there are. Figures do not depend on it")
        ->check(CLI::Range(0, 1024))
        ->type_name("N");
    command.add_flag("--json", common.json, "Print JSON instead of text");
    CLI::Option* quiet = command.add_flag("-q,--quiet", common.quiet, "Say nothing but errors");
    command.add_flag("-v,--verbose", common.verbose, "Say more, and print lists whole")->excludes(quiet);
}

}  // namespace locality::cli
