#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/deprivation_columns.h"
#include "io/notes.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace locality::io {

namespace {

using Measure = DeprivationMeasure;

/// LSOAs that England ranks: IoD 2019 (and 2015) on 2011 zones, IoD 2025 on 2021 zones.
int national_count(int edition) {
    return edition == 2025 ? 33755 : edition == 2019 ? 32844 : 0;
}

/// The edition, where the column's name or the file's says it.
int edition_in(std::string_view name) {
    for (const std::string& word : words_of(name)) {
        if (word == "2019") return 2019;
        if (word == "2025") return 2025;
    }
    return 0;
}

/// Figures of each index by row, and the names of their columns, for the year they may say.
struct Figures {
    std::vector<std::string> code;
    std::vector<model::DeprivationTable::Index> indices;  ///< in the file's order
    model::Values population;
    std::string population_name;
    std::string names;

    model::Values* of(const DeprivationColumn& column) {
        if (column.measure == Measure::population) return &population;
        auto at = std::find_if(indices.begin(), indices.end(), [&](const auto& i) { return i.id == column.index; });
        if (at == indices.end()) {
            indices.emplace_back();
            at = indices.end() - 1;
            at->id = column.index;
        }
        return column.measure == Measure::score  ? &at->score
               : column.measure == Measure::rank ? &at->rank
                                                 : &at->decile;
    }
};

/// A column for each measure; the first of each counts.
Figures wide(const Table& table, const KeyColumn& key, CellTally& tally) {
    Figures figures;
    figures.code.assign(table.cells[key.code].begin(), table.cells[key.code].end());
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const DeprivationColumn column = deprivation_column(table.columns[c]);
        if (column.measure == Measure::none) continue;
        model::Values* values = figures.of(column);
        if (values->size() > 0) continue;
        *values = numbers(table, c, tally);
        if (column.measure == Measure::population)
            figures.population_name = table.columns[c];
        else
            figures.names.append(table.columns[c]).append(1, ' ');
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
    std::unordered_map<std::string, DeprivationColumn> known;  // a national file repeats some thirty pairs of words
    std::vector<std::pair<std::size_t, const DeprivationColumn*>> meant(table.row_count(), {0, nullptr});
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        std::string words = std::string(table.cells[at.index][r]) + " " + std::string(table.cells[at.measurement][r]);
        auto word = known.find(words);
        if (word == known.end()) word = known.emplace(words, deprivation_column(words)).first;
        if (word->second.measure == Measure::none || word->second.measure == Measure::population) continue;
        const auto [zone, fresh] = row_of.try_emplace(table.cells[key.code][r], figures.code.size());
        if (fresh) figures.code.emplace_back(table.cells[key.code][r]);
        meant[r] = {zone->second, &word->second};
    }
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        const auto [zone, column] = meant[r];
        if (!column) continue;
        model::Values* values = figures.of(*column);
        if (values->size() == 0) *values = model::Values(figures.code.size());
        tally.read(table.cells[at.value][r], table.columns[at.value], *values, zone);
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

/// "" for the overall index, "income " for a domain: before the words decile and rank.
std::string of_index(const model::DeprivationTable::Index& index) {
    std::string words = index.id == "imd" ? "" : index.id + " ";
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

/// Deciles are checked against ranks; those that run the other way (10 = most deprived) would turn every map round.
void check_deciles(const model::DeprivationTable& table, const model::DeprivationTable::Index& index,
                   model::Issues& issues) {
    std::size_t compared = 0, differ = 0, reversed = 0;
    std::string codes;
    for (std::size_t i = 0; i < table.code.size(); ++i) {
        if (!index.rank.known(i) || !index.decile.known(i)) continue;
        ++compared;
        const double due = std::ceil(10.0 * index.rank.number[i] / table.national_zones);
        if (index.decile.number[i] == due) continue;
        ++differ;
        if (index.decile.number[i] == 11 - due) ++reversed;
        if (differ <= 20) codes += (codes.empty() ? "" : " ") + table.code[i];
    }
    if (compared > 0 && reversed * 10 > compared * 9)
        throw model::InputError(
            fmt::format("{}: its {}deciles count from the other end (10 = most deprived); in this program 1 is the "
                        "most deprived: turn them round, or leave the column out",
                        table.source, of_index(index)));
    if (differ > 0)
        warn(issues, table.source, "decile_rank",
             fmt::format("{} of {} {}deciles are not the tenth that the rank lies in ({} zones nationally); the "
                         "published deciles were kept",
                         differ, compared, of_index(index), table.national_zones),
             codes);
}

void require_range(const model::Values& values, const std::vector<std::string>& code, double most,
                   const std::string& what, const std::string& source) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values.known(i)) continue;
        const double n = values.number[i];
        if (n < 1 || n > most || n != std::floor(n))
            throw model::InputError(fmt::format("{}: {} has {} {}; it must be a whole number from 1 to {}", source,
                                                code[i], what, n, most));
    }
}

