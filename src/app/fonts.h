#pragma once

#include <QFont>

namespace locality::app {

/// `font`, `factor` times as large.
inline QFont scaled(QFont font, double factor, bool bold) {
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(font.pixelSize() * factor));
    font.setBold(bold);
    return font;
}

}  // namespace locality::app
