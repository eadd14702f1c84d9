#pragma once

#include "geo/topology.h"
#include "made_shapes.h"
#include "model/layer.h"

#include <cstdio>
#include <string>

// A city a reader can draw: columns x rows of square zones, 100 m a side, numbered row by row from the south-west.
// Codes are Z00, Z01 ...; zone (column, row) is index row * columns + column.
namespace locality::test {

inline geo::Shapes grid_shapes(int columns, int rows, double side_m = 100.0, double x0 = 0.0, double y0 = 0.0) {
    return made::grid(x0, y0, side_m, columns, rows);
}

inline std::string grid_code(int index, char letter = 'Z') {
    char text[8];
    std::snprintf(text, sizeof text, "%c%02d", letter, index % 100);
    return text;
}

inline model::Layer grid_layer(int columns, int rows, char letter = 'Z', double side_m = 100.0, double x0 = 0.0, double y0 = 0.0) {
    model::Layer layer;
    layer.id = "zones";
    layer.kind = "lsoa";
    layer.vintage = 2021;
    layer.shapes = grid_shapes(columns, rows, side_m, x0, y0);
    for (int i = 0; i < columns * rows; ++i) {
        layer.code.push_back(grid_code(i, letter));
        layer.name.push_back("Zone " + grid_code(i, letter));
    }
    return layer;
}

inline geo::Adjacency grid_adjacency(int columns, int rows) {
    return geo::adjacency(geo::build_topology(grid_shapes(columns, rows)));
}

}  // namespace locality::test
