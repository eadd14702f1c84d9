#pragma once

#include <limits>
#include <string_view>

namespace locality::stats {

inline constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Why a figure has no value. The words are for people: every blank in a table can say why it is one.
enum class Blank {
    no,                       ///< it has a value
    missing,                  ///< something it is made of is missing
    fewer_than_10_events,     ///< too few events to standardise directly
    nothing_expected,         ///< no events are expected, so there is nothing to divide by
    population_5000_or_less,  ///< too few people for a life expectancy
    deaths_below_zero,
    age_band_without_people,
    more_deaths_than_people,
    not_20_age_bands,
    no_deaths_in_last_band,  ///< the last age band has no death rate, so its years of life have no end
    limits_too_wide,         ///< the 95% limits lie more than 20 years apart
    one_value,               ///< one value has no spread
    divided_by_zero          ///< what it is compared with is 0
};
/// "fewer than 10 events"; empty for Blank::no.
std::string_view reason(Blank blank);

/// Two confidence limits in the unit of their figure; NaN where one does not exist, infinite where there is none.
struct Interval {
    double lower = nothing, upper = nothing;
    /// Whether both limits are numbers (NaN is not; infinite is).
    bool known() const { return lower == lower && upper == upper; }
};

/// A value with its confidence limits, or the reason why it has none. A blank figure may keep its limits: life
/// expectancy does where they are too far apart to publish the value.
struct Figure {
    double value = nothing;  ///< NaN exactly where `blank` is not Blank::no
    Interval limits;
    Blank blank = Blank::missing;
};

}  // namespace locality::stats
