#include "io/geopackage.h"
#include "io/geopackage_output.h"
#include "io/geopackage_estimates.h"
#include "io/geopackage_records.h"
#include "io/geopackage_styles.h"
#include "io/geopackage_words.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <stdexcept>

namespace locality::io {

using namespace geopackage;
using enum FieldType;

namespace {

constexpr double largest_whole = 9'007'199'254'740'992.0;  // 2^53: doubles above it skip whole numbers

void require(bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(fmt::format("write_geopackage: {}", what));
}

bool holds_whole_numbers(const model::Column& column) {
    if (column.decimals != 0) return false;
    return std::ranges::all_of(column.values.number, [](double n) {
        return std::isnan(n) || (std::trunc(n) == n && std::abs(n) <= largest_whole);
    });
}

bool holds_suppressed(const model::Column& column) {
    return std::ranges::find(column.values.status, model::Status::suppressed) != column.values.status.end();
}

/// Writes the columns of zones or footprints as fields: a number where known, NULL where not, and for a column with
/// suppressed values a text field beside it.
class ColumnFields {
public:
    ColumnFields(const std::vector<model::Column>& columns, std::size_t rows) {
        for (const model::Column& c : columns) {
            require(c.values.number.size() == rows && c.values.status.size() == rows, "a column has the wrong length");
            m_columns.push_back({&c, holds_whole_numbers(c), holds_suppressed(c)});
        }
    }

    void append_to(std::vector<Field>& fields) const {
        for (const One& one : m_columns) {
            const model::Column& c = *one.column;
            fields.push_back({c.id, one.is_whole ? whole : real});
            if (one.has_status) fields.push_back({status_field(c.id), text});
        }
    }

