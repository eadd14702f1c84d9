#pragma once

#include "model/issue.h"
#include "model/people.h"
#include "model/postcodes.h"
#include "model/project.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// A table as text: cells exactly as the file has them, less surrounding space. CSV, XLSX, ODS, or a layer's
/// attributes. Cells look into `text`, which copies of the table share: a national file has millions of them.
struct Table {
    std::string source;                ///< "gp_list.csv" or "book.xlsx, sheet 2", for messages
    std::vector<std::string> columns;  ///< unique: a repeated header gets " (2)"; newlines become spaces
    std::vector<std::vector<std::string_view>> cells;  ///< by column, then row: cells[c][r]
    std::shared_ptr<const std::string> text;

    std::size_t row_count() const { return cells.empty() ? 0 : cells.front().size(); }
};

/// Reads any table. Byte order marks, CRLF, Windows-1252, repeated headers, headers with newlines and stray columns
/// without a header are handled, and each is a note in `issues`.
/// Throws model::InputError for a missing or unreadable file, sheet or layer, and for one with no rows.
Table read_table(const model::SourceSpec& spec, model::Issues& issues);

/// The sheets of a workbook, in its order. Throws model::InputError where it cannot be read.
std::vector<std::string> sheets_of(const model::SourceSpec& spec);

/// A cell as a number: thousands commas, currency-free; empty, "-", "NA", "." are missing; "*", "c", ":" and "[c]" are
/// suppressed by their publisher. Anything else is not a number.
struct Cell {
    enum class Is { number, missing, suppressed, text } is = Is::missing;
    double number = 0;
};
Cell parse_cell(std::string_view text);

// Typed tables, with columns recognised by the publishers' names (any case, any year), or as `spec` says. Each throws
// model::InputError naming the file, what is missing, and the columns that are there.

model::ResidentsTable read_residents(const model::SourceSpec& spec, model::Issues& issues);
model::RegistrationsTable read_registrations(const model::SourceSpec& spec, model::Issues& issues);
/// Practices and PCNs; also from a registrations file that carries PCN_CODE itself.
model::PracticesTable read_practices(const model::SourceSpec& spec, model::Issues& issues);
model::DeprivationTable read_deprivation(const model::SourceSpec& spec, model::Issues& issues);
model::LookupTable read_lookup(const model::FootprintSpec& spec, model::Issues& issues);
/// Pairs of zones that count as touching (project.links): columns called from and to, or as the project says.
model::LookupTable read_links(const model::Project& project, model::Issues& issues);
/// Zones given to a footprint by hand (spec.overrides): from is the zone, to the footprint, to_name the reason.
model::LookupTable read_overrides(const model::FootprintSpec& spec, model::Issues& issues);
model::IndicatorTable read_indicator(const model::IndicatorSpec& spec, model::Issues& issues);
/// Reads a table of postcodes and their places (easting and northing, or latitude and longitude), however they are
/// written. Rows without a postcode or a place are left out and counted in `issues`; of rows that repeat one the first
/// counts. Throws model::InputError where the columns are not recognised, or no row has both.
model::Postcodes read_postcodes(const model::SourceSpec& spec, model::Issues& issues);

/// What a column is, by its publisher's name.
struct Recognised {
    std::string kind;  ///< "oa", "lsoa", "msoa", "ward", "lad", "practice", "pcn", "icb" ... ; empty if not known
    int vintage = 0;   ///< 2011 for LSOA11CD, lsoa11_code ...; 0 where the name has no year
    bool is_code = false;
    bool is_name = false;
};
Recognised recognise(std::string_view column);

}  // namespace locality::io
