#include "cli/inequality_text.h"

#include "cli/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace locality::cli {

namespace {

using Align = TextTable::Align;

constexpr int decimals = 1;
constexpr std::size_t widest_bar = 40;

std::string number(double value) {
    return figure(value, model::Status::known, decimals);
}
/// "12.3 (11.0 to 13.9)".
std::string with_limits(const stats::Figure& f, int places = decimals) {
    if (f.blank != stats::Blank::no) return "no data";
    if (!f.limits.known()) return count(f.value, places);
    const std::string upper = std::isinf(f.limits.upper) ? "no limit" : count(f.limits.upper, places);
    return fmt::format("{} ({} to {})", count(f.value, places), count(f.limits.lower, places), upper);
}
std::string with_limits(double value, const stats::Interval& limits, int places) {
    return with_limits(stats::Figure{value, limits, std::isnan(value) ? stats::Blank::missing : stats::Blank::no},
                       places);
}

/// A group that nobody is in, which is no blank.
bool is_nobody(const core::GroupFigure& g) {
    return !g.withheld && g.denominator == 0 && g.blank == 0;
}

/// Of a group: its value with limits, its value, a count of its people; or the mark of what is withheld.
std::string group_text(const core::GroupFigure& g) {
    return g.withheld ? withheld_mark : is_nobody(g) ? "nobody" : with_limits(g.figure);
}
std::string group_value(const core::GroupFigure& g) {
    return g.withheld ? withheld_mark : is_nobody(g) ? "nobody" : number(g.figure.value);
}
std::string group_count(const core::GroupFigure& g, double people) {
    return g.withheld && std::isnan(people) ? withheld_mark : count(people);
}

std::string groups_text(const char* header, const std::vector<core::GroupFigure>& groups) {
    double most = 0;
    for (const core::GroupFigure& g : groups)
        if (g.figure.blank == stats::Blank::no) most = std::max(most, g.figure.value);
    TextTable table;
    table.add_column(header, Align::left);
    for (const char* title : {"zones", "left out", "counted", "out of", "value (95% limits)"})
        table.add_column(title, Align::right);
    table.add_column("", Align::left);
    for (const core::GroupFigure& g : groups) {
        std::string bar;
        if (most > 0 && g.figure.blank == stats::Blank::no)
            bar.assign(static_cast<std::size_t>(std::lround(widest_bar * std::max(0.0, g.figure.value) / most)), '#');
        table.add_row({g.label, count(static_cast<double>(g.zones)), count(static_cast<double>(g.blank)),
                       group_count(g, g.numerator), group_count(g, g.denominator), group_text(g), bar});
    }
    return table.text();
}

/// A gap from one group to another, or why there is none: either is withheld, or nobody is in it.
std::string gap_text(const stats::Figure& gap, const core::GroupFigure& one, const core::GroupFigure& other) {
    if (is_nobody(one) || is_nobody(other)) return "none";
    return one.withheld || other.withheld ? withheld_mark : with_limits(gap);
}
std::string ratio_text(const stats::Figure& ratio, const core::GroupFigure& one, const core::GroupFigure& other) {
    if (is_nobody(one) || is_nobody(other)) return "none";
    return one.withheld || other.withheld ? withheld_mark : figure(ratio.value, model::Status::known, 2);
}

/// "31.2 in IMD1, 12.0 in the rest; ..."
std::string gap_line(const core::Inequality& i, const core::GroupFigure& other, const std::string& others,
                     const stats::Figure& gap, const stats::Figure& ratio) {
    std::string text = fmt::format("  IMD1 less {}: {}", others, gap_text(gap, i.imd1, other));
    if (ratio.blank == stats::Blank::no) text += fmt::format("; IMD1 over {}: {}", others, with_limits(ratio, 2));
    if (gap.blank == stats::Blank::no && gap.limits.known())
        text += stats::beyond_chance(gap, 0) ? "; beyond chance" : "; could be chance";
    return text + "\n";
}

std::string slope_line(const core::Inequality& whole) {
    const char* groups = whole.slope_of_quintiles ? "local quintiles" : "national deciles";
    if (!whole.no_slope.empty()) return fmt::format("  Slope index of inequality: none, {}\n", whole.no_slope);
    return fmt::format(
        "  Slope index over {}: {} (the least deprived end less the most deprived); relative index: {}\n", groups,
        with_limits(whole.slope.sii, whole.slope.sii_limits, decimals),
        with_limits(whole.slope.rii, whole.slope.rii_limits, 2));
}

std::string history_text(const core::InequalityHistory& history) {
    if (history.periods.size() < 2) return {};
    TextTable table;
    table.add_column("period", Align::left);
    for (const char* title : {"IMD1", "the rest", "gap (95% limits)", "ratio", "slope index"})
        table.add_column(title, Align::right);
    for (const core::InequalityPeriod& p : history.periods)
        table.add_row({p.period, group_value(p.whole.imd1), group_value(p.whole.rest),
                       gap_text(p.whole.gap_to_rest, p.whole.imd1, p.whole.rest),
                       ratio_text(p.whole.ratio_to_rest, p.whole.imd1, p.whole.rest),
                       std::isnan(p.whole.slope.sii) ? "none" : number(p.whole.slope.sii)});
    const std::string &first = history.periods.front().period, &last = history.periods.back().period;
    std::string text = "\nOver time\n" + table.text();
    if (!history.why_not.empty())
        return text + fmt::format("Whether the gap closes cannot be told: {}.\n", history.why_not);
    if (history.absolute.course == core::GapCourse::cannot_be_told)
        return text + "Whether the gap closes cannot be told: a gap or its limits are not known, or withheld.\n";
    text += fmt::format("From {} to {} the size of the gap changed by {}: {}.\n", first, last,
                        with_limits(history.absolute.change), words(history.absolute.course));
    if (history.relative.course != core::GapCourse::cannot_be_told)
        text += fmt::format("Relative to the rest it changed by a factor of {}: {}.\n",
                            with_limits(history.relative.change, 2), words(history.relative.course));
    return text;
}

}  // namespace

