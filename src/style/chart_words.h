#pragma once

#include "style/chart.h"

#include <string>
#include <string_view>

/// What all charts of this room are written with.
namespace locality::style {

inline constexpr int figure_decimals = 1;

/// "Seacroft (L01), Local Care Partnerships".
std::string subject_words(const model::ChartSubject& subject);
/// "ethnicity: Asian; age band: 16 to 24", of model::breakdown_text.
std::string breakdown_words(std::string_view breakdown);
/// "female, ethnicity: Asian, registered patients"; empty for all people who live there.
std::string group_words(model::Sex sex, std::string_view breakdown, model::Population population);
/// ", 95% limits 11.2 to 13.4"; empty where there are none.
std::string limits_words(const model::Limits& limits);

ChartCell words_cell(std::string text);
ChartCell number_cell(double value, model::Status status, int decimals);
/// A number without a status of its own: blank where it is NaN.
ChartCell number_cell(double value, int decimals);

/// Title, source and banner.
Chart new_chart(Chart::Kind kind, std::string title, const model::ChartSubject& subject);
/// An axis of round numbers that holds all of them.
ChartAxis axis_of(std::string title, double from, double to, std::string_view unit);
/// Entries for the blanks that occur among the marks, after all others.
void add_blank_keys(Chart& chart);
/// Entries for the standings that occur among the marks.
void add_standing_keys(Chart& chart);
ChartKey mark_key(std::string label, ChartInk ink, MarkShape shape = MarkShape::bar);
ChartKey line_key(std::string label, ChartInk ink, bool dashed);

}  // namespace locality::style
