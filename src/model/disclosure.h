#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace locality::model {

/// How small numbers of people are kept out of what is published: data, since every owner of data has a rule of their
/// own. Counts of people only; not for standardised rates, limits or anything that is no count.
struct DisclosureRule {
    std::string name = "none";  ///< "nhs", "under5", "none", or "own" where a project changed one
    int withhold_to = 0;        ///< counts from 1 to this are withheld; 0: none are
    int round_to = 1;           ///< other counts go to the nearest multiple; 1: as they are
    bool zero_shown = true;     ///< false: a count of nought is withheld like the small ones
    std::string mark = "*";     ///< what stands for a withheld count

    bool changes_anything() const { return withhold_to > 0 || round_to > 1; }
};

/// The rule of this name, if there is one:
///
///     nhs     1 to 7 withheld, 0 shown, all else to the nearest 5 (NHS England, sub-national hospital data, 2018)
///     under5  1 to 4 withheld, nothing rounded
///     none    everything shown
inline std::optional<DisclosureRule> disclosure_rule(std::string_view name) {
    DisclosureRule rule;
    rule.name = name;
    if (name == "nhs") {
        rule.withhold_to = 7;
        rule.round_to = 5;
    } else if (name == "under5") {
        rule.withhold_to = 4;
    } else if (name != "none") {
        return std::nullopt;
    }
    return rule;
}

/// A project's [disclosure].
struct DisclosureSpec {
    DisclosureRule rule;
    bool stated = false;          ///< the project has the section: that small numbers are shown was decided, too
    double least_people = 1000;   ///< differencing: sums that tell of fewer people are threats
    bool refuse_threats = false;  ///< and nothing is written while there are any
};

}  // namespace locality::model
