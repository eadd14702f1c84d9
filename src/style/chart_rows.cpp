// Charts whose places are rows: pyramid, deciles, spine.

#include "model/words.h"
#include "style/chart.h"
#include "style/chart_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace locality::style {

using model::Sex;
using model::Status;

namespace {

constexpr int open_age = 999;

std::string ages(const model::AgeBand& band) {
    if (band.to >= open_age) return fmt::format("{}+", band.from);
    return band.from == band.to ? fmt::format("{}", band.from) : fmt::format("{}–{}", band.from, band.to);
}

ChartInk side_ink(Sex sex) {
    return sex == Sex::female ? ChartInk::female : sex == Sex::male ? ChartInk::male : ChartInk::area;
}
const char* side_title(Sex sex) {
    return sex == Sex::female ? "Female" : sex == Sex::male ? "Male" : "Residents";
}

double most_of(const model::Values& values, double most) {
    for (const double v : values.number)
        if (v > most) most = v;
    return most;
}

void add_source(Chart& chart, const model::ChartSubject& subject) {
    if (!subject.source.empty()) chart.notes.push_back(subject.source);
}

/// The outline of the whole area along one side: `sign` -1 for the left.
ChartLine outline(const model::Values& share, double sign, const std::string& whole) {
    ChartLine line{whole, ChartInk::whole, false, true, {}};
    for (std::size_t b = 0; b < share.size(); ++b)
        line.points.emplace_back(static_cast<double>(b), sign * share.number[b]);
    return line;
}

/// Values read the same to both sides of 0.
void mirror(ChartAxis& axis) {
    std::vector<ChartTick> left;
    for (const ChartTick& tick : axis.ticks)
        if (tick.at > 0) left.insert(left.begin(), {-tick.at, tick.label});
    axis.ticks.insert(axis.ticks.begin(), left.begin(), left.end());
    axis.from = -axis.to;
}

}  // namespace

Chart pyramid_chart(const model::AgePyramid& pyramid, const model::ChartSubject& subject) {
    const bool two = pyramid.sides.size() == 2;
    Chart chart = new_chart(Chart::Kind::pyramid, two ? "Residents by age and sex" : "Residents by age", subject);
    if (pyramid.bands.empty()) {
        chart.reading = "There is no chart of ages: the table of residents has no ages, or leaves some out.";
        return chart;
    }
    const std::string unit = pyramid.per_year ? "% of residents by single year of age" : "% of residents";
    const std::size_t bands = pyramid.bands.size();
    double most = 0, oldest_share = -1;
    bool any_whole = false;
    chart.table.header = {"Age"};
    for (const auto& side : pyramid.sides) {
        most = std::max(most_of(side.share, most), most_of(side.whole_share, most));
        chart.table.header.insert(
            chart.table.header.end(),
            {side_title(side.sex), fmt::format("{}, %{}", side_title(side.sex), pyramid.per_year ? " by year" : ""),
             fmt::format("{}, {}, %", subject.whole, side_title(side.sex))});
    }
    for (std::size_t row = 0; row < bands; ++row) {
        const std::size_t b = bands - 1 - row;  // the oldest on top
        chart.places.push_back({ages(pyramid.bands[b]), static_cast<double>(row)});
    }
    std::string most_name;
    for (std::size_t s = 0; s < pyramid.sides.size(); ++s) {
        const auto& side = pyramid.sides[s];
        const double sign = two && s == 0 ? -1 : 1;
        model::Values top_down = side.whole_share;
        std::reverse(top_down.number.begin(), top_down.number.end());
        if (std::any_of(side.whole_share.number.begin(), side.whole_share.number.end(),
                        [](double v) { return !std::isnan(v); })) {
            chart.lines.push_back(outline(top_down, sign, subject.whole));
            any_whole = true;
        }
        for (std::size_t row = 0; row < bands; ++row) {
            const std::size_t b = bands - 1 - row;
            ChartMark mark;
            mark.place = row;
            mark.status = side.share.status[b] == Status::known ? side.people.status[b] : side.share.status[b];
            mark.at = mark.status == Status::known ? sign * side.share.number[b] : sign;
            mark.ink = side_ink(side.sex);
            mark.name = two ? fmt::format("{}, aged {}", side_title(side.sex), ages(pyramid.bands[b]))
                            : fmt::format("Aged {}", ages(pyramid.bands[b]));
            mark.words = value_words(side.people.number[b], side.people.status[b], "people", 0);
            if (side.share.known(b)) mark.words += fmt::format(", {} {}", grouped(side.share.number[b], 1), unit);
            if (side.whole_share.known(b))
                mark.words += fmt::format("; {} {}%", subject.whole, grouped(side.whole_share.number[b], 1));
            if (side.share.known(b) && side.share.number[b] > oldest_share) {
                oldest_share = side.share.number[b];
                most_name = mark.name;
            }
            chart.marks.push_back(std::move(mark));
        }
        chart.keys.push_back(mark_key(side_title(side.sex), side_ink(side.sex)));
    }
    for (std::size_t b = 0; b < bands; ++b) {
        std::vector<ChartCell> row{words_cell(ages(pyramid.bands[b]))};
        for (const auto& side : pyramid.sides) {
            row.push_back(number_cell(side.people.number[b], side.people.status[b], 0));
            row.push_back(number_cell(side.share.number[b], side.share.status[b], 2));
            row.push_back(number_cell(side.whole_share.number[b], 2));
        }
        chart.table.rows.push_back(std::move(row));
    }
    chart.values = axis_of(unit, 0, most, "%");
    if (two) mirror(chart.values);
    if (any_whole) chart.keys.push_back({ChartKey::Is::outline, subject.whole, ChartInk::whole, MarkShape::bar, false});
    add_blank_keys(chart);
    chart.reading = most_name.empty()
                        ? "No band of ages is known."
                        : fmt::format("The largest group: {}, {}{}.", most_name, grouped(oldest_share, 1), unit);
    if (pyramid.per_year)
        chart.notes.push_back(
            "Bands are of different widths, so bars show people by single year of age; the last band is taken to end "
            "at 99.");
    add_source(chart, subject);
    return chart;
}

