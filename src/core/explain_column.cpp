#include "core/explain_column.h"

#include "core/footprint_figures.h"
#include "core/shares.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace locality::core {

namespace {

constexpr double nearly_whole = 1 - 1e-9;

/// What each column is, by the start of its id, and which tables it comes from.
struct Origin {
    std::string_view id;
    std::string_view how;
    std::string_view tables;  ///< roles of files
};
constexpr Origin origins[] = {
    {"zones", "counted: zones of which at least a hundredth lies here", ""},
    {"area_ha", "the area inside its outline", ""},
    {"registered", "patients by zone of residence, whichever practice they are with, added up by the shares",
     "registrations"},
    {"list_size", "patients on the lists of its practices, wherever they live, added up", "registrations practices"},
    {"registered_here", "patients by zone and list: those of its zones, by the shares, who are on its lists",
     "registrations practices"},
    {"registered_elsewhere", "patients by zone and list: those of its zones, by the shares, who are on other lists",
     "registrations practices"},
    {"live_elsewhere", "patients on its lists less those of them who live here", "registrations practices"},
    {"imd1_zones", "counted: zones of decile 1 of which at least a hundredth lies here", "deprivation"},
    {"imd1_residents", "residents of zones in decile 1, added up by the shares", "residents deprivation"},
    {"imd12_residents", "residents of zones in decile 1 or 2, added up by the shares", "residents deprivation"},
    {"imd1_share", "residents of decile 1 zones here, in 100 of all residents here", "residents deprivation"},
    {"imd1_of_whole", "residents of decile 1 zones here, in 100 of all such residents of the whole area",
     "residents deprivation"},
    {"imd1_zone_share", "zones of decile 1, each by its share, in 100 of all zones here", "deprivation"},
    {"imd_score", "the mean of the zones' scores, weighted by people", "residents deprivation"},
    {"imd_average_rank", "the mean of the zones' ranks from the other end, weighted by people",
     "residents deprivation"},
    {"imd_extent",
     "people in the most deprived 30% of England's zones over all people; the first tenth counts whole, then "
     "less and less",
     "residents deprivation"},
    {"imd_local_concentration", "the mean rank, from the other end, of the most deprived tenth of its people",
     "residents deprivation"},
    {"covered_share", "residents of zones whose decile is known, over all residents", "residents deprivation"},
    {"pieces", "counted: parts of its outline that do not touch", ""},
};
constexpr Origin people{"residents", "residents by zone, added up by the shares", "residents"};

const Origin& origin_of(std::string_view column) {
    for (const Origin& origin : origins)
        if (origin.id == column) return origin;
    return people;  // all residents, and those of a sex or age
}

bool went_into(const model::InputFile& file, const model::FootprintSet& set, std::string_view tables) {
    if (file.role == "project" || file.role == "zones") return true;
    if (file.role == "footprints " + set.id || file.role == "lookup " + set.id) return true;
    if (set.registered && (file.role == "registrations" || file.role == "practices")) return true;
    const bool by_people = set.basis == model::Basis::residents || set.basis == model::Basis::households;
    if (by_people && (file.role == "weights" || file.role == "weights table")) return true;
    while (!tables.empty()) {
        const auto end = std::min(tables.find(' '), tables.size());
        if (file.role == tables.substr(0, end)) return true;
        tables.remove_prefix(std::min(end + 1, tables.size()));
    }
    return false;
}

}  // namespace

ColumnExplanation explain_column(const model::Result& result, std::size_t set_index, std::size_t footprint,
                                 std::string_view id) {
    const model::FootprintSet& set = result.sets.at(set_index);
    const model::Column* column = model::find_column(set.columns, id);
    if (!column) throw std::invalid_argument(fmt::format("explain_column: the set has no column {}", id));
    ColumnExplanation why;
    why.title = column->title;
    why.unit = column->unit;
    why.decimals = column->decimals;
    why.set_title = set.title;
    why.code = set.code.at(footprint);
    why.name = set.name.at(footprint);
    why.value = column->values.number.at(footprint);
    why.status = column->values.status.at(footprint);
    const model::FootprintSet* whole = result.set(model::whole_set_id);
    if (const model::Column* all = whole ? model::find_column(whole->columns, id) : nullptr) {
        why.whole = all->values.number.at(0);
        why.whole_status = all->values.status.at(0);
    }

    const Origin& origin = origin_of(id);
    why.steps.push_back(fmt::format("How: {}", origin.how));
    const std::vector<double> shares = shares_in(set.crosswalk, footprint);
    const auto entire = std::count_if(shares.begin(), shares.end(), [](double s) { return s >= nearly_whole; });
    const auto parts = std::count_if(shares.begin(), shares.end(), [](double s) { return s > 0 && s < nearly_whole; });
    why.steps.push_back(parts == 0 ? fmt::format("From {} zones, every one whole: nothing was divided", entire)
                                   : fmt::format("From {} whole zones and parts of {} others, divided by {}", entire,
                                                 parts, word(model::basis_words, set.basis)));
    why.steps.push_back(fmt::format("The set is made from {}, its zones given by {}",
                                    word(model::origin_words, set.origin), word(model::method_words, set.method)));
    if (why.status == model::Status::missing)
        why.steps.push_back("No value: something that it is made of was never given");
    if (why.status == model::Status::suppressed)
        why.steps.push_back("No value: its publisher withheld something that it is made of");
    why.steps.push_back("Limits: none; it is a count of everybody, not a sample");
    for (const model::InputFile& file : result.files)
        if (went_into(file, set, origin.tables)) why.files.push_back(file);
    return why;
}

}  // namespace locality::core
