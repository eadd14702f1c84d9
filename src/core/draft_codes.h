#pragma once

#include "core/draft.h"

namespace locality::core {

// What the parts of a draft ask of its tables. Codes are ascending.

inline constexpr const char* pcn_set = "pcn";  ///< the set that registrations make

/// The part of `codes` that is among `keys`; 0 where there are no codes.
double share_of(std::span<const std::string> codes, std::span<const std::string> keys);

const model::Found* first_of(std::span<const model::Found> found, model::Role role);

/// The codes of the zones: the project's, else those of the layer that was chosen; empty without one.
const std::vector<std::string>& zone_codes(std::span<const model::Found> found, const DraftBase& base);

/// The codes of the practices that registrations are of; empty without any.
const std::vector<std::string>& practice_codes(std::span<const model::Found> found);

/// The codes of a set of boundaries, or its names where those are what `keys` are.
const std::vector<std::string>& codes_or_names(const model::Found& boundaries, const model::FoundColumn& keys);

/// The table of links to the zones by which more of `keys` are reached than by their being codes of zones themselves:
/// most zones of 2011 have the codes of 2021, and yet others. Null where there is none.
const model::Found* links_for(std::span<const model::Found> found, const model::FoundColumn& keys,
                              std::span<const std::string> codes);

}  // namespace locality::core
