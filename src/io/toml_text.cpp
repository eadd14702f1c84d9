#include "io/toml_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::io {

namespace {

/// A key as it may stand: bare where TOML lets it.
std::string key_of(std::string_view key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    return bare ? std::string(key) : toml_string(key);
}

}  // namespace

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append(1, '\\').append(1, c);
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7F)
            out += fmt::format("\\u{:04X}", byte);
        else
            out += c;
    }
    return out + "\"";
}

std::string toml_number(double value) {
    return fmt::format("{}", value);
}

std::string toml_list(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (std::size_t i = 0; i < texts.size(); ++i) out += (i ? ", " : "") + toml_string(texts[i]);
    return out + "]";
}

void TomlTable::text(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, toml_string(value));
}

void TomlTable::raw(std::string_view key, std::string value) {
    m_pairs.emplace_back(key_of(key), std::move(value));
}

std::string TomlTable::lines() const {
    std::string out;
    for (const auto& [key, value] : m_pairs) out += key + " = " + value + "\n";
    return out;
}

std::string TomlTable::in_line() const {
    std::string out;
    for (const auto& [key, value] : m_pairs) out += (out.empty() ? "" : ", ") + key + " = " + value;
    return "{ " + out + " }";
}

}  // namespace locality::io
