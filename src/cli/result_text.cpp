#include "cli/result_text.h"

#include "cli/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace locality::cli {

namespace {

using Align = TextTable::Align;

/// The figures that the table of footprints shows, in this order, under headers short enough for a terminal.
struct ShownColumn {
    std::string_view id, header;
};
constexpr std::array<ShownColumn, 9> shown_columns{{{"zones", "zones"},
                                                    {"residents", "residents"},
                                                    {"registered", "registered"},
                                                    {"list_size", "on lists"},
                                                    {"imd1_zones", "IMD1 zones"},
                                                    {"imd1_residents", "IMD1 people"},
                                                    {"imd1_share", "IMD1 %"},
                                                    {"imd_score", "mean score"},
                                                    {"pieces", "pieces"}}};

bool has_figures(const model::Column& column) {
    return std::any_of(column.values.status.begin(), column.values.status.end(),
                       [](model::Status s) { return s != model::Status::missing; });
}

/// Footprints of a set in more than one piece.
std::size_t split_count(const std::vector<int>& pieces) {
    return static_cast<std::size_t>(std::count_if(pieces.begin(), pieces.end(), [](int n) { return n > 1; }));
}

}  // namespace

std::string footprint_table(const model::FootprintSet& set, std::size_t most) {
    TextTable table;
    table.add_column("code", Align::left);
    table.add_column("name", Align::left);
    std::vector<const model::Column*> columns;
    for (const ShownColumn& shown : shown_columns) {
        const model::Column* column = model::find_column(set.columns, shown.id);
        if (!column || !has_figures(*column)) continue;
        columns.push_back(column);
        table.add_column(std::string(shown.header), Align::right);
    }
    const std::size_t rows = most ? std::min(most, set.code.size()) : set.code.size();
    for (std::size_t f = 0; f < rows; ++f) {
        std::vector<std::string> cells{set.code[f], set.name[f]};
        for (const model::Column* column : columns)
            cells.push_back(figure(column->values.number[f], column->values.status[f], column->decimals));
        table.add_row(std::move(cells));
    }
    std::string text = table.text();
    if (rows < set.code.size())
        text += fmt::format("... and {} more (-v prints all)\n", count(static_cast<double>(set.code.size() - rows)));
    return text;
}

std::string ledger_text(const model::Result& result) {
    TextTable table;
    table.add_column("set", Align::left);
    table.add_column("quantity", Align::left);
    for (const char* header : {"in", "allocated", "outside", "in no zone", "counted", "counted again"})
        table.add_column(header, Align::right);
    table.add_column("", Align::left);
    for (const model::Ledger& l : result.ledger)
        table.add_row({l.set.empty() ? "zones" : l.set, l.quantity, count(l.in), count(l.allocated), count(l.outside),
                       count(l.unallocatable), count(l.counted), count(l.counted_again),
                       l.closes ? "closes" : "DOES NOT CLOSE"});
    if (table.empty()) return {};
    std::string text = "Ledger: in = allocated + outside + in no zone; allocated = counted - counted again\n";
    text += table.text();
    if (result.unplaced.empty()) return text;
    TextTable unplaced;
    unplaced.add_column("quantity", Align::left);
    unplaced.add_column("in no zone, because", Align::left);
    unplaced.add_column("rows", Align::right);
    unplaced.add_column("count", Align::right);
    for (const model::Unplaced& u : result.unplaced)
        unplaced.add_row({u.quantity, u.category, count(static_cast<double>(u.rows)), count(u.people)});
    return text + "\n" + unplaced.text();
}

std::string overrides_text(const model::Result& result) {
    std::string text;
    for (const model::FootprintSet& set : result.sets) {
        const std::size_t before = split_count(set.pieces_before);
        if (before == 0 || set.overrides.empty()) continue;
        double moved = 0;
        for (const model::Override& o : set.overrides) moved += o.patients_moved;
        const std::size_t after = split_count(set.pieces_after);
        text += fmt::format("{}: {} of {} were split; {} moved to mend them, at a cost of {} patients; {} split now\n",
                            set.title, before, counted(set.code.size(), "footprint", "footprints"),
                            counted(set.overrides.size(), "zone", "zones"), count(moved),
                            after ? count(static_cast<double>(after)) : "none");
    }
    return text;
}

std::string issue_counts(const model::Result& result) {
    std::array<std::size_t, 3> n{};
    for (const model::Issue& issue : result.issues) ++n[static_cast<std::size_t>(issue.severity)];
    return fmt::format("{}, {}, {}", counted(n[2], "fault", "faults"), counted(n[1], "warning", "warnings"),
                       counted(n[0], "note", "notes"));
}

}  // namespace locality::cli
