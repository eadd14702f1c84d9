#pragma once

#include "model/errors.h"
#include "model/issue.h"
#include "model/project.h"

#include <filesystem>
#include <string>

// What tests of readers ask again and again.

namespace test {

inline locality::model::SourceSpec at(const std::filesystem::path& file, const std::string& layer = {}) {
    locality::model::SourceSpec spec;
    spec.path = file;
    spec.layer = layer;
    return spec;
}

/// What the first issue of a kind says; empty where there is none.
inline std::string said(const locality::model::Issues& issues, const std::string& kind) {
    for (const locality::model::Issue& issue : issues)
        if (issue.kind == kind) return issue.what;
    return {};
}

/// The message of the InputError that `read` throws; empty where it throws none.
template <class Read>
std::string refusal(Read read) {
    try {
        read();
    } catch (const locality::model::InputError& error) {
        return error.what();
    }
    return {};
}

/// The same, from the project file's name on: what stands before it is the folder of the day.
template <class Read>
std::string project_refusal(Read read) {
    const std::string message = refusal(read);
    const std::size_t name = message.find("p.toml");
    return name == std::string::npos ? message : message.substr(name);
}

}  // namespace test
