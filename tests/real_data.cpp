#include "real_data.h"

#include <cstdlib>

std::filesystem::path real_data() {
    return std::filesystem::path(LOCALITY_SOURCE_DIR) / "../shared/data";
}

bool have_real_data() {
    if (std::filesystem::exists(real_data())) return true;
    if (std::getenv("LOCALITY_NEED_REAL_DATA")) FAIL("real data are absent");
    WARN("skipped: real data are absent (" << real_data().string() << ")");
    return false;
}
