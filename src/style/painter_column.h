#pragma once

#include "style/painter_furniture.h"

#include <functional>
#include <string>

namespace locality::style {

/// Draws blocks of text and legend one under another, or only measures them where there is no painter.
class Column {
public:
    Column(const Scene& scene, QPainter* painter, QPointF at, double width, double scale)
        : m_scene(scene), m_painter(painter), m_x(at.x()), m_y(at.y()), m_width(width), m_scale(scale) {}

    double y() const { return m_y; }
    void gap(double pixels) { m_y += pixels * m_scale; }
    void paragraph(const std::string& words, double pixels, bool bold, Colour ink);
    void rule();
    void legend();
    void footprint_entries();
    void scale_and_north(const View& view);

private:
    /// Wrapped words from `indent` on; what height they take.
    double text(const std::string& words, double pixels, bool bold, Colour ink, double indent);
    double measured(const std::string& words, double pixels, double indent);
    /// A sample with words beside it. `sample` draws into its rectangle.
    void entry(const std::string& words, double least_height, const std::function<void(QRectF)>& sample);
    void swatch(QRectF room, Colour fill);
    void blank_entry(const char* words, std::size_t count, Colour fill, bool suppressed);
    void mark_entry(const std::string& words, Marks::Kind kind);
    /// A fill as it looks over a picture: thinned by what shows through.
    Colour as_drawn(Colour fill) const;
    void legend_of_two();
    void blank_entries();

    const Scene& m_scene;
    QPainter* m_painter;
    double m_x, m_y, m_width, m_scale;
};

}  // namespace locality::style
