#include "core/zone_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace locality::core {

using model::Status;
using model::Values;

namespace {

/// Gathers rows without a zone by category, in order of category.
class UnplacedRows {
public:
    void add(const std::string& category, double people) {
        model::Unplaced& u = m_by_category[category];
        ++u.rows;
        if (!std::isnan(people)) u.people += people;
    }
    double people() const {
        double sum = 0.0;
        for (const auto& [category, u] : m_by_category) sum += u.people;
        return sum;
    }
    void append_to(std::vector<model::Unplaced>& list, const std::string& quantity) const {
        for (const auto& [category, u] : m_by_category) list.push_back({quantity, category, u.rows, u.people});
    }

private:
    std::map<std::string, model::Unplaced> m_by_category;
};

model::Issue table_issue(std::string kind, const std::string& table, std::string what) {
    model::Issue issue;
    issue.kind = std::move(kind);
    issue.layer = table;
    issue.what = std::move(what);
    return issue;
}

std::string zones_label(const model::Coverage& zones) {
    return zones.vintage ? fmt::format("zones ({} {})", zones.kind, zones.vintage) : fmt::format("zones ({})", zones.kind);
}

void note_duplicates(ZoneFigures& figures, const model::JoinReport& report) {
    for (const std::string& code : report.duplicate) {
        model::Issue issue = table_issue("duplicate_row", report.table,
                                         "this code stands on more than one row; the first row counts, the others are "
                                         "listed as not placed");
        issue.code = code;
        figures.issues.push_back(std::move(issue));
    }
}

void join_residents(const model::ResidentsTable& table, const model::Coverage& zones, ZoneFigures& figures) {
    Joined joined = join(table.code, zones.code, "residents", zones_label(zones));
    figures.residents = pick(table.total, joined.row_of_code);
    figures.groups = table.groups;
    for (const Values& group : table.count) figures.people.push_back(pick(group, joined.row_of_code));

    std::vector<bool> placed(table.code.size(), false);
    for (std::int32_t row : joined.row_of_code)
        if (row >= 0) placed[row] = true;
    const std::set<std::string> duplicate(joined.report.duplicate.begin(), joined.report.duplicate.end());
    UnplacedRows unplaced;
    std::size_t blank = 0;
    for (std::size_t row = 0; row < table.code.size(); ++row) {
        if (table.total.known(row))
            figures.residents_in += table.total.number[row];
        else
            ++blank;
        if (placed[row]) continue;
        unplaced.add(duplicate.contains(table.code[row]) ? "repeated rows" : unplaced_category(table.code[row]),
                     table.total.number[row]);
    }
    if (blank > 0)
        figures.issues.push_back(table_issue(
            "blank_residents", "residents", fmt::format("{} rows have no known total; their zones have no figure", blank)));
    figures.residents_unplaced = unplaced.people();
    unplaced.append_to(figures.unplaced, "residents");
    note_duplicates(figures, joined.report);
    figures.joins.push_back(std::move(joined.report));
}

void join_registrations(const model::RegistrationsTable& table, const model::Coverage& zones, ZoneFigures& figures) {
    std::unordered_map<std::string_view, std::int32_t> zone_of;
    zone_of.reserve(zones.size() * 2);
    for (std::size_t z = 0; z < zones.size(); ++z) zone_of.emplace(zones.code[z], static_cast<std::int32_t>(z));
    std::set<std::string_view> practices;
    for (const auto& row : table.rows) practices.insert(row.practice);
    figures.patients.practice.assign(practices.begin(), practices.end());
    std::unordered_map<std::string_view, std::int32_t> practice_of;
    for (std::size_t p = 0; p < figures.patients.practice.size(); ++p)
        practice_of.emplace(figures.patients.practice[p], static_cast<std::int32_t>(p));

    std::vector<double> sum(zones.size(), 0.0);
    std::vector<Status> status(zones.size(), Status::known);
    std::vector<bool> seen(zones.size(), false);
    std::set<std::string> unknown;
    UnplacedRows unplaced;
    std::size_t blank = 0;
    figures.patients.rows.reserve(table.rows.size());
    for (const auto& row : table.rows) {
        const auto at = zone_of.find(row.zone);
        const std::int32_t zone = at == zone_of.end() ? -1 : at->second;
        figures.patients.rows.push_back({zone, practice_of.at(row.practice), row.patients});
        const bool known = row.status == Status::known;
        if (known)
            figures.registered_in += row.patients;
        else
            ++blank;
        if (zone < 0) {
            unknown.insert(row.zone);
            unplaced.add(unplaced_category(row.zone), row.patients);
            continue;
        }
        seen[zone] = true;
        if (known)
            sum[zone] += row.patients;
        else if (status[zone] != Status::suppressed)
            status[zone] = row.status;
    }
    // A zone that no practice lists has no registered patients that the table knows of: missing, not zero.
    model::JoinReport report;
    report.table = "registrations";
    report.target = zones_label(zones);
    for (std::size_t z = 0; z < zones.size(); ++z) {
        if (!seen[z]) {
            report.missing.push_back(zones.code[z]);
            continue;
        }
        ++report.matched;
        if (status[z] == Status::known)
            figures.registered.set(z, sum[z]);
        else
            figures.registered.set_blank(z, status[z]);
    }
    if (blank > 0)
        figures.issues.push_back(table_issue(
            "blank_patients", "registrations",
            fmt::format("{} rows have no known number of patients; their zones have no registered figure", blank)));
    report.unknown.assign(unknown.begin(), unknown.end());
    figures.registered_unplaced = unplaced.people();
    unplaced.append_to(figures.unplaced, "registered");
    figures.joins.push_back(std::move(report));
}

void join_deprivation(const model::DeprivationTable& table, const model::Coverage& zones, ZoneFigures& figures) {
    Joined joined = join(table.code, zones.code, "deprivation", zones_label(zones));
    figures.score = pick(table.score, joined.row_of_code);
    figures.rank = pick(table.rank, joined.row_of_code);
    figures.decile = pick(table.decile, joined.row_of_code);
    figures.edition = table.edition;
    figures.national_zones = table.national_zones;
    for (const model::DeprivationTable::Index& index : table.indices)
        figures.indices.push_back({index.id, pick(index.score, joined.row_of_code), pick(index.rank, joined.row_of_code),
                                   pick(index.decile, joined.row_of_code)});
    if (table.population.size() > 0) figures.imd_population = pick(table.population, joined.row_of_code);
    figures.imd_population_name = table.population_name;
    note_duplicates(figures, joined.report);
    // The table is England's; the zones may be one city's. Its other rows are no fault and would bury the rest.
    if (joined.report.unknown.size() > joined.report.matched) {
        figures.issues.push_back(table_issue(
            "rows_elsewhere", "deprivation",
            fmt::format("{} rows are for zones that this map does not have", joined.report.unknown.size())));
        figures.issues.back().severity = model::Severity::note;
    }
    figures.joins.push_back(std::move(joined.report));
}

bool any_given(const Values& values) {
    return std::any_of(values.status.begin(), values.status.end(), [](Status s) { return s != Status::missing; });
}

/// What people call an index: "Income domain"; the id, first letter large, where it is none of the department's.
std::string index_title(const std::string& id) {
    static const std::map<std::string, const char*> titles{
        {"income", "Income"},
        {"employment", "Employment"},
        {"education", "Education, skills and training"},
        {"health", "Health and disability"},
        {"crime", "Crime"},
        {"barriers", "Barriers to housing and services"},
        {"environment", "Living environment"},
        {"idaci", "Income deprivation affecting children"},
        {"idaopi", "Income deprivation affecting older people"},
        {"children_and_young_people", "Children and young people (education)"},
        {"adult_skills", "Adult skills (education)"},
        {"geographical_barriers", "Geographical barriers"},
        {"wider_barriers", "Wider barriers"},
        {"indoors", "Indoors environment"},
        {"outdoors", "Outdoors environment"}};
    const auto at = titles.find(id);
    return at == titles.end() ? id : at->second;
}

void add_index_columns(std::vector<model::Column>& columns, const ZoneFigures& figures) {
    const std::string edition = figures.edition ? fmt::format(" {}", figures.edition) : "";
    for (const model::DeprivationTable::Index& index : figures.indices) {
        const std::string title = index_title(index.id) + edition;
        if (any_given(index.decile))
            columns.push_back(
                {index.id + "_decile", title + " decile (1 = most deprived 10% in England)", "", 0, index.decile});
        if (any_given(index.rank))
            columns.push_back({index.id + "_rank", title + " rank (1 = most deprived in England)", "", 0, index.rank});
        if (any_given(index.score))
            columns.push_back({index.id + "_score", title + " score (higher = more deprived)", "", 3, index.score});
    }
    if (figures.imd_population.size() > 0)
        columns.push_back({"imd_population", "Official deprivation denominator: " + figures.imd_population_name,
                           "people", 0, figures.imd_population});
}

}  // namespace

