#pragma once

#include "model/values.h"

#include <string>
#include <vector>

namespace locality::model {

enum class Sex : std::uint8_t { all, female, male };

/// A breakdown of people: sex and ages `from` to `to`, both included; `to` is 999 where the band is open.
struct PeopleGroup {
    Sex sex = Sex::all;
    int from = 0;
    int to = 999;
    friend auto operator<=>(const PeopleGroup&, const PeopleGroup&) = default;
};

/// Residents as a table gave them, one row per zone code.
///
/// `groups` are as published (single years are gathered into five-year bands, 0-4 ... 90+). `total` is the published
/// total where there is one, else the sum of the groups; a zone with a blank in any group it sums has no total.
struct ResidentsTable {
    std::string source;
    int year = 0;  ///< the year people were counted; 0 where unknown
    std::vector<std::string> code;
    Values total;
    std::vector<PeopleGroup> groups;
    std::vector<Values> count;  ///< one per group, an entry per code
};

/// Patients by practice and zone (NHS England, "Patients Registered at a GP Practice", practice x LSOA).
struct RegistrationsTable {
    struct Row {
        std::string zone;      ///< as published: also CLOSED, EMPTY, L99999999, codes of Wales ...
        std::string practice;
        double patients = 0;   ///< NaN where blank or suppressed
        Status status = Status::known;
    };
    std::string source;
    std::vector<Row> rows;     ///< sexes added up
};

/// Practices and the Primary Care Network each belongs to.
struct PracticesTable {
    struct Row {
        std::string practice, name;
        std::string pcn, pcn_name;  ///< empty where it has none ("U", "Unallocated")
    };
    std::string source;
    std::vector<Row> rows;
};

/// English Indices of Deprivation by zone: the overall index, its domains, and the official population denominators.
/// Scores: higher = more deprived. Rank 1 = most deprived in England; decile 1 = most deprived tenth of England.
struct DeprivationTable {
    /// A domain, sub-domain or supplementary index; measures that the file does not have are all missing.
    struct Index {
        std::string id;  ///< "income", "employment", "education", "health", "crime", "barriers", "environment", "idaci" ...
        Values score, rank, decile;
    };
    std::string source;
    int edition = 0;              ///< 2019 or 2025 where recognised
    int national_zones = 0;       ///< how many LSOAs England ranks: 32,844 (2019), 33,755 (2025)
    std::vector<std::string> code;
    Values score, rank, decile;   ///< any may be all missing; deciles come from the file, else ceil(10 rank / national)
    std::vector<Index> indices;   ///< besides the overall one, in the file's order
    Values population;            ///< the denominators that official summaries are weighted by; empty where not given
    std::string population_name;  ///< their column: "Total population: mid 2022"
};

/// Zone code -> footprint code, whole zones or with shares.
struct LookupTable {
    std::string source;
    struct Row {
        std::string from;
        std::string to, to_name;
        double share = 1.0;
    };
    std::vector<Row> rows;
};

/// Links between two vintages of zones, a row for each pair with people or households in common.
struct BridgeTable {
    std::string source;
    struct Row {
        std::string from;   ///< zone that figures were published for
        std::string to;     ///< zone of the project
        double weight = 0;  ///< people or households that both hold
    };
    std::vector<Row> rows;
};

}  // namespace locality::model
