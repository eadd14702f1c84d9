#pragma once

#include <string>
#include <vector>

namespace locality::io {

/// Makes GDAL's drivers known, once for the program.
void register_gdal_drivers();

/// Gathers what GDAL says while it lives, instead of letting GDAL print it. On the thread that made it, nested.
class Listening {
public:
    Listening();
    ~Listening();
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    /// GDAL's first failure since the last `clear`, or empty.
    const std::string& failure() const { return m_failure; }
    void clear() { m_failure.clear(); }
    /// The failure in brackets with a space before it, to end a message with; empty where there was none.
    std::string in_brackets() const { return m_failure.empty() ? "" : " (" + m_failure + ")"; }
    /// The first few warnings, each once.
    const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    std::string m_failure;
    std::vector<std::string> m_warnings;
};

}  // namespace locality::io
