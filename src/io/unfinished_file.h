#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace locality::io {

/// A file in the making. It lies in a folder of its own beside the target until `keep` moves it into place; let go of
/// earlier, it leaves nothing behind, and what stood there stands.
class UnfinishedFile {
public:
    /// Throws model::InputError if the target is no file, or exists and `overwrite` is false, or its folder cannot be
    /// written. A link to a file stays one.
    UnfinishedFile(std::filesystem::path target, bool overwrite);
    ~UnfinishedFile();
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }  ///< where to write
    /// Moves it into place. Throws model::InputError where it cannot, or somebody else has made the target meanwhile.
    void keep() const;
    [[noreturn]] void fail(std::string_view why) const;

private:
    void refuse_existing() const;

    std::filesystem::path m_target;
    bool m_overwrite;
    std::filesystem::path m_path;
};

/// Writes a whole file. Replaces one that is there, unless `overwrite` is false: otherwise the caller has asked. Throws
/// model::InputError.
void write_text(const std::filesystem::path& file, std::string_view text, bool overwrite = true);

}  // namespace locality::io
