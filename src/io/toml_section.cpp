#include "io/toml_section.h"

#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::io {

namespace {

std::string_view kind_of(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::string:
            return "text";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        default:
            return "a date or time";
    }
}

constexpr std::size_t longest_id = 40;

bool is_id(const std::string& id) {
    return !id.empty() && id.size() <= longest_id && id[0] >= 'a' && id[0] <= 'z' &&
           std::all_of(id.begin(), id.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

int line_or(const toml::source_region& region, int otherwise) {
    return region.begin.line ? static_cast<int>(region.begin.line) : otherwise;
}

}  // namespace

std::string quoted_list(std::span<const std::string_view> words) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i) list += i + 1 == words.size() ? " or " : ", ";
        list += fmt::format("\"{}\"", words[i]);
    }
    return list;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known, const std::string& fallback) {
    const std::vector<std::string> words(known.begin(), known.end());
    const std::string near = nearest(word, words);
    return near.empty() ? fallback : fmt::format("did you mean \"{}\"?", near);
}

TomlSection::TomlSection(const toml::table& table, std::string file, std::string title, int line)
    : m_table(table), m_file(std::move(file)), m_title(std::move(title)), m_line(line_or(table.source(), line)) {}

void TomlSection::fail(int line, const std::string& what) const {
    throw model::InputError(fmt::format("{}:{}: {}{}{}", m_file, line, m_title, m_title.empty() ? "" : " ", what));
}

int TomlSection::line_of(std::string_view key) const {
    for (const auto& [k, value] : m_table)
        if (k.str() == key) return line_or(k.source(), line_or(value.source(), m_line));
    return m_line;
}

void TomlSection::allow_only(std::span<const std::string_view> known) const {
    const toml::key* first = nullptr;
    for (const auto& [key, value] : m_table) {
        if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
        if (!first || key.source().begin < first->source().begin) first = &key;
    }
    if (!first) return;
    fail(line_or(first->source(), m_line),
         fmt::format("{}has no key \"{}\"; {}", m_title.empty() ? "the project " : "", first->str(),
                     did_you_mean(first->str(), known, "its keys are " + quoted_list(known))));
}

void TomlSection::wrong_type(std::string_view key, std::string_view due) const {
    fail(line_of(key), fmt::format("\"{}\" is {}; write {}", key, kind_of(*node(key)), due));
}

std::optional<std::string> TomlSection::text(std::string_view key) const {
    const toml::node* n = node(key);
    if (!n) return {};
    if (!n->is_string()) wrong_type(key, fmt::format("text in quotes, as {} = \"...\"", key));
    const std::string& found = n->as_string()->get();
    if (found.find_first_not_of(" \t\r\n") == std::string::npos)
        fail(line_of(key), fmt::format("\"{}\" is empty; fill it in or leave the line out", key));
    if (found.find('\0') != std::string::npos)
        fail(line_of(key), fmt::format("\"{}\" holds a character that no name can have; take it out", key));
    return found;
}

std::string TomlSection::required_text(std::string_view key) const {
    std::optional<std::string> found = text(key);
    if (!found) fail(m_line, fmt::format("does not say \"{0}\"; add a line {0} = \"...\"", key));
    return *std::move(found);
}

std::string TomlSection::required_id(std::string_view key) const {
    const std::string id = required_text(key);
    if (!is_id(id))
        fail(line_of(key),
             fmt::format("\"{}\" is \"{}\"; write up to {} lower-case letters, digits and underscores, a letter "
                         "first (it names layers and tables)",
                         key, id, longest_id));
    return id;
}

std::optional<std::size_t> TomlSection::word(std::string_view key, std::span<const std::string_view> words) const {
    const std::optional<std::string> found = text(key);
    if (!found) return {};
    const auto at = std::find(words.begin(), words.end(), *found);
    if (at == words.end())
        fail(line_of(key), fmt::format("\"{}\" is \"{}\"; {}", key, *found,
                                       did_you_mean(*found, words, "write " + quoted_list(words))));
    return static_cast<std::size_t>(at - words.begin());
}

std::vector<std::string> TomlSection::texts(std::string_view key) const {
    const toml::node* n = node(key);
    if (!n) return {};
    if (n->is_string()) return {*text(key)};
    if (!n->is_array()) wrong_type(key, fmt::format("a list of texts, as {} = [\"...\", \"...\"]", key));
    std::vector<std::string> list;
    for (const toml::node& each : *n->as_array()) {
        if (!each.is_string() || each.as_string()->get().empty())
            fail(line_of(key),
                 fmt::format("\"{0}\" holds something else than texts; write {0} = [\"...\", \"...\"]", key));
        const std::string& text = each.as_string()->get();
        if (std::find(list.begin(), list.end(), text) != list.end())
            fail(line_of(key), fmt::format("\"{}\" names \"{}\" twice; take one out", key, text));
        list.push_back(text);
    }
    return list;
}

