#include "geo/errors.h"
#include "io/look_at.h"
#include "io/read_layer.h"
#include "io/read_table.h"
#include "model/errors.h"

#include <fmt/format.h>

namespace locality::io {

namespace {

using model::Found;
using model::Role;

void require(bool said, const Found& found, const char* what) {
    if (!said) throw model::InputError(fmt::format("{}: choose {}", found.label, what));
}

/// Reads it as the project would.
void read(const Found& found) {
    model::Issues issues;
    model::FootprintSpec footprints;
    footprints.id = found.set;
    model::WeightsSpec points;
    points.source = found.source;
    switch (found.role) {
        case Role::left_out:
            return;
        case Role::zones:
        case Role::boundaries:
            read_layer(found.source, "zones", issues);
            return;
        case Role::dissolve:
            require(!found.to.empty(), found, "the column that says what each shape belongs to");
            read_layer(found.source, "zones", issues);
            return;
        case Role::lookup:
            require(!found.to.empty() && !found.from.empty(), found, "the columns to look up from and to");
            footprints.lookup = found.source;
            footprints.from = found.from;
            footprints.to = found.to;
            footprints.to_name = found.to_name;
            footprints.share = found.share;
            read_lookup(footprints, issues);
            return;
        case Role::residents:
            read_residents(found.source, issues);
            return;
        case Role::deprivation:
            read_deprivation(found.source, issues);
            return;
        case Role::registrations:
            read_registrations(found.source, issues);
            return;
        case Role::practices:
            read_practices(found.source, issues);
            return;
        case Role::postcodes:
            read_postcodes(found.source, issues);
            return;
        case Role::weights:
            points.value = found.value;
            read_points(points, "weights", issues);
            return;
        case Role::centroids:
            read_points(points, "centroids", issues);
            return;
        case Role::links:
            require(!found.to.empty() && !found.from.empty(), found, "the columns of the zones of both years");
            return;
        case Role::indicator:
            require(!found.numerator.empty() || !found.value.empty(), found, "the column of figures");
            read_indicator(model::indicator_spec(found), issues);
            return;
    }
}

}  // namespace

std::string problem_of(const Found& found) {
    try {
        read(found);
    } catch (const model::InputError& error) {
        return error.what();
    } catch (const geo::GeometryError& error) {
        return found.label + ": " + error.what();
    }
    return {};
}

}  // namespace locality::io
