#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/notes.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace locality::io {

namespace {

enum class Measure { none, score, rank, decile };

/// LSOAs that England ranks: IoD 2019 (and 2015) on 2011 zones, IoD 2025 on 2021 zones.
int national_count(int edition) {
    return edition == 2025 ? 33755 : edition == 2019 ? 32844 : 0;
}

/// What a column measures of the overall index, whatever the publisher's spelling: "IMD_rank", "IMDDec0", "Index of
/// Multiple Deprivation (IMD) Rank (where 1 is most deprived)". Domains and other indices are none.
Measure measure_of(std::string_view column) {
    std::string joined;
    for (char c : column)
        if (is_letter(c)) joined += lower(c);
    // mySociety's UK-wide composite carries the English figures under these names.
    if (joined == "overalllocalscore") return Measure::score;
    if (joined == "originaldecile") return Measure::decile;
    const auto has = [&](const char* part) { return joined.find(part) != std::string::npos; };
    if (!has("imd") && !has("indexofmultipledeprivation")) return Measure::none;
    static constexpr std::array others{
        "idaci",   "idaopi",      "income",        "employment", "education", "health",     "crime",      "housing",
        "barrier", "environment", "living",        "adult",      "children",  "indoors",    "outdoors",   "ukimd",
        "average", "proportion",  "concentration", "extent",     "quintile",  "percentile", "population", "numerator"};
    if (std::any_of(others.begin(), others.end(), has)) return Measure::none;
    if (has("score")) return Measure::score;
    if (has("rank")) return Measure::rank;
    if (has("dec")) return Measure::decile;
    return Measure::none;
}

/// The edition, where the column's name or the file's says it.
int edition_in(std::string_view name) {
    for (const std::string& word : words_of(name)) {
        if (word == "2019") return 2019;
        if (word == "2025") return 2025;
    }
    return 0;
}

/// Figures of the overall index by row, and in which column each was found.
struct Figures {
    std::vector<std::string> code;
    model::Values score, rank, decile;
    std::string names;  ///< of the columns, for the year they may say
    bool has_score = false, has_rank = false, has_decile = false;

    model::Values* of(Measure measure) {
        switch (measure) {
            case Measure::score:
                return &score;
            case Measure::rank:
                return &rank;
            case Measure::decile:
                return &decile;
            case Measure::none:
                break;
        }
        return nullptr;
    }
    void found(Measure measure, std::string_view column) {
        names.append(column).append(1, ' ');
        has_score = has_score || measure == Measure::score;
        has_rank = has_rank || measure == Measure::rank;
        has_decile = has_decile || measure == Measure::decile;
    }
};

/// A column for each measure.
Figures wide(const Table& table, const KeyColumn& key, CellTally& tally) {
    Figures figures;
    const std::size_t rows = table.row_count();
    figures.code.assign(table.cells[key.code].begin(), table.cells[key.code].end());
    figures.score = figures.rank = figures.decile = model::Values(rows);
    std::set<Measure> taken;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Measure measure = measure_of(table.columns[c]);
        if (measure == Measure::none || !taken.insert(measure).second) continue;
        *figures.of(measure) = numbers(table, c, tally);
        figures.found(measure, table.columns[c]);
    }
    return figures;
}

/// A row for each measure of each index, as the department's open data service gives them.
struct LongColumns {
    std::size_t index, measurement, value;
};
std::optional<LongColumns> long_columns(const Columns& columns) {
    const auto index =
        find_column(columns, [](std::string_view n) { return lower(n).starts_with("indices of deprivation"); });
    const auto measurement = find_column(columns, [](std::string_view n) { return lower(n) == "measurement"; });
    const auto value = find_column(columns, [](std::string_view n) { return lower(n) == "value"; });
    if (!index || !measurement || !value) return {};
    return LongColumns{*index, *measurement, *value};
}

Figures long_form(const Table& table, const KeyColumn& key, const LongColumns& at, CellTally& tally) {
    Figures figures;
    if (const auto date = find_column(columns_of(table), [](std::string_view n) { return lower(n) == "datecode"; }))
        figures.names.append(table.cells[*date].front()).append(1, ' ');
    std::unordered_map<std::string_view, std::size_t> row_of;
    std::vector<std::pair<std::size_t, Measure>> meant(table.row_count(), {0, Measure::none});
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        const std::string words =
            std::string(table.cells[at.index][r]) + " " + std::string(table.cells[at.measurement][r]);
        const Measure measure = measure_of(words);
        if (measure == Measure::none) continue;
        const auto [zone, fresh] = row_of.try_emplace(table.cells[key.code][r], figures.code.size());
        if (fresh) figures.code.emplace_back(table.cells[key.code][r]);
        meant[r] = {zone->second, measure};
    }
    figures.score = figures.rank = figures.decile = model::Values(figures.code.size());
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        const auto [zone, measure] = meant[r];
        if (measure == Measure::none) continue;
        tally.read(table.cells[at.value][r], table.columns[at.value], *figures.of(measure), zone);
        figures.found(measure, "");
    }
    return figures;
}

