#include "io/csv_output.h"

#include "model/errors.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

namespace locality::io {

namespace {

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string text = "\"";
    for (char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

}  // namespace

void write_csv(const std::filesystem::path& file, std::span<const std::vector<std::string>> rows) {
    const std::filesystem::path staged = file.string() + ".part";
    std::ofstream stream(staged, std::ios::binary | std::ios::trunc);
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) stream << (c ? "," : "") << quoted(row[c]);
        stream << '\n';
    }
    stream.close();
    std::error_code error;
    if (stream) std::filesystem::rename(staged, file, error);
    if (!stream || error) {
        std::error_code ignored;
        std::filesystem::remove(staged, ignored);
        throw model::InputError(
            fmt::format("{}: cannot be written; look at the folder's permissions and space", file.string()));
    }
}

}  // namespace locality::io
