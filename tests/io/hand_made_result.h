#pragma once

#include "geo/topology.h"
#include "model/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace locality::tests {

/// A folder that is empty at first and gone at the end.
class EmptyFolder {
public:
    EmptyFolder();
    ~EmptyFolder();
    EmptyFolder(const EmptyFolder&) = delete;
    EmptyFolder& operator=(const EmptyFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }
    std::vector<std::string> names() const;

private:
    std::filesystem::path m_path;
};

/// Four zones of 100 m x 100 m in a square, A B below C D, and two sets of footprints; something in every field, with
/// blanks of both kinds, zeros, quotes and letters beyond ASCII.
model::Result hand_made_result();

}  // namespace locality::tests
