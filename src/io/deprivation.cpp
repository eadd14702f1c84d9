#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

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

struct Found {
    std::optional<std::size_t> score, rank, decile;
};

Found measures(const Columns& columns) {
    Found found;
    for (std::size_t c = 0; c < columns.names.size(); ++c) {
        const Measure m = measure_of(columns.names[c]);
        auto* slot = m == Measure::score    ? &found.score
                     : m == Measure::rank   ? &found.rank
                     : m == Measure::decile ? &found.decile
                                            : nullptr;
        if (slot && !*slot) *slot = c;
    }
    return found;
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
        issues.push_back(
            {model::Severity::warning,
             "decile_rank",
             table.source,
             codes,
             fmt::format(
                 "{} of {} deciles are not the tenth that the rank lies in ({} zones nationally); the published "
                 "deciles were kept",
                 differ, compared, table.national_zones),
             {},
             0});
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

}  // namespace

model::DeprivationTable read_deprivation(const model::SourceSpec& spec, model::Issues& issues) {
    const Table table = read_table_with(spec, {}, issues);
    const Columns columns = columns_of(table);
    const KeyColumn key = key_column(columns, spec, true);
    const Found found = measures(columns);
    if (!found.score && !found.rank && !found.decile)
        throw model::InputError(
            fmt::format("{}: no score, rank or decile of the Index of Multiple Deprivation is recognised "
                        "(\"IMD_rank\", \"imd_decile\" ...); it has: {}",
                        table.source, listed(columns)));
    model::DeprivationTable deprivation;
    deprivation.source = table.source;
    const std::size_t rows = table.row_count();
    for (std::size_t r = 0; r < rows; ++r) deprivation.code.emplace_back(table.cells[key.code][r]);
    CellTally tally;
    const auto read = [&](std::optional<std::size_t> column) {
        return column ? numbers(table, *column, tally) : model::Values(rows);
    };
    deprivation.score = read(found.score);
    deprivation.rank = read(found.rank);
    deprivation.decile = read(found.decile);
    tally.report(issues, table.source);

    for (const auto& column : {found.rank, found.decile, found.score})
        if (column && deprivation.edition == 0) deprivation.edition = edition_in(table.columns[*column]);
    if (deprivation.edition == 0) deprivation.edition = edition_in(spec.path.filename().string());
    if (deprivation.edition == 0) {
        for (const std::string& word : words_of(spec.path.stem().string())) {  // "imd2019", "iod25"
            if (word == "19") deprivation.edition = 2019;
            if (word == "25") deprivation.edition = 2025;
        }
    }
    if (deprivation.edition == 0) deprivation.edition = key.vintage == 2011 ? 2019 : key.vintage == 2021 ? 2025 : 0;
    const bool of_lsoas = key.kind == "lsoa" || std::all_of(deprivation.code.begin(), deprivation.code.end(),
                                                            [](const std::string& c) { return c.starts_with("E01"); });
    if (of_lsoas) deprivation.national_zones = national_count(deprivation.edition);
    if (of_lsoas && deprivation.national_zones == 0 && found.rank && !found.decile)
        throw model::InputError(fmt::format(
            "{}: has no deciles, and which edition it is cannot be told (2019 or 2025), so that ranks cannot "
            "be made deciles; put the year into the file's name",
            table.source));
    if (!found.decile && deprivation.national_zones == 0)
        issues.push_back({model::Severity::warning,
                          "no_decile",
                          table.source,
                          "",
                          "has no deciles, and none can be made: England's ranks are of LSOAs",
                          {},
                          0});
    require_range(deprivation.decile, deprivation.code, 10, "decile", table.source);
    if (deprivation.national_zones > 0) {
        require_range(deprivation.rank, deprivation.code, deprivation.national_zones, "rank", table.source);
        if (!found.decile) {
            for (std::size_t i = 0; i < rows; ++i) {
                if (deprivation.rank.known(i))
                    deprivation.decile.set(i,
                                           std::ceil(10.0 * deprivation.rank.number[i] / deprivation.national_zones));
                else
                    deprivation.decile.set_blank(i, deprivation.rank.status[i]);
            }
            if (found.rank)
                issues.push_back({model::Severity::note,
                                  "decile_from_rank",
                                  table.source,
                                  "",
                                  fmt::format("deciles were made from ranks out of {}", deprivation.national_zones),
                                  {},
                                  0});
        } else {
            check_deciles(deprivation, issues);
        }
    }
    return deprivation;
}

}  // namespace locality::io
