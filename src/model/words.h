#pragma once

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
inline constexpr Words<Basis, 5> basis_words{{{Basis::area, "area"},
                                              {Basis::residents, "residents"},
                                              {Basis::households, "households"},
                                              {Basis::registered, "registered"},
                                              {Basis::lookup, "lookup"}}};
inline constexpr Words<Method, 4> method_words{{{Method::split, "split"},
                                                {Method::largest_share, "largest_share"},
                                                {Method::centroid, "centroid"},
                                                {Method::lookup, "lookup"}}};
inline constexpr Words<Status, 3> status_words{
    {{Status::known, "known"}, {Status::missing, "missing"}, {Status::suppressed, "suppressed"}}};
inline constexpr Words<Sex, 3> sex_words{{{Sex::all, "all"}, {Sex::female, "female"}, {Sex::male, "male"}}};
inline constexpr Words<Polarity, 3> polarity_words{
    {{Polarity::neutral, "neutral"}, {Polarity::low_is_good, "low_is_good"}, {Polarity::high_is_good, "high_is_good"}}};
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
