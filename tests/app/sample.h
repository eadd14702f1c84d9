#pragma once

#include "geo/topology.h"
#include "model/result.h"
#include "style/style.h"

#include <memory>

namespace locality::test_app {

/// A made-up district of 10 x 10 square zones of 500 m, from (430000, 430000) on; zone (row, column), counted from the
/// south west, has index 10 * row + column, code Z01000001 ... and name "Sample 001" ...
///
/// The south-west 3 x 3 zones are in decile 1; zone 99 (north east) has no value, zone 98 a suppressed one. Sets:
/// `ward`, four quarters (South West, South East, North West, North East); `lcp`, two overlapping halves and nothing in
/// the northernmost row.
model::Result sample();

/// The same with its wards as whole zones, which can be moved.
model::Result sample_to_move();

/// The middle of a zone on the ground.
geo::Point middle_of(int zone);

/// The program's own styles, from the source tree.
style::StyleBook book();

}  // namespace locality::test_app
