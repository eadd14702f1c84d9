#include "core/grouping.h"

#include "core/join.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace locality::core {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// Fills codes, names and group_of from a group code per member (empty: none) and each group's name.
void number_groups(Grouping& grouping, const std::vector<std::string>& group_code,
                   const std::map<std::string, std::string>& name_of) {
    std::set<std::string> codes(group_code.begin(), group_code.end());
    codes.erase("");
    grouping.code.assign(codes.begin(), codes.end());
    for (const std::string& code : grouping.code) {
        const auto at = name_of.find(code);
        grouping.name.push_back(at == name_of.end() || at->second.empty() ? code : at->second);
    }
    for (const std::string& code : group_code) {
        const auto at = std::lower_bound(grouping.code.begin(), grouping.code.end(), code);
        grouping.group_of.push_back(code.empty() ? geo::outside : static_cast<std::int32_t>(at - grouping.code.begin()));
    }
}

const model::Attribute* find_attribute(const model::Boundaries& members, std::string_view name) {
    for (const model::Attribute& a : members.attributes)
        if (lower(a.name) == lower(name)) return &a;
    return nullptr;
}

/// "COMMITTEE_NAME" for "COMMITTEE_CODE", "WD25NM" for "WD25CD"; empty for any other name.
std::string sibling_of(std::string_view attribute) {
    const std::string low = lower(attribute);
    if (low.ends_with("code")) return low.substr(0, low.size() - 4) + "name";
    if (low.ends_with("cd")) return low.substr(0, low.size() - 2) + "nm";
    return {};
}

}  // namespace

Grouping group_by_lookup(std::span<const std::string> codes, std::span<const std::string> names,
                         const model::LookupTable& lookup, std::string table, std::string target) {
    // People write "Beeston PCN" where the file has "BEESTON PCN": names meet in any case, codes exactly.
    std::vector<std::string> keys, name_keys, lower_names;
    for (const auto& row : lookup.rows) {
        keys.push_back(row.from);
        name_keys.push_back(lower(row.from));
    }
    for (const std::string& name : names) lower_names.push_back(lower(name));
    std::vector<std::size_t> by_name(names.size());
    for (std::size_t i = 0; i < by_name.size(); ++i) by_name[i] = i;
    std::stable_sort(by_name.begin(), by_name.end(),
                     [&](std::size_t a, std::size_t b) { return lower_names[a] < lower_names[b]; });
    std::vector<std::string> sorted_names;
    for (std::size_t i : by_name) sorted_names.push_back(lower_names[i]);
    const bool names_are_unique = std::adjacent_find(sorted_names.begin(), sorted_names.end()) == sorted_names.end();

    Joined joined = join(keys, codes, table, target);
    if (names_are_unique) {
        Joined named = join(name_keys, sorted_names, std::move(table), std::move(target));
        if (named.report.matched > joined.report.matched) {
            joined.report = std::move(named.report);
            for (std::size_t i = 0; i < by_name.size(); ++i) joined.row_of_code[by_name[i]] = named.row_of_code[i];
        }
    }

    std::vector<std::string> group_code(codes.size());
    std::map<std::string, std::string> name_of;
    for (std::size_t m = 0; m < codes.size(); ++m) {
        if (joined.row_of_code[m] < 0) continue;
        const auto& row = lookup.rows[joined.row_of_code[m]];
        group_code[m] = row.to;
        name_of.try_emplace(row.to, row.to_name);
    }
    Grouping grouping;
    number_groups(grouping, group_code, name_of);
    grouping.report = std::move(joined.report);
    return grouping;
}

Grouping group_by_attribute(const model::Boundaries& members, const std::string& attribute,
                            const std::string& name_attribute) {
    const auto require = [&](const std::string& name) {
        const model::Attribute* found = find_attribute(members, name);
        if (found) return found;
        std::vector<std::string> known;
        for (const model::Attribute& a : members.attributes) known.push_back(a.name);
        throw model::InputError(fmt::format("layer {}: no attribute \"{}\" to dissolve by; choose one of: {}", members.id,
                                            name, fmt::join(known, ", ")));
    };
    const model::Attribute* codes = require(attribute);
    const model::Attribute* names =
        name_attribute.empty() ? find_attribute(members, sibling_of(attribute)) : require(name_attribute);

    Grouping grouping;
    std::map<std::string, std::string> name_of;
    grouping.report.table = fmt::format("{} of {}", codes->name, members.id);
    grouping.report.target = fmt::format("shapes of {}", members.id);
    for (std::size_t m = 0; m < members.size(); ++m) {
        if (codes->text[m].empty())
            grouping.report.missing.push_back(members.code[m]);
        else
            ++grouping.report.matched;
        if (names) name_of.try_emplace(codes->text[m], names->text[m]);
    }
    number_groups(grouping, codes->text, name_of);
    return grouping;
}

model::Boundaries dissolve(const model::Boundaries& members, const Grouping& grouping, std::string id) {
    model::Boundaries groups;
    groups.id = std::move(id);
    groups.kind = "other";
    groups.vintage = members.vintage;
    groups.code = grouping.code;
    groups.name = grouping.name;
    const auto count = static_cast<std::int32_t>(grouping.code.size());
    // Footprints may overlap, so their shared edges alone do not tell the outline.
    groups.shapes = geo::united_outlines(members.topology, grouping.group_of, count);
    groups.topology = geo::build_topology(groups.shapes);
    groups.area_m2 = geo::face_areas_m2(groups.topology);
    return groups;
}

}  // namespace locality::core
