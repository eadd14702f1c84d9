#include "cli/tables.h"

#include "model/errors.h"

#include <fmt/format.h>

#include <cmath>

namespace locality::cli {

std::string csv_number(double number, model::Status status) {
    if (status == model::Status::suppressed) return "*";
    if (status == model::Status::missing || std::isnan(number)) return {};
    return fmt::format("{}", number);
}

std::vector<const model::FootprintSet*> sets_called(const model::Result& result, const std::string& id) {
    std::vector<const model::FootprintSet*> sets;
    std::string known;
    for (const model::FootprintSet& set : result.sets) {
        known += (known.empty() ? "" : ", ") + set.id;
        if (id.empty() || set.id == id) sets.push_back(&set);
    }
    if (sets.empty())
        throw model::InputError(fmt::format("no footprint set is called \"{}\"; the sets are {}", id, known));
    return sets;
}

}  // namespace locality::cli
