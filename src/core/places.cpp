#include "core/places.h"

#include "geo/crs.h"
#include "geo/errors.h"
#include "geo/grid_reference.h"
#include "geo/locator.h"
#include "geo/mending.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace locality::core {

namespace {

constexpr std::string_view zone_prefix = "zone:";

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// A footprint, or a zone where `set` says so.
struct Named {
    std::optional<std::size_t> set;
    std::size_t index = 0;
};

Place place_of(const model::Result& result, const Named& named) {
    Place place;
    const geo::Shapes* shapes = &result.zones.shapes;
    if (named.set) {
        const model::FootprintSet& set = result.sets[*named.set];
        place.is = Place::Is::footprint;
        place.label = fmt::format("{} ({})", set.name[named.index], set.code[named.index]);
        place.footprint = Found{*named.set, named.index};
        shapes = &set.shapes;
    } else {
        place.is = Place::Is::zone;
        place.label = result.zones.name[named.index] == result.zones.code[named.index]
                          ? result.zones.code[named.index]
                          : fmt::format("{} ({})", result.zones.name[named.index], result.zones.code[named.index]);
        place.zone = static_cast<std::int32_t>(named.index);
    }
    geo::Shapes one;
    one.append(*shapes, named.index);
    place.point = one.is_empty(0) ? geo::Point{model::no_value, model::no_value} : geo::interior_points(one).front();
    return place;
}

Place place_at(const model::Result& result, geo::Point point, std::string label) {
    Place place;
    place.label = std::move(label);
    place.point = point;
    const std::vector<std::int32_t> zones = geo::Locator(result.zones.shapes).at(point);
    if (!zones.empty()) place.zone = zones.front();
    return place;
}

[[noreturn]] void refuse_several(const model::Result& result, std::string_view what,
                                 const std::vector<Named>& fitting) {
    constexpr std::size_t most = 10;
    std::string list;
    for (std::size_t i = 0; i < std::min(fitting.size(), most); ++i) {
        const Named& n = fitting[i];
        list += n.set
                    ? fmt::format("\n  {}:{} ({})", result.sets[*n.set].id, result.sets[*n.set].code[n.index],
                                  result.sets[*n.set].name[n.index])
                    : fmt::format("\n  {}{} ({})", zone_prefix, result.zones.code[n.index], result.zones.name[n.index]);
    }
    if (fitting.size() > most) list += fmt::format("\n  and {} more", fitting.size() - most);
    throw model::InputError(fmt::format("\"{}\" fits several places; choose one, as SET:CODE:{}", what, list));
}

/// Footprints and zones that bear a name.
class Names {
public:
    Names(const model::Result& result, std::string_view what) : m_wanted(lower(trimmed(what))) {
        if (const auto colon = what.find(':'); colon != std::string_view::npos) {
            const std::string set = lower(trimmed(what.substr(0, colon)));
            m_zones = set + ':' == zone_prefix;
            if (result.set(set) != nullptr) {
                m_set = set;
                m_zones = false;
            }
            if (!m_set.empty() || m_zones) m_wanted = lower(trimmed(what.substr(colon + 1)));
            m_only = !m_set.empty() || m_zones;
        }
        for (std::size_t s = 0; s < result.sets.size(); ++s)
            if (!m_only || result.sets[s].id == m_set) look(s, result.sets[s].code, result.sets[s].name);
        if (!m_only || m_zones) look(std::nullopt, result.zones.code, result.zones.name);
        for (std::vector<Named>* list : {&m_by_code, &m_by_name, &m_by_start})
            if (std::ranges::any_of(*list, [](const Named& n) { return n.set.has_value(); }))
                std::erase_if(*list, [](const Named& n) { return !n.set; });
    }

    /// True where the text says where to look, so that it can be nothing else.
    bool only() const { return m_only; }
    const std::vector<Named>& exact() const { return m_by_code.empty() ? m_by_name : m_by_code; }
    const std::vector<Named>& by_start() const { return m_by_start; }

private:
    void look(std::optional<std::size_t> set, const std::vector<std::string>& code,
              const std::vector<std::string>& name) {
        if (m_wanted.empty()) return;
        for (std::size_t i = 0; i < code.size(); ++i) {
            const std::string n = lower(name[i]);
            if (lower(code[i]) == m_wanted)
                m_by_code.push_back({set, i});
            else if (n == m_wanted)
                m_by_name.push_back({set, i});
            else if (n.starts_with(m_wanted))
                m_by_start.push_back({set, i});
        }
    }

