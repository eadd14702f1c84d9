#include "io/columns.h"

#include "io/column_words.h"
#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace locality::io {

namespace {

/// From the finest areas to the coarsest; an unknown kind ("code") stands between zones and the areas they add up to.
constexpr std::array order{"oa",  "lsoa",    "msoa", "practice", "",      "ward",   "pcn",     "lcp",     "committee",
                           "lad", "sub_icb", "icb",  "utla",     "cauth", "region", "country", "postcode"};

std::size_t coarseness(const std::string& kind) {
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), kind) - order.begin());
}

bool is_health(const std::string& kind) {
    return kind == "practice" || kind == "pcn" || kind == "icb" || kind == "sub_icb" || kind == "postcode";
}

/// Code-like: letters and digits, with at least one digit, no spaces.
bool looks_like_code(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_digit) &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c); });
}

bool holds_codes(const Columns& columns, std::size_t column) {
    constexpr std::size_t enough = 50;
    std::size_t seen = 0;
    for (std::size_t row = 0; row < columns.rows && seen < enough; ++row) {
        const std::string_view cell = columns.cell(column, row);
        if (cell.empty()) continue;
        if (!looks_like_code(cell)) return false;
        ++seen;
    }
    return seen > 0;
}

std::size_t count_different(const Columns& columns, std::size_t column) {
    std::unordered_set<std::string_view> seen;
    for (std::size_t row = 0; row < columns.rows; ++row)
        if (const std::string_view cell = columns.cell(column, row); !cell.empty()) seen.insert(cell);
    return seen.size();
}

bool same_cells(const Columns& columns, std::size_t a, std::size_t b) {
    for (std::size_t row = 0; row < columns.rows; ++row)
        if (columns.cell(a, row) != columns.cell(b, row)) return false;
    return true;
}

struct Candidate {
    std::size_t column = 0;
    Recognised what;
    std::size_t different = 0;
    std::size_t words = 0;
};

std::vector<Candidate> candidates_of(const Columns& columns, const model::SourceSpec& spec, bool zones_only) {
    std::vector<Candidate> found;
    for (std::size_t c = 0; c < columns.names.size(); ++c) {
        const Recognised what = recognise(columns.names[c]);
        const bool bare = !what.kind.empty() && !what.is_code && !what.is_name;
        if (what.is_code || (bare && holds_codes(columns, c)))
            found.push_back({c, what, 0, words_of(columns.names[c]).size()});
    }
    const auto keep = [&](auto wanted) {
        if (std::any_of(found.begin(), found.end(), wanted))
            found.erase(std::remove_if(found.begin(), found.end(), [&](const Candidate& c) { return !wanted(c); }),
                        found.end());
    };
    // "PRACTICE_LIST_SIZE" beside "PRACTICE_CODE" is a number of the practice, whatever its cells look like.
    const std::vector<Candidate> all = found;
    std::erase_if(found, [&](const Candidate& c) {
        return !c.what.is_code && std::any_of(all.begin(), all.end(), [&](const Candidate& other) {
            return other.what.is_code && other.what.kind == c.what.kind && c.what.vintage == 0;
        });
    });
    if (zones_only) keep([](const Candidate& c) { return !is_health(c.what.kind); });
    if (!spec.kind.empty() && spec.kind != "other") keep([&](const Candidate& c) { return c.what.kind == spec.kind; });
    if (spec.vintage != 0) keep([&](const Candidate& c) { return c.what.vintage == spec.vintage; });
    return found;
}

/// GSS codes tell the kind by their first three characters (ONS, Register of Geographic Codes).
std::string kind_of_codes(const Columns& columns, std::size_t column) {
    for (std::size_t row = 0; row < columns.rows; ++row) {
        const std::string_view code = columns.cell(column, row);
        if (code.empty()) continue;
        if (code.size() != 9 || !looks_like_code(code)) return "other";
        const std::string_view entity = code.substr(0, 3);
        if (entity == "E00" || entity == "W00") return "oa";
        if (entity == "E01" || entity == "W01") return "lsoa";
        if (entity == "E02" || entity == "W02") return "msoa";
        if (entity == "E05" || entity == "W05") return "ward";
        if (entity == "E06" || entity == "E07" || entity == "E08" || entity == "E09" || entity == "W06") return "lad";
        return "other";
    }
    return "other";
}

std::optional<std::size_t> name_beside(const Columns& columns, const Recognised& key) {
    std::optional<std::size_t> best;
    int best_fit = 0;
    for (std::size_t c = 0; c < columns.names.size(); ++c) {
        const Recognised what = recognise(columns.names[c]);
        if (!what.is_name) continue;
        int fit = 0;
        if (what.kind == key.kind) fit = what.vintage == key.vintage ? 3 : 2;
        if (what.kind.empty() && fit == 0) fit = 1;
        if (fit > best_fit) {
            best_fit = fit;
            best = c;
        }
    }
    return best;
}

