#include "core/footprint_overlaps.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace locality::core {

using model::Column;
using model::Status;

std::vector<FootprintOverlap> footprint_overlaps(const Combinations& combinations, const model::Result& result,
                                                 std::size_t footprint) {
    const Column* residents = model::find_column(combinations.columns, "residents");
    if (combinations.sets.size() != 2 || !residents)
        throw std::invalid_argument("footprint_overlaps: needs the residents in combinations of two sets");
    const Column* imd1 = model::find_column(combinations.columns, "imd1_residents");
    const Column* hectares = model::find_column(combinations.columns, "hectares");
    const model::FootprintSet& other = result.sets.at(combinations.sets[1]);
    const auto f = static_cast<std::int32_t>(footprint);
    std::map<std::int32_t, FootprintOverlap> by_other;
    std::map<std::int32_t, double> whole_of_other;
    double all = 0;
    const auto amount = [](const Column* column, std::size_t c) {
        return column ? column->values.number[c] : model::no_value;
    };
    for (std::size_t c = 0; c < combinations.combination.size(); ++c) {
        const std::vector<std::int32_t>&here = combinations.combination[c].in[0],
              &there = combinations.combination[c].in[1];
        for (const std::int32_t g : there) whole_of_other[g] += amount(residents, c);
        if (std::find(here.begin(), here.end(), f) == here.end()) continue;
        all += amount(residents, c);
        const std::vector<std::int32_t> in = there.empty() ? std::vector<std::int32_t>{model::unassigned} : there;
        for (const std::int32_t g : in) {
            FootprintOverlap& o = by_other.try_emplace(g).first->second;
            if (std::isnan(o.imd1_residents) && imd1) o.imd1_residents = 0;
            o.residents += amount(residents, c);
            o.imd1_residents += amount(imd1, c);
            o.hectares += amount(hectares, c);
            if (!residents->values.known(c) && o.status != Status::suppressed) o.status = residents->values.status[c];
        }
    }
    std::vector<FootprintOverlap> found;
    for (auto& [g, o] : by_other) {
        if (g != model::unassigned) {
            o.code = other.code.at(static_cast<std::size_t>(g));
            o.name = other.name.at(static_cast<std::size_t>(g));
            if (whole_of_other[g] > 0) o.share_there = o.residents / whole_of_other[g];
        }
        if (all > 0) o.share_here = o.residents / all;
        found.push_back(std::move(o));
    }
    std::stable_sort(found.begin(), found.end(), [](const FootprintOverlap& a, const FootprintOverlap& b) {
        if (a.code.empty() != b.code.empty()) return b.code.empty();
        return a.residents > b.residents;
    });
    return found;
}

}  // namespace locality::core
