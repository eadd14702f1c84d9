#pragma once

#include "core/mending_case.h"

#include <vector>

namespace locality::core {

/// One linear row over the choices "zone z is in footprint k" of a single footprint k:
/// low <= sum coefficient[i] * x[zone[i], k] <= high.
struct MendRow {
    std::int32_t footprint = 0;
    std::vector<std::int32_t> zone;
    std::vector<double> coefficient;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// How much of each zone a footprint has, 0 to 1, where it has any: zones ascending.
struct Part {
    std::int32_t zone = 0;
    double value = 0;
};

/// Finds rows that every assignment with whole footprints keeps and that these values break.
///
/// For two zones a, b of one component and a set C of zones without which the graph does not join them:
///
///     x[a, k] + x[b, k] - sum over c in C of x[c, k] <= 1
///
/// b is the zone of the heaviest piece that is dearest to give away; a runs over the other pieces and, where values are
/// fractions, over the piece itself, by a maximum flow through zones of capacity x[c, k]. C is taken next to a and is
/// minimal. Zones locked to another footprint stand in no C: nothing can pass them.
///
/// Source   Fischetti et al. 2017, Math. Prog. Comp. 9:203; Carvajal et al. 2013, Oper. Res. 61:824; Validi, Buchanan
///          and Lykhovyd 2022, Oper. Res. 70:867 (model CUT).
class Separators {
public:
    explicit Separators(const MendingCase& problem);

    /// Adds the rows that footprint `k` breaks. `fractional` false looks only at whole pieces, which is enough to tell
    /// whether values of 0 and 1 are an answer.
    void find(std::int32_t k, const std::vector<Part>& parts, bool fractional, std::vector<MendRow>& rows);

    /// Adds the row of footprint `k`'s floor or ceiling if these values break it.
    void find_limits(std::int32_t k, const std::vector<Part>& parts, std::vector<MendRow>& rows);

private:
    struct Flow;
    void between(std::int32_t k, std::int32_t root, const std::vector<std::int32_t>& side_of_a,
                 const std::vector<std::int32_t>& for_a, std::vector<MendRow>& rows);
    std::vector<std::int32_t> minimal(std::int32_t k, const std::vector<std::int32_t>& side, std::int32_t other);
    std::vector<std::int32_t> joined(std::int32_t from, const std::vector<std::int32_t>& without);
    void cut_within(std::int32_t k, std::int32_t root, const std::vector<std::int32_t>& piece,
                    std::vector<MendRow>& rows);

    const MendingCase& m_problem;
    std::vector<std::vector<std::int32_t>>
        m_zones_with;                  ///< by footprint: zones where it has patients; bounded ones only
    std::vector<double> m_value;       ///< per zone, of the footprint being looked at
    std::vector<std::int32_t> m_mark;  ///< per zone, a stamp
    std::int32_t m_stamp = 0;
};

}  // namespace locality::core
