#include "io/age_bands.h"
#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/notes.h"
#include "io/people_words.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace locality::io {

namespace {

using model::PeopleGroup;
using model::Sex;
using model::Values;

/// The year people were counted, from the file's name: "population20_lsoa11" is 2020, "census21" 2021, "mid-2022" 2022.
int year_in(const std::string& name) {
    const std::vector<std::string> words = words_of(name);
    for (const std::string& w : words)
        if (w.size() == 4 && year_of(w) != 0) return year_of(w);
    for (std::size_t i = 1; i < words.size(); ++i)
        if (const std::string& before = words[i - 1]; before == "population" || before == "census" || before == "pop" ||
                                                      before == "mid" || before == "mye" || before == "sape")
            if (const int year = year_of(words[i])) return year;
    return 0;
}

bool names_age(std::string_view column) {
    const std::vector<std::string> words = words_of(column);
    return std::any_of(words.begin(), words.end(), [](const std::string& w) { return w == "age" || w == "ageband"; }) &&
           std::none_of(words.begin(), words.end(), [](const std::string& w) {
               return w == "code" || w == "average" || w == "median" || w == "mean";
           });
}

bool names_sex(std::string_view column) {
    const std::vector<std::string> words = words_of(column);
    return !words.empty() && (words.front() == "sex" || words.front() == "gender") &&
           std::none_of(words.begin(), words.end(), [](const std::string& w) { return w == "code"; });
}

/// The column of counts in a long table.
bool names_count(std::string_view column) {
    static constexpr std::array names{"n", "count", "value", "observation", "obs value", "number", "usual residents"};
    std::string joined;
    for (const std::string& w : words_of(column)) joined += (joined.empty() ? "" : " ") + w;
    if (std::find(names.begin(), names.end(), joined) != names.end()) return true;
    const auto people = people_of(column);
    return people && !people->has_age && people->group.sex == Sex::all;
}

/// Counts by zone and group, wherever in a table they stood.
struct Counted {
    std::vector<std::string> code;
    std::map<PeopleGroup, Values> groups;  ///< without totals
    std::map<Sex, Values> totals;
    int year = 0;
};

Counted wide(const Table& table, const KeyColumn& key, CellTally& tally, model::Issues& issues) {
    Counted counted;
    const Columns columns = columns_of(table);
    for (std::size_t row = 0; row < table.row_count(); ++row) counted.code.emplace_back(table.cells[key.code][row]);
    std::string twice;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c == key.code || (key.name && c == *key.name)) continue;
        const auto people = people_of(table.columns[c]);
        if (!people) continue;
        if (people->year != 0) counted.year = people->year;
        const bool taken =
            people->has_age ? counted.groups.contains(people->group) : counted.totals.contains(people->group.sex);
        if (taken) {
            twice += (twice.empty() ? "" : ", ") + table.columns[c];
            continue;
        }
        Values values = numbers(table, c, tally);
        if (people->has_age)
            counted.groups.emplace(people->group, std::move(values));
        else
            counted.totals.emplace(people->group.sex, std::move(values));
    }
    if (!twice.empty())
        warn(issues, table.source, "duplicate_column",
             "columns that say the same as one before them were left out: " + twice);
    // A table with nothing but a column "n" beside the code counts people.
    if (counted.groups.empty() && counted.totals.empty())
        if (const auto n = find_column(columns, names_count))
            counted.totals.emplace(Sex::all, numbers(table, *n, tally));
    if (counted.groups.empty() && counted.totals.empty())
        throw model::InputError(
            fmt::format("{}: no column of residents is recognised (a total such as \"usual_residents\", ages such "
                        "as \"0\" ... \"90+\", or age_group and a count); it has: {}",
                        table.source, listed(columns)));
    return counted;
}

