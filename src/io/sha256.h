#pragma once

#include <filesystem>
#include <string>

namespace locality::io {

/// SHA-256 (FIPS 180-4) of a file's bytes, lower-case hex. Throws model::InputError if it cannot be read.
std::string sha256_of(const std::filesystem::path& file);

}  // namespace locality::io
