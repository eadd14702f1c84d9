#include "io/column_words.h"
#include "io/grid.h"
#include "io/notes.h"
#include "model/errors.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>

namespace locality::io {

namespace {

std::string bytes_of(const std::filesystem::path& file, const std::string& source) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "rb"), &std::fclose);
    if (!in) throw model::InputError(fmt::format("{}: cannot be read ({})", source, std::strerror(errno)));
    std::string text(std::filesystem::file_size(file), '\0');
    text.resize(std::fread(text.data(), 1, text.size(), in.get()));
    return text;
}

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

/// What spreadsheets save as "Unicode text". `high` is the place of the higher byte of each pair.
std::string from_utf16(std::string_view bytes, std::size_t high) {
    std::string out;
    const auto unit = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i + high]) << 8 |
                                          static_cast<unsigned char>(bytes[i + 1 - high]));
    };
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        std::uint32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
            c = 0x10000 + ((c - 0xD800) << 10) + ((unit(i + 2) - 0xDC00) & 0x3FF);
            i += 2;
        }
        append_utf8(out, c);
    }
    return out;
}

/// The file's bytes as UTF-8.
void decode(std::string& text, const std::string& source, model::Issues& issues) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        text = from_utf16(text, text[0] == '\xFF' ? 1 : 0);
        note(issues, source, "encoding", "UTF-16 was read as such");
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.erase(0, 3);
        note(issues, source, "byte_order_mark",
             "a byte order mark stands before the first column's name and was passed over");
    }
    if (std::memchr(text.data(), 0, text.size()))
        throw model::InputError(source +
                                ": is not text; save it as CSV, or name an .xlsx, .ods or layer file by its ending");
    if (!CPLIsUTF8(text.data(), static_cast<int>(std::min<std::size_t>(text.size(), INT32_MAX)))) {
        const auto others =
            std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        char* utf8 = CPLRecode(text.c_str(), "CP1252", CPL_ENC_UTF8);
        text = utf8;
        CPLFree(utf8);
        note(issues, source, "encoding", fmt::format("not UTF-8: {} letters were read as Windows-1252", others));
    }
}

/// The separator whose number per line agrees over the first lines; the one that makes more columns where several do.
char separator_of(std::string_view text) {
    constexpr std::array separators{',', ';', '\t', '|'};
    constexpr std::size_t lines_looked_at = 25;
    char best = ',';
    double best_score = 0;
    for (char separator : separators) {
        std::vector<std::size_t> counts;
        std::size_t count = 0;
        bool quoted = false, empty = true;
        for (std::size_t i = 0; i < text.size() && counts.size() < lines_looked_at; ++i) {
            const char c = text[i];
            if (c == '"') quoted = !quoted;
            if (!quoted && c == separator) ++count;
            if (!quoted && (c == '\n' || c == '\r')) {
                if (!empty) counts.push_back(count);
                count = 0;
                empty = true;
            } else {
                empty = false;
            }
        }
        if (!empty && counts.size() < lines_looked_at) counts.push_back(count);
        if (counts.empty()) continue;
        std::size_t usual = 0, agreeing = 0;
        for (std::size_t c : counts) {
            const auto n = static_cast<std::size_t>(std::count(counts.begin(), counts.end(), c));
            if (c > 0 && (n > agreeing || (n == agreeing && c > usual))) {
                agreeing = n;
                usual = c;
            }
        }
        const double agreement = static_cast<double>(agreeing) / static_cast<double>(counts.size());
        const double score = agreement * agreement * static_cast<double>(std::min<std::size_t>(usual, 50));
        if (score > best_score) {
            best_score = score;
            best = separator;
        }
    }
    return best;
}

std::size_t line_at(std::string_view text, std::size_t at) {
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Parts text into cells, in place: doubled quotes are closed up where they stand.
class Reader {
public:
    Reader(std::string& text, char separator, std::size_t most_rows, const std::string& source)
        : m_begin(text.data()),
          m_end(text.data() + text.size()),
          m_separator(separator),
          m_most_rows(most_rows),
          m_source(source) {
        m_stops[static_cast<unsigned char>(separator)] = m_stops['\n'] = m_stops['\r'] = true;
    }

    void read(Grid& grid) {
        char* at = m_begin;
        while (at < m_end) {
            if (*at == '\n' || *at == '\r') {  // an empty line
                at = past_line_end(at);
                continue;
            }
            for (;;) {
                at = read_cell(at, grid);
                if (at == m_end || *at != m_separator) break;
                ++at;
            }
            if (at < m_end) at = past_line_end(at);
            if (grid.row_count() == m_most_rows)
                throw model::InputError(fmt::format("{}: more than {} rows; cut it down to the area you need first",
                                                    m_source, m_most_rows));
            grid.row_begin.push_back(grid.cells.size());
        }
    }

    std::size_t crlf = 0, lone_cr = 0;

private:
    char* past_line_end(char* at) {
        if (*at == '\n') return at + 1;
        if (at + 1 < m_end && at[1] == '\n') {
            ++crlf;
            return at + 2;
        }
        ++lone_cr;
        return at + 1;
    }

    char* read_cell(char* at, Grid& grid) {
        char* begin = at;
        while (at < m_end && *at == ' ') ++at;
        if (at < m_end && *at == '"') {
            begin = at + 1;
            at = close_quotes(begin);
        } else {
            while (at < m_end && !m_stops[static_cast<unsigned char>(*at)]) ++at;
            m_cell_end = at;
        }
        grid.cells.push_back(trimmed({begin, static_cast<std::size_t>(m_cell_end - begin)}));
        return at;
    }

    /// From after an opening quote to the separator or line end after its closing one.
    char* close_quotes(char* begin) {
        char* out = begin;
        char* at = begin;
        for (;;) {
            char* quote = static_cast<char*>(std::memchr(at, '"', static_cast<std::size_t>(m_end - at)));
            if (!quote)
                throw model::InputError(
                    fmt::format("{}, line {}: a quote is opened and never closed; mend it there", m_source,
                                line_at({m_begin, m_end}, static_cast<std::size_t>(begin - m_begin))));
            out = std::copy(at, quote, out);
            at = quote + 1;
            if (at == m_end || *at != '"') break;
            *out++ = '"';
            ++at;
        }
        // What follows a closing quote belongs to the cell: lenient, as spreadsheets are.
        while (at < m_end && !m_stops[static_cast<unsigned char>(*at)]) *out++ = *at++;
        m_cell_end = out;
        return at;
    }

    char* m_begin;
    char* m_end;
    char* m_cell_end = nullptr;
    char m_separator;
    std::size_t m_most_rows;
    std::array<bool, 256> m_stops{};
    const std::string& m_source;
};

}  // namespace

Grid read_csv(const std::filesystem::path& file, const std::string& source, model::Issues& issues,
              std::size_t most_rows) {
    Grid grid;
    grid.text = std::make_shared<std::string>(bytes_of(file, source));
    decode(*grid.text, source, issues);
    const char separator = separator_of(*grid.text);
    Reader reader(*grid.text, separator, most_rows, source);
    reader.read(grid);
    if (separator != ',')
        note(issues, source, "separator",
             fmt::format("columns are parted by {}", separator == '\t'  ? "tabs"
                                                     : separator == ';' ? "semicolons"
                                                                        : "bars"));
    if (reader.crlf > 0)
        note(issues, source, "line_ends", fmt::format("{} lines end as on Windows (CR LF)", reader.crlf));
    if (reader.lone_cr > 0)
        note(issues, source, "line_ends", fmt::format("{} lines end with CR alone", reader.lone_cr));
    return grid;
}

}  // namespace locality::io
