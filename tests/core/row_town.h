#pragma once

#include "grid.h"
#include "model/indicator.h"
#include "model/inputs.h"

#include <string>
#include <vector>

namespace locality::test {

/// Four zones in a row, Z00 ... Z03, 100 m a side, with 100, 200, 300 and 400 residents; the set "half" has A00 of the
/// first two and A01 of the last two; "cut" has B00 to x = 150 and B01 the rest, so that Z01 is cut in half.
inline model::Inputs row_town() {
    model::Inputs in;
    in.zones = grid_layer(4, 1);
    model::ResidentsTable residents;
    residents.code = {"Z00", "Z01", "Z02", "Z03"};
    residents.total = model::Values::of({100, 200, 300, 400});
    in.residents = residents;
    const auto add = [&](const char* id, model::Layer layer) {
        model::FootprintSpec spec;
        spec.id = id;
        spec.title = id;
        in.project.footprints.push_back(spec);
        in.footprints.push_back({std::move(layer), {}});
    };
    add("half", grid_layer(2, 1, 'A', 200, 0, 0));
    model::Layer cut = grid_layer(1, 1, 'B', 150, 0, 0);
    const model::Layer rest = grid_layer(1, 1, 'C', 250, 150, 0);
    cut.shapes.vertices.insert(cut.shapes.vertices.end(), rest.shapes.vertices.begin(), rest.shapes.vertices.end());
    cut.shapes.close_ring();
    cut.shapes.close_part();
    cut.shapes.close_shape();
    cut.code.push_back("B01");
    cut.name.push_back("Rest");
    add("cut", std::move(cut));
    return in;
}

inline model::IndicatorTable table(model::IndicatorKind kind, std::vector<std::string> code,
                                   std::vector<double> numerator, std::vector<double> denominator) {
    model::IndicatorTable t;
    t.id = "x";
    t.title = "X";
    t.kind = kind;
    t.multiplier = kind == model::IndicatorKind::proportion ? 100 : 1;
    t.polarity = model::Polarity::low_is_good;
    t.source = "t.csv";
    model::IndicatorTable::Slice slice;
    slice.period = "2024";
    slice.code = std::move(code);
    slice.numerator = model::Values::of(std::move(numerator));
    if (!denominator.empty()) slice.denominator = model::Values::of(std::move(denominator));
    t.slices.push_back(slice);
    return t;
}

inline const std::vector<std::string> zones{"Z00", "Z01", "Z02", "Z03"};

}  // namespace locality::test
