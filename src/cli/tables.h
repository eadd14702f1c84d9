#pragma once

#include "model/result.h"

#include <string>
#include <vector>

namespace locality::cli {

/// A number in a file: all its digits; empty where it is missing, "*" where it is suppressed.
std::string csv_number(double number, model::Status status);

/// The set called `id`, or all of them where it is empty. Throws model::InputError naming the sets there are.
std::vector<const model::FootprintSet*> sets_called(const model::Result& result, const std::string& id);

}  // namespace locality::cli