Chart deciles_chart(const model::DecilePeople& people, const model::ChartSubject& subject) {
    const std::string index = people.edition ? fmt::format("IMD {}", people.edition) : "IMD";
    Chart chart = new_chart(Chart::Kind::deciles, fmt::format("Residents by {} decile", index), subject);
    if (people.people.size() != 10) {
        chart.reading = "There is no chart of deciles: the map has no deprivation, or no residents.";
        return chart;
    }
    chart.table.header = {"Decile", "Residents", "%", fmt::format("{}, %", subject.whole)};
    ChartLine whole{subject.whole, ChartInk::whole, false, true, {}};
    bool any_whole = false;
    double most = 0;
    for (std::size_t d = 0; d < 10; ++d) {
        const int decile = static_cast<int>(d) + 1;
        const std::string label = decile == 1    ? "1 most deprived"
                                  : decile == 10 ? "10 least"
                                                 : fmt::format("{}", decile);
        const bool known = people.people.known(d) && people.share.known(d);
        const std::string count = value_words(people.people.number[d], people.people.status[d], "people", 0);
        ChartPlace place{label, static_cast<double>(d)};
        place.value = known ? fmt::format("{} ({}%)", count, grouped(people.share.number[d], 1)) : count;
        place.emphasised = decile == 1;
        chart.places.push_back(std::move(place));
        ChartMark mark;
        mark.place = d;
        mark.status = people.people.known(d) ? people.share.status[d] : people.people.status[d];
        mark.at = known ? people.share.number[d] : 1;
        mark.ink = ChartInk::decile;
        mark.decile = decile;
        mark.emphasised = decile == 1;
        mark.name = fmt::format("Decile {}{}", decile,
                                decile == 1    ? ", the most deprived 10% in England"
                                : decile == 10 ? ", the least deprived 10% in England"
                                               : "");
        mark.words = known ? fmt::format("{} residents, {}%", count, grouped(people.share.number[d], 1)) : count;
        if (people.whole_share.known(d)) {
            mark.words += fmt::format("; {} {}%", subject.whole, grouped(people.whole_share.number[d], 1));
            any_whole = true;
        }
        chart.marks.push_back(std::move(mark));
        whole.points.emplace_back(static_cast<double>(d), people.whole_share.number[d]);
        most = std::max({most, known ? people.share.number[d] : 0.0,
                         people.whole_share.known(d) ? people.whole_share.number[d] : 0.0});
        chart.table.rows.push_back({words_cell(fmt::format("{}", decile)),
                                    number_cell(people.people.number[d], people.people.status[d], 0),
                                    number_cell(people.share.number[d], people.share.status[d], 1),
                                    number_cell(people.whole_share.number[d], people.whole_share.status[d], 1)});
    }
    chart.values = axis_of("% of residents", 0, most, "%");
    chart.keys.push_back(mark_key("Most deprived 10% in England", ChartInk::decile));
    if (any_whole) {
        chart.lines.push_back(std::move(whole));
        chart.keys.push_back({ChartKey::Is::outline, subject.whole, ChartInk::whole, MarkShape::bar, false});
    }
    add_blank_keys(chart);
    const bool known = people.share.known(0);
    chart.reading = fmt::format("{} of its residents{} live in zones of the most deprived 10% in England{}.",
                                value_words(people.people.number[0], people.people.status[0], "people", 0),
                                known ? fmt::format(" ({}%)", grouped(people.share.number[0], 1)) : "",
                                people.whole_share.known(0) ? fmt::format("; in {} {}%", subject.whole,
                                                                          grouped(people.whole_share.number[0], 1))
                                                            : "");
    if (people.unknown_people > 0)
        chart.notes.push_back(
            fmt::format("{} residents live in zones whose decile is not known.", grouped(people.unknown_people, 0)));
    chart.notes.push_back("Deciles are England's tenths of zones, not this map's.");
    add_source(chart, subject);
    return chart;
}

