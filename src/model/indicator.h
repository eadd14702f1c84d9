#pragma once

#include "model/people.h"

#include <optional>
#include <string>
#include <vector>

namespace locality::model {

/// What kind of figure an indicator is: which statistic is made of its numerator and denominator, and with which
/// limits.
enum class IndicatorKind : std::uint8_t {
    count,              ///< numerator; no limits
    proportion,         ///< numerator / denominator; Wilson's limits
    rate,               ///< numerator / denominator; exact Poisson limits below 10 events, else Byar's
    mean,               ///< a sum over the number summed, or published means weighted by people; Student's t limits
                        ///< where the spread is known
    standardised_rate,  ///< by age to the European Standard Population 2013; Dobson's limits
    indirect_ratio,     ///< observed / expected; limits as a rate's
    life_expectancy,    ///< from deaths and people by age (Chiang II)
    score               ///< published scores weighted by people; no limits
};

/// What is assumed where a table is for areas that footprints cut.
enum class Assumption : std::uint8_t {
    none,      ///< such a footprint has no figure, and says what to state
    same_rate  ///< every part of an area has the area's rate: numerator and denominator go by residents
};

/// One category of a breakdown: "ethnicity", "Asian, Asian British or Asian Welsh".
struct Category {
    std::string dimension, value;
    friend auto operator<=>(const Category&, const Category&) = default;
};

/// "ethnicity=Asian; imd_decile=1"; empty for no categories.
std::string breakdown_text(const std::vector<Category>& categories);

/// The code of England as an area.
inline constexpr const char* england_code = "E92000001";

/// England's own figure, as the table that a project names has it: never made from the zones of a map.
struct NationalFigure {
    std::string period;
    Sex sex = Sex::all;
    std::string breakdown;  ///< as breakdown_text
    double value = 0;
    friend bool operator==(const NationalFigure&, const NationalFigure&) = default;
};

/// What an indicator is, apart from any table of it.
struct IndicatorInfo {
    std::string id, title, unit;
    IndicatorKind kind = IndicatorKind::count;
    std::string source;  ///< the table, for people: its file; or who publishes it where there is none
    Polarity polarity = Polarity::neutral;
    double multiplier = 1.0;                 ///< 100 for a percentage, 100,000 for a rate per 100,000
    std::string definition{};                ///< in a sentence
    std::string numerator{}, denominator{};  ///< in words: what is counted, and out of what
    std::string period{};                    ///< that its publisher gives it for, in words: "3 years together"
    std::string standard{};                  ///< the population it is standardised to
    std::string publisher{}, url{}, licence{}, note{};
    std::string published_for{};            ///< the smallest areas that its publisher gives it for
    std::vector<std::string> breakdowns{};  ///< that its publisher gives, besides all people together
    std::string library{};                  ///< that defines it; empty where the project does
    bool sensitive = false;                 ///< small numbers of it must be hidden (disclosure rules)
    bool has_data = true;                   ///< false: defined, but the project names no table of it
    std::vector<NationalFigure> england{};  ///< where the table has a row for it
};

/// Ages `from` to `to`, both included; `to` is 999 where the band is open.
struct AgeBand {
    int from = 0, to = 999;
    friend auto operator<=>(const AgeBand&, const AgeBand&) = default;
};

/// An indicator's table: numerator and denominator by zone, period, sex and category.
struct IndicatorTable : IndicatorInfo {
    struct Slice {
        std::string period;
        Sex sex = Sex::all;
        std::vector<std::string> code;         ///< of the table's own areas
        Values numerator;                      ///< the published values where `averages`
        Values denominator;                    ///< empty for a count, and where residents are the weight
        std::vector<Category> categories{};    ///< besides sex, by dimension; empty for all together
        std::vector<Values> band_numerator{};  ///< by age band, an entry per code; empty without bands
        std::vector<Values> band_denominator{};
        Values lower{}, upper{};  ///< published 95% limits, in the unit of the value; empty where there are none
        Values squares{};         ///< mean: the sum of the squares of what it is the mean of; empty where not known
    };
    std::vector<Slice> slices;   ///< ordered by period, then sex, then categories
    std::vector<AgeBand> bands;  ///< ascending; what standardised kinds are made from

    std::string zone_kind;  ///< "lsoa", "msoa", "practice" ...; empty where the codes do not tell
    bool averages = false;  ///< only values are published: their means by footprint are weighted, and marked
    bool expected = false;  ///< the denominator is expected events
    Assumption assume = Assumption::none;
    double least_covered = 1.0;         ///< a ratio is given where at least this part of a footprint is known
    std::optional<LookupTable> lookup;  ///< its areas to the map's zones, or the map's zones to its areas
};

}  // namespace locality::model
