#pragma once

#include "model/words.h"

#include <toml++/toml.h>

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace locality::io {

/// The words alone.
template <class Choice, std::size_t count>
std::array<std::string_view, count> words_of(const model::Words<Choice, count>& words) {
    std::array<std::string_view, count> list;
    for (std::size_t i = 0; i < count; ++i) list[i] = words[i].second;
    return list;
}

/// One table of a TOML file, read key by key. Whatever is wrong is a model::InputError with the file, the line, the
/// nearest valid name and what to write instead.
class TomlSection {
public:
    /// `title` is how messages call the table: `[zones]`, `[[footprints]] "pcn"`.
    TomlSection(const toml::table& table, std::string file, std::string title, int line = 1);

    /// Throws for the first key, by line, that is not in `known`.
    void allow_only(std::span<const std::string_view> known) const;

    bool has(std::string_view key) const { return m_table.contains(key); }
    /// Text with its outer spaces; empty text is refused, since leaving the key out says the same.
    std::optional<std::string> text(std::string_view key) const;
    std::string required_text(std::string_view key) const;
    /// A name for layers, tables and commands: up to 40 lower-case letters, digits and underscores, a letter first.
    std::string required_id(std::string_view key) const;
    /// A word out of a list; an index into `words`.
    std::optional<std::size_t> word(std::string_view key, std::span<const std::string_view> words) const;
    /// A choice by its word (model/words.h).
    template <class Choice, std::size_t count>
    std::optional<Choice> choice(std::string_view key, const model::Words<Choice, count>& words) const {
        const std::optional<std::size_t> at = word(key, words_of(words));
        return at ? std::optional(words[*at].first) : std::nullopt;
    }
    /// A list of texts, all different and none empty, or one text alone; empty where the key is absent.
    std::vector<std::string> texts(std::string_view key) const;
    std::optional<bool> flag(std::string_view key) const;
    bool is_flag(std::string_view key) const { return node(key) && node(key)->is_boolean(); }
    /// A number of 0 or more for everybody (under ""), or a table of numbers by code, as { E1 = 5, E2 = 6 }.
    std::map<std::string, double> numbers(std::string_view key) const;
    std::optional<int> whole_number(std::string_view key, int from, int to) const;
    std::optional<double> positive_number(std::string_view key) const;
    /// A table: `[key]`, or `key = { ... }` inside another.
    std::optional<TomlSection> section(std::string_view key) const;
    /// Tables written `[[key]]`, in their order.
    std::vector<TomlSection> sections(std::string_view key) const;

    /// As section, but none where the key holds anything else than a table.
    std::optional<TomlSection> section_or_none(std::string_view key) const;
    bool is_list_of_texts(std::string_view key) const;
    /// The keys of the table, ascending, and with their values where every one is a text.
    std::vector<std::string> keys() const;
    std::vector<std::pair<std::string, std::string>> pairs() const;

    /// The line of `key`, or of the table where the key is absent.
    int line_of(std::string_view key) const;
    int line() const { return m_line; }
    const std::string& title() const { return m_title; }
    void rename(std::string title) { m_title = std::move(title); }

    /// Throws model::InputError: `file:line: title what`.
    [[noreturn]] void fail(int line, const std::string& what) const;

private:
    const toml::node* node(std::string_view key) const { return m_table.get(key); }
    [[noreturn]] void wrong_type(std::string_view key, std::string_view due) const;

    const toml::table& m_table;
    std::string m_file;
    std::string m_title;
    int m_line;
};

/// `"a", "b" or "c"`, for messages.
std::string quoted_list(std::span<const std::string_view> words);
/// `; did you mean "path"?`, or `fallback` where nothing known is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known, const std::string& fallback);

}  // namespace locality::io
