// Charts whose values go up: over time and by deprivation.

#include "style/chart.h"
#include "style/chart_words.h"

#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::style {

using model::ChartValue;
using model::Status;

namespace {

/// The least and greatest of what is drawn.
struct Extent {
    double least = HUGE_VAL, most = -HUGE_VAL;
    void add(double v) {
        if (!std::isfinite(v)) return;
        least = std::min(least, v);
        most = std::max(most, v);
    }
    void add(const ChartValue& v) {
        if (v.status != Status::known) return;
        add(v.value);
        add(v.limits.lower);
        add(v.limits.upper);
    }
};

/// Charts of amounts start at nought, unless that would hide how they differ: a change of less than a fifth of them.
ChartAxis value_axis(const Extent& e, std::string_view unit) {
    const std::string title = unit.empty() ? "Value" : std::string(unit);
    if (!(e.least <= e.most)) return axis_of(title, 0, 1, unit);
    const bool from_nought = e.least > 0 && e.most - e.least > e.most / 5;
    return axis_of(title, from_nought ? 0 : e.least, e.most, unit);
}

/// Where points stand across: at their years where all are known, else one after the other.
std::vector<double> across(const std::vector<double>& years) {
    std::vector<double> at;
    bool known = true;
    for (std::size_t i = 0; i < years.size(); ++i)
        known = known && !std::isnan(years[i]) && (i == 0 || years[i] > years[i - 1]);
    for (std::size_t i = 0; i < years.size(); ++i) at.push_back(known ? years[i] : static_cast<double>(i));
    return at;
}

/// Room to either side of the first and the last.
void set_across(Chart& chart, const std::vector<double>& at, double until) {
    const double first = at.front(), last = std::max(at.back(), until);
    const double gap = at.size() > 1 ? (at.back() - at.front()) / static_cast<double>(at.size() - 1) : 1;
    chart.across = {"", first - 0.5 * gap, last + 0.5 * gap, {}};
}

std::string title_words(const std::string& title, model::Sex sex, const std::string& breakdown,
                        model::Population population) {
    const std::string group = group_words(sex, breakdown, population);
    return group.empty() ? title : fmt::format("{}, {}", title, group);
}

bool any_limits(const Chart& chart) {
    return std::any_of(chart.marks.begin(), chart.marks.end(),
                       [](const ChartMark& m) { return !std::isnan(m.limits.lower); });
}

bool any_withheld(const Chart& chart) {
    return std::any_of(chart.marks.begin(), chart.marks.end(),
                       [](const ChartMark& m) { return m.status == Status::suppressed; });
}

/// What differences of values are told in.
std::string difference_unit(const std::string& unit) {
    return unit == "%" ? "percentage points" : unit;
}

void finish(Chart& chart, const model::ChartSubject& subject) {
    add_blank_keys(chart);
    if (any_withheld(chart))
        chart.notes.push_back("Hatched: withheld, so that few people cannot be told of or worked out.");
    if (any_limits(chart)) chart.notes.push_back("Whiskers are 95% limits.");
    if (!subject.source.empty()) chart.notes.push_back(subject.source);
}

}  // namespace

