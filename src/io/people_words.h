#pragma once

#include "model/people.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// A breakdown of people in words: "Aged 0 to 4 years", "F85plus", "90+", "0_4", "Aged 15 years and under", "Males",
/// "All usual residents". Empty where the words say anything else (shares, households, other topics).
///
/// `year` is set where the words name one ("Mid-2022 population").
struct PeopleWords {
    model::PeopleGroup group;
    bool has_age = false;  ///< false: every age, a total
    int year = 0;
};
std::optional<PeopleWords> people_of(std::string_view words);

/// "F", "Female", "females", "Women" ...; "All", "Persons", "Both sexes", "Total" are Sex::all. Not numbers: 1 is male in
/// one census and female in the next.
std::optional<model::Sex> sex_of(std::string_view word);

}  // namespace locality::io
