#pragma once

#include "model/crosswalk.h"
#include "model/estimate.h"
#include "model/issue.h"
#include "model/people.h"
#include "model/project.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace locality::model {

/// The words for each choice: the same in project files, results and what is printed.
template <class Choice, std::size_t count>
using Words = std::array<std::pair<Choice, const char*>, count>;

inline constexpr Words<Origin, 5> origin_words{{{Origin::boundaries, "boundaries"},
                                                {Origin::lookup, "lookup"},
                                                {Origin::registrations, "registrations"},
                                                {Origin::union_of, "union"},
                                                {Origin::dissolve, "dissolve"}}};
inline constexpr Words<Basis, 6> basis_words{{{Basis::area, "area"},
                                              {Basis::masked_area, "masked_area"},
                                              {Basis::residents, "residents"},
                                              {Basis::households, "households"},
                                              {Basis::registered, "registered"},
                                              {Basis::lookup, "lookup"}}};
inline constexpr Words<Overlapping, 3> overlapping_words{
    {{Overlapping::each, "each"}, {Overlapping::share, "share"}, {Overlapping::priority, "priority"}}};
inline constexpr Words<Method, 4> method_words{{{Method::split, "split"},
                                                {Method::largest_share, "largest_share"},
                                                {Method::centroid, "centroid"},
                                                {Method::lookup, "lookup"}}};
inline constexpr Words<OverrideKind, 4> override_words{{{OverrideKind::rule, "rule"},
                                                       {OverrideKind::dissolve, "dissolve"},
                                                       {OverrideKind::bridge, "bridge"},
                                                       {OverrideKind::manual, "manual"}}};
inline constexpr Words<Mender, 4> mender_words{{{Mender::none, "none"},
                                                {Mender::rule, "rule"},
                                                {Mender::local, "local"},
                                                {Mender::exact, "exact"}}};
inline constexpr Words<Close, 4> close_words{{{Close::leave, "leave"},
                                              {Close::longest_edge, "longest_edge"},
                                              {Close::lower_code, "lower_code"},
                                              {Close::layer, "layer"}}};
inline constexpr Words<Status, 3> status_words{
    {{Status::known, "known"}, {Status::missing, "missing"}, {Status::suppressed, "suppressed"}}};
inline constexpr Words<Sex, 3> sex_words{{{Sex::all, "all"}, {Sex::female, "female"}, {Sex::male, "male"}}};
inline constexpr Words<Polarity, 3> polarity_words{
    {{Polarity::neutral, "neutral"}, {Polarity::low_is_good, "low_is_good"}, {Polarity::high_is_good, "high_is_good"}}};
inline constexpr Words<IndicatorKind, 8> indicator_kind_words{{{IndicatorKind::count, "count"},
                                                               {IndicatorKind::proportion, "proportion"},
                                                               {IndicatorKind::rate, "rate"},
                                                               {IndicatorKind::mean, "mean"},
                                                               {IndicatorKind::standardised_rate, "standardised_rate"},
                                                               {IndicatorKind::indirect_ratio, "indirect_ratio"},
                                                               {IndicatorKind::life_expectancy, "life_expectancy"},
                                                               {IndicatorKind::score, "score"}}};
inline constexpr Words<Assumption, 2> assumption_words{
    {{Assumption::none, "none"}, {Assumption::same_rate, "same_rate"}}};
inline constexpr Words<Population, 2> population_words{
    {{Population::resident, "resident"}, {Population::registered, "registered"}}};
inline constexpr Words<LimitsMethod, 9> limits_words{{{LimitsMethod::none, "none"},
                                                      {LimitsMethod::wilson, "wilson"},
                                                      {LimitsMethod::exact_poisson, "exact_poisson"},
                                                      {LimitsMethod::byars, "byars"},
                                                      {LimitsMethod::dobson_byars, "dobson_byars"},
                                                      {LimitsMethod::chiang, "chiang"},
                                                      {LimitsMethod::student_t, "student_t"},
                                                      {LimitsMethod::published, "published"},
                                                      {LimitsMethod::combined, "combined"}}};
inline constexpr Words<Standing, 6> standing_words{{{Standing::not_compared, "not_compared"},
                                                    {Standing::similar, "similar"},
                                                    {Standing::better, "better"},
                                                    {Standing::worse, "worse"},
                                                    {Standing::higher, "higher"},
                                                    {Standing::lower, "lower"}}};
inline constexpr Words<RecentTrend, 4> trend_words{{{RecentTrend::cannot_be_calculated, "cannot_be_calculated"},
                                                    {RecentTrend::increasing, "increasing"},
                                                    {RecentTrend::decreasing, "decreasing"},
                                                    {RecentTrend::no_significant_change, "no_significant_change"}}};
inline constexpr Words<Flag, 5> flag_words{{{Flag::vintage_bridged, "vintage_bridged"},
                                            {Flag::modelled, "modelled"},
                                            {Flag::suppressed, "suppressed"},
                                            {Flag::partial, "partial"},
                                            {Flag::averaged, "averaged"}}};
inline constexpr Words<Severity, 3> severity_words{
    {{Severity::note, "note"}, {Severity::warning, "warning"}, {Severity::fault, "fault"}}};

/// The word for a choice.
template <class Choice, std::size_t count>
std::string word(const Words<Choice, count>& words, Choice choice) {
    for (const auto& [c, text] : words)
        if (c == choice) return text;
    return {};
}

/// The choice that a word stands for, if any.
template <class Choice, std::size_t count>
std::optional<Choice> choice(const Words<Choice, count>& words, std::string_view text) {
    for (const auto& [c, word] : words)
        if (word == text) return c;
    return std::nullopt;
}

}  // namespace locality::model
