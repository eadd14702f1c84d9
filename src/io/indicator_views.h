#pragma once

#include "io/column_words.h"
#include "io/columns.h"
#include "model/indicator.h"
#include "model/project.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// Where the figures of one view of an indicator's table stand: the table itself, or one entry of `wide`.
struct IndicatorView {
    std::size_t numerator = 0;  ///< or the column of published values
    std::optional<std::size_t> denominator, lower, upper, sd, se;
    std::string period;
    std::optional<model::Sex> sex;
    std::optional<model::AgeBand> age;
    std::vector<model::Category> categories;
};

struct IndicatorViews {
    std::vector<IndicatorView> all;
    bool averages = false;  ///< they are of published values

    bool has_denominator() const;
    bool has_spread() const;  ///< standard deviations, or standard errors with how many the means are of
    bool has_limits() const;
};

/// Finds the columns that a project names, or that go by their usual names.
/// Throws   model::InputError for a column that is not there, and a `wide` entry that cannot be read.
IndicatorViews indicator_views(const model::IndicatorSpec& spec, const Columns& columns);

/// The column called `named`; else the one `found` by a usual name; else an InputError that says to name `key`.
std::size_t required_column(const Columns& columns, const std::string& named, const char* key,
                            std::optional<std::size_t> found, const std::string& id);

/// The first column that has one of these names, whatever their case.
template <std::size_t N>
std::optional<std::size_t> one_of(const Columns& columns, const std::array<const char*, N>& names) {
    for (const char* name : names)
        if (const auto c = find_column(columns, [&](std::string_view n) { return lower(n) == name; })) return c;
    return {};
}

/// Ages as "0-4" or "90+"; nothing where the words say anything else.
std::optional<model::AgeBand> age_band_of(std::string_view text);

}  // namespace locality::io