namespace {

std::string line_title(const model::SpineLine& line) {
    std::string title = line.title;
    const std::string group = group_words(line.sex, "", line.population);
    if (!group.empty()) title += ", " + group;
    if (!line.unit.empty() && line.unit != "%") title += " (" + line.unit + ")";
    return line.period.empty() ? title : fmt::format("{}, {}", title, line.period);
}

std::string ends_words(const model::SpineLine& line) {
    if (line.known == 0) return {};
    const bool neutral = line.polarity == model::Polarity::neutral;
    const auto value = [&](double v) { return value_words(v, Status::known, line.unit, figure_decimals); };
    return fmt::format("; {} {}, {} {} of {} footprints; middle half {} to {}", neutral ? "lowest" : "worst",
                       value(line.worst), neutral ? "highest" : "best", value(line.best), line.known,
                       value(std::min(line.lower_quarter, line.upper_quarter)),
                       value(std::max(line.lower_quarter, line.upper_quarter)));
}

ChartPlace spine_place(const model::SpineLine& line, std::string label, std::size_t row) {
    ChartPlace place{std::move(label), static_cast<double>(row)};
    place.value = value_words(line.here.value, line.here.status, line.unit == "%" ? "%" : "", figure_decimals);
    place.range_from = line.place_worst;
    place.range_to = line.place_best;
    place.band_from = line.place_lower;
    place.band_to = line.place_upper;
    place.whole = line.place_whole;
    place.england = line.place_england;
    return place;
}

ChartMark spine_mark(const model::SpineLine& line, std::string name, std::size_t row, const std::string& whole) {
    ChartMark mark;
    mark.place = row;
    mark.status = line.here.status;
    mark.at = std::isnan(line.place) ? 0.5 : line.place;
    mark.shape = shape_of(line.here.standing);
    mark.ink = ink_of(line.here.standing);
    mark.name = std::move(name);
    mark.words =
        value_words(line.here.value, line.here.status, line.unit, figure_decimals) + limits_words(line.here.limits);
    if (line.here.status == Status::known && line.here.standing != model::Standing::not_compared)
        mark.words += ", " + standing_words(line.here.standing, whole);
    if (!std::isnan(line.whole))
        mark.words +=
            fmt::format("; {} {}", whole, value_words(line.whole, line.whole_status, line.unit, figure_decimals));
    if (!std::isnan(line.england))
        mark.words += fmt::format("; England {}", value_words(line.england, Status::known, line.unit, figure_decimals));
    mark.words += ends_words(line);
    mark.figure = line.here.figure;
    return mark;
}

void finish_spine(Chart& chart, const std::string& whole) {
    chart.labels_above = true;
    chart.values = {"", 0, 1, {{0, "Worst"}, {0.5, whole}, {1, "Best"}}};
    add_standing_keys(chart);
    chart.keys.push_back({ChartKey::Is::outline, whole, ChartInk::whole, MarkShape::bar, false});
    if (std::ranges::any_of(chart.places, [](const ChartPlace& p) { return !std::isnan(p.england); }))
        chart.keys.push_back({ChartKey::Is::england, "England", ChartInk::whole, MarkShape::bar, false});
    chart.keys.push_back({ChartKey::Is::range, "From the worst to the best footprint", {}, {}, false});
    chart.keys.push_back({ChartKey::Is::band, "Middle half of footprints", {}, {}, false});
    add_blank_keys(chart);
    chart.notes.push_back(
        "Standing at 95%: similar where the limits hold the whole area's value. Where neither end of a scale is good, "
        "the lowest stands at the left.");
}

std::vector<ChartCell> spine_row(const model::SpineLine& line, std::string title, const std::string& footprint) {
    const Status status = line.here.status;
    std::vector<ChartCell> row{words_cell(std::move(title))};
    if (!footprint.empty()) row.push_back(words_cell(footprint));
    row.push_back(number_cell(line.here.value, status, figure_decimals));
    row.push_back(words_cell(line.unit));
    row.push_back(number_cell(line.here.limits.lower, figure_decimals));
    row.push_back(number_cell(line.here.limits.upper, figure_decimals));
    row.push_back(words_cell(
        line.here.standing == model::Standing::not_compared ? "" : standing_words(line.here.standing, "the whole")));
    for (const double v : {line.whole, line.england, line.worst, std::min(line.lower_quarter, line.upper_quarter),
                           std::max(line.lower_quarter, line.upper_quarter), line.best})
        row.push_back(number_cell(v, figure_decimals));
    return row;
}

std::vector<std::string> spine_header(const std::string& whole, bool footprint) {
    std::vector<std::string> header{"Indicator"};
    if (footprint) header.emplace_back("Footprint");
    for (const char* title : {"Value", "Unit", "Lower 95%", "Upper 95%", "Standing"}) header.emplace_back(title);
    header.push_back(whole);
    for (const char* title : {"England", "Worst (lowest)", "25th percentile", "75th percentile", "Best (highest)"})
        header.emplace_back(title);
    return header;
}

/// "Beside Leeds: 3 better, 1 similar, 2 worse, 1 without a value."
std::string tally(const Chart& chart, const std::string& whole) {
    std::vector<std::string> parts;
    for (const model::Standing s : {model::Standing::better, model::Standing::similar, model::Standing::worse,
                                    model::Standing::higher, model::Standing::lower}) {
        const auto count = std::count_if(chart.marks.begin(), chart.marks.end(), [&](const ChartMark& m) {
            return m.status == Status::known && m.ink == ink_of(s);
        });
        if (count > 0) parts.push_back(fmt::format("{} {}", count, word(model::standing_words, s)));
    }
    const auto blank = std::count_if(chart.marks.begin(), chart.marks.end(),
                                     [](const ChartMark& m) { return m.status != Status::known; });
    if (blank > 0) parts.push_back(fmt::format("{} without a value", blank));
    return parts.empty() ? "None can be compared." : fmt::format("Beside {}: {}.", whole, fmt::join(parts, ", "));
}

}  // namespace

