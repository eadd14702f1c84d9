#pragma once

#include "model/errors.h"

#include <functional>
#include <stop_token>
#include <string_view>

namespace locality::model {

/// What long work tells its caller, and how it is told to stop. Both may be left empty.
struct Progress {
    std::function<void(double fraction, std::string_view doing)> report;  ///< fraction from 0 to 1; called from one thread
    std::stop_token stop;

    /// Reports, then throws Cancelled if a stop was asked for.
    void at(double fraction, std::string_view doing) const {
        if (stop.stop_requested()) throw Cancelled();
        if (report) report(fraction, doing);
    }
};

}  // namespace locality::model