    void write(TableWriter& table, std::size_t row) const {
        for (const One& one : m_columns) {
            const model::Values& values = one.column->values;
            if (!values.known(row))
                table.null();
            else if (one.is_whole)
                table.whole(static_cast<long long>(values.number[row]));
            else
                table.number(values.number[row]);
            if (one.has_status) table.text(word(status_words, values.status[row]));
        }
    }

private:
    struct One {
        const model::Column* column;
        bool is_whole, has_status;
    };
    std::vector<One> m_columns;
};

void code_or_null(TableWriter& table, const std::vector<std::string>& codes, std::int32_t index) {
    if (index == model::unassigned)
        table.null();
    else
        table.text(codes.at(static_cast<std::size_t>(index)));
}

void write_zones(NewFile& file, const model::Result& result, const std::string& notice) {
    const model::Coverage& zones = result.zones;
    require(zones.name.size() == zones.size() && zones.shapes.shape_count() == zones.size(), "zones of unequal length");
    const ColumnFields columns(result.zone_columns, zones.size());
    std::vector<Field> fields{{"code", text}, {"name", text}};
    columns.append_to(fields);
    for (const model::FootprintSet& set : result.sets)
        if (set.assignment) fields.push_back({code_field(set.id), text});

    TableWriter table(file, "zones", "The zones that figures were published for" + notice, fields,
                      TableWriter::Holds::shapes);
    for (std::size_t z = 0; z < zones.size(); ++z) {
        table.text(zones.code[z]).text(zones.name[z]);
        columns.write(table, z);
        for (const model::FootprintSet& set : result.sets)
            if (set.assignment) code_or_null(table, set.code, set.assignment->footprint.at(z));
        table.shape(zones.shapes, z).end_row();
    }
}

void write_footprints(NewFile& file, const model::FootprintSet& set, const std::string& notice) {
    const std::size_t count = set.code.size();
    require(set.name.size() == count && set.shapes.shape_count() == count, "footprints of unequal length");
    const ColumnFields columns(set.columns, count);
    std::vector<Field> fields{{"code", text}, {"name", text}};
    columns.append_to(fields);
    const bool has_pieces = !set.pieces_after.empty();
    if (has_pieces) {
        require(set.pieces_before.size() == count && set.pieces_after.size() == count, "pieces of unequal length");
        fields.push_back({"pieces_before", whole});
        fields.push_back({"pieces_after", whole});
    }
    TableWriter table(file, "footprints_" + set.id, set.title + notice, fields, TableWriter::Holds::shapes);
    for (std::size_t f = 0; f < count; ++f) {
        table.text(set.code[f]).text(set.name[f]);
        columns.write(table, f);
        if (has_pieces) table.whole(set.pieces_before[f]).whole(set.pieces_after[f]);
        table.shape(set.shapes, f).end_row();
    }
}

/// Every pair of zone and footprint; a zone in no footprint has one row without any.
void write_crosswalk(NewFile& file, const model::FootprintSet& set, const std::vector<std::string>& zones,
                     const std::string& notice) {
    const model::Crosswalk& c = set.crosswalk;
    require(c.zone_count() == zones.size() && c.basis.size() == zones.size() && c.covered.size() == zones.size(),
            "a crosswalk has another number of zones");
    TableWriter table(file, "crosswalk_" + set.id, "Shares of zones in " + set.title + notice,
                      {{"zone", text},
                       {"footprint", text},
                       {"share", real},
                       {"basis", text},
                       {"zone_covered", real},
                       {"zone_weight", real}});
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const std::string basis = word(basis_words, c.basis[z]);
        const auto footprints = c.footprints_of(z);
        const auto shares = c.shares_of(z);
        const double whole = c.whole.empty() ? model::no_value : c.whole[z];
        for (std::size_t i = 0; i < footprints.size(); ++i) {
            table.text(zones[z]).text(set.code.at(static_cast<std::size_t>(footprints[i])));
            table.number(shares[i]).text(basis).number(c.covered[z]).number(whole).end_row();
        }
        if (footprints.empty())
            table.text(zones[z]).null().null().text(basis).number(c.covered[z]).number(whole).end_row();
    }
}

void write_assignment(NewFile& file, const model::FootprintSet& set, const std::vector<std::string>& zones,
                      const std::string& notice) {
    const model::Assignment& a = *set.assignment;
    require(a.footprint.size() == zones.size() && a.share.size() == zones.size() &&
                a.runner_up.size() == zones.size() && a.runner_up_share.size() == zones.size() &&
                a.tie.size() == zones.size(),
            "an assignment has another number of zones");
    TableWriter table(file, "assignment_" + set.id, "Whole zones given to " + set.title + notice,
                      {{"zone", text},
                       {"footprint", text},
                       {"share", real},
                       {"runner_up", text},
                       {"runner_up_share", real},
                       {"tie", flag}});
    for (std::size_t z = 0; z < zones.size(); ++z) {
        table.text(zones[z]);
        code_or_null(table, set.code, a.footprint[z]);
        table.number(a.share[z]);
        code_or_null(table, set.code, a.runner_up[z]);
        table.number(a.runner_up_share[z]).flag(a.tie[z]).end_row();
    }
}

void write_registered(NewFile& file, const model::FootprintSet& set, const std::vector<std::string>& zones,
                      const std::string& notice) {
    const model::Weights& w = *set.registered;
    require(w.row_count() == zones.size(), "registered patients have another number of zones");
    TableWriter table(file, "registered_" + set.id, "Registered patients by zone and " + set.title + notice,
                      {{"zone", text}, {"footprint", text}, {"patients", real}});
    for (std::size_t z = 0; z < zones.size(); ++z)
        for (std::uint32_t i = w.row_begin[z]; i < w.row_begin[z + 1]; ++i)
            table.text(zones[z])
                .text(set.code.at(static_cast<std::size_t>(w.footprint[i])))
                .number(w.weight[i])
                .end_row();
}

void write_people(NewFile& file, const model::FootprintSet& set, const std::string& notice) {
    require(set.groups.size() == set.people.size(), "groups of people without figures");
    TableWriter table(file, "people_" + set.id, "Residents by sex and age in " + set.title + notice,
                      {{"footprint", text},
                       {"sex", text},
                       {"age_from", whole},
                       {"age_to", whole},
                       {"people", real},
                       {"status", text}});
    for (std::size_t g = 0; g < set.groups.size(); ++g) {
        const model::PeopleGroup& group = set.groups[g];
        require(set.people[g].size() == set.code.size(), "figures of people have the wrong length");
        for (std::size_t f = 0; f < set.code.size(); ++f) {
            table.text(set.code[f]).text(word(sex_words, group.sex)).whole(group.from);
            if (group.to == model::PeopleGroup{}.to)
                table.null();
            else
                table.whole(group.to);
            table.number(set.people[g].number[f]).text(word(status_words, set.people[g].status[f])).end_row();
        }
    }
}

}  // namespace

void write_geopackage(const model::Result& result, const std::filesystem::path& path, bool overwrite,
                      const model::Progress& progress, const model::CodedScenario* scenario) {
    progress.at(0, "writing the GeoPackage");
    const std::string notice = result.synthetic ? ". Synthetic data: no real place" : "";
    const std::vector<std::string>& zones = result.zones.code;
    NewFile file(path, overwrite);
    write_zones(file, result, notice);
    const double steps = static_cast<double>(result.sets.size()) + 2;
    for (std::size_t s = 0; s < result.sets.size(); ++s) {
        const model::FootprintSet& set = result.sets[s];
        progress.at(static_cast<double>(s + 1) / steps, "writing " + set.title);
        write_footprints(file, set, notice);
    }
    write_repairs(file, result, notice);
    for (const model::FootprintSet& set : result.sets) {
        write_crosswalk(file, set, zones, notice);
        if (set.assignment) write_assignment(file, set, zones, notice);
        if (set.registered) write_registered(file, set, zones, notice);
        write_people(file, set, notice);
        write_estimates(file, set, result, notice);
        write_flow(file, set, notice);
    }
    progress.at((steps - 1) / steps, "writing tables");
    write_records(file, result, scenario, notice);
    write_styles(file, result);
    file.close();
    // The file stands: a stop that is asked for now comes too late, and must not say that nothing was written.
    if (progress.report) progress.report(1, "GeoPackage written");
}

}  // namespace locality::io
