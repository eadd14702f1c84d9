#include "io/found_roles.h"

#include "io/column_words.h"
#include "io/deprivation_columns.h"
#include "io/people_words.h"
#include "io/read_table.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace locality::io {

namespace {

using model::Found;
using model::FoundColumn;
using model::Role;

constexpr std::size_t most_different = 300'000;  // more are no codes of zones: England has 178,605 output areas

std::string joined_words(std::string_view column) {
    std::string joined;
    for (const std::string& word : words_of(column)) joined += (joined.empty() ? "" : " ") + word;
    return joined;
}

bool has_word(std::string_view column, std::string_view wanted) {
    const std::vector<std::string> words = words_of(column);
    return std::find(words.begin(), words.end(), wanted) != words.end();
}

template <std::size_t N>
bool is_one_of(std::string_view column, const std::array<const char*, N>& names) {
    return std::find(names.begin(), names.end(), joined_words(column)) != names.end();
}

bool is_zone(const std::string& kind) {
    return kind == "oa" || kind == "lsoa" || kind == "msoa";
}

bool looks_like_codes(const FoundColumn& column) {
    return !column.values.empty() && std::all_of(column.values.begin(), column.values.end(), [](const std::string& v) {
        return std::any_of(v.begin(), v.end(), is_digit) &&
               std::all_of(v.begin(), v.end(), [](char c) { return is_digit(c) || is_letter(c); });
    });
}

/// A column that tells which area a row is of, by its name and its cells.
bool is_key(const FoundColumn& column) {
    return column.is_code || (!column.kind.empty() && !column.is_name && !column.is_number && looks_like_codes(column));
}

/// What the columns of a table are about.
struct About {
    explicit About(const Found& f) : found(f) {
        for (const FoundColumn& c : f.columns) {
            if (is_key(c) && is_zone(c.kind) && (!zone || finer(c, *zone))) zone = &c;
            if (is_key(c) && c.kind == "practice" && !practice) practice = &c;
            if (is_key(c) && c.kind == "pcn" && !pcn) pcn = &c;
            if (c.kind == "postcode" && c.is_code && !postcode) postcode = &c;
            if (is_one_of(c.name, eastings) || is_one_of(c.name, longitudes)) x = &c;
            if (is_one_of(c.name, northings) || is_one_of(c.name, latitudes)) y = &c;
            if (has_word(c.name, "patients") && c.is_number && !patients) patients = &c;
            if (const auto people = people_of(c.name); people && c.is_number) (people->has_age ? ages : totals) += 1;
            if (names_age(c.name) && !c.is_number) age = &c;
            // "n" is what is counted, whatever "total_residents" may say beside it.
            const bool plainly = is_one_of(c.name, counts);
            if (names_count(c.name) && c.is_number && (!count || (plainly && !is_one_of(count->name, counts)))) count = &c;
            if (const DeprivationColumn d = deprivation_column(c.name); d.index == "imd" && c.is_number) ++imd;
            if (lower(c.name).starts_with("indices of deprivation")) ++imd;
            if (c.is_number && !c.is_code) ++numbers;
        }
    }
    bool one_row_each(const FoundColumn& key) const { return key.different == found.rows; }

    const Found& found;
    const FoundColumn *zone = nullptr, *practice = nullptr, *pcn = nullptr, *postcode = nullptr;
    const FoundColumn *x = nullptr, *y = nullptr, *patients = nullptr, *age = nullptr, *count = nullptr;
    int ages = 0, totals = 0, imd = 0, numbers = 0;

private:
    static constexpr std::array eastings{"easting", "eastings", "oseast 1 m", "x", "point x", "pwc easting"};
    static constexpr std::array northings{"northing", "northings", "osnrth 1 m", "y", "point y", "pwc northing"};
    static constexpr std::array longitudes{"longitude", "long", "lon", "lng", "longitude 1 m"};
    static constexpr std::array latitudes{"latitude", "lat", "latitude 1 m"};
    static constexpr std::array counts{"n", "count", "value", "observation", "obs value", "number"};