std::optional<bool> TomlSection::flag(std::string_view key) const {
    const toml::node* n = node(key);
    if (!n) return {};
    if (!n->is_boolean()) wrong_type(key, "true or false, without quotes");
    return n->as_boolean()->get();
}

std::map<std::string, double> TomlSection::numbers(std::string_view key) const {
    const toml::node* n = node(key);
    if (!n) return {};
    const auto number = [&](const toml::node& value) {
        const double found = value.is_number() ? *value.value<double>() : -1.0;
        if (!(found >= 0) || !std::isfinite(found))
            fail(line_of(key), fmt::format("\"{0}\" is a number of 0 or more for every footprint, as {0} = 30000, or numbers "
                                           "by code, as {0} = {{ U12345 = 30000 }}",
                                           key));
        return found;
    };
    std::map<std::string, double> found;
    if (n->is_table())
        for (const auto& [code, value] : *n->as_table()) found.emplace(std::string(code.str()), number(value));
    else
        found.emplace("", number(*n));
    return found;
}

std::optional<int> TomlSection::whole_number(std::string_view key, int from, int to) const {
    const toml::node* n = node(key);
    if (!n) return {};
    if (!n->is_integer()) wrong_type(key, fmt::format("a whole number from {} to {}, without quotes", from, to));
    const std::int64_t value = n->as_integer()->get();
    if (value < from || value > to)
        fail(line_of(key), fmt::format("\"{}\" is {}; write a whole number from {} to {}", key, value, from, to));
    return static_cast<int>(value);
}

std::optional<double> TomlSection::positive_number(std::string_view key) const {
    const toml::node* n = node(key);
    if (!n) return {};
    if (!n->is_number()) wrong_type(key, "a number above 0, without quotes");
    const double value = n->is_integer() ? static_cast<double>(n->as_integer()->get()) : n->as_floating_point()->get();
    if (!(value > 0) || !std::isfinite(value))
        fail(line_of(key), fmt::format("\"{}\" is {}; write a number above 0", key, value));
    return value;
}

std::optional<TomlSection> TomlSection::section(std::string_view key) const {
    const toml::node* n = node(key);
    if (!n) return {};
    const bool at_root = m_title.empty();
    if (!n->is_table()) {
        if (n->is_array_of_tables()) wrong_type(key, fmt::format("it once, with single brackets: [{}]", key));
        wrong_type(key, at_root ? fmt::format("a table: a line [{}], and its keys below", key)
                                : fmt::format("a table, as {} = {{ path = \"...\" }}", key));
    }
    return TomlSection(*n->as_table(), m_file, at_root ? fmt::format("[{}]", key) : fmt::format("{} {}", m_title, key),
                       line_of(key));
}

std::vector<TomlSection> TomlSection::sections(std::string_view key) const {
    std::vector<TomlSection> found;
    const toml::node* n = node(key);
    if (!n) return found;
    if (!n->is_array_of_tables() && !(n->is_array() && n->as_array()->empty()))
        wrong_type(key, fmt::format("tables, each headed by double brackets: [[{}]]", key));
    for (const toml::node& item : *n->as_array())
        found.emplace_back(*item.as_table(), m_file, fmt::format("[[{}]] {}", key, found.size() + 1), line_of(key));
    return found;
}

std::optional<TomlSection> TomlSection::section_or_none(std::string_view key) const {
    const toml::node* n = node(key);
    return n && n->is_table() ? section(key) : std::nullopt;
}

bool TomlSection::is_list_of_texts(std::string_view key) const {
    const toml::node* n = node(key);
    return n && n->is_array() && !n->as_array()->empty() && n->as_array()->front().is_string();
}

std::vector<std::string> TomlSection::keys() const {
    std::vector<std::string> found;
    for (const auto& [key, value] : m_table) found.emplace_back(key.str());
    return found;
}

std::vector<std::pair<std::string, std::string>> TomlSection::pairs() const {
    std::vector<std::pair<std::string, std::string>> found;
    for (const std::string& key : keys()) found.emplace_back(key, *text(key));
    return found;
}

}  // namespace locality::io
