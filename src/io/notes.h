#pragma once

#include "model/issue.h"

#include <string>
#include <utility>

namespace locality::io {

// What readers say about a file, once for each kind of oddity.

inline void report(model::Issues& issues, model::Severity severity, std::string source, std::string kind,
                   std::string what, std::string code = {}) {
    issues.push_back({severity, std::move(kind), std::move(source), std::move(code), std::move(what), {}, 0});
}

inline void note(model::Issues& issues, std::string source, std::string kind, std::string what, std::string code = {}) {
    report(issues, model::Severity::note, std::move(source), std::move(kind), std::move(what), std::move(code));
}

inline void warn(model::Issues& issues, std::string source, std::string kind, std::string what, std::string code = {}) {
    report(issues, model::Severity::warning, std::move(source), std::move(kind), std::move(what), std::move(code));
}

}  // namespace locality::io
