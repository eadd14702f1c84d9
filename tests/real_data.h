#pragma once

#include "catch.h"

#include <filesystem>

/// Real data lie beside the project.
std::filesystem::path real_data();

/// Whether they are there. Where they are not the test says that it skips; with LOCALITY_NEED_REAL_DATA set (the gate does)
/// it fails.
bool have_real_data();

#define LOCALITY_REQUIRE_REAL_DATA() \
    do {                             \
        if (!have_real_data()) return; \
    } while (false)
