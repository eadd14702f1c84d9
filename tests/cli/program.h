#pragma once

#include "scratch_folder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace test {

/// What a run of `locality` said and ended with. Progress, which a slow machine shows and a quick one does not, is kept
/// apart from what else stood on stderr.
struct Ran {
    int code = -1;
    std::string out, err, progress;
};

/// Runs the built program in a scratch folder of its own, without a display and with nothing in the environment that
/// names data. `environment` is put before it: "LOCALITY_DATA=/x".
Ran locality(const std::vector<std::string>& arguments, const std::string& environment = {});

std::string bytes_of(const std::filesystem::path& file);

/// Compares with the golden file of this folder's tests, word for word. With LOCALITY_WRITE_GOLDEN set it writes it.
void check_golden(const std::string& text, const std::string& golden);

/// A city that fits in the head: four zones of 1 km x 1 km, 100 to 400 residents, two wards that cut the eastern zones
/// in half, two practices of a PCN each, five patients in no zone. Nothing in it is real.
///
///     3 (300, decile 1)  | 4 (400, decile 10)      wards: W1 is the west 1.5 km, W2 the rest
///     1 (100, decile 1)  | 2 (200, decile 5)
class SmallCity {
public:
    SmallCity();
    const std::filesystem::path& folder() const { return m_folder.path(); }
    std::string project() const { return (folder() / "city.toml").string(); }
    /// A project of the city with smoking in 2020 and 2024, most in the two zones of decile 1; and `more` of a project.
    std::string with_smoking(const std::string& more = {}) const;
    std::string path(const std::string& name) const { return (folder() / name).string(); }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const {
        return m_folder.write(name, bytes);
    }

private:
    ScratchFolder m_folder;
};

}  // namespace test
