#pragma once

#include "geo/shapes.h"
#include "made_shapes.h"
#include "model/layer.h"

#include <string>
#include <utility>
#include <vector>

// Layers drawn ring by ring, for tests of what is wrong with them.
namespace locality::test {

using Ring = std::vector<geo::Point>;

using made::rectangle;

struct Drawing {
    model::Layer layer;

    explicit Drawing(std::string id = "zones") {
        layer.id = id;
        layer.source = id + ".gpkg, layer " + id;
    }
    /// A feature of several parts, each a shell and its holes.
    Drawing& parts(const std::string& code, const std::vector<std::vector<Ring>>& parts) {
        layer.code.push_back(code);
        layer.name.push_back("Zone " + code);
        for (const auto& rings : parts) {
            for (const Ring& ring : rings) made::add_ring(layer.shapes, ring);
            layer.shapes.close_part();
        }
        layer.shapes.close_shape();
        return *this;
    }
    Drawing& zone(const std::string& code, const Ring& ring) { return parts(code, {{ring}}); }
    Drawing& empty(const std::string& code) { return parts(code, {}); }
};

}  // namespace locality::test
