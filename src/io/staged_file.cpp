#include "io/staged_file.h"

#include "io/column_words.h"
#include "io/project_file.h"
#include "model/errors.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace locality::io {

namespace {

model::InputError too_large(const std::string& name, std::uintmax_t most) {
    return model::InputError(fmt::format("{}: larger than {:.3g} GB; cut it down to the area you need first", name,
                                         static_cast<double>(most) / (1 << 30)));
}

struct Member {
    std::string path;  ///< inside the zip
    std::uintmax_t bytes = 0;
    std::string file() const { return path.substr(path.find_last_of('/') + 1); }
    std::string stem() const { return path.substr(0, path.find_last_of('.')); }
};

std::vector<Member> members_of(const std::string& zip, const std::string& name) {
    CPLStringList list(VSIReadDirRecursive(zip.c_str()));
    if (list.Count() == 0) throw model::InputError(name + ": not a zip or workbook that can be read");
    std::vector<Member> members;
    for (int i = 0; i < list.Count(); ++i) {
        const std::string path = list[i];
        // Macs add a shadow of every file to their zips.
        if (path.ends_with('/') || path.starts_with("__MACOSX/")) continue;
        VSIStatBufL stat;
        if (VSIStatL((zip + "/" + path).c_str(), &stat) != 0) continue;
        members.push_back({path, static_cast<std::uintmax_t>(stat.st_size)});
    }
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.path < b.path; });
    return members;
}

/// Copies one member, counting what comes out: a zip may lie about sizes. Returns its bytes.
std::uintmax_t extract(const std::string& zip, const Member& member, const fs::path& to, std::uintmax_t left,
                       std::uintmax_t most, const std::string& name) {
    VSILFILE* in = VSIFOpenL((zip + "/" + member.path).c_str(), "rb");
    if (!in)
        throw model::InputError(fmt::format("{}: member {} cannot be read (damaged or encrypted)", name, member.path));
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> close_in(in, &VSIFCloseL);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(to.c_str(), "wb"), &std::fclose);
    std::vector<char> buffer(1 << 20);
    std::uintmax_t total = 0;
    for (;;) {
        const std::size_t n = VSIFReadL(buffer.data(), 1, buffer.size(), in);
        if (n == 0) break;
        total += n;
        if (total > left) throw too_large(name + ", unpacked", most);
        if (!out || std::fwrite(buffer.data(), 1, n, out.get()) != n)
            throw model::InputError(fmt::format("{}: no room to unpack it in {}", name, to.parent_path().string()));
    }
    if (total != member.bytes)
        throw model::InputError(fmt::format("{}: member {} is damaged ({} of {} bytes could be read)", name,
                                            member.path, total, member.bytes));
    return total;
}

bool is_table(const Member& member) {
    return has_ending(member.path, text_endings) || has_ending(member.path, workbook_endings);
}

const Member& chosen_member(const std::vector<Member>& members, const model::SourceSpec& spec, Holds what,
                            const std::string& name, bool& named) {
    std::vector<const Member*> layers, tables;
    std::vector<std::string> listed;
    for (const Member& m : members) {
        if (has_ending(m.path, layer_endings)) layers.push_back(&m);
        if (is_table(m)) tables.push_back(&m);
    }
    std::vector<const Member*> fitting = layers;
    if (what == Holds::tables && !tables.empty()) fitting = tables;
    if (fitting.size() > 1)  // a .txt among them is a note on the others
        std::erase_if(fitting, [](const Member* m) { return has_ending(m->path, ".txt"); });
    std::vector<const Member*> any = layers;
    any.insert(any.end(), tables.begin(), tables.end());
    for (const Member* m : any) listed.push_back(m->path);

    const std::string sought = lower(spec.layer);
    for (const Member* m : any) {
        if (sought.empty()) break;
        const std::string path = lower(m->path), file = lower(m->file());
        if (sought != path && sought != file && sought != file.substr(0, file.find_last_of('.'))) continue;
        named = true;
        return *m;
    }
    if (fitting.size() == 1) return *fitting.front();
    if (fitting.empty())
        throw model::InputError(fmt::format(
            "{}: holds nothing that can be read as {}; it needs a {}", name,
            what == Holds::layers ? "boundaries" : "a table",
            what == Holds::layers ? ".gpkg, .shp, .geojson, .fgb, .gml or .kml file" : ".csv, .xlsx or .ods file"));
    const std::string near = nearest(spec.layer, listed);
    throw model::InputError(
        fmt::format("{}: {}; choose one with layer = \"...\": {}{}", name,
                    spec.layer.empty() ? "holds several files" : "has no member \"" + spec.layer + "\"",
                    fmt::join(listed, ", "), near.empty() ? "" : " (did you mean " + near + "?)"));
}