const char* words(core::TargetOf of) {
    return of == core::TargetOf::gap_to_rest ? "the gap between IMD1 and the rest" : "the value of the whole area";
}

std::string inequality_text(const core::InequalityHistory& history) {
    const core::Inequality& whole = history.periods[history.chosen].whole;
    std::string text = fmt::format(
        "IMD1 = zones in the most deprived 10% of England; decile and quintile 1 are the most deprived.\n\n{}\n{}\n",
        groups_text("national decile", whole.deciles), groups_text("local quintile", whole.quintiles));
    text += fmt::format("IMD1 {}; the rest {}; the least deprived decile with people ({}) {}; everybody {}\n{}{}{}",
                        group_text(whole.imd1), group_text(whole.rest),
                        whole.least.label.empty() ? "none" : whole.least.label, group_text(whole.least),
                        group_text(whole.all),
                        gap_line(whole, whole.rest, "the rest", whole.gap_to_rest, whole.ratio_to_rest),
                        gap_line(whole, whole.least, "the least deprived", whole.gap_to_least, whole.ratio_to_least),
                        slope_line(whole));
    if (whole.all.blank > 0)
        text += fmt::format(
            "  {} of {} are not known or withheld, and left out of both what is counted and what it is out of.\n",
            count(static_cast<double>(whole.all.blank)), counted(whole.all.zones, "zone", "zones"));
    if (history.kept_safe)
        text += fmt::format(
            "  {} is withheld, so that few people cannot be told of or worked out; all else is made of what "
            "is shown.\n",
            withheld_mark);
    if (history.weakly_withheld > 0)
        text += fmt::format("  {} can be worked out more narrowly than the rule asks all the same.\n",
                            counted(history.weakly_withheld, "withheld group", "withheld groups"));
    return text + history_text(history);
}

std::string target_text(const core::JudgedTarget& t, int by) {
    std::string text =
        fmt::format("Target: {} {:.6g}% smaller by {} than in {}: ", words(t.of), 100 * t.target.cut, by, t.from);
    if (t.judgement.course == core::Course::cannot_be_told)
        return text + "cannot be told, " + t.judgement.why_not + ".\n";
    return text + fmt::format("{}.\n  {} in {}; {} was due by {}, {} is by {}; it is {}.\n", words(t.judgement.course),
                              number(t.start), t.from, number(t.judgement.due_now), t.now_period,
                              number(t.judgement.due_at_end), by, with_limits(t.now));
}

std::string inside_text(const model::FootprintSet& set, const std::vector<core::Inequality>& all) {
    TextTable table;
    table.add_column("code", Align::left);
    table.add_column("name", Align::left);
    for (const char* title : {"value (95% limits)", "IMD1", "the rest", "gap inside (95% limits)", "ratio"})
        table.add_column(title, Align::right);
    std::optional<std::size_t> most, least;
    for (std::size_t f = 0; f < all.size(); ++f) {
        const core::Inequality& i = all[f];
        table.add_row({set.code[f], set.name[f], group_text(i.all), group_value(i.imd1), group_value(i.rest),
                       gap_text(i.gap_to_rest, i.imd1, i.rest), ratio_text(i.ratio_to_rest, i.imd1, i.rest)});
        if (i.all.figure.blank != stats::Blank::no) continue;
        if (!most || i.all.figure.value > all[*most].all.figure.value) most = f;
        if (!least || i.all.figure.value < all[*least].all.figure.value) least = f;
    }
    std::string text = fmt::format("\nInside each of {} [{}]\n{}", set.title, set.id, table.text());
    if (most && *most != *least) {
        const stats::Figure gap = stats::difference(all[*most].all.figure, all[*least].all.figure);
        text += fmt::format("Between them: {} has the highest, {} the lowest; they are {} apart{}.\n", set.name[*most],
                            set.name[*least], with_limits(gap),
                            !gap.limits.known()            ? ""
                            : stats::beyond_chance(gap, 0) ? ", beyond chance"
                                                           : ", which could be chance");
    }
    return text;
}

}  // namespace locality::cli
