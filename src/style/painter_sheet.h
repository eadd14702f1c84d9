#pragma once

#include "style/scene.h"
#include "style/sheet.h"

#include <QPainter>

namespace locality::style {

/// A whole map, ground and furniture, in the painter's rectangle from (0, 0) to the sheet's width and height.
void paint_sheet(QPainter& painter, const Scene& scene, const Sheet& sheet);

}  // namespace locality::style