std::optional<std::size_t> plainest(const Columns& columns, std::string_view kind, bool code) {
    std::optional<std::size_t> best;
    std::size_t fewest_words = 0;
    for (std::size_t c = 0; c < columns.names.size(); ++c) {
        const Recognised what = recognise(columns.names[c]);
        if (what.kind != kind || !(code ? what.is_code : what.is_name)) continue;
        const std::size_t words = words_of(columns.names[c]).size();
        if (!best || words < fewest_words) {
            best = c;
            fewest_words = words;
        }
    }
    return best;
}

}  // namespace

Columns columns_of(const Table& table) {
    return {table.source,
            table.columns,
            table.row_count(),
            [&table](std::size_t column, std::size_t row) { return table.cells[column][row]; },
            {}};
}

std::string listed(const Columns& columns) {
    constexpr std::size_t most = 60;
    std::string text;
    for (std::size_t c = 0; c < columns.names.size() && c < most; ++c) {
        text += (c ? ", " : "") + columns.names[c];
        if (columns.type) text += " (" + columns.type(c) + ")";
    }
    if (columns.names.size() > most) text += fmt::format(" and {} more", columns.names.size() - most);
    return text.empty() ? "none" : text;
}

std::size_t column_called(const Columns& columns, std::string_view name, std::string_view key) {
    for (std::size_t c = 0; c < columns.names.size(); ++c)
        if (columns.names[c] == name) return c;
    for (std::size_t c = 0; c < columns.names.size(); ++c)
        if (lower(columns.names[c]) == lower(name)) return c;
    const std::string near = nearest(name, columns.names);
    throw model::InputError(fmt::format("{}: {} = \"{}\": no such column{}; it has: {}", columns.source, key, name,
                                        near.empty() ? "" : " (did you mean \"" + near + "\"?)", listed(columns)));
}

KeyColumn key_column(const Columns& columns, const model::SourceSpec& spec, bool zones_only) {
    KeyColumn key;
    Recognised what;
    if (!spec.code.empty()) {
        key.code = column_called(columns, spec.code, "code");
        what = recognise(columns.names[key.code]);
    } else {
        std::vector<Candidate> found = candidates_of(columns, spec, zones_only);
        if (found.size() > 1)
            for (Candidate& c : found) c.different = count_different(columns, c.column);
        std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
            if (a.different != b.different) return a.different > b.different;
            if (a.what.kind != b.what.kind) return coarseness(a.what.kind) < coarseness(b.what.kind);
            if (a.words != b.words) return a.words < b.words;
            return a.what.vintage > b.what.vintage;
        });
        if (found.empty()) {
            const auto names = find_column(columns, [](std::string_view n) {
                const Recognised r = recognise(n);
                return r.is_name && r.kind != "oa" && r.kind != "lsoa" && r.kind != "msoa";
            });
            if (!names)
                throw model::InputError(
                    fmt::format("{}: no column is recognised as a code; say which with code = \"...\"; it has: {}",
                                columns.source, listed(columns)));
            key.code = *names;
            key.only_names = true;
            what = recognise(columns.names[*names]);
        } else {
            const Candidate& best = found.front();
            for (const Candidate& other : found) {
                if (other.column == best.column || other.what.kind != best.what.kind ||
                    other.what.vintage == best.what.vintage)
                    continue;
                // The one that has every row's own code is the row's; so is either of two that say the same.
                if (best.different == columns.rows && other.different < columns.rows) continue;
                if (same_cells(columns, best.column, other.column)) continue;
                throw model::InputError(
                    fmt::format("{}: both \"{}\" and \"{}\" could be the code; choose with code = \"...\"",
                                columns.source, columns.names[best.column], columns.names[other.column]));
            }
            key.code = best.column;
            what = best.what;
        }
    }
    key.kind = !spec.kind.empty() ? spec.kind : !what.kind.empty() ? what.kind : kind_of_codes(columns, key.code);
    key.vintage = spec.vintage != 0 ? spec.vintage : what.vintage;
    if (!spec.name.empty())
        key.name = column_called(columns, spec.name, "name");
    else
        key.name = name_beside(columns, what);
    return key;
}

std::optional<std::size_t> find_column(const Columns& columns, const std::function<bool(std::string_view)>& fits) {
    for (std::size_t c = 0; c < columns.names.size(); ++c)
        if (fits(columns.names[c])) return c;
    return {};
}

std::optional<std::size_t> code_of(const Columns& columns, std::string_view kind) {
    return plainest(columns, kind, true);
}
std::optional<std::size_t> name_of(const Columns& columns, std::string_view kind) {
    return plainest(columns, kind, false);
}

}  // namespace locality::io
