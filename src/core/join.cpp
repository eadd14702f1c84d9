#include "core/join.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace locality::core {

Joined join(std::span<const std::string> keys, std::span<const std::string> codes, std::string table,
            std::string target) {
    Joined joined;
    joined.row_of_code.assign(codes.size(), -1);
    joined.report.table = std::move(table);
    joined.report.target = std::move(target);
    std::set<std::string> unknown;
    std::set<std::string> duplicate;
    for (std::size_t row = 0; row < keys.size(); ++row) {
        const auto at = std::lower_bound(codes.begin(), codes.end(), keys[row]);
        if (at == codes.end() || *at != keys[row]) {
            unknown.insert(keys[row]);
            continue;
        }
        std::int32_t& matched = joined.row_of_code[at - codes.begin()];
        if (matched >= 0)
            duplicate.insert(keys[row]);
        else
            matched = static_cast<std::int32_t>(row);
    }
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (joined.row_of_code[i] >= 0)
            ++joined.report.matched;
        else
            joined.report.missing.push_back(codes[i]);
    }
    joined.report.unknown.assign(unknown.begin(), unknown.end());
    joined.report.duplicate.assign(duplicate.begin(), duplicate.end());
    return joined;
}

model::Values pick(const model::Values& values, std::span<const std::int32_t> row_of_code) {
    model::Values picked(row_of_code.size());
    for (std::size_t i = 0; i < row_of_code.size(); ++i) {
        const std::int32_t row = row_of_code[i];
        if (row < 0) continue;
        if (static_cast<std::size_t>(row) >= values.size())
            throw std::invalid_argument("pick: a row lies behind the last value");
        picked.number[i] = values.number[row];
        picked.status[i] = values.status[row];
    }
    return picked;
}

}  // namespace locality::core
