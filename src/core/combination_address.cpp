#include "core/combination_address.h"

#include "core/code_index.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ranges>
#include <string_view>

namespace locality::core {

namespace {

std::vector<std::string> parted(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (const auto part : std::views::split(text, at)) parts.emplace_back(part.begin(), part.end());
    return parts;
}

}  // namespace

std::string combination_address(const Combinations& combinations, const model::Result& result, std::size_t combination) {
    std::vector<std::string> parts;
    for (std::size_t slot = 0; slot < combinations.sets.size(); ++slot) {
        const model::FootprintSet& set = result.sets[combinations.sets[slot]];
        std::vector<std::string> codes;
        for (const std::int32_t f : combinations.combination[combination].in[slot])
            codes.push_back(set.code[static_cast<std::size_t>(f)]);
        parts.push_back(fmt::format("{}:{}", set.id, fmt::join(codes, "+")));
    }
    return fmt::format("{}", fmt::join(parts, ","));
}

CombinationWish combination_called(const std::string& address, const model::Result& result) {
    CombinationWish wish;
    for (const std::string& part : parted(address, ',')) {
        const std::size_t colon = part.find(':');
        const std::string id = part.substr(0, colon);
        const auto set = std::ranges::find(result.sets, id, &model::FootprintSet::id);
        if (colon == std::string::npos || set == result.sets.end())
            throw model::InputError(
                fmt::format("\"{}\": \"{}\" names no set of footprints; write SET:CODE,SET:CODE with sets among: {}",
                            address, part,
                            fmt::join(result.sets | std::views::transform(&model::FootprintSet::id), ", ")));
        const CodeIndex index = code_index(set->code);
        std::vector<std::int32_t> in;
        for (const std::string& code : parted(std::string_view(part).substr(colon + 1), '+')) {
            if (code.empty()) continue;
            const auto at = index.find(code);
            if (at == index.end())
                throw model::InputError(fmt::format("\"{}\": no footprint of \"{}\" has the code \"{}\"; its codes begin "
                                                    "with {}",
                                                    address, id, code, set->code.front()));
            in.push_back(at->second);
        }
        std::ranges::sort(in);
        wish.sets.push_back(static_cast<std::size_t>(set - result.sets.begin()));
        wish.combination.in.push_back(std::move(in));
    }
    return wish;
}

}  // namespace locality::core
