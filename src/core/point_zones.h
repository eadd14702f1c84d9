#pragma once

#include "model/issue.h"
#include "model/layer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace locality::core {

// Which points (or small zones) can be used as weights, and which zone each stands for. What cannot is listed, never
// guessed: "blank_weight" (it is not zero), "negative_weight", "no_place", "unknown_code", "point_outside".

/// Points that can be used: with a place and a weight.
std::vector<bool> usable_points(const model::PointLayer& points, model::Issues& issues);

/// Per usable point the zone that it names, or -1. Those that name none are added to `unnamed`.
std::vector<std::int32_t> named_zones(const model::Boundaries& zones, const model::PointLayer& points,
                                      const std::vector<bool>& usable, std::vector<std::size_t>& unnamed,
                                      model::Issues& issues);

/// Per usable point the zone that it names or lies in (in several: the one with the lowest code), or -1.
std::vector<std::int32_t> zone_of_points(const model::Boundaries& zones, const model::PointLayer& points,
                                         const std::vector<bool>& usable, model::Issues& issues);

/// Lists codes in an issue: all of them in `code`, how many in the sentence. Nothing where there are none.
void list_points(model::Issues& issues, const model::PointLayer& points, const std::string& kind,
                 const std::vector<std::string>& codes, const std::string& what);

/// The code of a point, or "#3" for the third where it has none.
std::string name_of_point(const model::PointLayer& points, std::size_t point);

}  // namespace locality::core
