#pragma once

#include "stats/row_space.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace locality::core {

/// How far a sum of unknown numbers can go when other sums of them are known to lie between limits. The unknowns are 0
/// or more, and need not be whole.
class LinearRanges {
public:
    /// Every sum, with no limits yet.
    LinearRanges(std::size_t unknowns, std::span<const stats::SparseVector> sums);
    ~LinearRanges();
    LinearRanges(const LinearRanges&) = delete;
    LinearRanges& operator=(const LinearRanges&) = delete;

    /// Infinite where there is no limit.
    void limit(std::size_t sum, double least, double most);

    struct Extreme {
        bool found = false;           ///< false: no numbers fit all limits, or there is no end
        double value = 0;             ///< of the sums asked for, together
        std::vector<double> sums;     ///< what every sum is there
        std::vector<std::size_t> by;  ///< sums whose limits keep it from going farther
    };
    /// The most, or the least, that these sums can be together. Exact to a millionth of a person.
    Extreme extreme(std::span<const std::size_t> sums, bool most);

private:
    struct Program;
    std::unique_ptr<Program> m_program;
};

}  // namespace locality::core
