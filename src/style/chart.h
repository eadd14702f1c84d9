#pragma once

#include "model/chart_figures.h"
#include "style/style.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace locality::style {

/// What a mark looks like. Standings differ in shape, not only in colour: better a circle, similar a diamond, worse a
/// square, higher and lower triangles up and down, not compared a ring.
enum class MarkShape { bar, circle, diamond, square, up, down, ring, flag };

/// What a mark or line is about; the look of the style book says in which colour.
enum class ChartInk {
    area,
    whole,
    female,
    male,
    decile,
    better,
    similar,
    worse,
    higher,
    lower,
    not_compared,
    slope,
    target
};

/// One thing to be pointed at.
struct ChartMark {
    std::size_t place = 0;
    double at = 0;           ///< on the axis of values; a bar reaches there from 0
    model::Limits limits{};  ///< drawn as whiskers where they are known
    model::Status status = model::Status::known;
    MarkShape shape = MarkShape::bar;
    ChartInk ink = ChartInk::area;
    int decile = 0;           ///< 1 to 10 for ChartInk::decile
    bool emphasised = false;  ///< decile 1
    std::string name, words;  ///< what it is, and its value in words
    std::string figure{};     ///< address of the figure, to be explained; empty where there is none
};

/// A row, or a place along the foot of an upright chart.
struct ChartPlace {
    std::string label;
    double at = 0;         ///< on the axis across
    std::string value{};   ///< written at the end of a row
    bool heading = false;  ///< a row of words alone
    bool emphasised = false;
    /// Of a spine: from the worst to the best footprint, the middle half of them, the whole area, England; NaN where
    /// unknown.
    double range_from = model::no_value, range_to = model::no_value, band_from = model::no_value,
           band_to = model::no_value, whole = model::no_value, england = model::no_value;
};

struct ChartLine {
    std::string name;
    ChartInk ink = ChartInk::whole;
    bool dashed = false;
    bool stepped = false;                           ///< in rows: an outline along the ends of rows; x counts rows
    std::vector<std::pair<double, double>> points;  ///< across, value; a NaN value breaks the line
};

struct ChartTick {
    double at = 0;
    std::string label;
};
struct ChartAxis {
    std::string title;
    double from = 0, to = 1;
    std::vector<ChartTick> ticks;
};

/// An entry of the key.
struct ChartKey {
    enum class Is { mark, line, outline, england, range, band, missing, suppressed };
    Is is = Is::mark;
    std::string label;
    ChartInk ink = ChartInk::area;
    MarkShape shape = MarkShape::bar;
    bool dashed = false;
};

struct ChartCell {
    std::string text;
    double number = model::no_value;  ///< what the text rounds
    bool is_number = false;
};
struct ChartTable {
    std::vector<std::string> header;
    std::vector<std::vector<ChartCell>> rows;
};

/// A chart as plain values: what is drawn, what is said of it, and its figures as a table.
struct Chart {
    enum class Kind { pyramid, deciles, spine, trend, gradient, gap };
    Kind kind = Kind::pyramid;
    std::string title, subtitle;
    std::string reading;        ///< what the chart shows, in a sentence
    bool in_rows = true;        ///< places are rows from the top; else values go up and places stand side by side
    bool labels_above = false;  ///< labels of rows are long: where the chart is narrow they stand above their rows
    ChartAxis values, across;
    std::vector<ChartPlace> places;
    std::vector<ChartMark> marks;
    std::vector<ChartLine> lines;
    std::vector<ChartKey> keys;
    std::vector<std::string> notes;  ///< limits, methods, sources
    bool synthetic = false;
    ChartTable table;
};

/// Nothing to draw: no marks. Such a chart has a title and a reading that says why.
inline bool empty(const Chart& chart) {
    return chart.marks.empty();
}

/// The age-sex pyramid, the whole area's as an outline; one-sided where the table does not part the sexes.
Chart pyramid_chart(const model::AgePyramid& pyramid, const model::ChartSubject& subject);
/// People by national decile in the book's colours of deciles, decile 1 emphasised, the whole area's shares as outline.
Chart deciles_chart(const model::DecilePeople& people, const model::ChartSubject& subject);
/// Each indicator between the worst and the best footprint of the set.
Chart spine_chart(std::span<const model::SpineLine> lines, const model::ChartSubject& subject);
/// Several footprints' spines side by side: a row for each under each indicator. Spines have the same lines in the same
/// order.
struct ComparedSpine {
    model::ChartSubject subject;
    std::vector<model::SpineLine> lines;
};
Chart compared_chart(std::span<const ComparedSpine> footprints);
/// An indicator over time with limits, each period's mark by its standing, the whole area's as a dashed line.
Chart trend_chart(const model::PeriodSeries& series, const model::ChartSubject& subject);
/// An indicator by deprivation with limits and the line of the slope index; groups stand where their people stand.
Chart gradient_chart(const model::Gradient& gradient, const model::ChartSubject& subject);
/// The gap over time with limits, the whole area's as a dashed line, and the way to the target.
Chart gap_chart(const model::GapSeries& series, const model::ChartSubject& subject);

MarkShape shape_of(model::Standing standing);
ChartInk ink_of(model::Standing standing);
/// "better than Leeds", "similar to Leeds", "not compared with Leeds".
std::string standing_words(model::Standing standing, const std::string& whole);
/// "12.3%", "1,234", "80.1 years"; "no data" and "withheld" for blanks.
std::string value_words(double value, model::Status status, std::string_view unit, int decimals);

/// Round numbers from `from` to `to`, at most `most`, both ends inside them.
struct RoundScale {
    double from = 0, to = 1, step = 1;
    int decimals = 0;  ///< that the steps need
};
RoundScale round_scale(double from, double to, int most);

/// Colours of charts in a look of the book.
struct ChartStyle {
    Colour paper, ink, muted, rule;
    Colour area, whole, female, male, better, similar, worse, higher, lower, slope, target, range, band, imd1;
    Colour missing, suppressed, hatch, banner, banner_ink;
    std::vector<Colour> deciles;  ///< ten, the most deprived first
    std::vector<std::string> fonts;
    Colour of(ChartInk ink, int decile = 0) const;
};
/// Throws model::InputError as map_style.
ChartStyle chart_style(const StyleBook& book, const std::string& look = {});

}  // namespace locality::style
