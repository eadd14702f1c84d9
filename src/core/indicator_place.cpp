#include "core/code_index.h"
#include "core/indicator_areas.h"
#include "core/shares.h"
#include "core/weights.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace locality::core {

using model::Basis;
using model::Crosswalk;
using model::IndicatorTable;
using model::PlacedIndicator;
using model::Values;

namespace {

/// The codes of a table, each once, ascending.
std::vector<std::string> codes_of(const IndicatorTable& table) {
    std::unordered_set<std::string_view> seen;
    for (const auto& slice : table.slices) seen.insert(slice.code.begin(), slice.code.end());
    std::vector<std::string> codes(seen.begin(), seen.end());
    std::sort(codes.begin(), codes.end());
    return codes;
}

std::size_t known_among(std::span<const std::string> codes, const CodeIndex& index) {
    return static_cast<std::size_t>(
        std::count_if(codes.begin(), codes.end(), [&](const std::string& c) { return index.contains(c); }));
}

/// Shares of areas in zones from weights in any order; each row over its own sum.
Crosswalk shares_by_weight(std::vector<WeightEntry> entries, std::size_t areas, std::size_t zones, Basis basis) {
    const model::Weights weights = collect(std::move(entries), areas);
    std::vector<double> total(areas, 0.0);
    for (std::size_t a = 0; a < areas; ++a)
        for (std::uint32_t k = weights.row_begin[a]; k < weights.row_begin[a + 1]; ++k) total[a] += weights.weight[k];
    return shares_over(weights, total, basis, zones);
}

const char* plural_of(const std::string& kind) {
    static const std::map<std::string, const char*, std::less<>> words{
        {"oa", "output areas"}, {"lsoa", "LSOAs"}, {"msoa", "MSOAs"},        {"ward", "wards"},
        {"lad", "districts"},   {"pcn", "PCNs"},   {"practice", "practices"}};
    const auto at = words.find(kind);
    return at == words.end() ? "areas" : at->second;
}

/// The entries of ascending `codes` and, with each, a row of values by area.
class Placer {
public:
    Placer(const IndicatorTable& table, const IndicatorGround& ground, std::vector<model::JoinReport>& joins,
           model::Issues& issues)
        : m_table(table), m_ground(ground), m_joins(joins), m_issues(issues), m_codes(codes_of(table)) {}

    PlacedIndicator place() {
        if (m_table.lookup)
            by_lookup(*m_table.lookup);
        else
            by_codes();
        fill_slices();
        return std::move(m_placed);
    }

private:
    const model::Coverage& zones() const { return m_ground.zones; }

    void by_codes() {
        const CodeIndex zone = code_index(zones().code);
        std::size_t most = known_among(m_codes, zone);
        enum class Are { zones, practices, points, footprints } are = Are::zones;
        std::vector<std::string> practices = all_practices();
        if (const std::size_t n = known_among(m_codes, code_index(practices)); n > most) {
            most = n;
            are = Are::practices;
        }
        const std::optional<model::PointLayer>& points = m_ground.inputs.weights;
        if (points && !points->zone.empty())
            if (const std::size_t n = known_among(m_codes, code_index(points->code)); n > most) {
                most = n;
                are = Are::points;
            }
        std::size_t which = 0;
        for (std::size_t s = 1; s < m_ground.sets.size(); ++s)
            if (const std::size_t n = known_among(m_codes, code_index(m_ground.sets[s].set.code)); n > most) {
                most = n;
                are = Are::footprints;
                which = s;
            }
        if (most == 0) refuse();
        switch (are) {
            case Are::zones:
                m_placed.areas = "zones";
                m_placed.code = zones().code;
                m_placed.people = m_ground.figures.residents;
                return;
            case Are::practices:
                return by_practice(std::move(practices));
            case Are::points:
                return by_points(*points, zone);
            case Are::footprints:
                return by_footprints(m_ground.sets[which]);
        }
    }

