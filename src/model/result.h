#pragma once

#include "model/crosswalk.h"
#include "model/estimate.h"
#include "model/fault.h"
#include "model/inputs.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace locality::model {

/// Where every person of one kind went, for one footprint set. All in people; the check is
///
///     in = allocated + outside + unallocatable    and    allocated = counted - counted_again
struct Ledger {
    std::string set;        ///< footprint set; empty for the line of the zones themselves
    std::string quantity;   ///< "residents", "registered", "imd1_residents"
    double in = 0;             ///< what the table holds
    double allocated = 0;      ///< people in at least one footprint, each once
    double outside = 0;        ///< in zones (or parts) that no footprint claims
    double unallocatable = 0;  ///< rows with no zone: CLOSED, EMPTY, other areas' codes
    double counted = 0;        ///< the footprints' figures, added up
    double counted_again = 0;  ///< counted in more than one footprint
    bool closes = true;        ///< the equations hold to 1e-6 of a person per million
};

/// Rows that a table gave to no zone, gathered by what the code says: "CLOSED", "outside the zones (E01)", "Wales (W01)".
struct Unplaced {
    std::string quantity;
    std::string category;
    std::size_t rows = 0;
    double people = 0;
};

struct FootprintSet {
    std::string id, title;
    Origin origin = Origin::boundaries;
    Method method = Method::split;
    Basis basis = Basis::area;
    std::vector<std::string> code, name;  ///< codes ascending
    geo::Shapes shapes;                   ///< outlines, metres
    std::vector<Column> columns;          ///< zones, area_ha, residents, registered, imd1_zones, imd1_residents ...
    Crosswalk crosswalk;                  ///< the shares that `columns` were made with
    std::optional<Assignment> assignment; ///< where zones went whole
    std::vector<Override> overrides;
    std::vector<int> pieces_before;       ///< per footprint: parts before mending; equal to after where nothing was mended
    std::vector<int> pieces_after;
    std::optional<Weights> registered;    ///< patients by zone and footprint, for sets made from registrations
    std::vector<Estimate> estimates;
    std::vector<PeopleGroup> groups;      ///< of `people`
    std::vector<Values> people;           ///< residents by group, an entry per footprint
    Overlapping overlapping = Overlapping::each;
    std::optional<MendingReport> mending; ///< where split footprints were to be mended
    std::vector<Flow> flow;               ///< of patients, for sets that practices belong to
    std::string of;                       ///< the set that this one was made from; empty in a result that was read back
};

/// Everything a project makes: what is written, drawn and shown.
struct Result {
    std::string title, attribution;
    bool synthetic = false;
    Coverage zones;
    std::vector<Column> zone_columns;  ///< residents, registered, imd_score, imd_rank, imd_decile
    int deprivation_edition = 0;
    std::vector<FootprintSet> sets;
    std::vector<IndicatorInfo> indicators;
    std::vector<Ledger> ledger;
    std::vector<Unplaced> unplaced;
    std::vector<JoinReport> joins;
    Issues issues;
    std::vector<InputFile> files;
    std::map<std::string, std::string> options;  ///< what the run was asked to do, for provenance
    OutputSpec output;
    int deprivation_zones = 0;  ///< how many zones England ranks; 0 where unknown
    Postcodes postcodes;  ///< those that lie in a zone, so that a place can be asked for by one
    std::optional<PointLayer> weights;  ///< what zones were shared out by; not kept in a GeoPackage
    std::optional<Layer> mask;          ///< shapes only; not kept in a GeoPackage
    std::vector<std::pair<std::int32_t, std::int32_t>> links;  ///< zones that count as touching; in zones.adjacency
    std::vector<PlacedIndicator> placed;  ///< one for each of `indicators`; none in a result that was read back
    DisclosureSpec disclosure;  ///< the project's; the default in a result that was read back
    Faults faults;                         ///< gaps and overlaps of the zones, closed or left
    std::vector<AreaChange> area_changes;  ///< by layer, then step, then code

    const FootprintSet* set(std::string_view id) const {
        for (const FootprintSet& s : sets)
            if (s.id == id) return &s;
        return nullptr;
    }
};

/// The column called `id`, or null.
inline const Column* find_column(const std::vector<Column>& columns, std::string_view id) {
    for (const Column& c : columns)
        if (c.id == id) return &c;
    return nullptr;
}

}  // namespace locality::model
