#pragma once

#include "model/progress.h"
#include "model/result.h"
#include "style/marks.h"

#include <memory>
#include <string>

namespace locality::cli {

/// The marks that a map is to have on top of its zones: the gaps and double claims of a set, and the ground of one
/// combination of footprints (core::combination_address); null where neither is asked for.
/// Throws model::InputError for a set, code or combination that is not there; model::Cancelled.
std::shared_ptr<const style::Marks> marks_called(const std::string& disputed, const std::string& piece,
                                                 const model::Result& result, const model::Progress& progress);

}  // namespace locality::cli
