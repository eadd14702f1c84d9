#include "io/deprivation_columns.h"

#include "io/column_words.h"

#include <algorithm>
#include <array>

namespace locality::io {

namespace {

/// How publishers begin the names of an index. Narrower ones come first: "Income Deprivation Affecting Children" is no
/// income, "Adult Skills" is part of education.
struct IndexWords {
    const char* index;
    std::array<const char*, 3> has;     ///< anywhere in the letters of the name
    std::array<const char*, 3> starts;  ///< the letters begin so, and a measure follows at once: "IncDec0"
};
constexpr std::array<IndexWords, 16> indices{{
    {"idaci", {"idaci", "affectingchildren", ""}, {"", "", ""}},
    {"idaopi", {"idaopi", "affectingolder", ""}, {"", "", ""}},
    {"children_and_young_people", {"childrenandyoungpeople", "", ""}, {"cyp", "", ""}},
    {"adult_skills", {"adultskills", "", ""}, {"as", "", ""}},
    {"geographical_barriers", {"geographicalbarriers", "", ""}, {"gb", "", ""}},
    {"wider_barriers", {"widerbarriers", "", ""}, {"wb", "", ""}},
    {"indoors", {"indoors", "", ""}, {"ind", "", ""}},
    {"outdoors", {"outdoors", "", ""}, {"out", "", ""}},
    {"income", {"income", "", ""}, {"inc", "", ""}},
    {"employment", {"employment", "", ""}, {"emp", "", ""}},
    {"education", {"education", "", ""}, {"edu", "est", ""}},
    {"health", {"health", "", ""}, {"hdd", "", ""}},
    {"crime", {"crime", "", ""}, {"cri", "", ""}},
    {"barriers", {"barriers", "housing", ""}, {"bhs", "", ""}},
    {"environment", {"environment", "", ""}, {"env", "le", ""}},
    {"imd", {"indexofmultipledeprivation", "imd", ""}, {"", "", ""}},
}};

DeprivationMeasure measure_in(std::string_view letters) {
    const auto has = [&](const char* part) { return letters.find(part) != std::string_view::npos; };
    if (has("score")) return DeprivationMeasure::score;
    if (has("rank")) return DeprivationMeasure::rank;
    return has("dec") ? DeprivationMeasure::decile : DeprivationMeasure::none;
}

bool names(const IndexWords& words, std::string_view letters) {
    for (const std::string_view part : words.has)
        if (!part.empty() && letters.find(part) != std::string_view::npos) return true;
    for (const std::string_view start : words.starts) {
        if (start.empty() || !letters.starts_with(start)) continue;
        const std::string_view rest = letters.substr(start.size());
        if (rest.starts_with("score") || rest.starts_with("rank") || rest.starts_with("dec")) return true;
    }
    return false;
}

}  // namespace

DeprivationColumn deprivation_column(std::string_view column) {
    std::string letters;
    for (char c : column)
        if (is_letter(c)) letters += lower(c);
    // mySociety's UK-wide composite carries the English figures of the overall index under these names.
    if (letters == "overalllocalscore") return {"imd", DeprivationMeasure::score};
    if (letters == "originaldecile") return {"imd", DeprivationMeasure::decile};
    const auto has = [&](const char* part) { return letters.find(part) != std::string::npos; };
    if (letters.starts_with("totalpopulation") || letters.starts_with("popmid"))
        return {"", DeprivationMeasure::population};
    static constexpr std::array others{"ukimd",    "average",    "proportion", "concentration", "extent",
                                       "quintile", "percentile", "population", "numerator"};
    if (std::any_of(others.begin(), others.end(), has)) return {};
    const DeprivationMeasure measure = measure_in(letters);
    if (measure == DeprivationMeasure::none) return {};
    const auto at =
        std::find_if(indices.begin(), indices.end(), [&](const IndexWords& w) { return names(w, letters); });
    return at == indices.end() ? DeprivationColumn{} : DeprivationColumn{at->index, measure};
}

}  // namespace locality::io