/// One row per zone and group.
Counted long_form(const Table& table, const KeyColumn& key, std::optional<std::size_t> age,
                  std::optional<std::size_t> sex, std::size_t count, CellTally& tally, model::Issues& issues) {
    Counted counted;
    std::unordered_map<std::string_view, std::size_t> row_of;
    std::map<std::string_view, std::size_t> not_understood;
    std::size_t repeated = 0;
    std::string_view first_repeated;
    struct Entry {
        std::size_t zone;
        PeopleWords people;
        double number;
        model::Status status;
    };
    std::vector<Entry> entries;
    std::unordered_set<std::uint64_t> seen;  // zone, group
    std::map<std::pair<std::string_view, std::string_view>, std::optional<PeopleWords>> words;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::string_view code = table.cells[key.code][row];
        const std::string_view age_words = age ? table.cells[*age][row] : std::string_view{};
        const std::string_view sex_word = sex ? table.cells[*sex][row] : std::string_view{};
        auto [at, fresh] = words.try_emplace({age_words, sex_word});
        if (fresh) {
            const auto which = sex ? sex_of(sex_word) : Sex::all;
            auto people = age ? people_of(age_words) : PeopleWords{};
            if (people && which) {
                if (which != Sex::all) people->group.sex = *which;
                at->second = people;
            }
        }
        if (!at->second) {
            ++not_understood[age && !people_of(age_words) ? age_words : sex_word];
            continue;
        }
        const auto [zone, first] = row_of.try_emplace(code, counted.code.size());
        if (first) counted.code.emplace_back(code);
        Entry entry{zone->second, *at->second, 0, model::Status::known};
        entry.number = tally.read(table.cells[count][row], table.columns[count], entry.status);
        const PeopleGroup& g = entry.people.group;
        const std::uint64_t packed = (static_cast<std::uint64_t>(entry.zone) << 32) |
                                     static_cast<std::uint64_t>(g.sex) << 24 |
                                     static_cast<std::uint64_t>(g.from) << 12 | static_cast<std::uint64_t>(g.to) << 1 |
                                     (entry.people.has_age ? 1U : 0U);
        if (!seen.insert(packed).second) {
            if (repeated++ == 0) first_repeated = code;
            continue;
        }
        entries.push_back(entry);
    }
    if (repeated > 0)
        throw model::InputError(
            fmt::format("{}: {} rows repeat a zone and group (first {}); the table has a breakdown besides age and "
                        "sex: keep one row for each, or leave the others out",
                        table.source, repeated, first_repeated));
    for (const Entry& entry : entries) {
        Values& values = entry.people.has_age
                             ? counted.groups.try_emplace(entry.people.group, counted.code.size()).first->second
                             : counted.totals.try_emplace(entry.people.group.sex, counted.code.size()).first->second;
        if (entry.status == model::Status::known)
            values.set(entry.zone, entry.number);
        else
            values.set_blank(entry.zone, entry.status);
    }
    if (!not_understood.empty()) {
        std::string list;
        std::size_t rows = 0;
        for (const auto& [word, n] : not_understood) {
            if (list.size() < 200) list += (list.empty() ? "\"" : ", \"") + std::string(word) + "\"";
            rows += n;
        }
        if (entries.empty())
            throw model::InputError(
                fmt::format("{}: none of its age groups or sexes is understood: {}", table.source, list));
        warn(issues, table.source, "unknown_group",
             fmt::format("{} rows of {} other groups were left out: {}", rows, not_understood.size(), list));
    }
    return counted;
}

/// Several years in one table would count everybody several times: the latest counts. Returns the year.
int keep_latest_year(Table& table, model::Issues& issues) {
    const Columns columns = columns_of(table);
    const auto when = find_column(columns, [](std::string_view name) {
        const std::string n = lower(name);
        return n == "year" || n == "date" || n == "time period" || n == "time_period" || n == "period";
    });
    if (!when) return 0;
    const std::set<std::string_view> years(table.cells[*when].begin(), table.cells[*when].end());
    const std::string latest(*years.rbegin());
    if (years.size() > 1) {
        const std::vector<std::string_view> stated = table.cells[*when];
        for (std::vector<std::string_view>& column : table.cells) {
            std::size_t to = 0;
            for (std::size_t row = 0; row < stated.size(); ++row)
                if (stated[row] == latest) column[to++] = column[row];
            column.resize(to);
        }
        warn(issues, table.source, "several_years",
             fmt::format("holds {} years; the latest was taken ({})", years.size(), latest));
    }
    return latest.size() >= 4 ? year_of(latest.substr(0, 4)) : 0;
}

/// True where the bands do add up to the total, as counts do and percentages do not.
bool adds_up(const Values& total, const Values& sum) {
    std::size_t compared = 0, agree = 0;
    for (std::size_t i = 0; i < total.size(); ++i) {
        if (!total.known(i) || !sum.known(i)) continue;
        ++compared;
        const double tolerance = std::max(20.0, 0.02 * total.number[i]);  // small counts are rounded and perturbed
        if (std::abs(total.number[i] - sum.number[i]) <= tolerance) ++agree;
    }
    return compared == 0 || agree * 2 >= compared;
}

