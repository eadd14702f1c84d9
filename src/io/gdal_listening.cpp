#include "io/gdal_listening.h"

#include <cpl_error.h>
#include <gdal_priv.h>

namespace locality::io {

void register_gdal_drivers() {
    static const bool done = (GDALAllRegister(), true);
    static_cast<void>(done);
}

Listening::Listening() {
    CPLPushErrorHandlerEx(
        [](CPLErr level, CPLErrorNum, const char* words) {
            std::string& failure = *static_cast<std::string*>(CPLGetErrorHandlerUserData());
            if (level >= CE_Failure && failure.empty()) failure = words;
        },
        &m_failure);
}

Listening::~Listening() {
    CPLPopErrorHandler();
}

}  // namespace locality::io
