#include "io/gdal_listening.h"

#include <cpl_error.h>
#include <gdal_priv.h>

#include <algorithm>

namespace locality::io {

void register_gdal_drivers() {
    static const bool done = (GDALAllRegister(), true);
    static_cast<void>(done);
}

Listening::Listening() {
    CPLPushErrorHandlerEx(
        [](CPLErr level, CPLErrorNum, const char* words) {
            constexpr std::size_t enough = 10;
            Listening& self = *static_cast<Listening*>(CPLGetErrorHandlerUserData());
            std::vector<std::string>& warnings = self.m_warnings;
            if (level >= CE_Failure && self.m_failure.empty()) self.m_failure = words;
            if (level == CE_Warning && warnings.size() < enough &&
                std::find(warnings.begin(), warnings.end(), words) == warnings.end())
                warnings.emplace_back(words);
        },
        this);
}

Listening::~Listening() {
    CPLPopErrorHandler();
}

}  // namespace locality::io
