#pragma once

#include "model/words.h"

#include <string>

namespace locality::io::geopackage {

/// The version of the layout; a file with another is not read.
inline constexpr auto layout_version = "2";

using model::basis_words;
using model::flag_words;
using model::indicator_kind_words;
using model::limits_words;
using model::choice;
using model::mender_words;
using model::method_words;
using model::origin_words;
using model::override_words;
using model::polarity_words;
using model::population_words;
using model::severity_words;
using model::sex_words;
using model::standing_words;
using model::status_words;
using model::trend_words;
using model::word;
using model::Words;

/// The text field beside a column that holds suppressed values.
inline std::string status_field(const std::string& column) {
    return column + "_status";
}
/// The field of the zones that says which footprint of a set each belongs to.
inline std::string code_field(const std::string& set) {
    return set + "_code";
}

}  // namespace locality::io::geopackage
