#include "style/chart.h"

#include "model/errors.h"
#include "model/words.h"
#include "style/book.h"
#include "style/chart_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace locality::style {

using model::Standing;
using model::Status;

MarkShape shape_of(Standing standing) {
    switch (standing) {
        case Standing::better:
            return MarkShape::circle;
        case Standing::similar:
            return MarkShape::diamond;
        case Standing::worse:
            return MarkShape::square;
        case Standing::higher:
            return MarkShape::up;
        case Standing::lower:
            return MarkShape::down;
        case Standing::not_compared:
            break;
    }
    return MarkShape::ring;
}

ChartInk ink_of(Standing standing) {
    switch (standing) {
        case Standing::better:
            return ChartInk::better;
        case Standing::similar:
            return ChartInk::similar;
        case Standing::worse:
            return ChartInk::worse;
        case Standing::higher:
            return ChartInk::higher;
        case Standing::lower:
            return ChartInk::lower;
        case Standing::not_compared:
            break;
    }
    return ChartInk::not_compared;
}

std::string standing_words(Standing standing, const std::string& whole) {
    if (standing == Standing::not_compared) return "not compared with " + whole;
    return word(model::standing_words, standing) + (standing == Standing::similar ? " to " : " than ") + whole;
}

std::string value_words(double value, Status status, std::string_view unit, int decimals) {
    if (status == Status::suppressed) return "withheld";
    if (status == Status::missing || std::isnan(value)) return "no data";
    std::string text = grouped(value, decimals);
    if (unit == "%") return text + "%";
    return unit.empty() || unit == "people" ? text : fmt::format("{} {}", text, unit);
}

