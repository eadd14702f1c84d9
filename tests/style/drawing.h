#pragma once

#include "small_city.h"
#include "style/painter.h"
#include "style/save_map.h"

#include <QColor>
#include <QImage>

namespace drawing {

using namespace locality;

/// Qt for the tests of this program, made once.
inline void start() {
    static style::DrawingSession session;
}

inline QColor qt(style::Colour c) {
    return QColor(c.red, c.green, c.blue);
}

/// The ground of a scene, the whole picture its frame.
inline QImage ground(style::MapPainter& painter, const style::View& view, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter p(&image);
    painter.paint_ground(p, view, size);
    return image;
}

/// How many pixels of a rectangle are within `tolerance` of a colour in each channel.
inline int count(const QImage& image, QRect where, QColor colour, int tolerance = 12) {
    int found = 0;
    const QRect inside = where.intersected(image.rect());
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        for (int x = inside.left(); x <= inside.right(); ++x) {
            const QColor c = image.pixelColor(x, y);
            if (std::abs(c.red() - colour.red()) <= tolerance && std::abs(c.green() - colour.green()) <= tolerance &&
                std::abs(c.blue() - colour.blue()) <= tolerance)
                ++found;
        }
    return found;
}

}  // namespace drawing
