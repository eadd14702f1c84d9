#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace locality::model {

/// Why a number is there or not. A missing value was never given; a suppressed one is withheld by its publisher
/// (`*`, `c`); zero is a known value. The three are kept apart everywhere.
enum class Status : std::uint8_t { known, missing, suppressed };

inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// Numbers with their status, one entry per zone or footprint. `number` is NaN wherever `status` is not known.
struct Values {
    std::vector<double> number;
    std::vector<Status> status;

    Values() = default;
    /// All missing.
    explicit Values(std::size_t count) : number(count, no_value), status(count, Status::missing) {}
    /// All known, where not NaN.
    static Values of(std::vector<double> numbers) {
        Values v;
        v.number = std::move(numbers);
        v.status.reserve(v.number.size());
        for (double n : v.number) v.status.push_back(std::isnan(n) ? Status::missing : Status::known);
        return v;
    }

    std::size_t size() const { return number.size(); }
    bool known(std::size_t i) const { return status[i] == Status::known; }
    void set(std::size_t i, double n) {
        number[i] = n;
        status[i] = std::isnan(n) ? Status::missing : Status::known;
    }
    void set_blank(std::size_t i, Status why) {
        number[i] = no_value;
        status[i] = why;
    }
};

/// Which end of a scale is better for people's health; `neutral` where neither is.
enum class Polarity : std::uint8_t { neutral, low_is_good, high_is_good };

/// A named column of figures for zones or footprints: what maps shade and tables show.
struct Column {
    std::string id;     ///< stable, lower case: field name in files, key in project files ("imd_decile")
    std::string title;  ///< for people: "IMD decile (1 = most deprived 10% in England)"
    std::string unit;   ///< "people", "ha", "%", "" for a bare number
    int decimals = 0;   ///< how many to show; files keep full precision
    Values values;
};

}  // namespace locality::model
