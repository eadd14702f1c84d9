#pragma once

#include "random.h"

#include <vector>

namespace locality::demo {

/// Units that groups are made of, and how they lie to one another.
struct Units {
    struct Touch {
        int unit = 0;
        double length_m = 0;
        double river_m = 0;  ///< the part of it along the river
    };
    std::vector<double> people, area_m2, perimeter_m;
    std::vector<std::vector<Touch>> touches;  ///< ascending by unit
    std::size_t size() const { return people.size(); }
};

/// The groups of `units` as units themselves.
Units grouped(const Units& units, const std::vector<int>& group_of, int groups);

/// Joins units into `groups` contiguous groups of like size, none above `most` people where that can be: the smallest
/// group is joined to the neighbour that makes the best of size and shape and is not across the river, until few enough
/// are left. Then units move over borders from large groups to small ones where both stay in one piece.
///
/// Result: the group of each unit, 0 to groups - 1.
std::vector<int> make_groups(const Units& units, int groups, double most, Random& random);

/// Gives units to the group that surrounds most of them, so that borders do not fray; sizes stay near the mean.
void smooth(const Units& units, std::vector<int>& group_of, int groups);

/// True where the unit's group (in one piece) stays in one piece, and not empty, without it.
bool can_leave(const Units& units, const std::vector<int>& group_of, int unit);

}  // namespace locality::demo
