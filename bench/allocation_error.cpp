#include "allocation_methods.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

// Prints how far each way of giving residents of MSOAs to LSOAs is from the census: docs/allocation-error.md.
int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "allocation_error FOLDER: name the folder that holds leeds/\n");
        return 2;
    }
    try {
        fmt::print(
            "| method | by | LSOAs | RMSE | RRMSE % | MAPE % | median APE % | misallocated % "
            "|\n|---|---|---|---|---|---|---|---|\n");
        for (const bench::AllocationMethod& m : bench::allocation_methods(argv[1]))
            fmt::print("| {} | {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} | {:.2f} |\n", m.name, m.how, m.error.count,
                       m.error.rmse, m.error.rrmse_percent, m.error.mape_percent, m.error.median_ape_percent,
                       m.error.misallocated_percent);
    } catch (const std::exception& error) {
        fmt::print(stderr, "allocation_error: {}\n", error.what());
        return 1;
    }
    return 0;
}
