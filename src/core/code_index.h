#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace locality::core {

/// Where each code stands in a list; the codes must outlive it. Of a code that stands twice the first place.
using CodeIndex = std::unordered_map<std::string_view, std::int32_t>;

inline CodeIndex code_index(std::span<const std::string> codes) {
    CodeIndex index;
    index.reserve(codes.size() * 2);
    for (std::size_t i = 0; i < codes.size(); ++i) index.emplace(codes[i], static_cast<std::int32_t>(i));
    return index;
}

}  // namespace locality::core