Chart spine_chart(std::span<const model::SpineLine> lines, const model::ChartSubject& subject) {
    Chart chart = new_chart(Chart::Kind::spine, "Indicators among all footprints of the set", subject);
    if (lines.empty()) {
        chart.reading = "There is no chart of indicators: the project has no tables of any for these footprints.";
        return chart;
    }
    chart.table.header = spine_header(subject.whole, false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        chart.places.push_back(spine_place(lines[i], line_title(lines[i]), i));
        chart.marks.push_back(spine_mark(lines[i], line_title(lines[i]), i, subject.whole));
        chart.table.rows.push_back(spine_row(lines[i], line_title(lines[i]), ""));
    }
    finish_spine(chart, subject.whole);
    chart.reading = tally(chart, subject.whole);
    add_source(chart, subject);
    return chart;
}

Chart compared_chart(std::span<const ComparedSpine> footprints) {
    const model::ChartSubject none;
    const model::ChartSubject& subject = footprints.empty() ? none : footprints.front().subject;
    Chart chart = new_chart(Chart::Kind::spine, "Indicators of the chosen footprints", subject);
    chart.subtitle = subject.set_title;
    if (footprints.empty() || footprints.front().lines.empty()) {
        chart.reading = footprints.empty() ? "No footprint is chosen." : "The project has no tables of indicators.";
        return chart;
    }
    chart.table.header = spine_header(subject.whole, true);
    for (std::size_t i = 0; i < footprints.front().lines.size(); ++i) {
        const std::string title = line_title(footprints.front().lines[i]);
        ChartPlace heading{title, static_cast<double>(chart.places.size())};
        heading.heading = true;
        chart.places.push_back(std::move(heading));
        for (const ComparedSpine& f : footprints) {
            const std::size_t row = chart.places.size();
            chart.places.push_back(spine_place(f.lines[i], f.subject.name, row));
            chart.marks.push_back(spine_mark(f.lines[i], f.subject.name + ": " + title, row, subject.whole));
            chart.table.rows.push_back(spine_row(f.lines[i], title, f.subject.name));
        }
    }
    finish_spine(chart, subject.whole);
    chart.labels_above = false;
    chart.reading =
        fmt::format("{} footprints, {} indicators each.", footprints.size(), footprints.front().lines.size());
    add_source(chart, subject);
    return chart;
}

}  // namespace locality::style
