#include "io/project_file.h"

#include "io/backdrop.h"
#include "io/find_file.h"
#include "io/indicator_definitions.h"
#include "io/project_footprints.h"
#include "io/project_schema.h"
#include "io/project_sources.h"
#include "io/toml_section.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace locality::io {

namespace {

using Words = std::span<const std::string_view>;
using model::FootprintSpec;
using model::Project;
using model::SourceSpec;

constexpr std::uintmax_t largest_project_bytes = 1'000'000;

class Reader {
public:
    Reader(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data)
        : m_label(file.string()) {
        m_project.file = std::filesystem::absolute(file).lexically_normal();
        m_project.folders = search_folders(m_project.file.parent_path(), data);
    }

    Project read(const toml::table& table) {
        const TomlSection root(table, m_label, "");
        root.allow_only(root_keys);
        m_project.title = root.text("title").value_or(m_project.file.stem().string());
        m_project.attribution = root.text("attribution").value_or("");
        m_project.synthetic = root.flag("synthetic").value_or(false);
        read_tables(root);
        read_weights(root);
        read_links(root);
        for (TomlSection& section : root.sections("footprints")) add_footprints(m_project, m_sources, section);
        read_indicators(root);
        read_output(root);
        read_disclosure(root);
        backdrop(root);  // no input of the result, but its faults are the project's
        return std::move(m_project);
    }

    std::optional<BackdropSpec> backdrop(const TomlSection& root) const {
        const std::optional<TomlSection> section = root.section("backdrop");
        if (!section) return {};
        section->allow_only(backdrop_keys);
        const Found found = find_file(section->required_text("path"), m_project.folders, Wanted::file_or_folder);
        if (!found.problem.empty()) section->fail(section->line_of("path"), found.problem);
        BackdropSpec spec;
        spec.path = found.path;
        if (const auto percent = section->whole_number("zones_percent", 0, 100)) spec.opacity = *percent / 100.0;
        spec.attribution = section->text("attribution").value_or("");
        return spec;
    }

private:
    std::optional<SourceSpec> source(const TomlSection& parent, std::string_view key, Words known) const {
        const std::optional<TomlSection> section = parent.section(key);
        if (!section) return {};
        section->allow_only(known);
        return m_sources.table(*section);
    }

    model::BridgeSpec bridge(const TomlSection& parent) const {
        model::BridgeSpec spec;
        const std::optional<TomlSection> section = parent.section("bridge");
        if (!section) return spec;
        section->allow_only(bridge_keys);
        spec.source = m_sources.table(*section);
        spec.from = section->required_text("from");
        spec.to = section->required_text("to");
        spec.weight = section->required_text("weight");
        return spec;
    }

    void read_tables(const TomlSection& root) {
        const std::optional<TomlSection> zones = root.section("zones");
        if (!zones)
            root.fail(1, "the project has no [zones]; add a table [zones] with the path of the zones' boundaries");
        zones->allow_only(zones_keys);
        m_project.zones = m_sources.layer(*zones);
        read_repair(*zones);
        m_project.residents = source(root, "residents", table_keys).value_or(SourceSpec{});
        m_project.deprivation = source(root, "deprivation", table_keys).value_or(SourceSpec{});
        if (const auto section = root.section("residents")) m_project.residents_bridge = bridge(*section);
        if (const auto section = root.section("deprivation")) m_project.deprivation_bridge = bridge(*section);
        m_project.mask = source(root, "mask", mask_keys).value_or(SourceSpec{});
        m_project.registrations = source(root, "registrations", registrations_keys).value_or(SourceSpec{});
        m_project.practices = source(root, "practices", practices_keys).value_or(SourceSpec{});
        m_project.centroids = source(root, "centroids", centroid_keys).value_or(SourceSpec{});
        m_project.postcodes = source(root, "postcodes", postcode_keys).value_or(SourceSpec{});
    }

    void read_links(const TomlSection& root) {
        const std::optional<TomlSection> section = root.section("links");
        if (!section) return;
        section->allow_only(links_keys);
        m_project.links = m_sources.table(*section);
        m_project.link_from = section->text("from").value_or("");
        m_project.link_to = section->text("to").value_or("");
    }

    void read_repair(const TomlSection& zones) {
        model::RepairRules& rules = m_project.repair;
        rules.snap_m = snap_tolerance(zones);
        rules.close = zones.choice("close", model::close_words).value_or(model::Close::leave);
        rules.close_up_to_m2 = zones.positive_number("close_up_to_m2");
        if (rules.close_up_to_m2 && rules.close == model::Close::leave)
            zones.fail(zones.line_of("close_up_to_m2"),
                       "says \"close_up_to_m2\" and closes nothing; add close = \"longest_edge\", or take it out");
        const std::optional<TomlSection> reference = zones.section("reference");
        if (rules.close == model::Close::layer && !reference)
            zones.fail(zones.line_of("close"),
                       "says close = \"layer\" without one; add reference = { path = \"...\" }, boundaries with the "
                       "same codes");
        if (!reference) return;
        if (rules.close != model::Close::layer)
            zones.fail(zones.line_of("reference"),
                       "names a reference, which nothing asks; add close = \"layer\", or take it out");
        reference->allow_only(layer_keys);
        m_project.reference = m_sources.layer(*reference);
    }