    static bool names_age(std::string_view column) {
        return has_word(column, "age") || has_word(column, "ageband") || has_word(column, "ages");
    }
    static bool names_count(std::string_view column) {
        const auto people = people_of(column);
        return is_one_of(column, counts) || (people && !people->has_age);
    }
    /// A row's own zone has most different codes; of two that have as many, the later year.
    static bool finer(const FoundColumn& a, const FoundColumn& b) {
        return a.different != b.different ? a.different > b.different : a.vintage > b.vintage;
    }
};

void set_key(Found& found, const FoundColumn& key) {
    found.source.code = key.name;
    found.source.kind = key.kind;
    found.source.vintage = key.vintage;
}

bool starts_with_word(std::string_view column, std::initializer_list<const char*> words) {
    const std::vector<std::string> all = words_of(column);
    return !all.empty() && std::any_of(words.begin(), words.end(), [&](const char* w) { return all.front() == w; });
}

/// Whether a column of whole numbers counts anything: ranks and deciles do not.
bool counts_something(const FoundColumn& column) {
    if (!column.is_whole) return false;
    const std::vector<std::string> words = words_of(column.name);
    return std::none_of(words.begin(), words.end(), [](const std::string& w) {
        return w == "rank" || w == "decile" || w == "quintile" || w == "score" || w == "rate" || w == "percent";
    });
}

bool says_rate(const std::string& name) {
    if (name.find('%') != std::string::npos) return true;
    for (const char* word : {"proportion", "percent", "percentage", "rate", "prevalence", "score", "ratio"})
        if (has_word(name, word)) return true;
    return false;
}

/// Says of which time a row's figures are, or of which sex.
bool is_period(const FoundColumn& column) {
    return starts_with_word(column.name, {"period", "year"}) || has_word(column.name, "period");
}
bool is_sex(const FoundColumn& column) {
    return !column.is_number && (has_word(column.name, "sex") || has_word(column.name, "gender"));
}

/// The one of two columns of counts that no row has more in than in the other: smokers, of adults.
const FoundColumn* part_of_two(const std::vector<const FoundColumn*>& counts) {
    if (counts.size() != 2) return nullptr;
    const auto within = [](const FoundColumn& part, const FoundColumn& whole) {
        return std::find(part.never_above.begin(), part.never_above.end(), whole.name) != part.never_above.end();
    };
    const bool first = within(*counts[0], *counts[1]), second = within(*counts[1], *counts[0]);
    return first == second ? nullptr : first ? counts[0] : counts[1];
}

/// Figures of the rows: "n" out of "total_households" by "tenure", where each area has several rows; else a column.
bool find_figures(Found& found, const About& t) {
    const FoundColumn* const key = found.column(found.source.code);
    const bool several = key && key->different < found.rows;
    const FoundColumn *total = nullptr, *category = nullptr, *first = nullptr, *rate = nullptr;
    const FoundColumn* numerator = t.count;
    std::vector<const FoundColumn*> counts;
    std::size_t columns = 0;
    for (const FoundColumn& c : found.columns) {
        if (&c == key || is_key(c) || c.is_name || &c == t.x || &c == t.y) continue;
        if (is_period(c) || is_sex(c)) {
            (is_sex(c) ? found.sex : found.period) = c.name;
            continue;
        }
        if (!c.is_number) {
            if (several && c.different > 1 && c.different <= 60 && !category) category = &c;
            continue;
        }
        if (starts_with_word(c.name, {"fid", "objectid", "id", "date", "year"})) continue;
        ++columns;
        if (counts_something(c)) counts.push_back(&c);
        if (starts_with_word(c.name, {"numerator", "register"})) numerator = &c;
        const bool whole = starts_with_word(c.name, {"total", "denominator", "base"}) || has_word(c.name, "list");
        if (whole && &c != t.count && !total) total = &c;
        if (whole) continue;
        // A few whole numbers over many rows are groups of a classification, or deciles.
        const bool groups = c.is_whole && c.different <= 12 && c.different * 20 < found.rows;
        if (!first && !groups) first = &c;
        if (says_rate(c.name) && !rate) rate = &c;
    }
    if (numerator && total && numerator != total) {
        found.numerator = numerator->name;
        found.denominator = total->name;
        if (category) found.breakdown = category->name;
        return true;
    }
    if (const FoundColumn* part = part_of_two(counts); part && columns == 2) {
        found.numerator = part->name;
        found.denominator = counts[part == counts[0] ? 1 : 0]->name;
        if (category) found.breakdown = category->name;
        found.guess = found.numerator + " was taken to be counted out of " + found.denominator;
        return true;
    }
    if (several) {
        if (!numerator) return false;
        found.numerator = numerator->name;
        if (category) found.breakdown = category->name;
        return true;
    }
    // "Proportion of households fuel poor (%)" says more than what it was made from.
    const FoundColumn* taken = rate ? rate : numerator ? numerator : first;
    if (!taken) return false;
    if (columns > 1) found.guess = "one of " + std::to_string(columns) + " columns of figures was taken: " + taken->name;
    (counts_something(*taken) ? found.numerator : found.value) = taken->name;
    return true;
}

/// "team" of "TEAM_CODE" where the last word is one of `roles`: groups that no publisher has a word for.
std::string own_kind(const FoundColumn& column, std::initializer_list<const char*> roles) {
    std::vector<std::string> words = words_of(column.name);
    if (words.size() < 2 || column.is_number || !column.kind.empty()) return {};
    if (std::none_of(roles.begin(), roles.end(), [&](const char* r) { return words.back() == r; })) return {};
    words.pop_back();
    std::string kind;
    for (const std::string& word : words) kind += (kind.empty() ? "" : "_") + word;
    return kind;
}

/// Groups of the user's own: "TEAM_CODE", with "TEAM_NAME" beside it.
bool find_own_groups(Found& found, const FoundColumn& from) {
    for (const FoundColumn& c : found.columns) {
        const std::string kind = own_kind(c, {"code", "cd"});
        if (kind.empty() || c.different < 2 || c.different * 2 > from.different) continue;
        found.from = from.name;
        found.to = c.name;
        for (const FoundColumn& n : found.columns)
            if (own_kind(n, {"name", "nm"}) == kind) found.to_name = n.name;
        found.set = id_of(kind);
        return true;
    }
    return false;
}

/// What goes into which: the column with most different codes into one with fewer.
bool find_lookup(Found& found, bool has_figures) {
    const auto about = [](const FoundColumn& c) { return is_key(c) || c.is_name; };
    const auto names_group = [&](const FoundColumn& c) {  // "community_committee" holds names
        return !c.kind.empty() && !c.is_number && c.different > 1;
    };
    const FoundColumn* from = nullptr;
    for (const FoundColumn& c : found.columns) {
        if (!about(c) || c.values.empty() || c.kind == "postcode") continue;
        const bool better = !from || c.different > from->different ||
                            (c.different == from->different && c.is_code && !from->is_code);
        if (better) from = &c;
    }
    if (!from || from->different * 10 < found.rows * 9) return false;
    const FoundColumn* to = nullptr;
    for (const FoundColumn& c : found.columns) {
        if (&c == from || !(about(c) || names_group(c)) || c.kind == from->kind || c.different < 2) continue;
        if (c.kind == "postcode" || c.kind.empty()) continue;
        // Codes of another kind of area are groups however small; names may be the rows' own.
        if (is_key(c) ? c.different >= from->different : c.different * 2 > from->different) continue;
        // Of the groups that rows go into, the smallest; of its code and its name, the code.
        const bool better = !to || (c.kind == to->kind ? c.is_code && !to->is_code : c.different > to->different);
        if (better) to = &c;
    }
    if (!to) return !has_figures && find_own_groups(found, *from);
    found.from = from->name;
    found.to = to->name;
    for (const FoundColumn& c : found.columns)
        if (c.is_name && c.kind == to->kind && &c != to && &c != from) found.to_name = c.name;
    found.set = id_of(to->kind);
    return true;
}

/// Zones of one year and those of another.
bool find_links(Found& found) {
    const FoundColumn *first = nullptr, *second = nullptr;
    for (const FoundColumn& c : found.columns) {
        if (!is_key(c) || !is_zone(c.kind) || c.vintage == 0) continue;
        if (!first)
            first = &c;
        else if (c.kind == first->kind && c.vintage != first->vintage)
            second = &c;
    }
    if (!first || !second) return false;
    if (first->vintage > second->vintage) std::swap(first, second);
    found.from = first->name;
    found.to = second->name;
    for (const FoundColumn& c : found.columns) {
        if (!c.is_number) continue;
        const std::vector<std::string> words = words_of(c.name);
        const bool counts = std::any_of(words.begin(), words.end(), [](const std::string& w) {
            return w == "persons" || w == "totpersons" || w == "households" || w == "population" || w == "residents";
        });
        if (counts) found.value = c.name;
        // "Prop21of11": the part of the zone of 2011 that is in that of 2021.
        if (lower(c.name) == "prop" + std::to_string(second->vintage % 100) + "of" + std::to_string(first->vintage % 100))
            found.share = c.name;
    }
    return !found.value.empty() || !found.share.empty();
}

/// Which columns of counts lie within which, row by row.
void compare_counts(const Columns& columns, std::vector<FoundColumn>& found) {
    constexpr std::size_t most = 4;  // with more, none is plainly out of another
    std::vector<std::size_t> counts;
    for (std::size_t c = 0; c < found.size(); ++c)
        if (counts_something(found[c]) && !found[c].is_code && !is_period(found[c])) counts.push_back(c);
    if (counts.size() > most) return;
    for (const std::size_t part : counts)
        for (const std::size_t whole : counts) {
            if (part == whole) continue;
            bool within = true;
            for (std::size_t row = 0; row < columns.rows && within; ++row) {
                const Cell a = parse_cell(columns.cell(part, row)), b = parse_cell(columns.cell(whole, row));
                within = a.is != Cell::Is::number || b.is != Cell::Is::number || a.number <= b.number;
            }
            if (within) found[part].never_above.push_back(found[whole].name);
        }
}

}  // namespace

