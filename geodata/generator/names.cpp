#include "names.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

namespace locality::demo {

std::span<const char* const> town_names() {
    static constexpr const char* names[] = {"Mockbridge", "Fabricaster", "Samplethorpe", "Figmentley", "Nonesuch"};
    return names;
}

std::span<const char* const> ward_names() {
    static constexpr const char* names[] = {"Artifice Hill",  "Blankley & Seedfield",
                                            "Contriveham",    "Demonstrby",
                                            "Dummerwick",     "Emptygate",
                                            "Fictonby",       "Guesswood",
                                            "Hypotham",       "Imaginby",
                                            "Inventon",       "Kindoley & Draftfield",
                                            "Loremthwaite",   "Modelby",
                                            "Notional Cross", "Outlier Green",
                                            "Parable Park",   "Placeholder",
                                            "Pretendale",     "Proxyholme",
                                            "Quasiton",       "Randomby",
                                            "Rehearsall",     "Simley & Moot Moor",
                                            "Supposeham",     "Syntham",
                                            "Testerton",      "Trialthorpe",
                                            "Unrealby",       "Whatifton",
                                            "Xampleworth",    "Yonderby",
                                            "Zerofield"};
    return names;
}

std::vector<std::string> directions(std::span<const geo::Point> places) {
    std::vector<std::size_t> by_distance(places.size());
    std::iota(by_distance.begin(), by_distance.end(), 0);
    const auto distance = [&](std::size_t i) { return places[i].x * places[i].x + places[i].y * places[i].y; };
    std::ranges::sort(by_distance, {}, distance);
    // Unit steps towards the eight directions; no trigonometry, whose last bit differs between libraries.
    struct Way {
        const char* name;
        double x, y;
    };
    constexpr double half = 0.7071067811865476;
    constexpr Way ways[] = {
        {"North", 0, 1},  {"North East", half, half},   {"East", 1, 0},  {"South East", half, -half},
        {"South", 0, -1}, {"South West", -half, -half}, {"West", -1, 0}, {"North West", -half, half}};
    std::vector<std::string> names(places.size());
    std::set<std::string> used;
    for (std::size_t rank = 0; rank < by_distance.size(); ++rank) {
        const std::size_t i = by_distance[rank];
        const char* ring = 2 * rank < by_distance.size() ? "Inner " : "Outer ";
        double best = 0;
        for (const Way& way : ways) {
            const double towards = way.x * places[i].x + way.y * places[i].y + 1e9;
            if (towards <= best || used.contains(std::string(ring) + way.name)) continue;
            best = towards;
            names[i] = std::string(ring) + way.name;
        }
        used.insert(names[i]);
    }
    return names;
}

std::vector<std::string> practice_names(std::span<const std::string> near) {
    static constexpr const char* kinds[] = {"MEDICAL CENTRE", "SURGERY", "HEALTH CENTRE", "MEDICAL PRACTICE",
                                            "GROUP PRACTICE"};
    static constexpr const char* streets[] = {"LOREM ROAD",     "IPSUM STREET", "DOLOR LANE",   "AMET AVENUE",
                                              "TEMPOR TERRACE", "ERAT HILL",    "ALIQUA PLACE", "MAGNA GROVE",
                                              "ELIT CROSS",     "LABORE GATE",  "VENIAM WAY",   "NOSTRUD FIELD",
                                              "COMMODO PARK",   "VELIT MOUNT",  "CULPA CLOSE"};
    std::map<std::string, int> seen;
    std::vector<std::string> names;
    int street = 0;
    for (std::size_t i = 0; i < near.size(); ++i) {
        const std::string place = capitals(near[i].substr(0, near[i].find(" & ")));
        const int before = seen[place]++;
        const auto kind = std::string(kinds[(i + static_cast<std::size_t>(before)) % std::size(kinds)]);
        if (before == 0) {
            names.push_back(place + " " + kind);
        } else {
            const int way = street++;
            const auto lap = static_cast<std::size_t>(way) / std::size(streets);
            names.push_back(std::string(streets[static_cast<std::size_t>(way) % std::size(streets)]) + " " +
                            kinds[lap % std::size(kinds)]);
        }
    }
    return names;
}

std::string capitals(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

std::string title_case(std::string text) {
    bool first = true;
    for (char& c : text) {
        if (!first && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        first = c == ' ';
    }
    for (std::size_t at; (at = text.find(" And ")) != std::string::npos;) text[at + 1] = 'a';
    return text;
}

}  // namespace locality::demo
