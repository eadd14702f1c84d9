#include "style/painter_under.h"

#include <QPaintDevice>

#include <algorithm>
#include <cstring>

namespace locality::style {

namespace {

constexpr double longest_side_px = 4096;  // of what is read; larger pictures stretch it

}  // namespace

void UnderPicture::paint(QPainter& painter, const View& view, QSizeF size) {
    geo::Box ground;
    ground.add(view.to_ground(QPointF(0, 0), size));
    ground.add(view.to_ground(QPointF(size.width(), size.height()), size));
    const qreal ratio = painter.device()->devicePixelRatioF();
    const double shrink = std::min(1.0, longest_side_px / (ratio * std::max(size.width(), size.height())));
    const QSize wanted = (size * ratio * shrink).toSize().expandedTo(QSize(1, 1));
    if (m_picture.size() != wanted || !(m_ground == ground)) {
        const Backdrop::Picture read = m_backdrop->read(ground, wanted.width(), wanted.height());
        m_picture = QImage(read.width, read.height, QImage::Format_ARGB32_Premultiplied);
        for (int y = 0; y < read.height; ++y)
            std::memcpy(m_picture.scanLine(y), read.pixels.data() + static_cast<std::size_t>(y) * read.width,
                        static_cast<std::size_t>(read.width) * 4);
        m_ground = ground;
    }
    if (m_picture.isNull()) return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(QPointF(0, 0), size), m_picture);
}

}  // namespace locality::style
