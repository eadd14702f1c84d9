#include "model/errors.h"
#include "style/painter_chart.h"
#include "style/painter_picture.h"
#include "style/save_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::style {

namespace {

constexpr int least_px = 200, most_px = 20000;
constexpr double usual_width = 520;  // a chart this wide has words of 12 pixels

double height_at(const Chart& chart, const ChartStyle& style, double width, double scale) {
    return draw_chart(nullptr, chart, style, QRectF(0, 0, width, 0), scale).height;
}

/// The largest scale, to a hundredth, at which the chart fits: its words are as large as there is room for.
double scale_for(const Chart& chart, const ChartStyle& style, int width, int height) {
    double scale = std::max(0.5, width / usual_width);
    while (scale > 0.5 && height_at(chart, style, width, scale) > height) scale = std::floor(scale * 95) / 100;
    return scale;
}

}  // namespace

void save_chart(const Chart& chart, const ChartStyle& style, int width, int height, const std::filesystem::path& file,
                bool overwrite) {
    if (width < least_px || width > most_px || (height != 0 && (height < least_px || height > most_px)))
        throw model::InputError(fmt::format(
            "a chart of {} x {} cannot be drawn; choose a width and height from 200 to 20000", width, height));
    double scale = width / usual_width;
    if (height == 0)
        height = std::clamp(static_cast<int>(height_at(chart, style, width, scale)), least_px, most_px);
    else
        scale = scale_for(chart, style, width, height);
    const QSize size(width, height);
    save_picture(
        {"chart", chart.title, chart.reading, size, 96,
         [&](QPainter& painter) { draw_chart(&painter, chart, style, QRectF(QPointF(0, 0), QSizeF(size)), scale); }},
        file, overwrite);
}

}  // namespace locality::style
