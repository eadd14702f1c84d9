#pragma once

#include "geo/exact.h"
#include "model/values.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::core {

/// What a quantity comes to in a footprint. `number` is NaN wherever `status` is not known.
struct Amount {
    double number = model::no_value;
    model::Status status = model::Status::missing;
};

/// A number as a whole multiple of 2^-64, so that sums of such do not depend on their order. Exact for any number from
/// 1/4096 on; a smaller one is rounded, by 3e-20 at most. Throws std::invalid_argument for what is not finite or beyond
/// 2^44 (17 million million).
geo::Int128 fixed_point(double number);
/// The nearest double.
double floating_point(geo::Int128 fixed);

/// Appends a whole number to bytes, lowest first.
template <class Number>
void append_bytes(std::string& bytes, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
}

/// Totals of one column by footprint that zones may leave again: exact, so that neither the order of zones nor what
/// came and went between leaves a trace.
///
/// Numbers are added up as `fixed_point` has them; a total is rounded to a double once, when asked for.
class ExactTotals {
public:
    /// Throws std::invalid_argument as fixed_point, and for more than 2^18 zones.
    ExactTotals(const model::Values& values, std::size_t totals);

    void add(std::size_t zone, std::size_t total) { change(zone, total, 1); }
    void take(std::size_t zone, std::size_t total) { change(zone, total, -1); }

    /// Blank where a zone is (suppressed wins over missing), missing where there is no zone: as allocate_counts.
    Amount amount(std::size_t total) const;
    /// What is known of it.
    double known_part(std::size_t total) const;
    /// Known parts of totals 0 ... `count` - 1 together.
    double known_part_of_first(std::size_t count) const;

    /// Appends every total as bytes.
    void write(std::string& bytes) const;

private:
    struct Total {
        geo::Int128 sum = 0;
        std::int32_t zones = 0, missing = 0, suppressed = 0;
    };
    void change(std::size_t zone, std::size_t total, int sign);

    std::vector<geo::Int128> m_number;  ///< per zone; 0 where blank
    std::vector<model::Status> m_status;
    std::vector<Total> m_totals;
};

}  // namespace locality::core
