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
#include <cmath>
#include <set>
#include <unordered_map>

namespace locality::io {

namespace {

using model::RegistrationsTable;
using model::Sex;
using model::Status;

std::string joined_words(std::string_view column) {
    std::string joined;
    for (const std::string& w : words_of(column)) joined += (joined.empty() ? "" : " ") + w;
    return joined;
}

template <std::size_t N>
std::optional<std::size_t> one_of(const Columns& columns, const std::array<const char*, N>& names) {
    for (const char* name : names)
        if (const auto c = find_column(columns, [&](std::string_view n) { return joined_words(n) == name; })) return c;
    return {};
}

std::size_t practice_column(const Columns& columns) {
    if (const auto code = code_of(columns, "practice")) return *code;
    static constexpr std::array others{"practice", "gp practice", "org code", "organisation code", "code", "gp code"};
    if (const auto c = one_of(columns, others)) return *c;
    throw model::InputError(fmt::format("{}: no column of practice codes is recognised (\"PRACTICE_CODE\"); it has: {}",
                                        columns.source, listed(columns)));
}

bool is_zone_kind(const std::string& kind) {
    return kind == "oa" || kind == "lsoa" || kind == "msoa" || kind == "ward" || kind == "lad";
}

/// Registrations of several dates added up would count people several times.
void refuse_several_dates(const Table& table) {
    const Columns columns = columns_of(table);
    static constexpr std::array names{"extract date", "date", "effective date", "period"};
    const auto date = one_of(columns, names);
    if (!date) return;
    const std::set<std::string_view> dates(table.cells[*date].begin(), table.cells[*date].end());
    if (dates.size() > 1)
        throw model::InputError(
            fmt::format("{}: column \"{}\" holds {} dates (\"{}\", \"{}\" ...); keep the rows of one", table.source,
                        table.columns[*date], dates.size(), *dates.begin(), *std::next(dates.begin())));
}

/// Number columns that hold patients: one for all, or one for each sex.
std::vector<std::size_t> patient_columns(const Columns& columns) {
    static constexpr std::array all{
        "number of patients",  "all patients", "patients", "total patients", "total", "count", "n",
        "registered patients", "list size"};
    static constexpr std::array female{"female patients", "number of female patients", "females", "female"};
    static constexpr std::array male{"male patients", "number of male patients", "males", "male"};
    if (const auto c = one_of(columns, all)) return {*c};
    if (const auto f = one_of(columns, female), m = one_of(columns, male); f && m) return {*f, *m};
    throw model::InputError(fmt::format("{}: no column of patients is recognised (\"NUMBER_OF_PATIENTS\"); it has: {}",
                                        columns.source, listed(columns)));
}

/// The column of sexes, where rows of more than one stand in it.
std::optional<std::size_t> sexes_apart(const Columns& columns, const Table& table) {
    const auto sex = find_column(columns, [](std::string_view n) { return lower(n) == "sex" || lower(n) == "gender"; });
    if (!sex) return {};
    const auto& cells = table.cells[*sex];
    const bool one = std::all_of(cells.begin(), cells.end(), [&](std::string_view c) { return c == cells.front(); });
    if (one) return {};
    return sex;
}

void add(RegistrationsTable::Row& row, double patients, Status status) {
    if (row.status == Status::known && status == Status::known) {
        row.patients += patients;
        return;
    }
    row.patients = model::no_value;
    row.status =
        row.status == Status::suppressed || status == Status::suppressed ? Status::suppressed : Status::missing;
}

}  // namespace

model::RegistrationsTable read_registrations(const model::SourceSpec& spec, model::Issues& issues) {
    const Table table = read_table_with(spec, {}, issues);
    const Columns columns = columns_of(table);
    const std::size_t zone = key_column(columns, spec, true).code;
    const std::size_t practice = practice_column(columns);
    const std::vector<std::size_t> patients = patient_columns(columns);
    const auto sex = sexes_apart(columns, table);
    if (zone == practice)
        throw model::InputError(fmt::format(
            "{}: no column of zone codes is recognised beside the practices (\"LSOA_CODE\"); say which with "
            "code = \"...\"; it has: {}",
            table.source, listed(columns)));
    refuse_several_dates(table);

    RegistrationsTable registrations;
    registrations.source = table.source;
    CellTally tally;
    // By practice and zone, where sexes stand in rows of their own: index of the row for ALL, and of the sum of the
    // sexes.
    struct Sums {
        std::ptrdiff_t all = -1, sexes = -1;
    };
    std::unordered_map<std::string, Sums> sums;
    std::vector<bool> keep;
    std::size_t odd_sex = 0, both = 0;
    std::string_view first_odd;
    std::string key;
    registrations.rows.reserve(table.row_count());
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        RegistrationsTable::Row row{std::string(table.cells[zone][r]), std::string(table.cells[practice][r]), 0,
                                    Status::known};
        for (std::size_t c : patients) {
            Status status = Status::known;
            const double n = tally.read(table.cells[c][r], table.columns[c], status);
            if (n < 0)
                throw model::InputError(fmt::format("{}: {} patients of {} in {}; mend the table", table.source, n,
                                                    row.practice, row.zone));
            add(row, n, status);
        }
        if (!sex) {
            registrations.rows.push_back(std::move(row));
            continue;
        }
        const auto which = sex_of(table.cells[*sex][r]);
        if (!which) {
            // "Indeterminate", "Unknown": people all the same, unless a row for ALL counts them already.
            if (odd_sex++ == 0) first_odd = table.cells[*sex][r];
        }
        key.assign(row.practice).append(1, '\0').append(row.zone);
        Sums& sum = sums[key];
        std::ptrdiff_t& slot = which == Sex::all ? sum.all : sum.sexes;
        if (slot >= 0) {
            add(registrations.rows[static_cast<std::size_t>(slot)], row.patients, row.status);
            continue;
        }
        slot = static_cast<std::ptrdiff_t>(registrations.rows.size());
        registrations.rows.push_back(std::move(row));
    }
    tally.report(issues, table.source);
    if (sex) {
        keep.assign(registrations.rows.size(), true);
        for (const auto& [pair, sum] : sums) {
            if (sum.all < 0 || sum.sexes < 0) continue;
            keep[static_cast<std::size_t>(sum.sexes)] = false;
            ++both;
        }
        if (both > 0) {
            std::size_t to = 0;
            for (std::size_t i = 0; i < registrations.rows.size(); ++i) {
                if (!keep[i]) continue;
                if (to != i) registrations.rows[to] = std::move(registrations.rows[i]);
                ++to;
            }
            registrations.rows.resize(to);
            note(issues, table.source, "sexes_and_all",
                 fmt::format("{} pairs of practice and zone have rows for all and for each sex; those for all count",
                             both));
        }
        if (odd_sex > 0)
            note(
                issues, table.source, "unknown_sex",
                fmt::format("{} rows have another sex (first \"{}\"); their patients are counted", odd_sex, first_odd));
    }
    return registrations;
}

