#include "io/unfinished_file.h"

#include "model/errors.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>

namespace locality::io {

namespace fs = std::filesystem;
using model::InputError;

namespace {

/// A crash of the machine after the rename must not leave an empty file under the target's name.
bool flush_to_disk(const fs::path& file) {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return false;
    const bool flushed = ::fsync(handle) == 0;
    ::close(handle);
    return flushed;
}

}  // namespace

UnfinishedFile::UnfinishedFile(fs::path target, bool overwrite) : m_target(std::move(target)), m_overwrite(overwrite) {
    std::error_code ignored;
    if (fs::is_symlink(m_target, ignored)) m_target = fs::weakly_canonical(m_target);
    refuse_existing();
    const fs::path folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
    std::string pattern = (folder / ("." + m_target.filename().string() + ".XXXXXX")).string();
    const bool made = ::mkdtemp(pattern.data()) != nullptr;
    if (!made && errno == ENOENT)
        throw InputError(fmt::format("{}: there is no folder {}; make it first", m_target.string(), folder.string()));
    if (!made)
        throw InputError(fmt::format("{}: the folder {} cannot be written ({}); choose another", m_target.string(),
                                     folder.string(), std::strerror(errno)));
    m_path = fs::path(pattern) / m_target.filename();
}

UnfinishedFile::~UnfinishedFile() {
    std::error_code ignored;
    fs::remove_all(m_path.parent_path(), ignored);
}

void UnfinishedFile::refuse_existing() const {
    std::error_code ignored;
    const fs::file_status status = fs::status(m_target, ignored);
    if (!fs::exists(status)) return;
    if (!fs::is_regular_file(status))
        throw InputError(fmt::format("{} is not a file; choose another name", m_target.string()));
    if (!m_overwrite)
        throw InputError(
            fmt::format("{} exists already; choose another name, or say --overwrite to replace it", m_target.string()));
}

void UnfinishedFile::fail(std::string_view why) const {
    throw InputError(fmt::format("{} cannot be written: {}; is the disk full?", m_target.string(), why));
}

void UnfinishedFile::keep() const {
    if (!flush_to_disk(m_path)) fail(std::strerror(errno));
    refuse_existing();
    std::error_code error;
    fs::rename(m_path, m_target, error);
    if (error) throw InputError(fmt::format("{} cannot be written ({})", m_target.string(), error.message()));
}

void write_text(const fs::path& file, std::string_view text, bool overwrite) {
    const UnfinishedFile out(file, overwrite);
    std::ofstream stream(out.path(), std::ios::binary);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    if (!stream) out.fail("writing failed");
    out.keep();
}

}  // namespace locality::io
