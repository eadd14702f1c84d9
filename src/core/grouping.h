#pragma once

#include "model/issue.h"
#include "model/layer.h"
#include "model/people.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// Which members go to which group: groups ascending by code.
struct Grouping {
    std::vector<std::string> code, name;
    std::vector<std::int32_t> group_of;  ///< per member; geo::outside where it is in none
    model::JoinReport report;            ///< how the lookup met the members
};

/// Groups members by a lookup from their code or, where that fits more of them, their name (any case).
Grouping group_by_lookup(std::span<const std::string> codes, std::span<const std::string> names,
                         const model::LookupTable& lookup, std::string table, std::string target);

/// Groups the shapes of a layer by one of its attributes; an empty text is in no group. Names come from the attribute
/// `name_attribute`, else from the sibling of a `..CODE` or `..CD` attribute that ends in `..NAME` or `..NM`.
/// Throws model::InputError naming the attributes that the layer has.
Grouping group_by_attribute(const model::Boundaries& members, const std::string& attribute,
                            const std::string& name_attribute);

/// The boundaries of groups, from the arcs of their members: what lies between two members of one group is dropped.
model::Boundaries dissolve(const model::Boundaries& members, const Grouping& grouping, std::string id);

}  // namespace locality::core