std::string id_of(std::string_view words) {
    std::string id;
    for (const std::string& word : words_of(words)) {
        if (id.size() + word.size() > 40) break;
        id += (id.empty() ? "" : "_") + word;
    }
    if (!id.empty() && is_digit(id.front())) id = "t" + id;
    return id;
}

std::vector<FoundColumn> found_columns(const Columns& columns) {
    std::vector<FoundColumn> result;
    for (std::size_t c = 0; c < columns.names.size(); ++c) {
        FoundColumn column;
        column.name = columns.names[c];
        const Recognised what = recognise(column.name);
        column.kind = what.kind;
        column.vintage = what.vintage;
        column.is_code = what.is_code;
        column.is_name = what.is_name;
        std::unordered_map<std::string_view, bool> seen;  // and whether again
        bool numbers = true, any_number = false, decimals = false;
        for (std::size_t row = 0; row < columns.rows; ++row) {
            const std::string_view cell = columns.cell(c, row);
            if (cell.empty()) continue;
            ++column.filled;
            if (numbers) {
                const Cell parsed = parse_cell(cell);
                numbers = parsed.is != Cell::Is::text;
                any_number |= parsed.is == Cell::Is::number;
                decimals |= cell.find('.') != std::string_view::npos;
            }
            if (seen.size() > most_different) continue;
            const auto [at, fresh] = seen.try_emplace(cell, false);
            if (!fresh) at->second = true;
        }
        column.is_number = numbers && any_number;
        column.is_whole = column.is_number && !decimals;
        column.different = seen.size();
        const bool may_be_codes = seen.size() <= most_different && !(column.is_number && decimals && !what.is_code);
        if (may_be_codes) {
            for (const auto& [cell, again] : seen) {
                column.values.emplace_back(cell);
                if (again) column.repeated.emplace_back(cell);
            }
            std::sort(column.values.begin(), column.values.end());
            std::sort(column.repeated.begin(), column.repeated.end());
        }
        result.push_back(std::move(column));
    }
    compare_counts(columns, result);
    return result;
}