int edition_of(const Figures& figures, const std::filesystem::path& file, const KeyColumn& key) {
    if (const int stated = edition_in(figures.names)) return stated;
    if (const int stated = edition_in(file.filename().string())) return stated;
    for (const std::string& word : words_of(file.stem().string())) {  // "iod25"
        if (word == "19") return 2019;
        if (word == "25") return 2025;
    }
    return key.vintage == 2011 ? 2019 : key.vintage == 2021 ? 2025 : 0;
}

/// Deciles are checked against ranks; those that run the other way (10 = most deprived) would turn every map round.
void check_deciles(model::DeprivationTable& table, model::Issues& issues) {
    std::size_t compared = 0, differ = 0, reversed = 0;
    std::string codes;
    for (std::size_t i = 0; i < table.code.size(); ++i) {
        if (!table.rank.known(i) || !table.decile.known(i)) continue;
        ++compared;
        const double due = std::ceil(10.0 * table.rank.number[i] / table.national_zones);
        if (table.decile.number[i] == due) continue;
        ++differ;
        if (table.decile.number[i] == 11 - due) ++reversed;
        if (differ <= 20) codes += (codes.empty() ? "" : " ") + table.code[i];
    }
    if (compared > 0 && reversed * 10 > compared * 9)
        throw model::InputError(
            fmt::format("{}: its deciles count from the other end (10 = most deprived); in this program 1 is the most "
                        "deprived: turn them round, or leave the column out",
                        table.source));
    if (differ > 0)
        warn(
            issues, table.source, "decile_rank",
            fmt::format("{} of {} deciles are not the tenth that the rank lies in ({} zones nationally); the published "
                        "deciles were kept",
                        differ, compared, table.national_zones),
            codes);
}

void require_range(const model::Values& values, const std::vector<std::string>& code, double most, const char* what,
                   const std::string& source) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values.known(i)) continue;
        const double n = values.number[i];
        if (n < 1 || n > most || n != std::floor(n))
            throw model::InputError(fmt::format("{}: {} has {} {}; it must be a whole number from 1 to {}", source,
                                                code[i], what, n, most));
    }
}

/// Deciles from ranks, where the number of ranked zones is known.
void make_deciles(model::DeprivationTable& table, bool has_ranks, model::Issues& issues) {
    if (!has_ranks) {
        warn(issues, table.source, "no_decile", "has no deciles, and no ranks of LSOAs to make them from");
        return;
    }
    if (table.national_zones == 0)
        throw model::InputError(
            fmt::format("{}: has ranks but no deciles, and its edition (2019 or 2025) cannot be told; "
                        "put the year into the file's name",
                        table.source));
    for (std::size_t i = 0; i < table.code.size(); ++i) {
        if (table.rank.known(i))
            table.decile.set(i, std::ceil(10.0 * table.rank.number[i] / table.national_zones));
        else
            table.decile.set_blank(i, table.rank.status[i]);
    }
    note(issues, table.source, "decile_from_rank",
         fmt::format("deciles were made from ranks out of {}", table.national_zones));
}

}  // namespace

model::DeprivationTable read_deprivation(const model::SourceSpec& spec, model::Issues& issues) {
    const Table table = read_table_with(spec, {}, issues);
    const Columns columns = columns_of(table);
    const KeyColumn key = key_column(columns, spec, true);
    CellTally tally;
    const auto rows_apart = long_columns(columns);
    Figures figures = rows_apart ? long_form(table, key, *rows_apart, tally) : wide(table, key, tally);
    if (!figures.has_score && !figures.has_rank && !figures.has_decile)
        throw model::InputError(
            fmt::format("{}: no score, rank or decile of the Index of Multiple Deprivation is recognised "
                        "(\"IMD_rank\", \"imd_decile\" ...); it has: {}",
                        table.source, listed(columns)));
    tally.report(issues, table.source);

    model::DeprivationTable deprivation;
    deprivation.source = table.source;
    deprivation.edition = edition_of(figures, spec.path, key);
    deprivation.code = std::move(figures.code);
    deprivation.score = std::move(figures.score);
    deprivation.rank = std::move(figures.rank);
    deprivation.decile = std::move(figures.decile);
    const bool of_lsoas = key.kind == "lsoa" || std::all_of(deprivation.code.begin(), deprivation.code.end(),
                                                            [](const std::string& c) { return c.starts_with("E01"); });
    if (of_lsoas) deprivation.national_zones = national_count(deprivation.edition);

    require_range(deprivation.decile, deprivation.code, 10, "decile", table.source);
    if (deprivation.national_zones > 0)
        require_range(deprivation.rank, deprivation.code, deprivation.national_zones, "rank", table.source);
    if (figures.has_decile && figures.has_rank && deprivation.national_zones > 0)
        check_deciles(deprivation, issues);
    else if (!figures.has_decile)
        make_deciles(deprivation, of_lsoas && figures.has_rank, issues);
    return deprivation;
}

}  // namespace locality::io