    void read_weights(const TomlSection& root) {
        const std::optional<TomlSection> section = root.section("weights");
        if (!section) return;
        section->allow_only(weights_keys);
        model::WeightsSpec& weights = m_project.weights;
        weights.source = m_sources.table(*section);
        weights.value = section->text("value").value_or("");
        weights.zone = section->text("zone").value_or("");
        weights.spread = section->flag("spread").value_or(false);
        if (const auto unit = section->word("unit", weight_units)) weights.unit = weight_units[*unit];
        if (const auto table = section->section("table")) {
            table->allow_only(joined_table_keys);
            weights.table = m_sources.table(*table);
            if (weights.value.empty())
                section->fail(table->line(),
                              "names a table but no \"value\"; add value = \"...\", its column of "
                              "people or households");
        }
    }

    void read_indicators(const TomlSection& root) {
        IndicatorDefinitions definitions(
            [this](const TomlSection& section) { return m_sources.table(section); },
            [this](const std::string& named, const TomlSection& section) { return library(named, section); });
        if (root.is_list_of_texts("indicators"))
            definitions.add_libraries(root);
        else
            for (TomlSection& section : root.sections("indicators")) definitions.add(section);
        m_project.indicators = definitions.take();
        m_project.libraries = definitions.libraries();
    }

    /// One of the program's own by its name ("marmot"), else the user's file.
    SourceSpec library(const std::string& named, const TomlSection& section) const {
        SourceSpec spec;
        spec.line = section.line();
        spec.named = named;
        if (!named.ends_with(".toml")) {
            for (std::string_view known : indicator_libraries)
                if (named == known) {
                    spec.path = own_file(fmt::format("geodata/indicators/{}.toml", known));
                    return spec;
                }
            section.fail(section.line(),
                         fmt::format("names a library \"{}\", which there is not; {}", named,
                                     did_you_mean(named, indicator_libraries,
                                                  "name a .toml file, or one of " + quoted_list(indicator_libraries))));
        }
        const Found found = find_file(named, m_project.folders);
        if (!found.problem.empty()) section.fail(section.line(), found.problem);
        spec.path = found.path;
        if (std::filesystem::path(named).is_absolute()) spec.named = spec.path.filename().string();
        return spec;
    }

    void read_output(const TomlSection& root) {
        const std::optional<TomlSection> section = root.section("output");
        if (!section) return;
        section->allow_only(output_keys);
        if (const auto shade = section->text("shade")) m_project.output.shade = *shade;
        const std::optional<std::string> set = section->text("footprints");
        if (!set) return;
        std::vector<std::string_view> ids;
        for (const FootprintSpec& spec : m_project.footprints) ids.push_back(spec.id);
        if (std::find(ids.begin(), ids.end(), *set) == ids.end())
            section->fail(
                section->line_of("footprints"),
                fmt::format(
                    "outlines \"{}\", which no [[footprints]] makes; {}", *set,
                    did_you_mean(*set, ids, ids.empty() ? "leave the line out" : "the sets are " + quoted_list(ids))));
        m_project.output.footprints = *set;
    }

    void read_disclosure(const TomlSection& root) {
        const std::optional<TomlSection> section = root.section("disclosure");
        if (!section) return;
        section->allow_only(disclosure_keys);
        m_project.disclosure.stated = true;
        model::DisclosureRule& rule = m_project.disclosure.rule;
        const auto named = section->word("rule", disclosure_rules);
        if (!named)
            section->fail(section->line(), "does not say \"rule\"; add rule = " + quoted_list(disclosure_rules));
        rule = model::disclosure_rule(disclosure_rules[*named]).value();
        if (const auto threshold = section->whole_number("threshold", 0, 1000)) rule.withhold_to = *threshold;
        if (const auto round = section->whole_number("round", 1, 1000)) rule.round_to = *round;
        if (const auto zero = section->word("zero", zero_words)) rule.zero_shown = *zero == 0;
        if (section->has("threshold") || section->has("round") || section->has("zero")) rule.name = "own";
        if (const auto people = section->positive_number("people")) m_project.disclosure.least_people = *people;
        if (const auto threats = section->word("threats", threat_words))
            m_project.disclosure.refuse_threats = *threats == 1;
    }

    std::string m_label;
    Project m_project;
    ProjectSources m_sources{m_project.folders};
};

std::string bytes_of(const std::filesystem::path& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status))
        throw model::InputError(
            fmt::format("{}: no such file; name a project file (.toml), or \"demo\"", file.string()));
    if (std::filesystem::is_directory(status))
        throw model::InputError(fmt::format("{}: is a folder; name the project file (.toml) in it", file.string()));
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > largest_project_bytes)
        throw model::InputError(
            fmt::format("{}: {} bytes are more than a project file can have ({}); name a .toml file", file.string(),
                        size, largest_project_bytes));
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    if (!stream || !(bytes << stream.rdbuf()))
        throw model::InputError(fmt::format("{}: cannot be read; look at its permissions", file.string()));
    return bytes.str();
}

toml::table parsed(const std::filesystem::path& file) {
    const std::string text = bytes_of(file);
    try {
        return toml::parse(text, file.string());
    } catch (const toml::parse_error& error) {
        throw model::InputError(fmt::format("{}:{}: {}; put it right, TOML is described at https://toml.io",
                                            file.string(), error.source().begin.line, error.description()));
    }
}

}  // namespace

model::Project read_project(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data) {
    return Reader(file, data).read(parsed(file));
}

std::optional<BackdropSpec> read_backdrop_spec(const std::filesystem::path& file,
                                               const std::optional<std::filesystem::path>& data) {
    const toml::table table = parsed(file);
    return Reader(file, data).backdrop(TomlSection(table, file.string(), ""));
}

}  // namespace locality::io
