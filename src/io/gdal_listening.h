#pragma once

#include <string>

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

private:
    std::string m_failure;
};

}  // namespace locality::io
