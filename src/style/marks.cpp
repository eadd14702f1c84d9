#include "style/marks.h"

#include "style/style.h"

#include <fmt/format.h>

namespace locality::style {

void add_disputed(Marks& marks, const geo::Shapes& shapes, std::span<const DisputedPiece> pieces,
                  const std::string& set_title) {
    double gap_ha = 0, several_ha = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        (pieces[i].gap ? gap_ha : several_ha) += pieces[i].hectares;
        marks.shapes.append(shapes, i);
        marks.kind.push_back(pieces[i].gap ? Marks::Kind::gap : Marks::Kind::several);
    }
    marks.gap_words = fmt::format("In none of {}: {} ha", set_title, grouped(gap_ha, 1));
    marks.several_words = fmt::format("In more than one of {}: {} ha", set_title, grouped(several_ha, 1));
}

void add_picked(Marks& marks, const geo::Shapes& shapes) {
    for (std::size_t i = 0; i < shapes.shape_count(); ++i) {
        marks.shapes.append(shapes, i);
        marks.kind.push_back(Marks::Kind::picked);
    }
}

}  // namespace locality::style
