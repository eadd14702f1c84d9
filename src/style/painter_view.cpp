// From the ground to the picture and back, and the view that fits.

#include "style/painter.h"

#include <algorithm>

namespace locality::style {

QPointF View::to_pixel(geo::Point ground, QSizeF size) const {
    return {size.width() / 2 + (ground.x - centre.x) / metres_per_pixel,
            size.height() / 2 - (ground.y - centre.y) / metres_per_pixel};
}

geo::Point View::to_ground(QPointF pixel, QSizeF size) const {
    return {centre.x + (pixel.x() - size.width() / 2) * metres_per_pixel,
            centre.y - (pixel.y() - size.height() / 2) * metres_per_pixel};
}

View fitted(const geo::Box& extent, QSizeF size, const QRectF& ground) {
    View view;
    if (extent.empty()) return view;
    const double margin = 0.035 * std::min(ground.width(), ground.height());
    const double width = std::max(1.0, ground.width() - 2 * margin),
                 height = std::max(1.0, ground.height() - 2 * margin);
    view.metres_per_pixel = std::max({extent.width() / width, extent.height() / height, 1e-3});
    const geo::Point middle = extent.centre();
    view.centre = {middle.x + (size.width() / 2 - ground.center().x()) * view.metres_per_pixel,
                   middle.y - (size.height() / 2 - ground.center().y()) * view.metres_per_pixel};
    return view;
}

View fitted(const geo::Box& extent, QSizeF size, double reserved_right) {
    return fitted(extent, size, QRectF(0, 0, std::max(1.0, size.width() - reserved_right), size.height()));
}

}  // namespace locality::style
