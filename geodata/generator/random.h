#pragma once

#include <cmath>
#include <cstdint>

namespace locality::demo {

// Everything random in the demo city comes from here. std:: distributions, exp and log differ between libraries in the
// last bit; what is below uses only operations that IEEE 754 rounds exactly, so one seed gives one city everywhere.

/// Mixes two numbers into one that looks random (splitmix64's finaliser).
inline std::uint64_t hash(std::uint64_t a, std::uint64_t b = 0) {
    std::uint64_t z = a + 0x9e3779b97f4a7c15ULL * (b + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// splitmix64 (Steele, Lea and Flood 2014). Draw twice in one call only inside braces: compilers differ in the order of
/// a function's arguments.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() { return hash(m_state += 0x9e3779b97f4a7c15ULL); }
    /// 0 <= u < 1.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    double uniform(double from, double to) { return from + (to - from) * uniform(); }
    /// 0 <= i < n.
    int below(int n) { return static_cast<int>(uniform() * n); }
    bool chance(double p) { return uniform() < p; }
    /// Mean 0, standard deviation 1, within 6: the sum of twelve uniforms.
    double normal() {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i) sum += uniform();
        return sum;
    }
    /// `x` rounded up or down so that the mean is kept.
    int rounded(double x) {
        const double low = std::floor(x);
        return static_cast<int>(low) + (uniform() < x - low ? 1 : 0);
    }

private:
    std::uint64_t m_state;
};

/// e to the x, from exactly rounded operations only; within 1e-14 of the true value.
inline double exponential(double x) {
    if (x < -700.0) return 0.0;
    const double k = std::floor(x * 1.4426950408889634 + 0.5);
    const double r = x - k * 0.6931471805599453;
    double sum = 1.0;
    for (int i = 14; i > 0; --i) sum = 1.0 + sum * r / i;
    return std::ldexp(sum, static_cast<int>(k));
}

}  // namespace locality::demo