    std::string m_wanted, m_set;
    bool m_zones = false, m_only = false;
    std::vector<Named> m_by_code, m_by_name, m_by_start;
};

/// Two numbers with a comma or space between: metres east and north, or degrees of latitude and longitude.
std::optional<geo::Point> two_numbers(std::string_view text) {
    const std::string plain(text);
    char* end = nullptr;
    const double first = std::strtod(plain.c_str(), &end);
    if (end == plain.c_str() || (*end != ',' && *end != ' ')) return std::nullopt;
    while (*end == ',' || *end == ' ') ++end;
    const char* const begin = end;
    const double second = std::strtod(begin, &end);
    if (end == begin || *end != '\0') return std::nullopt;
    return geo::Point{first, second};
}

Place place_of_numbers(const model::Result& result, geo::Point numbers, std::string_view what) {
    geo::Box box;
    box.add(numbers);
    if (geo::plausible_degrees(box)) {
        geo::Point point{numbers.y, numbers.x};
        try {
            geo::ToNationalGrid("EPSG:4326").transform(std::span(&point, 1));
        } catch (const geo::GeometryError& error) {
            throw model::InputError(fmt::format("\"{}\": {}; give latitude, then longitude", what, error.what()));
        }
        return place_at(result, point, fmt::format("{:.5f}, {:.5f}", numbers.x, numbers.y));
    }
    if (!geo::plausible_national_grid(box))
        throw model::InputError(fmt::format(
            "\"{}\" is neither metres east and north in Great Britain nor degrees of latitude and longitude; "
            "write it like 429795, 433925 or 53.80, -1.55",
            what));
    return place_at(result, numbers, fmt::format("{:.0f}, {:.0f}", numbers.x, numbers.y));
}

Place place_of_postcode(const model::Result& result, const std::string& code) {
    const model::Postcodes& postcodes = result.postcodes;
    if (postcodes.code.empty())
        throw model::InputError(
            fmt::format("\"{}\" is a postcode, and no postcodes are loaded; add a table [postcodes] with the path of a "
                        "list of them to the project file",
                        code));
    const auto at = std::ranges::lower_bound(postcodes.code, code);
    if (at == postcodes.code.end() || *at != code)
        throw model::InputError(
            fmt::format("postcode \"{}\" is not among those of {} that lie in the zones; look whether it is right, or "
                        "give a grid reference",
                        code, postcodes.source));
    return place_at(result, postcodes.place[static_cast<std::size_t>(at - postcodes.code.begin())], code);
}

}  // namespace

Place find_place(const model::Result& result, std::string_view what) {
    const std::string_view text = trimmed(what);
    const Names names(result, text);
    if (names.exact().size() == 1) return place_of(result, names.exact().front());
    if (names.exact().size() > 1) refuse_several(result, text, names.exact());
    if (!names.only()) {
        if (const auto code = model::postcode(text)) return place_of_postcode(result, *code);
        const geo::GridReading reading = geo::read_grid_reference(text);
        if (!reading.problem.empty()) throw model::InputError(fmt::format("\"{}\" {}", text, reading.problem));
        if (reading.square) {
            int figures = 0;
            for (double size = 100'000; size > reading.square->size_m; size /= 10) figures += 2;
            return place_at(result, reading.square->centre(), geo::grid_reference(reading.square->centre(), figures));
        }
        if (const auto numbers = two_numbers(text)) return place_of_numbers(result, *numbers, text);
    }
    if (names.by_start().size() == 1) return place_of(result, names.by_start().front());
    if (names.by_start().size() > 1) refuse_several(result, text, names.by_start());
    std::string sets;
    for (const model::FootprintSet& set : result.sets) sets += (sets.empty() ? "" : ", ") + set.id;
    throw model::InputError(
        fmt::format("no footprint or zone has the code or name \"{}\", and it is no postcode or grid reference; give a "
                    "code, a name, SET:NAME (sets: {}), a postcode, or a reference like SE 298 337",
                    text, sets));
}

std::vector<std::size_t> footprints_at(const model::FootprintSet& set, geo::Point point) {
    const std::vector<std::int32_t> found = geo::Locator(set.shapes).at(point);
    return {found.begin(), found.end()};
}

std::size_t footprint_for(const model::Result& result, std::size_t set_index, const Place& place) {
    const model::FootprintSet& set = result.sets.at(set_index);
    if (place.footprint) {
        if (place.footprint->set == set_index) return place.footprint->footprint;
        throw model::InputError(fmt::format("{} is a footprint of set {}, not of {}; leave the set out", place.label,
                                            result.sets[place.footprint->set].id, set.id));
    }
    if (place.is == Place::Is::zone) {
        const auto z = static_cast<std::size_t>(*place.zone);
        const auto shares = set.crosswalk.shares_of(z);
        if (shares.empty())
            throw model::InputError(fmt::format("zone {} is in no footprint of set {}", place.label, set.id));
        const auto most = std::ranges::max_element(shares) - shares.begin();
        return static_cast<std::size_t>(set.crosswalk.footprints_of(z)[static_cast<std::size_t>(most)]);
    }
    const std::vector<std::size_t> found = footprints_at(set, place.point);
    if (found.empty()) throw model::InputError(fmt::format("{} lies in no footprint of set {}", place.label, set.id));
    if (found.size() > 1) {
        std::string list;
        for (const std::size_t f : found) list += fmt::format("\n  {}:{} ({})", set.id, set.code[f], set.name[f]);
        throw model::InputError(
            fmt::format("{} lies in several footprints of set {}; choose one of:{}", place.label, set.id, list));
    }
    return found.front();
}

model::Postcodes postcodes_within(const model::Coverage& zones, model::Postcodes postcodes, model::Issues& issues) {
    if (postcodes.code.empty()) return postcodes;
    const geo::Located located = geo::locate(zones.topology, postcodes.place);
    model::Postcodes kept;
    kept.source = postcodes.source;
    for (std::size_t i = 0; i < postcodes.code.size(); ++i) {
        if (located.of(i).empty()) continue;
        kept.code.push_back(std::move(postcodes.code[i]));
        kept.place.push_back(postcodes.place[i]);
    }
    if (kept.code.size() < postcodes.code.size()) {
        model::Issue issue;
        issue.severity = model::Severity::note;
        issue.kind = "postcode_outside";
        issue.layer = "postcodes";
        issue.what = fmt::format("{} of {} postcodes lie in no zone and were left out",
                                 postcodes.code.size() - kept.code.size(), postcodes.code.size());
        issues.push_back(std::move(issue));
    }
    return kept;
}

}  // namespace locality::core