/// Deciles from ranks over all England, whatever part of it the file holds.
void make_deciles(model::DeprivationTable::Index& index, int national_zones) {
    index.decile = model::Values(index.rank.size());
    for (std::size_t i = 0; i < index.rank.size(); ++i) {
        if (index.rank.known(i))
            index.decile.set(i, std::ceil(10.0 * index.rank.number[i] / national_zones));
        else
            index.decile.set_blank(i, index.rank.status[i]);
    }
}

/// Ranges, deciles against ranks, deciles from ranks: each index of the table.
void check_indices(model::DeprivationTable& table, bool of_lsoas, model::Issues& issues) {
    bool made = false;
    for (model::DeprivationTable::Index& index : table.indices) {
        const bool overall = index.id == "imd";
        const bool has_rank = index.rank.size() > 0, has_decile = index.decile.size() > 0;
        require_range(index.decile, table.code, 10, of_index(index) + "decile", table.source);
        if (table.national_zones > 0)
            require_range(index.rank, table.code, table.national_zones, of_index(index) + "rank", table.source);
        if (has_decile && has_rank && table.national_zones > 0) {
            check_deciles(table, index, issues);
        } else if (!has_decile && of_lsoas && has_rank && table.national_zones > 0) {
            make_deciles(index, table.national_zones);
            made = made || overall;
        } else if (!has_decile && overall && of_lsoas && has_rank) {
            throw model::InputError(
                fmt::format("{}: has ranks but no deciles, and its edition (2019 or 2025) cannot be told; "
                            "put the year into the file's name",
                            table.source));
        } else if (!has_decile && overall) {
            warn(issues, table.source, "no_decile", "has no deciles, and no ranks of LSOAs to make them from");
        }
    }
    if (made)
        note(issues, table.source, "decile_from_rank",
             fmt::format("deciles were made from ranks out of {}", table.national_zones));
}

void fill_blank(model::Values& values, std::size_t rows) {
    if (values.size() == 0) values = model::Values(rows);
}

}  // namespace

model::DeprivationTable read_deprivation(const model::SourceSpec& spec, model::Issues& issues) {
    const Table table = read_table_with(spec, {}, issues);
    const Columns columns = columns_of(table);
    const KeyColumn key = key_column(columns, spec, true);
    CellTally tally;
    const auto rows_apart = long_columns(columns);
    Figures figures = rows_apart ? long_form(table, key, *rows_apart, tally) : wide(table, key, tally);
    const auto overall = std::find_if(figures.indices.begin(), figures.indices.end(),
                                      [](const model::DeprivationTable::Index& i) { return i.id == "imd"; });
    if (overall == figures.indices.end())
        throw model::InputError(
            fmt::format("{}: no score, rank or decile of the Index of Multiple Deprivation is recognised "
                        "(\"IMD_rank\", \"imd_decile\" ...); it has: {}",
                        table.source, listed(columns)));
    tally.report(issues, table.source);

    model::DeprivationTable deprivation;
    deprivation.source = table.source;
    deprivation.edition = edition_of(figures, spec.path, key);
    deprivation.code = std::move(figures.code);
    std::rotate(figures.indices.begin(), overall, overall + 1);  // the overall index comes first
    deprivation.indices = std::move(figures.indices);
    deprivation.population = std::move(figures.population);
    deprivation.population_name = std::move(figures.population_name);
    const bool of_lsoas = key.kind == "lsoa" || std::all_of(deprivation.code.begin(), deprivation.code.end(),
                                                            [](const std::string& c) { return c.starts_with("E01"); });
    if (of_lsoas) deprivation.national_zones = national_count(deprivation.edition);
    for (std::size_t i = 0; i < deprivation.population.size(); ++i)
        if (deprivation.population.number[i] < 0)
            throw model::InputError(fmt::format("{}: {} has a population of {}; mend the table", table.source,
                                                deprivation.code[i], deprivation.population.number[i]));
    check_indices(deprivation, of_lsoas, issues);

    for (model::DeprivationTable::Index& index : deprivation.indices)
        for (model::Values* values : {&index.score, &index.rank, &index.decile})
            fill_blank(*values, deprivation.code.size());
    const model::DeprivationTable::Index& first = deprivation.indices.front();
    deprivation.score = first.score;
    deprivation.rank = first.rank;
    deprivation.decile = first.decile;
    deprivation.indices.erase(deprivation.indices.begin());
    return deprivation;
}

}  // namespace locality::io