Chart trend_chart(const model::PeriodSeries& series, const model::ChartSubject& subject) {
    Chart chart = new_chart(Chart::Kind::trend,
                            title_words(series.title, series.sex, series.breakdown, series.population), subject);
    chart.in_rows = false;
    if (series.points.empty()) {
        chart.reading = "There are no periods to draw.";
        return chart;
    }
    std::vector<double> years;
    for (const auto& point : series.points) years.push_back(point.year);
    const std::vector<double> at = across(years);
    ChartLine here{subject.name, ChartInk::area, false, false, {}},
        whole{subject.whole, ChartInk::whole, true, false, {}};
    Extent extent;
    chart.table.header = {"Period", subject.name, "Lower 95%", "Upper 95%", "Standing", subject.whole};
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const auto& point = series.points[i];
        chart.places.push_back({point.period.empty() ? "all periods" : point.period, at[i]});
        here.points.emplace_back(at[i], point.here.value);
        whole.points.emplace_back(at[i], point.whole.value);
        extent.add(point.here);
        extent.add(point.whole.value);
        ChartMark mark;
        mark.place = i;
        mark.at = point.here.value;
        mark.limits = point.here.limits;
        mark.status = point.here.status;
        mark.shape = shape_of(point.here.standing);
        mark.ink = ink_of(point.here.standing);
        mark.name = point.period;
        mark.words = value_words(point.here.value, point.here.status, series.unit, figure_decimals) +
                     limits_words(point.here.limits);
        if (point.here.status == Status::known && point.here.standing != model::Standing::not_compared)
            mark.words += ", " + standing_words(point.here.standing, subject.whole);
        if (!std::isnan(point.whole.value))
            mark.words += fmt::format("; {} {}", subject.whole,
                                      value_words(point.whole.value, point.whole.status, series.unit, figure_decimals));
        mark.figure = point.here.figure;
        chart.marks.push_back(std::move(mark));
        chart.table.rows.push_back({words_cell(point.period),
                                    number_cell(point.here.value, point.here.status, figure_decimals),
                                    number_cell(point.here.limits.lower, figure_decimals),
                                    number_cell(point.here.limits.upper, figure_decimals),
                                    words_cell(point.here.standing == model::Standing::not_compared
                                                   ? ""
                                                   : standing_words(point.here.standing, "the whole")),
                                    number_cell(point.whole.value, point.whole.status, figure_decimals)});
    }
    chart.values = value_axis(extent, series.unit);
    set_across(chart, at, at.back());
    chart.keys.push_back(line_key(subject.name, ChartInk::area, false));
    const bool any_whole =
        std::any_of(whole.points.begin(), whole.points.end(), [](const auto& p) { return !std::isnan(p.second); });
    if (any_whole) {
        chart.lines.push_back(std::move(whole));
        chart.keys.push_back(line_key(subject.whole, ChartInk::whole, true));
    }
    chart.lines.push_back(std::move(here));
    add_standing_keys(chart);
    const auto& last = series.points.back();
    chart.reading = fmt::format(
        "{} in {}{}{}.", value_words(last.here.value, last.here.status, series.unit, figure_decimals),
        last.period.empty() ? "the latest period" : last.period,
        last.here.standing == model::Standing::not_compared ? ""
                                                            : ", " + standing_words(last.here.standing, subject.whole),
        series.trend == model::RecentTrend::cannot_be_calculated ? ""
        : series.trend == model::RecentTrend::no_significant_change
            ? "; no significant change over five periods"
            : fmt::format("; {} over five periods", word(model::trend_words, series.trend)));
    finish(chart, subject);
    return chart;
}

Chart gradient_chart(const model::Gradient& gradient, const model::ChartSubject& subject) {
    Chart chart = new_chart(Chart::Kind::gradient,
                            title_words(gradient.title, gradient.sex, gradient.breakdown, model::Population::resident) +
                                (gradient.quintiles ? ", by local fifth of deprivation" : ", by IMD decile"),
                            subject);
    chart.subtitle += gradient.period.empty() ? "" : ", " + gradient.period;
    chart.in_rows = false;
    if (gradient.groups.empty()) {
        chart.reading = "Nobody it is about lives in zones whose deprivation is known.";
        return chart;
    }
    const char* group = gradient.quintiles ? "Local fifth" : "Decile";
    chart.table.header = {group, "Out of", "Share of them, %", "Value", "Lower 95%", "Upper 95%"};
    Extent extent;
    for (const auto& g : gradient.groups) {
        const std::size_t place = chart.places.size();
        chart.places.push_back({g.label, (g.from + g.to) / 2});
        extent.add(g.value);
        ChartMark mark;
        mark.place = place;
        mark.at = g.value.value;
        mark.limits = g.value.limits;
        mark.status = g.value.status;
        mark.shape = MarkShape::circle;
        mark.emphasised = !gradient.quintiles && g.label == "1";
        mark.name = fmt::format("{} {}{}", group, g.label, g.label == "1" ? ", the most deprived" : "");
        mark.words =
            value_words(g.value.value, g.value.status, gradient.unit, figure_decimals) + limits_words(g.value.limits);
        if (!std::isnan(g.people)) mark.words += fmt::format("; out of {}", grouped(g.people, 0));
        chart.marks.push_back(std::move(mark));
        const Status people = std::isnan(g.people) ? Status::suppressed : Status::known;
        chart.table.rows.push_back({words_cell(g.label), number_cell(g.people, people, 0),
                                    number_cell(gradient.by_people ? 100 * (g.to - g.from) : model::no_value, 1),
                                    number_cell(g.value.value, g.value.status, figure_decimals),
                                    number_cell(g.value.limits.lower, figure_decimals),
                                    number_cell(g.value.limits.upper, figure_decimals)});
    }
    chart.across = {gradient.by_people ? "From the most deprived to the least, by people"
                                       : "From the most deprived to the least, one after the other",
                    0,
                    1,
                    {}};
    chart.keys.push_back(mark_key(gradient.quintiles ? "Fifth of the map's zones" : "England's tenth", ChartInk::area,
                                  MarkShape::circle));
    if (gradient.no_slope.empty()) {
        extent.add(gradient.line_start);
        extent.add(gradient.line_end);
        chart.lines.push_back(
            {"Slope index", ChartInk::slope, false, false, {{0, gradient.line_start}, {1, gradient.line_end}}});
        chart.keys.push_back(line_key("Line of the slope index of inequality", ChartInk::slope, false));
        chart.reading =
            fmt::format("Slope index of inequality {}{}: the least deprived end less the most deprived.",
                        value_words(gradient.slope, Status::known, difference_unit(gradient.unit), figure_decimals),
                        limits_words(gradient.slope_limits));
    } else {
        chart.reading = fmt::format("No slope index of inequality: {}.", gradient.no_slope);
    }
    chart.values = value_axis(extent, gradient.unit);
    finish(chart, subject);
    return chart;
}

