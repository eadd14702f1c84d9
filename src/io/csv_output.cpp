#include "io/csv_output.h"

#include "io/unfinished_file.h"

namespace locality::io {

std::string csv_cell(std::string_view text) {
    const bool quoted =
        text.find_first_of(",\"\r\n") != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
    if (!quoted) return std::string(text);
    std::string cell = "\"";
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell += '"';
}

void write_csv(const std::filesystem::path& file, std::span<const std::vector<std::string>> rows) {
    std::string text;
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) text.append(c ? "," : "").append(csv_cell(row[c]));
        text += '\n';
    }
    write_text(file, text);
}

}  // namespace locality::io