RoundScale round_scale(double from, double to, int most) {
    if (!(to > from)) to = from + (from == 0 ? 1 : std::abs(from));
    const double rough = (to - from) / std::max(1, most - 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    RoundScale scale;
    scale.step = step;
    scale.from = std::floor(from / step + 1e-9) * step;
    scale.to = std::ceil(to / step - 1e-9) * step;
    scale.decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
    return scale;
}

std::string subject_words(const model::ChartSubject& subject) {
    if (subject.name == subject.code || subject.code.empty())
        return fmt::format("{}, {}", subject.name, subject.set_title);
    return fmt::format("{} ({}), {}", subject.name, subject.code, subject.set_title);
}

std::string breakdown_words(std::string_view breakdown) {
    std::string text;
    bool in_name = true;
    for (const char c : breakdown) {
        if (in_name && c == '=') {
            text += ": ";
            in_name = false;
        } else {
            text += in_name && c == '_' ? ' ' : c;
            in_name = in_name || c == ';';
        }
    }
    return text;
}

std::string group_words(model::Sex sex, std::string_view breakdown, model::Population population) {
    std::string text;
    const auto add = [&](std::string_view part) {
        if (part.empty()) return;
        if (!text.empty()) text += ", ";
        text += part;
    };
    if (sex != model::Sex::all) add(word(model::sex_words, sex));
    add(breakdown_words(breakdown));
    if (population == model::Population::registered) add("registered patients");
    return text;
}

std::string limits_words(const model::Limits& limits) {
    if (std::isnan(limits.lower) || std::isnan(limits.upper)) return {};
    const std::string upper = std::isinf(limits.upper) ? "no limit" : grouped(limits.upper, figure_decimals);
    return fmt::format(", 95% limits {} to {}", grouped(limits.lower, figure_decimals), upper);
}

ChartCell words_cell(std::string text) {
    return {std::move(text), model::no_value, false};
}
ChartCell number_cell(double value, Status status, int decimals) {
    return {value_words(value, status, "", decimals), value, true};
}
ChartCell number_cell(double value, int decimals) {
    return {std::isnan(value) ? std::string() : grouped(value, decimals), value, true};
}

Chart new_chart(Chart::Kind kind, std::string title, const model::ChartSubject& subject) {
    Chart chart;
    chart.kind = kind;
    chart.title = std::move(title);
    chart.subtitle = subject_words(subject);
    chart.synthetic = subject.synthetic;
    return chart;
}

ChartAxis axis_of(std::string title, double from, double to, std::string_view unit) {
    constexpr int most_ticks = 6;
    const RoundScale scale = round_scale(from, to, most_ticks);
    ChartAxis axis{std::move(title), scale.from, scale.to, {}};
    const long steps = std::lround((scale.to - scale.from) / scale.step);
    for (long i = 0; i <= steps; ++i) {
        const double at = scale.from + static_cast<double>(i) * scale.step;
        axis.ticks.push_back({at, grouped(at, scale.decimals) + (unit == "%" ? "%" : "")});
    }
    return axis;
}

void add_blank_keys(Chart& chart) {
    const auto any = [&](Status status) {
        return std::any_of(chart.marks.begin(), chart.marks.end(), [&](const auto& m) { return m.status == status; });
    };
    if (any(Status::missing)) chart.keys.push_back({ChartKey::Is::missing, "No data", {}, {}, false});
    if (any(Status::suppressed))
        chart.keys.push_back({ChartKey::Is::suppressed, "Withheld", {}, {}, false});
}

void add_standing_keys(Chart& chart) {
    constexpr std::array all{Standing::better, Standing::similar, Standing::worse,
                             Standing::higher, Standing::lower,   Standing::not_compared};
    for (const Standing standing : all) {
        const auto is = [&](const ChartMark& m) { return m.status == Status::known && m.ink == ink_of(standing); };
        if (std::none_of(chart.marks.begin(), chart.marks.end(), is)) continue;
        std::string label = standing == Standing::not_compared ? "not compared" : word(model::standing_words, standing);
        label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
        chart.keys.push_back(mark_key(std::move(label), ink_of(standing), shape_of(standing)));
    }
}

ChartKey mark_key(std::string label, ChartInk ink, MarkShape shape) {
    return {ChartKey::Is::mark, std::move(label), ink, shape, false};
}
ChartKey line_key(std::string label, ChartInk ink, bool dashed) {
    return {ChartKey::Is::line, std::move(label), ink, MarkShape::bar, dashed};
}

Colour ChartStyle::of(ChartInk which, int decile) const {
    switch (which) {
        case ChartInk::area:
            return area;
        case ChartInk::whole:
            return whole;
        case ChartInk::female:
            return female;
        case ChartInk::male:
            return male;
        case ChartInk::decile:
            return deciles.at(static_cast<std::size_t>(decile) - 1);
        case ChartInk::better:
            return better;
        case ChartInk::similar:
            return similar;
        case ChartInk::worse:
            return worse;
        case ChartInk::higher:
            return higher;
        case ChartInk::lower:
            return lower;
        case ChartInk::not_compared:
            return paper;
        case ChartInk::slope:
            return slope;
        case ChartInk::target:
            return target;
    }
    return ink;
}

ChartStyle chart_style(const StyleBook& text, const std::string& look) {
    const Book book = parse(text);
    const MapStyle map = map_style(text, look);
    const auto found = book.chart_looks.find(look);
    ChartStyle style = look.empty() || found == book.chart_looks.end() ? book.charts : found->second;
    style.paper = map.panel;
    style.ink = map.ink;
    style.muted = map.muted;
    style.rule = map.rule;
    style.imd1 = map.imd1_line;
    style.banner = map.banner;
    style.banner_ink = map.banner_ink;
    style.fonts = map.fonts;
    style.missing = book.missing;
    style.suppressed = book.suppressed;
    style.hatch = book.hatch;
    const auto deciles = book.columns.find("imd_decile");
    const std::string& palette = deciles == book.columns.end() ? book.look.palette : deciles->second.palette;
    style.deciles = sampled(book.palettes.at(palette), 10);
    if (lightness(style.deciles.front()) > lightness(style.deciles.back()))
        std::reverse(style.deciles.begin(), style.deciles.end());
    return style;
}

}  // namespace locality::style