StagedFile unpack(const model::SourceSpec& spec, Holds what, std::uintmax_t most, const std::string& name) {
    const std::string zip = "/vsizip/{" + spec.path.string() + "}";
    const std::vector<Member> members = members_of(zip, name);
    StagedFile staged;
    bool named = false;
    const Member& member = chosen_member(members, spec, what, name, named);
    staged.folder = std::make_shared<TemporaryFolder>();
    staged.name = name + ", member " + member.path;
    staged.layer = named ? "" : spec.layer;
    staged.path = staged.folder->path() / member.file();
    // A shapefile is several files of one stem.
    std::uintmax_t left = most;
    for (const Member& m : members)
        if (m.path == member.path || (has_ending(member.path, ".shp") && lower(m.stem()) == lower(member.stem())))
            left -= extract(zip, m, staged.folder->path() / m.file(), left, most, name);
    return staged;
}

bool in_write_ahead_mode(const fs::path& gpkg) {
    // Bytes 18 and 19 of an SQLite file: 2 = write-ahead log (https://www.sqlite.org/fileformat.html, 1.3.3).
    std::array<char, 20> head{};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(gpkg.c_str(), "rb"), &std::fclose);
    if (!in || std::fread(head.data(), 1, head.size(), in.get()) != head.size()) return false;
    return head[18] == 2 || head[19] == 2;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "locality-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        throw model::InputError(fs::temp_directory_path().string() +
                                ": no temporary folder can be made there; set TMPDIR to a folder with room");
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

std::vector<std::string> members_of(const model::SourceSpec& zip) {
    std::vector<std::string> names;
    for (const Member& m : members_of("/vsizip/{" + zip.path.string() + "}", zip.path.filename().string()))
        if (has_ending(m.path, layer_endings) || is_table(m)) names.push_back(m.path);
    const auto is_note = [](const std::string& name) { return has_ending(name, ".txt"); };
    if (!std::all_of(names.begin(), names.end(), is_note)) std::erase_if(names, is_note);
    return names;
}

bool has_ending(const fs::path& path, std::string_view ending) {
    return lower(path.string()).ends_with(ending);
}

bool has_ending(const fs::path& path, std::span<const char* const> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](const char* ending) { return has_ending(path, ending); });
}

StagedFile stage(const model::SourceSpec& spec, Holds what, std::uintmax_t most_bytes) {
    const std::string name = spec.path.filename().string();
    std::error_code error;
    const fs::file_status status = fs::status(spec.path, error);
    if (!fs::exists(status)) throw model::InputError(spec.path.string() + ": no such file; check the path");
    if (fs::is_directory(status)) throw model::InputError(spec.path.string() + ": is a folder; name a file in it");
    const std::uintmax_t bytes = fs::file_size(spec.path, error);
    if (error) throw model::InputError(spec.path.string() + ": cannot be read (" + error.message() + ")");
    if (bytes == 0) throw model::InputError(name + ": is empty");
    if (bytes > most_bytes) throw too_large(name, most_bytes);
    if (std::FILE* in = std::fopen(spec.path.c_str(), "rb"))
        std::fclose(in);
    else
        throw model::InputError(spec.path.string() + ": may not be read; check its permissions");

    if (has_ending(spec.path, ".zip") || has_ending(spec.path, ".kmz")) return unpack(spec, what, most_bytes, name);

    // A workbook is a zip as well; GDAL unpacks all of it into memory.
    if (has_ending(spec.path, ".xlsx") || has_ending(spec.path, ".ods")) {
        std::uintmax_t unpacked = 0;
        for (const Member& m : members_of("/vsizip/{" + spec.path.string() + "}", name)) unpacked += m.bytes;
        if (unpacked > most_bytes) throw too_large(name + ", unpacked", most_bytes);
    }

    StagedFile staged;
    staged.path = spec.path;
    staged.name = name;
    staged.layer = spec.layer;
    if (has_ending(spec.path, ".gpkg")) {
        const fs::path journal = spec.path.string() + "-journal", log = spec.path.string() + "-wal";
        if (fs::exists(journal) && fs::file_size(journal, error) > 0)
            throw model::InputError(name + ": another program is writing it (" + journal.filename().string() +
                                    " lies beside it); save and close it there first");
        // SQLite opens such a file only with -wal and -shm beside it.
        if (in_write_ahead_mode(spec.path) || fs::exists(log)) {
            staged.folder = std::make_shared<TemporaryFolder>();
            staged.path = staged.folder->path() / spec.path.filename();
            fs::copy_file(spec.path, staged.path);
            if (fs::exists(log)) fs::copy_file(log, staged.path.string() + "-wal");
            fs::permissions(staged.path, fs::perms::owner_read | fs::perms::owner_write);
        }
    }
    return staged;
}

}  // namespace locality::io
