#pragma once

#include "core/mend.h"

namespace locality::core {

/// A row for each of `moved` (in that order), where zones went from the case's start to `footprint`.
std::vector<model::Override> audit(const MendTask& task, const MendingCase& problem,
                                   std::span<const std::int32_t> footprint, std::span<const std::int32_t> moved,
                                   bool by_rule);

/// The numbers of one override: ranks, shares, patients and cost; its reason and kind are the caller's.
model::Override override_of(const MendTask& task, const MendingCase& problem, std::int32_t zone, std::int32_t from,
                            std::int32_t to);

/// "2nd", "3rd", "4th", ... "21st".
std::string ordinal(int rank);

}  // namespace locality::core
