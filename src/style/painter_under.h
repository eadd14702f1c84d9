#pragma once

#include "style/painter.h"

#include <QImage>

#include <memory>

namespace locality::style {

/// The picture under the zones. The part that was read last is kept: most paintings show the same ground again.
class UnderPicture {
public:
    explicit UnderPicture(std::shared_ptr<const Backdrop> backdrop) : m_backdrop(std::move(backdrop)) {}
    const std::shared_ptr<const Backdrop>& backdrop() const { return m_backdrop; }
    void paint(QPainter& painter, const View& view, QSizeF size);

private:
    std::shared_ptr<const Backdrop> m_backdrop;
    geo::Box m_ground;
    QImage m_picture;
};

}  // namespace locality::style
