#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace locality::stats {

/// Ways to cut values into classes. All give upper bounds in ascending order, each once; a value belongs to the first
/// class whose bound is not below it (class_of in stats/breaks.h), so every value has a class and ties share one.
enum class ClassMethod {
    quantiles,    ///< about as many values in each
    equal,        ///< bounds the same distance apart
    natural,      ///< least squares within classes: stats/natural_breaks.h
    head_tail,    ///< cut at the mean, then the values above it at theirs, and so on: for long tails
    deviations,   ///< at 2 and 1 standard deviations below and above the mean
    pretty,       ///< round numbers, about as many classes as asked for
    box,          ///< at the quartiles and 1.5 times their range beyond
    percentiles,  ///< at the 1st, 10th, 50th, 90th and 99th
    gaps          ///< at the widest gaps
};
inline constexpr std::array class_methods{ClassMethod::quantiles, ClassMethod::equal,       ClassMethod::natural,
                                          ClassMethod::head_tail, ClassMethod::deviations,  ClassMethod::pretty,
                                          ClassMethod::box,       ClassMethod::percentiles, ClassMethod::gaps};
/// "quantiles", "equal", "natural", "head-tail", "deviations", "pretty", "box", "percentiles", "gaps".
std::string_view word(ClassMethod method);
std::optional<ClassMethod> class_method(std::string_view word);
/// Whether the number of classes is for the user to choose.
bool takes_count(ClassMethod method);

/// Upper bounds by any method. Missing and suppressed values are not values: leave them out.
/// Throws as the functions below, whose bounds these are.
std::vector<double> class_breaks(std::span<const double> values, ClassMethod method, int class_count);

/// Bounds at min + j * (max - min) / class_count, the last the maximum. Values that all equal are one class.
/// Throws (here and below) std::invalid_argument for class_count < 1 and NaN or infinite values; no values give no
/// bounds.
std::vector<double> equal_breaks(std::span<const double> values, int class_count);

/// The mean, the mean of the values above it, and so on while these differ; the last bound is the maximum.
/// Source  Jiang 2013, Prof Geogr 65:482; without his rule that heads be under 40%, like mapclassify.
std::vector<double> head_tail_breaks(std::span<const double> values);

/// The mean plus -2, -1, 1 and 2 standard deviations (n - 1), and the maximum where it is above. Classes may be empty.
std::vector<double> deviation_breaks(std::span<const double> values);

/// Multiples of 1, 2 or 5 times a power of ten from below the minimum to above the maximum: about `class_count`
/// classes. Source  Heckbert 1990, Graphics Gems, "Nice numbers for graph labels", like mapclassify; R's pretty()
/// differs.
std::vector<double> pretty_breaks(std::span<const double> values, int class_count);

/// First quartile - 1.5 times the quartiles' range, quartiles and median, third quartile + as much, and the maximum
/// where it is above: Tukey's box plot. Classes may be empty.
std::vector<double> box_breaks(std::span<const double> values);

/// The quantiles (R type 7) at `percents`, which ascend from 0 to 100; the last bound is the maximum.
std::vector<double> percentile_breaks(std::span<const double> values, std::span<const double> percents);

/// The middles of the class_count - 1 widest gaps between values, and the maximum; of gaps as wide, the higher. There
/// are fewer classes where there are fewer gaps.
std::vector<double> gap_breaks(std::span<const double> values, int class_count);

/// Bounds of the user's own: checked to ascend, and the maximum added where it is above the last.
/// Throws std::invalid_argument where bounds do not ascend or are no numbers, or there are none.
std::vector<double> manual_breaks(std::span<const double> values, std::span<const double> bounds);

/// Tenth of a national ranking that a rank falls in, 1 for the first: ceil(10 rank / count). Never from the ranks at
/// hand. Throws std::invalid_argument unless 1 <= rank <= count. Source  MHCLG, English Indices of Deprivation; 32,844
/// LSOAs in 2019, 33,755 in 2025.
int national_decile(std::int64_t rank, std::int64_t count);

/// How well classes fit their values.
struct ClassFit {
    double within_squares = 0;      ///< sum of squared distances from the classes' means
    double absolute_deviation = 0;  ///< sum of distances from the classes' medians (ADCM)
    double goodness = 1;            ///< 1 - that / distances from the median of all (GADF): 0 for one class, 1 at best
};
/// Throws std::invalid_argument for a NaN, or a value above all bounds.
/// Source  Slocum et al 2009, Thematic Cartography, for GADF.
ClassFit class_fit(std::span<const double> values, std::span<const double> breaks);

}  // namespace locality::stats
