#pragma once

#include "model/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// One line of a profile: a figure of the footprint beside the whole area's.
struct ProfileLine {
    std::string id, title, unit;
    int decimals = 0;
    double value = model::no_value;
    model::Status status = model::Status::missing;
    double whole = model::no_value;  ///< of all zones together
    model::Status whole_status = model::Status::missing;
    bool has_whole = false;  ///< the whole area has such a figure, blank or not
};

struct Profile {
    std::string set, set_title, code, name;
    std::vector<ProfileLine> lines;
    struct Band {
        model::PeopleGroup group;
        double people = model::no_value;
        model::Status status = model::Status::missing;
    };
    std::vector<Band> people;
    struct IndicatorLine {
        std::string title, unit, period;
        model::Sex sex = model::Sex::all;
        double value = model::no_value;
        double covered_share = 0;
        model::Status status = model::Status::missing;
        double whole = model::no_value;  ///< of all zones together
        model::Status whole_status = model::Status::missing;
        std::string breakdown{};
        model::Population population = model::Population::resident;
        model::Limits limits_95{};
        model::Standing standing = model::Standing::not_compared;  ///< at 95%, beside the whole area
        std::string reason{};     ///< why there is no value
        bool has_data = true;   ///< false: defined, but the project has no table of it
        std::string figure{};   ///< its address (core::figure_address); empty without data
    };
    std::vector<IndicatorLine> indicators;
    /// Patients: who lives here and is on whose lists, most first.
    struct FlowLine {
        std::string code, name;  ///< of the other footprint; empty for none of the set
        bool lives_here = false; ///< lives here and is registered there; else the reverse
        double patients = 0;
    };
    std::vector<FlowLine> flow;
    double lives_and_registered_here = model::no_value;  ///< patients; NaN for sets without practices
    struct ZoneLine {
        std::string code, name;
        double share = 0;      ///< of the zone
        double residents = model::no_value;  ///< of that share
        double decile = model::no_value;
    };
    std::vector<ZoneLine> imd1_zones;  ///< most people first
    bool synthetic = false;
    std::string attribution;
};

/// Finds a footprint by code or name in any set ("U16878", "Seacroft", "ward:Seacroft"), any case, then by the start
/// of its name where only one fits. Throws model::InputError listing those that fit, or the nearest.
struct Found {
    std::size_t set = 0;
    std::size_t footprint = 0;
};
Found find_footprint(const model::Result& result, std::string_view what);

/// The profile of one footprint: its figures beside those of all zones together.
Profile profile(const model::Result& result, std::size_t set, std::size_t footprint);

}  // namespace locality::core
