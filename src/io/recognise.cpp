#include "io/column_words.h"
#include "io/read_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace locality::io {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view no_break_space = "\xC2\xA0", byte_order_mark = "\xEF\xBB\xBF";
    const auto space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (;;) {
        if (text.empty()) return text;
        if (space(text.front())) {
            text.remove_prefix(1);
        } else if (space(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(no_break_space)) {
            text.remove_prefix(no_break_space.size());
        } else if (text.ends_with(no_break_space)) {
            text.remove_suffix(no_break_space.size());
        } else if (text.starts_with(byte_order_mark)) {
            text.remove_prefix(byte_order_mark.size());
        } else {
            return text;
        }
    }
}

std::vector<std::string> words_of(std::string_view column) {
    std::vector<std::string> words;
    char before = ' ';
    for (char c : column) {
        const bool letter = is_letter(c), digit = is_digit(c);
        if (c == '+') words.emplace_back("plus");
        if (letter || digit) {
            const bool goes_on = letter ? is_letter(before) : is_digit(before);
            if (!goes_on) words.emplace_back();
            words.back() += lower(c);
        }
        before = c;
    }
    return words;
}

int year_of(const std::string& word) {
    if (word.empty() || !std::all_of(word.begin(), word.end(), is_digit)) return 0;
    if (word.size() == 2) return 2000 + (word[0] - '0') * 10 + (word[1] - '0');
    if (word.size() != 4) return 0;
    const int year = std::stoi(word);
    return year >= 1971 && year <= 2099 ? year : 0;
}

namespace {

// The publishers' words for each kind, the more telling first: "PCN Parent Sub ICB Loc Code" is the code of a sub-ICB.
const std::vector<std::pair<std::vector<std::string>, const char*>>& kinds() {
    static const std::vector<std::pair<std::vector<std::string>, const char*>> list = {
        {{"postcode"}, "postcode"},
        {{"pcds"}, "postcode"},
        {{"pcd"}, "postcode"},
        {{"sub", "icb"}, "sub_icb"},
        {{"sicbl"}, "sub_icb"},
        {{"ccg"}, "sub_icb"},
        {{"clinical", "commissioning", "group"}, "sub_icb"},
        {{"icb"}, "icb"},
        {{"integrated", "care", "board"}, "icb"},
        {{"stp"}, "icb"},
        {{"region"}, "region"},
        {{"rgn"}, "region"},
        {{"pcn"}, "pcn"},
        {{"primary", "care", "network"}, "pcn"},
        {{"lcp"}, "lcp"},
        {{"local", "care", "partnership"}, "lcp"},
        {{"practice"}, "practice"},
        {{"partner", "organisation"}, "practice"},
        {{"partner"}, "practice"},
        {{"lower", "layer", "super", "output", "area"}, "lsoa"},
        {{"lower", "layer", "super", "output", "areas"}, "lsoa"},
        {{"lower", "super", "output", "area"}, "lsoa"},
        {{"middle", "layer", "super", "output", "area"}, "msoa"},
        {{"middle", "layer", "super", "output", "areas"}, "msoa"},
        {{"middle", "super", "output", "area"}, "msoa"},
        {{"output", "area"}, "oa"},
        {{"output", "areas"}, "oa"},
        {{"lsoa"}, "lsoa"},
        {{"msoa"}, "msoa"},
        {{"oa"}, "oa"},
        {{"ward"}, "ward"},
        {{"wards"}, "ward"},
        {{"wd"}, "ward"},
        {{"committee"}, "committee"},
        {{"utla"}, "utla"},
        {{"ctyua"}, "utla"},
        {{"cauth"}, "cauth"},
        {{"lad"}, "lad"},
        {{"ltla"}, "lad"},
        {{"la"}, "lad"},
        {{"local", "authority", "district"}, "lad"},
        {{"local", "authority"}, "lad"},
        {{"ctry"}, "country"},
        {{"country"}, "country"},
    };
    return list;
}

/// Where `phrase` stands in `words`, or words.size().
std::size_t find_phrase(const std::vector<std::string>& words, const std::vector<std::string>& phrase) {
    return static_cast<std::size_t>(std::search(words.begin(), words.end(), phrase.begin(), phrase.end()) -
                                    words.begin());
}

enum class Role { none, code, name };

Role role_of(const std::string& word) {
    if (word == "cd" || word == "code" || word == "codes") return Role::code;
    if (word == "nm" || word == "name" || word == "names" || word == "label") return Role::name;
    return Role::none;
}

/// Parts "msoacd", "laname", "practicecode" into kind and role, as if written with a space.
std::vector<std::string> unglued(const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (const std::string& word : words) {
        bool parted = false;
        for (const char* ending : {"code", "name", "cd", "nm"}) {
            if (parted || !word.ends_with(ending)) continue;
            const std::string stem = word.substr(0, word.size() - std::string_view(ending).size());
            const bool known =
                std::any_of(kinds().begin(), kinds().end(),
                            [&](const auto& k) { return k.first.size() == 1 && k.first.front() == stem; }) ||
                stem == "area" || stem == "geography" || stem == "zone" || stem == "feature";
            if (!known) continue;
            out.push_back(stem);
            out.emplace_back(ending);
            parted = true;
        }
        if (!parted) out.push_back(word);
    }
    return out;
}

}  // namespace

Recognised recognise(std::string_view column) {
    const std::vector<std::string> words = unglued(words_of(column));
    Recognised found;
    Role role = Role::none;
    for (const std::string& word : words) {
        if (word == "date" || word == "relationship" || word == "match" || word == "type") return found;
        if (role == Role::none) role = role_of(word);
    }
    for (const auto& [phrase, kind] : kinds()) {
        const std::size_t at = find_phrase(words, phrase);
        if (at == words.size()) continue;
        found.kind = kind;
        for (std::size_t i = at + phrase.size(); i < words.size() && found.vintage == 0; ++i)
            found.vintage = year_of(words[i]);
        if (found.vintage == 0 && at > 0) found.vintage = year_of(words[at - 1]);
        break;
    }
    if (!found.kind.empty()) {
        found.is_code = role == Role::code || found.kind == "postcode";
        found.is_name = role == Role::name && found.kind != "postcode";
        return found;
    }
    // Names that say what a column is but not of what.
    std::string joined;
    for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
    static constexpr std::array codes{"code",     "area code", "geography code", "zone code", "zone",
                                      "gss code", "ons code",  "feature code",   "org code",  "geo code"};
    static constexpr std::array names{"name",           "label",     "area name", "area nm",
                                      "geography name", "zone name", "geography", "org name"};
    found.is_code = std::find(codes.begin(), codes.end(), joined) != codes.end() || joined == "area cd";
    found.is_name = std::find(names.begin(), names.end(), joined) != names.end();
    return found;
}

}  // namespace locality::io