Chart gap_chart(const model::GapSeries& series, const model::ChartSubject& subject) {
    Chart chart = new_chart(Chart::Kind::gap,
                            "Gap between the most deprived 10% and the rest: " +
                                title_words(series.title, series.sex, series.breakdown, model::Population::resident),
                            subject);
    chart.in_rows = false;
    if (series.points.empty()) {
        chart.reading = "There are no periods to draw.";
        return chart;
    }
    const std::string unit = difference_unit(series.unit);
    std::vector<double> years;
    for (const auto& point : series.points) years.push_back(point.year);
    const std::vector<double> at = across(years);
    ChartLine here{subject.name, ChartInk::area, false, false, {}},
        whole{subject.whole, ChartInk::whole, true, false, {}};
    Extent extent;
    extent.add(0.0);
    chart.table.header = {"Period",
                          "Most deprived 10%",
                          "The rest",
                          "Gap",
                          "Lower 95%",
                          "Upper 95%",
                          fmt::format("Gap, {}", subject.whole)};
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const auto& point = series.points[i];
        chart.places.push_back({point.period, at[i]});
        here.points.emplace_back(at[i], point.gap.value);
        whole.points.emplace_back(at[i], point.whole_gap.value);
        extent.add(point.gap);
        extent.add(point.whole_gap.value);
        ChartMark mark;
        mark.place = i;
        mark.at = point.gap.value;
        mark.limits = point.gap.limits;
        mark.status = point.gap.status;
        mark.shape = MarkShape::circle;
        mark.name = point.period;
        mark.words =
            value_words(point.gap.value, point.gap.status, unit, figure_decimals) + limits_words(point.gap.limits);
        if (point.gap.status == Status::known)
            mark.words += fmt::format("; most deprived 10% {}, the rest {}",
                                      value_words(point.imd1.value, point.imd1.status, series.unit, figure_decimals),
                                      value_words(point.rest.value, point.rest.status, series.unit, figure_decimals));
        chart.marks.push_back(std::move(mark));
        chart.table.rows.push_back(
            {words_cell(point.period), number_cell(point.imd1.value, point.imd1.status, figure_decimals),
             number_cell(point.rest.value, point.rest.status, figure_decimals),
             number_cell(point.gap.value, point.gap.status, figure_decimals),
             number_cell(point.gap.limits.lower, figure_decimals), number_cell(point.gap.limits.upper, figure_decimals),
             number_cell(point.whole_gap.value, point.whole_gap.status, figure_decimals)});
    }
    chart.keys.push_back(line_key(subject.name, ChartInk::area, false));
    chart.lines.push_back(std::move(whole));
    chart.keys.push_back(line_key(subject.whole, ChartInk::whole, true));
    double until = at.back();
    chart.reading = fmt::format("From {} to {} the gap is: {}.", series.points.front().period,
                                series.points.back().period, series.course);
    if (series.target) {
        const auto& t = *series.target;
        const std::string what = fmt::format("Target: {:.6g}% smaller by {} than in {}", 100 * t.cut, t.by, t.from);
        const bool drawn = !std::isnan(t.from_year) && !std::isnan(t.end) && at.front() == series.points.front().year &&
                           t.by_year > t.from_year;
        if (drawn) {
            until = std::max(until, t.by_year);
            extent.add(t.start);
            extent.add(t.end);
            chart.lines.push_back({what, ChartInk::target, true, false, {{t.from_year, t.start}, {t.by_year, t.end}}});
            chart.keys.push_back(line_key(what, ChartInk::target, true));
            ChartMark mark;
            mark.place = chart.places.size();
            mark.at = t.end;
            mark.shape = MarkShape::flag;
            mark.ink = ChartInk::target;
            mark.name = fmt::format("Target for {}", t.by);
            mark.words = fmt::format("{}; {}", value_words(t.end, Status::known, unit, figure_decimals), t.judged);
            chart.places.push_back({fmt::format("{}", t.by), t.by_year});
            chart.marks.push_back(std::move(mark));
        }
        chart.reading += fmt::format(
            " {}: {}{}.", what, t.judged,
            std::isnan(t.due_now)
                ? ""
                : fmt::format(" (due now {})", value_words(t.due_now, Status::known, unit, figure_decimals)));
    }
    chart.lines.push_back(std::move(here));
    chart.values = axis_of(unit.empty() ? "Gap" : unit, extent.least, extent.most, "");
    set_across(chart, at, until);
    finish(chart, subject);
    return chart;
}

}  // namespace locality::style