    [[noreturn]] void refuse() const {
        const std::string first = m_codes.empty() ? "" : m_codes.front();
        throw model::InputError(fmt::format(
            "{}: indicator \"{}\": none of its {} codes (the first is \"{}\") is a zone of the map, a practice that "
            "has "
            "registrations, or a footprint; where its {} hold zones of the map, or lie in them, add lookup = {{ path = "
            "\"...\", from = \"...\", to = \"...\" }}, a table of the two; for areas larger than zones also say assume "
            "= "
            "\"same_rate\"",
            m_table.source, m_table.id, m_codes.size(), first, plural_of(m_table.zone_kind)));
    }

    std::vector<std::string> all_practices() const {
        std::set<std::string> all(m_ground.figures.patients.practice.begin(), m_ground.figures.patients.practice.end());
        if (m_ground.inputs.practices)
            for (const auto& row : m_ground.inputs.practices->rows) all.insert(row.practice);
        return {all.begin(), all.end()};
    }

    /// Where each practice's patients live. Those who live nowhere on the map stay outside every zone.
    void by_practice(std::vector<std::string> practices) {
        m_placed.areas = "practices";
        m_placed.code = std::move(practices);
        m_placed.basis = Basis::registered;
        m_placed.population = model::Population::registered;
        const Registered& patients = m_ground.figures.patients;
        if (patients.rows.empty())
            m_placed.why_none =
                "the table is of practices, and the project has no registrations; add [registrations] with the path of "
                "patients by practice and zone";
        const CodeIndex area = code_index(m_placed.code);
        std::vector<double> total(m_placed.code.size(), 0.0);
        std::vector<WeightEntry> entries;
        for (const Registered::Row& row : patients.rows) {
            if (std::isnan(row.patients)) continue;
            const std::int32_t a = area.at(patients.practice[row.practice]);
            total[a] += row.patients;
            if (row.zone >= 0) entries.push_back({a, row.zone, row.patients});
        }
        m_placed.to_zones =
            shares_over(collect(std::move(entries), m_placed.code.size()), total, Basis::registered, zones().size());
        m_placed.people = Values(m_placed.code.size());
        for (std::size_t a = 0; a < total.size(); ++a)
            if (total[a] > 0) m_placed.people.set(a, total[a]);
    }

