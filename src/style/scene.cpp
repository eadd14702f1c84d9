#include "style/scene.h"

#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::style {

namespace {

constexpr const char* decile_column = "imd_decile";

std::string names_of_columns(const model::Result& result) {
    std::vector<std::string> names;
    for (const model::Column& c : result.zone_columns) names.push_back(c.id);
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

const model::Column& shaded_column(const model::Result& result, const std::string& id) {
    if (const model::Column* column = model::find_column(result.zone_columns, id)) return *column;
    throw model::InputError(
        fmt::format("the zones have no column \"{}\" to shade by; they have: {}", id, names_of_columns(result)));
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
std::string quantile_reading(const model::Result& result, const model::Column& column, const Scene& scene) {
    const std::size_t zones = result.zones.size();
    std::size_t known = 0;
    for (std::size_t count : scene.class_count) known += count;
    const auto plural = zone_word(result, true);
    if (known == 0) return fmt::format("{}: no value is known for any of the {} {}.", column.title, zones, plural);
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

void classify(Scene& scene, const model::Values& values) {
    scene.class_count.assign(scene.shading.classes.size(), 0);
    scene.class_of_zone.reserve(values.size());
    for (std::size_t zone = 0; zone < values.size(); ++zone) {
        int c = values.known(zone) ? scene.shading.class_of(values.number[zone]) : class_missing;
        if (values.status[zone] == model::Status::suppressed) c = class_suppressed;
        if (c >= 0) ++scene.class_count[static_cast<std::size_t>(c)];
        if (c == class_missing) ++scene.missing_count;
        if (c == class_suppressed) ++scene.suppressed_count;
        scene.class_of_zone.push_back(c);
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

Scene make_scene(const model::Result& result, const SceneChoice& choice, const StyleBook& book) {
    Scene scene;
    scene.result = &result;
    scene.title = result.title;
    scene.attribution = result.attribution;
    scene.synthetic = result.synthetic;
    for (const geo::GridPoint& p : result.zones.topology.vertices) scene.extent.add(geo::in_metres(p));

    const model::Column& column = shaded_column(result, choice.shade);
    scene.shading = shading_for(column, book);
    scene.shading.title = with_edition(scene.shading.title, result.deprivation_edition);
    scene.style = map_style(book);
    classify(scene, column.values);

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
    scene.set = index_of_set(result, choice.footprints);

    scene.subtitle = fmt::format("{} {} by {}", grouped(static_cast<double>(result.zones.size()), 0),
                                 zone_word(result, result.zones.size() != 1),
                                 column.id == decile_column ? "decile of deprivation" : in_sentence(column.title));
    if (scene.set >= 0) {
        const model::FootprintSet& set = result.sets[static_cast<std::size_t>(scene.set)];
        scene.subtitle += fmt::format(", with {} {}", grouped(static_cast<double>(set.code.size()), 0),
                                      set.title.empty() ? set.id : in_sentence(set.title));
    }
    scene.reading = column.id == decile_column ? decile_reading(result, column.values, scene.imd1)
                                               : quantile_reading(result, column, scene);
    return scene;
}

}  // namespace locality::style
