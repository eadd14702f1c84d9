#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace locality::io {

/// A TOML string on one line.
std::string toml_string(std::string_view text);
/// The shortest decimal that reads back as the same number.
std::string toml_number(double value);
/// A list of strings on one line.
std::string toml_list(const std::vector<std::string>& texts);

/// Pairs of a table, each on a line of its own, or one after another in an inline table.
class TomlTable {
public:
    void text(std::string_view key, std::string_view value);  ///< nothing for an empty one
    void raw(std::string_view key, std::string value);
    bool empty() const { return m_pairs.empty(); }
    std::string lines() const;
    std::string in_line() const;

private:
    std::vector<std::pair<std::string, std::string>> m_pairs;
};

}  // namespace locality::io