Values residents_to_decile(const Values& residents, const Values& decile, double most) {
    Values counted(residents.size());
    for (std::size_t z = 0; z < residents.size(); ++z) {
        if (residents.known(z) && residents.number[z] == 0.0)
            counted.set(z, 0.0);
        else if (!decile.known(z))
            counted.set_blank(z, decile.status[z]);
        else if (decile.number[z] > most)
            counted.set(z, 0.0);
        else if (residents.known(z))
            counted.set(z, residents.number[z]);
        else
            counted.set_blank(z, residents.status[z]);
    }
    return counted;
}

std::string unplaced_category(std::string_view key) {
    if (key.empty()) return "no code";
    const bool area = key.size() == 9 && std::isalpha(static_cast<unsigned char>(key[0])) &&
                      std::all_of(key.begin() + 1, key.end(), [](unsigned char c) { return std::isdigit(c); });
    if (!area) return std::string(key);
    // ONS pseudo codes for places without output areas.
    if (key == "L99999999") return "Channel Islands (L99999999)";
    if (key == "M99999999") return "Isle of Man (M99999999)";
    const std::string entity(key.substr(0, 3));
    switch (key[0]) {
        case 'W': return fmt::format("Wales ({})", entity);
        case 'S': return fmt::format("Scotland ({})", entity);
        case 'N': return fmt::format("Northern Ireland ({})", entity);
        default: return fmt::format("zones outside this map ({})", entity);
    }
}

