#pragma once

#include "model/project.h"
#include "model/result.h"

#include <cstddef>
#include <string>

/// What every way to make a set begins with.
namespace locality::core {

/// Throws model::InputError naming the set and its line.
[[noreturn]] void refuse(const model::FootprintSpec& spec, const std::string& why);

/// How many parts an outline has.
int parts_of(const geo::Shapes& shapes, std::size_t shape);

/// A set that has its names and says how it is made.
model::FootprintSet blank_set(const model::FootprintSpec& spec, model::Basis basis, model::Method method);

}  // namespace locality::core
