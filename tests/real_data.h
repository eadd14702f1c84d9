#pragma once

#include "catch.h"

#include <cstdlib>
#include <filesystem>

// Real data lie beside the project. Tests that need them skip, and say so, where they are absent; with
// LOCALITY_NEED_REAL_DATA set (the gate does) absence is a failure.
inline std::filesystem::path real_data() { return std::filesystem::path(LOCALITY_SOURCE_DIR) / "../shared/data"; }

#define LOCALITY_REQUIRE_REAL_DATA()                                                       \
    do {                                                                                   \
        if (!std::filesystem::exists(real_data())) {                                       \
            if (std::getenv("LOCALITY_NEED_REAL_DATA")) FAIL("real data are absent");      \
            WARN("skipped: real data are absent (" << real_data().string() << ")");        \
            return;                                                                        \
        }                                                                                  \
    } while (false)