void find_table_roles(Found& found) {
    const About t(found);
    const auto add = [&](Role role) { found.possible.push_back(role); };
    if (t.zone)
        set_key(found, *t.zone);
    else if (t.practice)
        set_key(found, *t.practice);
    const bool by_zone = t.zone != nullptr;
    if (by_zone && t.practice && t.patients) add(Role::registrations);
    if (t.practice && t.pcn && t.practice->different * 10 >= found.rows * 6) {
        add(Role::practices);
        set_key(found, *t.practice);
    }
    const bool lsoas = by_zone && t.zone->kind == "lsoa";
    if (lsoas && t.imd > 0) add(Role::deprivation);
    const bool places = t.x && t.y;
    if (t.postcode && places && t.postcode->different * 100 >= found.rows * 98) {
        add(Role::postcodes);
        set_key(found, *t.postcode);
    }
    const bool parent = by_zone && std::any_of(found.columns.begin(), found.columns.end(), [&](const FoundColumn& c) {
        return is_zone(c.kind) && is_key(c) && c.kind != t.zone->kind && c.different < t.zone->different;
    });
    if (by_zone && places && t.one_row_each(*t.zone)) {
        for (const FoundColumn& c : found.columns)
            if (c.is_number && (has_word(c.name, "households") || has_word(c.name, "residents") ||
                                has_word(c.name, "population") || has_word(c.name, "persons")))
                found.value = c.name;
        if (parent && !found.value.empty()) {
            add(Role::weights);
            for (const FoundColumn& c : found.columns)
                if (is_zone(c.kind) && is_key(c) && &c != t.zone && found.to.empty()) found.to = c.name;
        } else {
            add(Role::centroids);
        }
    }
    const bool long_ages = t.age && t.count && t.ages == 0;
    const bool only_total = t.totals > 0 && t.numbers == t.totals;
    if (by_zone && !t.practice && (t.ages > 1 || long_ages || only_total)) add(Role::residents);
    if (find_links(found)) add(Role::links);
    if (found.possible.empty() && find_lookup(found, t.numbers > 0)) add(Role::lookup);
    if (!found.possible.empty()) return;
    if (!found.source.code.empty() || t.found.columns.empty()) {
        if (find_figures(found, t)) add(Role::indicator);
    } else {
        for (const FoundColumn& c : found.columns)  // "Code" of some kind of area
            if (c.is_code && c.kind.empty() && found.source.code.empty()) set_key(found, c);
        if (!found.source.code.empty() && find_figures(found, t)) add(Role::indicator);
    }
    if (found.possible.empty() && by_zone && t.totals > 0) add(Role::residents);
}

void find_layer_roles(Found& found) {
    if (found.holds == Found::Holds::points) {
        if (is_zone(found.source.kind)) found.possible = {Role::centroids};
        return;
    }
    const bool zones = is_zone(found.source.kind);
    found.possible = zones ? std::vector{Role::zones, Role::boundaries} : std::vector{Role::boundaries, Role::zones};
    for (const FoundColumn& c : found.columns)
        if (!c.is_number && c.name != found.source.code && c.name != found.source.name && c.different > 1 &&
            c.different * 2 <= found.rows && c.filled == found.rows) {
            if (found.to.empty() || c.is_code) found.to = c.name;
        }
    if (!found.to.empty()) found.possible.push_back(Role::dissolve);
    const std::string& kind = found.source.kind;
    found.set = id_of(kind.empty() || kind == "other" ? found.source.layer.empty() ? found.source.path.stem().string()
                                                                                  : found.source.layer
                                                      : kind);
}

}  // namespace locality::io
