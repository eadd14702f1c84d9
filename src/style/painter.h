#pragma once

#include "style/scene.h"

#include <QPainter>
#include <QTransform>

#include <memory>
#include <vector>

namespace locality::style {

/// What part of the ground is shown: `centre` in metres at the middle of the picture, `metres_per_pixel` its scale.
struct View {
    geo::Point centre;
    double metres_per_pixel = 100;

    friend bool operator==(const View&, const View&) = default;
    QPointF to_pixel(geo::Point ground, QSizeF size) const;
    geo::Point to_ground(QPointF pixel, QSizeF size) const;
};

/// Where the furniture of a picture stands: a column at the right of a wide picture, a strip at the foot of a tall one,
/// nowhere in a very small one. The ground has the rest.
struct Frame {
    QRectF ground, furniture;
};
Frame frame(const Scene& scene, QSizeF size);
/// The parts of a picture that furniture is drawn on, and nothing beside them.
std::vector<QRectF> furniture_rects(const Scene& scene, QSizeF size);

/// The view that shows `extent` whole, with a margin, in a picture of `size`, clear of `reserved_right` pixels.
View fitted(const geo::Box& extent, QSizeF size, double reserved_right = 0);
/// The same inside `ground`, a part of the picture: fitted(scene.extent, size, frame(scene, size).ground).
View fitted(const geo::Box& extent, QSizeF size, const QRectF& ground);

/// Paths of one scene, simplified once per scale and kept: what makes panning quick. The scene outlives the painter;
/// its choice of footprints, labels, IMD1 and selection may change between paintings; what is shaded and how may not.
/// Where shaded footprints overlap, the class further down the legend lies on top.
class MapPainter {
public:
    explicit MapPainter(const Scene& scene);
    ~MapPainter();
    /// Zones, footprints, IMD1, labels: the ground. `size` in logical pixels.
    void paint_ground(QPainter& painter, const View& view, QSizeF size);
    /// The ground's two halves, the second to be painted on the first: zones, and what lies on them. The first depends on
    /// footprints only where they are what is shaded.
    void paint_zones(QPainter& painter, const View& view, QSizeF size);
    void paint_over_zones(QPainter& painter, const View& view, QSizeF size);
    /// Title, legend, scale bar, north, attribution, and "Synthetic data" where it is due.
    void paint_furniture(QPainter& painter, const View& view, QSizeF size);

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

}  // namespace locality::style
