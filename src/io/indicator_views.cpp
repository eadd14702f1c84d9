#include "io/indicator_views.h"

#include "io/people_words.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::io {

namespace {

using model::IndicatorKind;
using model::IndicatorSpec;

constexpr std::array numerators{"numerator", "count", "n", "value"};
constexpr std::array denominators{"denominator", "total", "population"};

bool is(const IndicatorSpec& spec, std::initializer_list<IndicatorKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), spec.info.kind) != kinds.end();
}

[[noreturn]] void bad_wide(const std::string& source, const std::string& id, const char* key, const std::string& word,
                           const char* due) {
    throw model::InputError(
        fmt::format("{}: indicator \"{}\": \"wide\" says {} = \"{}\"; write {}", source, id, key, word, due));
}

/// The columns that tell how certain published values are.
template <class Named>
void find_spread(const Named& named, const Columns& columns, IndicatorView& view) {
    const auto column = [&](const std::string& name, const char* key) -> std::optional<std::size_t> {
        if (name.empty()) return {};
        return column_called(columns, name, key);
    };
    view.lower = column(named.lower, "lower");
    view.upper = column(named.upper, "upper");
    view.sd = column(named.sd, "sd");
    view.se = column(named.se, "se");
}

IndicatorView wide_view(const IndicatorSpec& spec, const IndicatorSpec::Wide& wide, const Columns& columns,
                        bool averages) {
    IndicatorView view;
    const std::string& id = spec.info.id;
    const bool published = !wide.value.empty();
    if (published != averages)
        throw model::InputError(
            fmt::format("{}: indicator \"{}\": \"wide\" mixes numerators and published values; "
                        "make two indicators of them",
                        columns.source, id));
    view.numerator =
        published ? column_called(columns, wide.value, "value") : column_called(columns, wide.numerator, "numerator");
    const std::string& under = wide.denominator.empty() ? spec.denominator : wide.denominator;
    if (!under.empty())
        view.denominator = column_called(columns, under, "denominator");
    else if (!published && !is(spec, {IndicatorKind::count}))
        required_column(columns, "", "denominator", {}, id);
    find_spread(wide, columns, view);
    view.period = wide.period;
    if (!wide.sex.empty()) {
        view.sex = sex_of(wide.sex);
        if (!view.sex) bad_wide(columns.source, id, "sex", wide.sex, "\"female\", \"male\" or \"all\"");
    }
    if (!wide.age.empty()) {
        view.age = age_band_of(wide.age);
        if (!view.age) bad_wide(columns.source, id, "age", wide.age, "ages as \"0-4\" or \"90+\"");
    }
    view.categories = wide.categories;
    return view;
}

}  // namespace

bool IndicatorViews::has_denominator() const {
    return std::any_of(all.begin(), all.end(), [](const IndicatorView& v) { return v.denominator.has_value(); });
}

bool IndicatorViews::has_spread() const {
    return std::any_of(all.begin(), all.end(), [](const IndicatorView& v) { return v.denominator && (v.sd || v.se); });
}

bool IndicatorViews::has_limits() const {
    return std::any_of(all.begin(), all.end(),
                       [](const IndicatorView& v) { return v.lower || (v.se && !v.denominator); });
}

std::size_t required_column(const Columns& columns, const std::string& named, const char* key,
                            std::optional<std::size_t> found, const std::string& id) {
    if (!named.empty()) return column_called(columns, named, key);
    if (found) return *found;
    throw model::InputError(
        fmt::format("{}: indicator \"{}\" needs a {}; say which column with {} = \"...\"; it has: {}", columns.source,
                    id, key, key, listed(columns)));
}

std::optional<model::AgeBand> age_band_of(std::string_view text) {
    const auto people = people_of(text);
    if (!people || !people->has_age || people->group.sex != model::Sex::all) return {};
    return model::AgeBand{people->group.from, people->group.to};
}

IndicatorViews indicator_views(const IndicatorSpec& spec, const Columns& columns) {
    IndicatorViews views;
    const std::string& id = spec.info.id;
    views.averages = (!spec.value.empty() && !spec.individuals) ||
                     std::any_of(spec.wide.begin(), spec.wide.end(), [](const auto& w) { return !w.value.empty(); });
    for (const IndicatorSpec::Wide& wide : spec.wide)
        views.all.push_back(wide_view(spec, wide, columns, views.averages));
    if (!spec.wide.empty()) return views;
    IndicatorView view;
    const bool published = !spec.value.empty();
    view.numerator = published ? column_called(columns, spec.value, "value")
                               : required_column(columns, spec.numerator, "numerator", one_of(columns, numerators), id);
    const bool may_lack = published || is(spec, {IndicatorKind::count, IndicatorKind::mean, IndicatorKind::score});
    if (!spec.denominator.empty())
        view.denominator = column_called(columns, spec.denominator, spec.expected ? "expected" : "denominator");
    else if (!may_lack)
        view.denominator = required_column(columns, "", "denominator", one_of(columns, denominators), id);
    // A mean without the number it is over can only be a published one.
    if (!view.denominator && !spec.individuals && is(spec, {IndicatorKind::mean, IndicatorKind::score}))
        views.averages = true;
    find_spread(spec, columns, view);
    views.all.push_back(std::move(view));
    return views;
}

}  // namespace locality::io
