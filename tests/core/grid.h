#pragma once

#include "geo/topology.h"
#include "model/layer.h"

#include <cstdio>
#include <string>

// A city a reader can draw: columns x rows of square zones, 100 m a side, numbered row by row from the south-west.
// Codes are Z00, Z01 ...; zone (column, row) is index row * columns + column.
namespace locality::test {

inline geo::Shapes grid_shapes(int columns, int rows, double side_m = 100.0, double x0 = 0.0, double y0 = 0.0) {
    geo::Shapes shapes;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const double x = x0 + c * side_m, y = y0 + r * side_m;
            for (const geo::Point p : {geo::Point{x, y}, {x + side_m, y}, {x + side_m, y + side_m}, {x, y + side_m}, {x, y}})
                shapes.vertices.push_back(p);
            shapes.close_ring();
            shapes.close_part();
            shapes.close_shape();
        }
    return shapes;
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