    void by_points(const model::PointLayer& points, const CodeIndex& zone) {
        m_placed.areas = plural_of(m_table.zone_kind);
        std::vector<std::pair<std::string, std::int32_t>> rows;
        for (std::size_t p = 0; p < points.code.size(); ++p)
            if (const auto at = zone.find(points.zone[p]); at != zone.end())
                rows.emplace_back(points.code[p], at->second);
        std::sort(rows.begin(), rows.end());
        rows.erase(
            std::unique(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
            rows.end());
        std::vector<WeightEntry> entries;
        for (const auto& [code, z] : rows) {
            entries.push_back({static_cast<std::int32_t>(m_placed.code.size()), z, 1.0});
            m_placed.code.push_back(code);
        }
        m_placed.to_zones = shares_by_weight(std::move(entries), m_placed.code.size(), zones().size(), Basis::lookup);
        m_placed.people = Values(m_placed.code.size());
    }

    void by_footprints(const MadeSet& made) {
        m_placed.areas = made.set.title;
        m_placed.set = made.set.id;
        m_placed.code = made.set.code;
        const Crosswalk& shares = made.set.crosswalk;
        std::vector<WeightEntry> entries;
        for (std::size_t z = 0; z < shares.zone_count(); ++z)
            for (std::size_t k = 0; k < shares.footprints_of(z).size(); ++k)
                entries.push_back({shares.footprints_of(z)[k], static_cast<std::int32_t>(z), shares.shares_of(z)[k]});
        divide_by_residents(std::move(entries));
        if (made.set.origin == model::Origin::registrations) m_placed.population = model::Population::registered;
    }

    void by_lookup(const model::LookupTable& lookup) {
        const CodeIndex zone = code_index(zones().code), own = code_index(m_codes);
        std::size_t up = 0, down = 0;
        for (const auto& row : lookup.rows) {
            up += zone.contains(row.to) && own.contains(row.from);
            down += zone.contains(row.from) && own.contains(row.to);
        }
        if (up == 0 && down == 0)
            throw model::InputError(
                fmt::format("{}: indicator \"{}\": no row joins one of its areas (the first is \"{}\") to a zone of "
                            "the map (the first is "
                            "\"{}\"); look at the columns that from and to name",
                            lookup.source, m_table.id, m_codes.empty() ? "" : m_codes.front(), zones().code.front()));
        const bool to_zones = up >= down;
        std::set<std::string> areas;
        for (const auto& row : lookup.rows)
            if (zone.contains(to_zones ? row.to : row.from)) areas.insert(to_zones ? row.from : row.to);
        m_placed.code.assign(areas.begin(), areas.end());
        m_placed.areas = plural_of(m_table.zone_kind);
        const CodeIndex area = code_index(m_placed.code);
        std::vector<WeightEntry> entries;
        std::set<std::pair<std::int32_t, std::int32_t>> whole_ones;  // a table of output areas names each pair often
        for (const auto& row : lookup.rows) {
            const auto z = zone.find(to_zones ? row.to : row.from);
            const auto a = area.find(to_zones ? row.from : row.to);
            if (z == zone.end() || a == area.end()) continue;
            if (row.share == 1.0 && !whole_ones.emplace(a->second, z->second).second) continue;
            entries.push_back({a->second, z->second, row.share});
        }
        if (!to_zones) return divide_by_residents(std::move(entries));
        m_placed.bridged = !m_table.zone_kind.empty() && m_table.zone_kind == zones().kind;
        // What an area has outside the map stays outside: shares are of the whole area.
        const std::vector<double> whole(m_placed.code.size(), 1.0);
        m_placed.to_zones =
            shares_over(collect(std::move(entries), m_placed.code.size()), whole, Basis::lookup, zones().size());
        for (std::size_t a = 0; a < m_placed.code.size(); ++a)
            if (m_placed.to_zones.covered[a] > 1.0 + 1e-6)
                throw model::InputError(fmt::format("{}: the shares of {} add up to {}, and an area has but one whole",
                                                    lookup.source, m_placed.code[a], m_placed.to_zones.covered[a]));
        m_placed.people = Values(m_placed.code.size());
    }

    /// Entries say which part of a zone an area has; they are made people. An area with a zone whose residents are not
    /// known cannot be divided, and is left out and listed.
    void divide_by_residents(std::vector<WeightEntry> entries) {
        m_placed.divided = true;
        m_placed.basis = Basis::residents;
        const Values& residents = m_ground.figures.residents;
        if (!m_ground.inputs.residents) {
            m_placed.why_none = fmt::format(
                "the table is of {}, which are divided by residents, and the project has none; add [residents]",
                m_placed.areas);
        }
        std::set<std::int32_t> unknown;
        for (WeightEntry& e : entries) {
            if (!residents.known(e.footprint)) unknown.insert(e.zone);
            e.weight *= residents.known(e.footprint) ? residents.number[e.footprint] : 0.0;
        }
        std::vector<double> people(m_placed.code.size(), 0.0);
        for (const WeightEntry& e : entries) people[e.zone] += e.weight;
        if (m_placed.why_none.empty())
            for (const std::int32_t a : unknown) {
                model::Issue issue;
                issue.kind = "undivided_area";
                issue.layer = m_table.id;
                issue.code = m_placed.code[a];
                issue.what = "the residents of one of its zones are not known, so it cannot be divided among them";
                m_issues.push_back(std::move(issue));
            }
        std::erase_if(entries, [&](const WeightEntry& e) { return unknown.contains(e.zone) || e.weight <= 0.0; });
        m_placed.to_zones =
            shares_by_weight(std::move(entries), m_placed.code.size(), zones().size(), Basis::residents);
        m_placed.people = Values(m_placed.code.size());
        for (std::size_t a = 0; a < people.size(); ++a)
            if (!unknown.contains(static_cast<std::int32_t>(a))) m_placed.people.set(a, people[a]);
    }

    /// The slices reordered to the areas, and how the codes met.
    void fill_slices() {
        m_placed.bands = m_table.bands;
        m_placed.averages = m_table.averages;
        const CodeIndex area = code_index(m_placed.code);
        const std::size_t n = m_placed.code.size();
        std::vector<bool> met(n, false);
        std::set<std::string> repeated;
        for (const IndicatorTable::Slice& slice : m_table.slices) {
            std::vector<std::int32_t> row_of(n, -1);
            for (std::size_t r = 0; r < slice.code.size(); ++r) {
                const auto at = area.find(slice.code[r]);
                if (at == area.end()) continue;
                if (row_of[at->second] >= 0)
                    repeated.insert(slice.code[r]);
                else
                    row_of[at->second] = static_cast<std::int32_t>(r);
                met[at->second] = true;
            }
            IndicatorTable::Slice placed;
            placed.period = slice.period;
            placed.sex = slice.sex;
            placed.categories = slice.categories;
            placed.numerator = pick(slice.numerator, row_of);
            if (slice.denominator.size() > 0) placed.denominator = pick(slice.denominator, row_of);
            for (const Values& band : slice.band_numerator) placed.band_numerator.push_back(pick(band, row_of));
            for (const Values& band : slice.band_denominator) placed.band_denominator.push_back(pick(band, row_of));
            if (slice.lower.size() > 0) placed.lower = pick(slice.lower, row_of);
            if (slice.upper.size() > 0) placed.upper = pick(slice.upper, row_of);
            if (slice.squares.size() > 0) placed.squares = pick(slice.squares, row_of);
            if (m_table.averages) weigh(placed);
            m_placed.slices.push_back(std::move(placed));
        }
        model::JoinReport report;
        report.table = m_table.id;
        report.target = m_placed.areas;
        for (std::size_t a = 0; a < n; ++a) {
            if (met[a])
                ++report.matched;
            else
                report.missing.push_back(m_placed.code[a]);
        }
        for (const std::string& code : m_codes)
            if (!area.contains(code) && code != model::england_code) report.unknown.push_back(code);
        report.duplicate.assign(repeated.begin(), repeated.end());
        m_joins.push_back(std::move(report));
    }

    /// Published values times their weight, so that sums give weighted means.
    void weigh(IndicatorTable::Slice& slice) {
        for (double& squares : slice.squares.number) squares /= m_table.multiplier * m_table.multiplier;
        if (slice.denominator.size() == 0) {
            slice.denominator = m_placed.people;
            m_placed.weight_is_people = true;
        }
        for (std::size_t a = 0; a < slice.numerator.size(); ++a) {
            if (!slice.numerator.known(a)) continue;
            if (slice.denominator.known(a))
                slice.numerator.set(a, slice.numerator.number[a] * slice.denominator.number[a] / m_table.multiplier);
            else
                slice.numerator.set_blank(a, slice.denominator.status[a]);
        }
    }

    const IndicatorTable& m_table;
    const IndicatorGround& m_ground;
    std::vector<model::JoinReport>& m_joins;
    model::Issues& m_issues;
    std::vector<std::string> m_codes;
    PlacedIndicator m_placed;
};

}  // namespace

PlacedIndicator place(const IndicatorTable& table, const IndicatorGround& ground, std::vector<model::JoinReport>& joins,
                      model::Issues& issues) {
    return Placer(table, ground, joins, issues).place();
}

}  // namespace locality::core
