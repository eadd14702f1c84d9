#pragma once

#include "model/issue.h"
#include "model/people.h"
#include "model/project.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace locality::io::geopackage {

/// The version of the layout; a file with another is not read.
inline constexpr auto layout_version = "1";

// The words that stand in the file for each choice; the same as in project files.
template <class Choice, std::size_t count>
using Words = std::array<std::pair<Choice, const char*>, count>;

inline constexpr Words<model::Origin, 5> origin_words{{{model::Origin::boundaries, "boundaries"},
                                                       {model::Origin::lookup, "lookup"},
                                                       {model::Origin::registrations, "registrations"},
                                                       {model::Origin::union_of, "union"},
                                                       {model::Origin::dissolve, "dissolve"}}};
inline constexpr Words<model::Basis, 5> basis_words{{{model::Basis::area, "area"},
                                                     {model::Basis::residents, "residents"},
                                                     {model::Basis::households, "households"},
                                                     {model::Basis::registered, "registered"},
                                                     {model::Basis::lookup, "lookup"}}};
inline constexpr Words<model::Method, 4> method_words{{{model::Method::split, "split"},
                                                       {model::Method::largest_share, "largest_share"},
                                                       {model::Method::centroid, "centroid"},
                                                       {model::Method::lookup, "lookup"}}};
inline constexpr Words<model::Status, 3> status_words{
    {{model::Status::known, "known"}, {model::Status::missing, "missing"}, {model::Status::suppressed, "suppressed"}}};
inline constexpr Words<model::Sex, 3> sex_words{
    {{model::Sex::all, "all"}, {model::Sex::female, "female"}, {model::Sex::male, "male"}}};
inline constexpr Words<model::Polarity, 3> polarity_words{{{model::Polarity::neutral, "neutral"},
                                                           {model::Polarity::low_is_good, "low_is_good"},
                                                           {model::Polarity::high_is_good, "high_is_good"}}};
inline constexpr Words<model::Severity, 3> severity_words{
    {{model::Severity::note, "note"}, {model::Severity::warning, "warning"}, {model::Severity::fault, "fault"}}};

template <class Choice, std::size_t count>
std::string word(const Words<Choice, count>& words, Choice choice) {
    for (const auto& [c, text] : words)
        if (c == choice) return text;
    return {};
}

template <class Choice, std::size_t count>
std::optional<Choice> choice(const Words<Choice, count>& words, std::string_view text) {
    for (const auto& [c, word] : words)
        if (word == text) return c;
    return std::nullopt;
}

/// The text field beside a column that holds suppressed values.
inline std::string status_field(const std::string& column) {
    return column + "_status";
}
/// The field of the zones that says which footprint of a set each belongs to.
inline std::string code_field(const std::string& set) {
    return set + "_code";
}

}  // namespace locality::io::geopackage