ZoneFigures zone_figures(const model::Inputs& inputs, const model::Coverage& zones) {
    ZoneFigures figures;
    for (Values* v : {&figures.residents, &figures.registered, &figures.score, &figures.rank, &figures.decile})
        *v = Values(zones.size());
    if (inputs.residents) join_residents(*inputs.residents, zones, figures);
    if (inputs.registrations) join_registrations(*inputs.registrations, zones, figures);
    if (inputs.deprivation) join_deprivation(*inputs.deprivation, zones, figures);
    figures.imd1_residents = residents_to_decile(figures.residents, figures.decile, 1.0);
    figures.imd12_residents = residents_to_decile(figures.residents, figures.decile, 2.0);
    return figures;
}

std::vector<model::Column> zone_columns(const ZoneFigures& figures, const model::Coverage& zones) {
    const std::string index = figures.edition ? fmt::format("IMD {}", figures.edition) : "IMD";
    std::vector<double> hectares(zones.area_m2);
    for (double& a : hectares) a /= 10000.0;
    std::vector<model::Column> columns{
        {"imd_decile", index + " decile (1 = most deprived 10% in England)", "", 0, figures.decile},
        {"imd_rank", index + " rank (1 = most deprived in England)", "", 0, figures.rank},
        {"imd_score", index + " score (higher = more deprived)", "", 1, figures.score},
        {"residents", "Residents", "people", 0, figures.residents},
        {"registered", "Registered patients living here", "people", 0, figures.registered},
        {"area_ha", "Area", "ha", 1, Values::of(std::move(hectares))},
    };
    add_index_columns(columns, figures);
    return columns;
}

}  // namespace locality::core