/// Rows that only repeat another one say nothing new; rows that contradict another are left for the join to list.
void drop_repeats(Counted& counted, const std::string& source, model::Issues& issues) {
    std::unordered_map<std::string_view, std::size_t> first;
    std::vector<bool> keep(counted.code.size(), true);
    std::size_t same = 0, different = 0;
    const auto equal = [](const Values& v, std::size_t a, std::size_t b) {
        return v.status[a] == v.status[b] && (!v.known(a) || v.number[a] == v.number[b]);
    };
    for (std::size_t i = 0; i < counted.code.size(); ++i) {
        const auto [at, fresh] = first.try_emplace(counted.code[i], i);
        if (fresh) continue;
        bool alike = true;
        for (const auto& [group, values] : counted.groups) alike = alike && equal(values, i, at->second);
        for (const auto& [sex, values] : counted.totals) alike = alike && equal(values, i, at->second);
        ++(alike ? same : different);
        keep[i] = !alike;
    }
    // Every zone several times over with different figures is a long table whose breakdown is not known.
    if (different > 0 && different * 2 > first.size())
        throw model::InputError(
            fmt::format("{}: {} rows repeat a code with other figures, and no column of ages or sexes is "
                        "recognised; give a table with one row for each zone",
                        source, different));
    if (same == 0) return;
    const auto squeeze = [&](auto& list) {
        std::size_t to = 0;
        for (std::size_t i = 0; i < keep.size(); ++i)
            if (keep[i]) list[to++] = list[i];
        list.resize(to);
    };
    const auto squeeze_values = [&](Values& v) {
        squeeze(v.number);
        squeeze(v.status);
    };
    first.clear();
    squeeze(counted.code);
    for (auto& [group, values] : counted.groups) squeeze_values(values);
    for (auto& [sex, values] : counted.totals) squeeze_values(values);
    note(issues, source, "duplicate_code",
         fmt::format("{} rows repeat a row before them, figures and all, and were left out", same));
}

}  // namespace

model::ResidentsTable read_residents(const model::SourceSpec& spec, model::Issues& issues) {
    Table table = read_table_with(spec, {}, issues);
    const int stated_year = keep_latest_year(table, issues);
    const Columns columns = columns_of(table);
    const KeyColumn key = key_column(columns, spec, true);
    CellTally tally;
    const auto age = find_column(columns, [](std::string_view n) { return names_age(n) && !people_of(n); });
    const auto sex = find_column(columns, names_sex);
    const auto count =
        find_column(columns, [&](std::string_view n) { return names_count(n) && !names_age(n) && !names_sex(n); });
    const bool is_long = (age || sex) && count;
    Counted counted =
        is_long ? long_form(table, key, age, sex, *count, tally, issues) : wide(table, key, tally, issues);
    tally.report(issues, table.source);
    drop_repeats(counted, table.source, issues);

    model::ResidentsTable residents;
    residents.source = table.source;
    residents.year = stated_year != 0    ? stated_year
                     : counted.year != 0 ? counted.year
                                         : year_in(spec.path.filename().string());
    residents.code = std::move(counted.code);

    // Bands by sex first; the published total, or what adds up to it.
    std::optional<Values> sum;
    std::optional<Values> female, male;
    for (const Sex which : {Sex::all, Sex::female, Sex::male}) {
        Bands bands = banded(counted.groups, which);
        if (bands.groups.empty()) continue;
        if (!bands.left_out.empty())
            note(issues, table.source, "overlapping_ages",
                 "age bands that overlap finer ones were left out: " + bands.left_out);
        const auto published = counted.totals.find(which);
        const Values all_ages = summed(bands.counts);
        const bool every_age = bands.complete;
        if (published != counted.totals.end() && every_age && !adds_up(published->second, all_ages)) {
            warn(issues, table.source, "not_counts",
                 "the age bands do not add up to the total (they may be percentages) and were left out");
            continue;
        }
        if (published != counted.totals.end() && !every_age && !adds_up(published->second, all_ages) &&
            bands.groups.size() > 1)
            note(issues, table.source, "some_ages", "the age bands do not cover every age; the published total counts");
        if (which == Sex::all && every_age) sum = all_ages;
        if (which == Sex::female && every_age) female = all_ages;
        if (which == Sex::male && every_age) male = all_ages;
        for (std::size_t g = 0; g < bands.groups.size(); ++g) {
            residents.groups.push_back(bands.groups[g]);
            residents.count.push_back(std::move(bands.counts[g]));
        }
    }
    for (const Sex which : {Sex::female, Sex::male}) {
        const auto published = counted.totals.find(which);
        if (published == counted.totals.end()) continue;
        (which == Sex::female ? female : male) = published->second;
        const bool has_bands = std::any_of(residents.groups.begin(), residents.groups.end(),
                                           [&](const PeopleGroup& g) { return g.sex == which; });
        if (has_bands) continue;
        residents.groups.push_back({which, 0, 999});
        residents.count.push_back(published->second);
    }
    if (const auto published = counted.totals.find(Sex::all); published != counted.totals.end()) {
        residents.total = published->second;
    } else if (sum) {
        residents.total = *sum;
    } else if (female && male) {
        const std::array both{*female, *male};
        residents.total = summed(both);
    } else {
        throw model::InputError(
            fmt::format("{}: the ages it has do not cover everybody, and there is no total; add a column such as "
                        "\"usual_residents\"",
                        table.source));
    }
    for (std::size_t i = 0; i < residents.total.size(); ++i)
        if (residents.total.number[i] < 0)
            throw model::InputError(fmt::format("{}: {} has {} residents; mend the table", table.source,
                                                residents.code[i], residents.total.number[i]));
    return residents;
}

}  // namespace locality::io