model::PracticesTable read_practices(const model::SourceSpec& spec, model::Issues& issues) {
    const Table table = read_table_with(spec, {}, issues);
    const Columns columns = columns_of(table);
    // A file of registrations names the column of its zones as the code.
    const bool names_practice = !spec.code.empty() && !is_zone_kind(recognise(spec.code).kind);
    const std::size_t practice = names_practice ? column_called(columns, spec.code, "code") : practice_column(columns);
    const auto pcn = code_of(columns, "pcn");
    if (!pcn)
        throw model::InputError(fmt::format("{}: no column of PCN codes is recognised (\"PCN_CODE\"); it has: {}",
                                            table.source, listed(columns)));
    const auto pcn_name = name_of(columns, "pcn");
    const auto name = spec.name.empty() ? name_of(columns, "practice") : column_called(columns, spec.name, "name");
    // NHS England's list of members keeps practices that have left, with the day they did.
    const auto end = find_column(columns, [](std::string_view n) {
        const std::string joined = joined_words(n);
        return joined == "practice to pcn relationship end date" || joined == "relationship end date" ||
               joined == "left date";
    });
    const auto cell = [&](std::optional<std::size_t> column, std::size_t row) {
        return column ? std::string(table.cells[*column][row]) : std::string();
    };

    model::PracticesTable practices;
    practices.source = table.source;
    std::unordered_map<std::string, std::size_t> row_of;
    std::size_t unallocated = 0, ended = 0, blank = 0;
    std::set<std::string> contradicted;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        model::PracticesTable::Row row{cell(practice, r), cell(name, r), cell(pcn, r), cell(pcn_name, r)};
        if (row.practice.empty()) {
            ++blank;
            continue;
        }
        const std::string code = lower(row.pcn);
        const bool none = code.empty() || code == "u" || code == "-" || code == "unallocated" || code == "na" ||
                          code == "n/a" || code == "null";
        if (none) row.pcn = row.pcn_name = "";
        if (end && !table.cells[*end][r].empty()) {
            ++ended;
            continue;
        }
        const auto [at, fresh] = row_of.try_emplace(row.practice, practices.rows.size());
        if (fresh) {
            if (none) ++unallocated;
            practices.rows.push_back(std::move(row));
        } else if (practices.rows[at->second].pcn != row.pcn) {
            contradicted.insert(row.practice);
        }
    }
    if (practices.rows.empty()) throw model::InputError(table.source + ": lists no practice that is in a PCN today");
    const std::string& source = table.source;
    if (unallocated > 0) note(issues, source, "no_pcn", fmt::format("{} practices are in no PCN", unallocated));
    if (ended > 0)
        note(issues, source, "left_pcn",
             fmt::format("{} rows of practices that have left their PCN were passed over", ended));
    if (blank > 0)
        warn(issues, source, "missing", fmt::format("{} rows without a practice code were passed over", blank));
    if (!contradicted.empty())
        warn(issues, source, "several_pcns",
             fmt::format("{} practices stand with more than one PCN; the first counts", contradicted.size()),
             fmt::format("{}", fmt::join(contradicted, " ")));
    return practices;
}

}  // namespace locality::io
