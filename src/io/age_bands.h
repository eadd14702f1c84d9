#pragma once

#include "model/people.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace locality::io {

/// Age bands of one sex that do not overlap, ascending.
struct Bands {
    std::vector<model::PeopleGroup> groups;
    std::vector<model::Values> counts;
    bool complete = false;  ///< from 0 to an open end, without a gap
    std::string left_out;   ///< bands that overlap finer ones, in words
};

/// Chooses the finest bands that do not overlap. Single years of age (21 or more of them) are gathered into five-year
/// bands, 0-4 ... 90+; a band that the open end cuts is cut there (85+).
Bands banded(const std::map<model::PeopleGroup, model::Values>& groups, model::Sex sex);

/// Entry by entry; blank where any is blank, suppressed before missing.
model::Values summed(std::span<const model::Values> values);

}  // namespace locality::io
