#include "style/scene.h"

#include "model/errors.h"
#include "style/columns.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::style {

namespace {

constexpr const char* decile_column = "imd_decile";

const model::Column& shaded_column(const std::vector<model::Column>& columns, const std::string& id, const char* what) {
    if (const model::Column* column = model::find_column(columns, id)) return *column;
    std::vector<std::string> names;
    for (const model::Column& c : columns) names.push_back(c.id);
    throw model::InputError(fmt::format("the {} have no column \"{}\" to shade by; they have: {}", what, id,
                                        names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
}

std::ptrdiff_t index_of_set(const model::Result& result, const std::string& id) {
    if (id.empty()) return -1;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < result.sets.size(); ++i) {
        if (result.sets[i].id == id) return static_cast<std::ptrdiff_t>(i);
        names.push_back(result.sets[i].id);
    }
    throw model::InputError(fmt::format("there is no footprint set \"{}\"; choose one of: {}", id,
                                        names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
}

std::string with_edition(std::string title, int edition) {
    const std::string mark = "{edition}";
    if (const auto at = title.find(mark); at != std::string::npos)
        title.replace(at, mark.size(), edition > 0 ? std::to_string(edition) : "");
    while (!title.empty() && title.back() == ' ') title.pop_back();
    return title;
}

/// A title as it stands in a sentence: "Residents" is "residents"; "IMD score" and "Primary Care Networks" stay.
std::string in_sentence(std::string title) {
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!title.empty() && upper(title[0]) && std::none_of(title.begin() + 1, title.end(), upper))
        title[0] = static_cast<char>(title[0] - 'A' + 'a');
    return title;
}

const char* are(std::size_t count) {
    return count == 1 ? "is" : "are";
}
const char* have(std::size_t count) {
    return count == 1 ? "has" : "have";
}

/// "84 of 488 LSOAs, 144,753 people, are in the most deprived 10% of England."
std::string decile_reading(const model::Result& result, const model::Values& deciles, const std::vector<bool>& imd1) {
    std::size_t known = 0, worst = 0, uncounted = 0;
    double people = 0;
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    for (std::size_t zone = 0; zone < imd1.size(); ++zone) {
        known += deciles.known(zone) ? 1 : 0;
        if (!imd1[zone]) continue;
        ++worst;
        if (residents != nullptr && residents->values.known(zone))
            people += residents->values.number[zone];
        else
            ++uncounted;
    }
    std::string text = fmt::format("{} of {} {}", grouped(static_cast<double>(worst), 0),
                                   grouped(static_cast<double>(imd1.size()), 0), zone_word(result, imd1.size() != 1));
    if (worst > 0 && uncounted == 0) text += fmt::format(", {} people,", grouped(people, 0));
    text += fmt::format(" {} in the most deprived 10% of England.", are(worst));
    if (worst > 0 && residents != nullptr && uncounted > 0 && uncounted < worst)
        text +=
            fmt::format(" At least {} people live there; {} of the {} {} no count of residents.", grouped(people, 0),
                        grouped(static_cast<double>(uncounted), 0), zone_word(result, true), have(uncounted));
    if (known < imd1.size())
        text += fmt::format(" {} {} no known decile.", grouped(static_cast<double>(imd1.size() - known), 0),
                            have(imd1.size() - known));
    return text;
}

/// "Residents: from 990 to 4,123 people in the 488 LSOAs; the darkest class holds 98 of them (1,872 to 4,123)."
std::string quantile_reading(const model::Column& column, const Scene& scene) {
    const std::size_t all = scene.class_of.size();
    std::size_t known = 0;
    for (std::size_t count : scene.class_count) known += count;
    const auto plural = shaded_word(scene);
    if (known == 0) return fmt::format("{}: no value is known for any of the {} {}.", column.title, all, plural);
    const auto darkest = std::min_element(
        scene.shading.classes.begin(), scene.shading.classes.end(),
        [](const ShadeClass& a, const ShadeClass& b) { return lightness(a.fill) < lightness(b.fill); });
    const std::string unit = column.unit == "%" ? "%" : column.unit.empty() ? "" : " " + column.unit;
    const double low = scene.shading.classes.front().above, high = scene.shading.classes.back().up_to;
    return fmt::format(
        "{}: from {} to {}{} in {} {}; the darkest class holds {} of them ({}).", column.title,
        grouped(low, column.decimals), grouped(high, column.decimals), unit, grouped(static_cast<double>(known), 0),
        plural,
        grouped(
            static_cast<double>(scene.class_count[static_cast<std::size_t>(darkest - scene.shading.classes.begin())]),
            0),
        darkest->label);
}

/// The years of what the map is made of, as far as they are known.
std::string dates_of(const model::Result& result) {
    std::vector<std::string> dates;
    if (result.zones.vintage > 0) dates.push_back(fmt::format("{} {}", zone_word(result, true), result.zones.vintage));
    if (result.deprivation_edition > 0) dates.push_back(fmt::format("deprivation {}", result.deprivation_edition));
    if (const auto year = result.options.find("residents.year"); year != result.options.end())
        dates.push_back("residents " + year->second);
    return dates.empty() ? std::string() : fmt::format("Data: {}", fmt::join(dates, " · "));
}

/// "31 of 488 LSOAs are in the strongest third of both: IMD score and residents."
std::string reading_of_two(const model::Column& column, const model::Column& across, const Scene& scene) {
    if (scene.shading.classes.empty())
        return fmt::format("{} and {} have too few different values to be shaded together.", column.title,
                           across.title);
    return fmt::format("{} of {} {} are in the strongest third of both: {} ({}) and {} ({}).",
                       grouped(static_cast<double>(scene.class_count[8]), 0),
                       grouped(static_cast<double>(scene.class_of.size()), 0), shaded_word(scene),
                       in_sentence(column.title),
                       scene.shading.classes[2].label.substr(0, scene.shading.classes[2].label.find(';')),
                       in_sentence(across.title), scene.shading.across_classes[2].label);
}

void classify(Scene& scene, const model::Values& values, const model::Values* across) {
    scene.class_count.assign(scene.shading.classes.size(), 0);
    scene.class_of.reserve(values.size());
    const auto blank = [&](std::size_t i, model::Status why) {
        return values.status[i] == why || (across != nullptr && across->status[i] == why);
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        int c = class_missing;
        if (blank(i, model::Status::suppressed))
            c = class_suppressed;
        else if (!blank(i, model::Status::missing))
            c = across != nullptr ? scene.shading.class_of(values.number[i], across->number[i])
                                  : scene.shading.class_of(values.number[i]);
        if (c >= 0) ++scene.class_count[static_cast<std::size_t>(c)];
        if (c == class_missing) ++scene.missing_count;
        if (c == class_suppressed) ++scene.suppressed_count;
        scene.class_of.push_back(c);
    }
}

}  // namespace

std::string zone_word(const model::Result& result, bool plural) {
    const std::string& kind = result.zones.kind;
    if (kind == "lsoa") return plural ? "LSOAs" : "LSOA";
    if (kind == "msoa") return plural ? "MSOAs" : "MSOA";
    if (kind == "oa") return plural ? "output areas" : "output area";
    if (kind == "ward") return plural ? "wards" : "ward";
    if (kind == "lad") return plural ? "local authorities" : "local authority";
    return plural ? "zones" : "zone";
}

std::string shaded_word(const Scene& scene) {
    if (!scene.by_footprint || scene.set < 0) return zone_word(*scene.result, true);
    const model::FootprintSet& set = scene.result->sets[static_cast<std::size_t>(scene.set)];
    return set.title.empty() ? set.id : set.title;
}

Scene make_scene(const model::Result& result, const SceneChoice& choice, const StyleBook& book) {
    Scene scene;
    scene.result = &result;
    scene.title = result.title;
    scene.attribution = result.attribution;
    scene.synthetic = result.synthetic;
    scene.dates = dates_of(result);
    for (const geo::GridPoint& p : result.zones.topology.vertices) scene.extent.add(geo::in_metres(p));

    scene.set = index_of_set(result, choice.footprints);
    scene.by_footprint = choice.by_footprint;
    if (scene.by_footprint && scene.set < 0)
        throw model::InputError("no footprints are chosen to be shaded; name a footprint set");
    const std::vector<model::Column> columns =
        scene.by_footprint ? footprint_columns(result, result.sets[static_cast<std::size_t>(scene.set)])
                           : result.zone_columns;
    const char* const what = scene.by_footprint ? "footprints" : "zones";
    const model::Column& column = shaded_column(columns, choice.shade, what);
    const model::Column* const across = choice.across.empty() ? nullptr : &shaded_column(columns, choice.across, what);
    scene.column = column;
    scene.shading =
        across != nullptr ? shading_of_two(column, *across, book) : shading_for(column, book, choice.recipe);
    scene.shading.title = with_edition(scene.shading.title, result.deprivation_edition);
    scene.shading.across_title = with_edition(scene.shading.across_title, result.deprivation_edition);
    scene.style = map_style(book, choice.look);
    classify(scene, column.values, across != nullptr ? &across->values : nullptr);

    const model::Column* deciles = model::find_column(result.zone_columns, decile_column);
    scene.imd1.assign(result.zones.size(), false);
    if (deciles != nullptr)
        for (std::size_t zone = 0; zone < scene.imd1.size(); ++zone)
            scene.imd1[zone] = deciles->values.known(zone) && deciles->values.number[zone] == 1;
    if (choice.show_imd1 && deciles == nullptr)
        throw model::InputError(
            "the overlay of the most deprived 10% needs deprivation deciles; name a table under [deprivation] in the "
            "project file");
    scene.show_imd1 = choice.show_imd1;
    scene.show_labels = choice.show_labels;

    const auto in_subtitle = [](const model::Column& c) {
        return c.id == decile_column ? std::string("decile of deprivation") : in_sentence(c.title);
    };
    scene.subtitle = scene.by_footprint
                         ? fmt::format("{} {} by {}", grouped(static_cast<double>(scene.class_of.size()), 0),
                                       shaded_word(scene), in_subtitle(column))
                         : fmt::format("{} {} by {}", grouped(static_cast<double>(result.zones.size()), 0),
                                       zone_word(result, result.zones.size() != 1), in_subtitle(column));
    if (across != nullptr) scene.subtitle += " and " + in_subtitle(*across);
    if (scene.set >= 0 && !scene.by_footprint) {
        const model::FootprintSet& set = result.sets[static_cast<std::size_t>(scene.set)];
        scene.subtitle += fmt::format(", with {} {}", grouped(static_cast<double>(set.code.size()), 0),
                                      set.title.empty() ? set.id : in_sentence(set.title));
    }
    if (across != nullptr)
        scene.reading = reading_of_two(column, *across, scene);
    else if (column.id == decile_column && !scene.by_footprint)
        scene.reading = decile_reading(result, column.values, scene.imd1);
    else
        scene.reading = quantile_reading(column, scene);
    return scene;
}

void show_scenario(Scene& scene, const std::string& title, std::shared_ptr<const WholeZones> zones) {
    scene.whole_zones = std::move(zones);
    scene.subtitle = fmt::format("Scenario “{}”: {}", title, scene.subtitle);
}

}  // namespace locality::style
