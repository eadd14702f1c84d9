#include "stats/figure.h"

namespace locality::stats {

std::string_view reason(Blank blank) {
    switch (blank) {
        case Blank::no:
            return "";
        case Blank::missing:
            return "a number it is made of is missing";
        case Blank::fewer_than_10_events:
            return "fewer than 10 events";
        case Blank::nothing_expected:
            return "no events are expected";
        case Blank::population_5000_or_less:
            return "5,000 people or fewer";
        case Blank::deaths_below_zero:
            return "negative deaths";
        case Blank::age_band_without_people:
            return "an age band with no people";
        case Blank::more_deaths_than_people:
            return "more deaths than people in an age band";
        case Blank::not_20_age_bands:
            return "not the 20 age bands of a life table";
        case Blank::no_deaths_in_last_band:
            return "no deaths in the last age band";
        case Blank::limits_too_wide:
            return "95% limits more than 20 years apart";
        case Blank::one_value:
            return "one value has no spread";
        case Blank::divided_by_zero:
            return "compared with 0";
    }
    return "";
}

}  // namespace locality::stats
