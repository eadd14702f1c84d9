#include "app/profile_tables.h"

#include "app/words.h"
#include "style/chart_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace locality::app {

namespace {

struct Tables {
    Q_DECLARE_TR_FUNCTIONS(ProfileTables)
};

Cell words_cell(const QString& text, const QString& tip = {}) {
    return {text, {}, tip, false};
}

Cell number_cell(const QString& text, double sort, const QString& tip = {}) {
    // What has no value sorts below every value.
    return {text, std::isnan(sort) ? QVariant(-1.0) : QVariant(sort), tip, true};
}

Cell figure_cell(double value, model::Status status, std::string_view unit, int decimals) {
    return number_cell(figure(value, status, unit, decimals), value);
}

constexpr int indicator_decimals = 1;

}  // namespace

FigureTable figures_table(const core::Profile& profile) {
    FigureTable table;
    table.header = {Tables::tr("Figure"), Tables::tr("This area"), Tables::tr("Whole map")};
    for (const core::ProfileLine& line : profile.lines) {
        if (line.id.starts_with("age_")) continue;  // these have a table of their own
        // A share of 0 to 1 in files, a percentage to read.
        const bool is_share = line.id == "covered_share";
        const QString title = is_share ? Tables::tr("Residents whose deprivation is known") : text(line.title);
        const auto cell = [&](double value, model::Status status) {
            if (is_share && status == model::Status::known) return number_cell(percent(value), value);
            return figure_cell(value, status, line.unit, line.decimals);
        };
        table.rows.push_back(
            {words_cell(title, title), cell(line.value, line.status),
             line.has_whole ? cell(line.whole, line.whole_status) : words_cell({})});
        table.codes.push_back(text(line.id));
    }
    return table;
}

FigureTable people_table(const core::Profile& profile) {
    using model::Sex;
    constexpr std::array sexes{Sex::female, Sex::male, Sex::all};
    std::map<std::pair<int, int>, std::array<const core::Profile::Band*, sexes.size()>> rows;
    std::array<bool, sexes.size()> used{};
    for (const core::Profile::Band& band : profile.people) {
        const auto column =
            static_cast<std::size_t>(std::find(sexes.begin(), sexes.end(), band.group.sex) - sexes.begin());
        rows[{band.group.from, band.group.to}][column] = &band;
        used[column] = true;
    }

    FigureTable table;
    table.header = {Tables::tr("Age")};
    const bool one_column = std::count(used.begin(), used.end(), true) == 1;
    for (std::size_t c = 0; c < sexes.size(); ++c)
        if (used[c]) table.header << (one_column && sexes[c] == Sex::all ? Tables::tr("Residents") : words(sexes[c]));
    for (const auto& [band, cells] : rows) {
        std::vector<Cell> row{Cell{ages({Sex::all, band.first, band.second}), band.first, {}, false}};
        for (std::size_t c = 0; c < sexes.size(); ++c) {
            if (!used[c]) continue;
            row.push_back(cells[c] ? figure_cell(cells[c]->people, cells[c]->status, "people", 0)
                                   : number_cell(Tables::tr("not given"), model::no_value));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

FigureTable indicators_table(const core::Profile& profile) {
    FigureTable table;
    table.header = {Tables::tr("Indicator"), Tables::tr("Value"), Tables::tr("Known for")};
    for (const core::Profile::IndicatorLine& line : profile.indicators) {
        QStringList what{text(line.title)};
        if (!line.period.empty()) what << text(line.period);
        if (line.sex != model::Sex::all) what << words(line.sex).toLower();
        if (!line.breakdown.empty()) what << text(style::breakdown_words(line.breakdown));
        if (line.population == model::Population::registered) what << Tables::tr("registered patients");
        table.rows.push_back({words_cell(what.join(QStringLiteral(", "))),
                              figure_cell(line.value, line.status, line.unit, indicator_decimals),
                              number_cell(percent(line.covered_share), line.covered_share,
                                          Tables::tr("How much of this area the zones with a value make up"))});
        table.codes.push_back(text(line.figure));
    }
    return table;
}

FigureTable imd1_table(const core::Profile& profile) {
    FigureTable table;
    table.header = {Tables::tr("Zone"), Tables::tr("Residents"), Tables::tr("Share here")};
    for (const core::Profile::ZoneLine& zone : profile.imd1_zones) {
        const auto status = std::isnan(zone.residents) ? model::Status::missing : model::Status::known;
        table.rows.push_back(
            {words_cell(name_and_code(zone.name, zone.code)), figure_cell(zone.residents, status, "people", 0),
             number_cell(percent(zone.share), zone.share, Tables::tr("How much of the zone lies in this area"))});
        table.codes.push_back(text(zone.code));
    }
    return table;
}

FigureTable flow_table(const core::Profile& profile) {
    FigureTable table;
    if (std::isnan(profile.lives_and_registered_here)) return table;
    table.header = {Tables::tr("Registered or living elsewhere"), Tables::tr("Live here"), Tables::tr("Listed here")};
    const auto people = [](double n) { return number_cell(figure(n, model::Status::known, "people", 0), n); };
    const auto total = [&](const char* id) -> Cell {
        const auto line =
            std::find_if(profile.lines.begin(), profile.lines.end(), [&](const auto& l) { return l.id == id; });
        return line == profile.lines.end() ? words_cell({})
                                           : figure_cell(line->value, line->status, line->unit, line->decimals);
    };
    table.rows.push_back(
        {words_cell(Tables::tr("All who live here; all on the lists here")), total("registered"), total("list_size")});
    table.rows.push_back({words_cell(Tables::tr("Both live and are registered here")),
                          people(profile.lives_and_registered_here), people(profile.lives_and_registered_here)});
    std::map<std::string, std::array<double, 2>> patients;
    std::vector<const core::Profile::FlowLine*> order;  // most patients first, as core has them
    for (const core::Profile::FlowLine& line : profile.flow) {
        const auto [at, fresh] = patients.try_emplace(line.code, std::array<double, 2>{0, 0});
        if (fresh) order.push_back(&line);
        at->second[line.lives_here ? 0 : 1] = line.patients;
    }
    for (const core::Profile::FlowLine* line : order) {
        const auto& [living, listed] = patients[line->code];
        table.rows.push_back({words_cell(line->code.empty() ? Tables::tr("None of %1").arg(text(profile.set_title))
                                                            : name_and_code(line->name, line->code)),
                              people(living), people(listed)});
    }
    return table;
}

FigureTable footprints_table(const model::FootprintSet& set) {
    FigureTable table;
    table.header = {Tables::tr("Name")};
    std::vector<const model::Column*> columns;
    const auto add = [&](const char* id, const QString& title) {
        if (const model::Column* column = model::find_column(set.columns, id)) {
            columns.push_back(column);
            table.header << title;
        }
    };
    add("residents", Tables::tr("Residents"));
    add("imd1_share", Tables::tr("In IMD1"));
    std::map<std::string_view, int> called;
    for (const std::string& name : set.name) ++called[name];
    for (std::size_t f = 0; f < set.code.size(); ++f) {
        // England has thirteen wards called Abbey.
        const QString whole = name_and_code(set.name[f], set.code[f]);
        std::vector<Cell> row{words_cell(called[set.name[f]] > 1 ? whole : text(set.name[f]), whole)};
        for (const model::Column* c : columns)
            row.push_back(figure_cell(c->values.number[f], c->values.status[f], c->unit, c->decimals));
        table.rows.push_back(std::move(row));
        table.codes.push_back(text(set.code[f]));
    }
    return table;
}

}  // namespace locality::app
