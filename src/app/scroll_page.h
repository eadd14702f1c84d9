#pragma once

#include <QScrollArea>
#include <QVBoxLayout>

namespace locality::app {

/// Makes `area` a page that scrolls up and down alone and where Tab stops only at what is on it. Returns the layout of
/// what is on it, which is its parent widget.
inline QVBoxLayout* make_page(QScrollArea& area, const QString& name, const QString& accessible_name, QMargins margins,
                              int spacing) {
    area.setObjectName(name);
    area.setAccessibleName(accessible_name);
    area.setWidgetResizable(true);
    area.setFrameShape(QFrame::NoFrame);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area.setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget(&area);
    inside->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(margins);
    layout->setSpacing(spacing);
    return layout;
}

}  // namespace locality::app
