#include "io/project_file.h"

#include "io/backdrop.h"
#include "io/find_file.h"
#include "io/indicator_definitions.h"
#include "io/project_schema.h"
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
using model::Basis;
using model::FootprintSpec;
using model::Method;
using model::Origin;
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
        for (TomlSection& section : root.sections("footprints")) add_footprints(section);
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
    SourceSpec source(const TomlSection& section) const {
        SourceSpec spec;
        spec.line = section.line();
        const std::string path = section.required_text("path");
        const Found found = find_file(path, m_project.folders);
        if (!found.problem.empty()) section.fail(section.line_of("path"), found.problem);
        spec.path = found.path;
        spec.named = std::filesystem::path(path).is_absolute() ? spec.path.filename().string() : path;
        spec.layer = section.text("layer").value_or("");
        spec.code = section.text("code").value_or("");
        spec.name = section.text("name").value_or("");
        spec.vintage = section.whole_number("vintage", 1900, 2100).value_or(0);
        spec.crs = section.text("crs").value_or("");
        return spec;
    }

    SourceSpec layer_source(const TomlSection& section) const {
        SourceSpec spec = source(section);
        if (const auto kind = section.word("kind", zone_kinds)) spec.kind = zone_kinds[*kind];
        return spec;
    }

    std::optional<SourceSpec> source(const TomlSection& parent, std::string_view key, Words known) const {
        const std::optional<TomlSection> section = parent.section(key);
        if (!section) return {};
        section->allow_only(known);
        return source(*section);
    }

    model::BridgeSpec bridge(const TomlSection& parent) const {
        model::BridgeSpec spec;
        const std::optional<TomlSection> section = parent.section("bridge");
        if (!section) return spec;
        section->allow_only(bridge_keys);
        spec.source = source(*section);
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
        m_project.zones = layer_source(*zones);
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
        m_project.links = source(*section);
        m_project.link_from = section->text("from").value_or("");
        m_project.link_to = section->text("to").value_or("");
    }

    static double snap_tolerance(const TomlSection& section) {
        constexpr double most_m = 100.0;
        const double snap_m = section.positive_number("snap_m").value_or(0.0);
        if (snap_m > most_m)
            section.fail(section.line_of("snap_m"),
                         fmt::format("\"snap_m\" is {}; write metres, at most {}: lines nearer than that become one",
                                     snap_m, most_m));
        return snap_m;
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
        m_project.reference = layer_source(*reference);
    }

    void read_weights(const TomlSection& root) {
        const std::optional<TomlSection> section = root.section("weights");
        if (!section) return;
        section->allow_only(weights_keys);
        model::WeightsSpec& weights = m_project.weights;
        weights.source = source(*section);
        weights.value = section->text("value").value_or("");
        weights.zone = section->text("zone").value_or("");
        weights.spread = section->flag("spread").value_or(false);
        if (const auto unit = section->word("unit", weight_units)) weights.unit = weight_units[*unit];
        if (const auto table = section->section("table")) {
            table->allow_only(joined_table_keys);
            weights.table = source(*table);
            if (weights.value.empty())
                section->fail(table->line(),
                              "names a table but no \"value\"; add value = \"...\", its column of "
                              "people or households");
        }
    }

    void add_footprints(TomlSection& section) {
        FootprintSpec spec;
        spec.id = section.required_id("set");
        spec.line = section.line();
        if (spec.id == model::whole_set_id)
            section.fail(
                section.line_of("set"),
                fmt::format("\"set\" is \"{}\", which stands for the whole area; choose another name", spec.id));
        for (const FootprintSpec& other : m_project.footprints)
            if (other.id == spec.id)
                section.fail(section.line_of("set"),
                             fmt::format("\"set\" is \"{}\", as in line {}; give one of the two "
                                         "another name",
                                         spec.id, other.line));
        section.rename(fmt::format("[[footprints]] \"{}\"", spec.id));
        const auto origin = section.choice("from", model::origin_words);
        if (!origin)
            section.fail(section.line(),
                         "does not say \"from\"; add from = " + quoted_list(words_of(model::origin_words)));
        spec.origin = *origin;
        allow_footprint_keys(section, spec.origin);
        spec.title = section.text("title").value_or(spec.id);

        read_footprint_source(section, spec);
        if (const auto lookup = section.section("lookup")) {
            lookup->allow_only(lookup_keys);
            spec.lookup = source(*lookup);
            spec.from = lookup->text("from").value_or("");
            spec.to = lookup->text("to").value_or("");
            spec.to_name = lookup->text("to_name").value_or("");
            spec.share = lookup->text("share").value_or("");
        }
        read_choices(section, spec);
        m_project.footprints.push_back(std::move(spec));
    }

    /// A key that another origin knows is told apart from one that none knows.
    static void allow_footprint_keys(const TomlSection& section, Origin origin) {
        std::vector<std::string_view> all{"set", "title", "from"};
        for (const auto& [other, word] : model::origin_words)
            for (std::string_view key : rules(other).keys)
                if (std::find(all.begin(), all.end(), key) == all.end()) all.push_back(key);
        section.allow_only(all);
        const std::vector<std::string_view> mine = rules(origin).keys;
        for (std::size_t i = 3; i < all.size(); ++i)
            if (section.has(all[i]) && std::find(mine.begin(), mine.end(), all[i]) == mine.end())
                section.fail(section.line_of(all[i]),
                             fmt::format("is from = \"{}\", which \"{}\" says nothing about; take it out, or choose "
                                         "another from",
                                         word(model::origin_words, origin), all[i]));
    }

    void read_footprint_source(const TomlSection& section, FootprintSpec& spec) const {
        const int line = section.line();
        switch (spec.origin) {
            case Origin::boundaries:
                spec.source = layer_source(section);
                break;
            case Origin::lookup:
                if (!section.has("lookup"))
                    section.fail(line,
                                 "is from = \"lookup\" without one; add lookup = { path = \"...\" }, a table of "
                                 "zones and footprints");
                break;
            case Origin::registrations:
                if (!m_project.registrations.given())
                    section.fail(line,
                                 "is from = \"registrations\", and the project has none; add a table "
                                 "[registrations] with the path of patients by practice and zone");
                break;
            case Origin::union_of:
                if (!section.has("of"))
                    section.fail(line, "is from = \"union\" of nothing; add of = \"...\", the set it joins together");
                if (!section.has("lookup"))
                    section.fail(line,
                                 "is from = \"union\" without a lookup; add lookup = { path = \"...\" }, a table "
                                 "of what goes into which");
                break;
            case Origin::dissolve:
                if (section.has("of") == section.has("path"))
                    section.fail(line,
                                 "is from = \"dissolve\"; say either of = \"...\", a set made from boundaries, or "
                                 "path = \"...\", a layer of its own");
                if (section.has("attribute") == section.has("lookup"))
                    section.fail(line,
                                 "is from = \"dissolve\"; say either attribute = \"...\", the column to group "
                                 "by, or lookup = { path = \"...\" }");
                if (section.has("path")) spec.source = layer_source(section);
                spec.attribute = section.text("attribute").value_or("");
                break;
        }
        if (section.has("of")) spec.of = earlier_set(section, spec);
        if (section.has("snap_m") && !spec.source.given())
            section.fail(section.line_of("snap_m"),
                         "says \"snap_m\" and reads no layer; say it where the layer is read");
        spec.snap_m = snap_tolerance(section);
    }

    std::string earlier_set(const TomlSection& section, const FootprintSpec& spec) const {
        const std::string of = *section.text("of");
        const int line = section.line_of("of");
        if (of == spec.id) section.fail(line, "is of itself; name the set it is made from");
        std::vector<std::string_view> ids;
        for (const FootprintSpec& other : m_project.footprints) ids.push_back(other.id);
        const auto at = std::find(ids.begin(), ids.end(), of);
        if (at == ids.end())
            section.fail(line, fmt::format("is of \"{}\", which no [[footprints]] above it makes; {}", of,
                                           did_you_mean(of, ids,
                                                        ids.empty() ? "put that set above this one"
                                                                    : "above it stand " + quoted_list(ids))));
        const FootprintSpec& made_from = m_project.footprints[static_cast<std::size_t>(at - ids.begin())];
        if (spec.origin == Origin::dissolve && made_from.origin != Origin::boundaries)
            section.fail(line,
                         fmt::format("dissolves \"{}\", which has no boundaries of its own; use from = \"union\", "
                                     "or name a set that is from = \"boundaries\"",
                                     of));
        return of;
    }

    void read_choices(const TomlSection& section, FootprintSpec& spec) const {
        const OriginRules can = rules(spec.origin);
        spec.basis = section.choice("basis", model::basis_words);
        require_one_of(section, "basis", spec.basis, can.bases, model::basis_words, spec.origin);
        if (spec.basis) check_basis(section, *spec.basis);
        spec.overlapping = section.choice("overlapping", model::overlapping_words).value_or(model::Overlapping::each);
        spec.priority = section.texts("priority");
        if (section.has("priority") && spec.priority.empty())
            section.fail(section.line_of("priority"), "\"priority\" is empty; fill it in or leave the line out");
        if (!spec.priority.empty() && spec.overlapping != model::Overlapping::priority)
            section.fail(
                section.line_of("priority"),
                "says \"priority\", an order of codes, without overlapping = \"priority\"; add that, or take it out");
        spec.method = section.choice("method", model::method_words);
        require_one_of(section, "method", spec.method, can.methods, model::method_words, spec.origin);
        if (spec.method == Method::centroid && !m_project.centroids.given())
            section.fail(section.line_of("method"),
                         "goes by centroid, and the project has none; add a table "
                         "[centroids] with the path of population-weighted centroids");
        read_mending(section, spec);
    }

    void read_mending(const TomlSection& section, FootprintSpec& spec) const {
        const Method method = spec.method.value_or(spec.origin == Origin::registrations ? Method::largest_share
                                                   : spec.origin == Origin::lookup      ? Method::lookup
                                                                                        : Method::split);
        for (std::string_view key : {"mend", "time_limit_s", "locked", "floor", "ceiling"})
            if (section.has(key) && method != Method::largest_share)
                section.fail(section.line_of(key),
                             fmt::format("says \"{}\", which needs whole zones by largest share; add "
                                         "method = \"largest_share\", or take it out",
                                         key));
        if (section.has("mend")) {
            if (section.is_flag("mend"))
                spec.mend = *section.flag("mend") ? model::Mender::rule : model::Mender::none;
            else
                spec.mend = *section.choice("mend", model::mender_words);
        }
        spec.time_limit_s = section.positive_number("time_limit_s").value_or(spec.time_limit_s);
        spec.locked = section.texts("locked");
        spec.floor = section.numbers("floor");
        spec.ceiling = section.numbers("ceiling");
        if (const auto overrides = section.section("overrides")) {
            if (method == Method::split)
                section.fail(section.line_of("overrides"),
                             "has overrides, which need whole zones; add method = \"largest_share\", or take them out");
            overrides->allow_only(override_keys);
            spec.overrides = source(*overrides);
            spec.override_zone = overrides->text("zone").value_or("");
            spec.override_footprint = overrides->text("footprint").value_or("");
            spec.override_reason = overrides->text("reason").value_or("");
        }
    }

    template <class Choice, std::size_t count>
    static void require_one_of(const TomlSection& section, std::string_view key, std::optional<Choice> chosen,
                               const std::vector<Choice>& can, const model::Words<Choice, count>& words,
                               Origin origin) {
        if (!chosen || std::find(can.begin(), can.end(), *chosen) != can.end()) return;
        std::vector<std::string> known;
        for (const Choice choice : can) known.push_back(word(words, choice));
        section.fail(section.line_of(key),
                     fmt::format("has {} = \"{}\", but a set from \"{}\" can only have {}", key, word(words, *chosen),
                                 word(model::origin_words, origin),
                                 quoted_list(std::vector<std::string_view>(known.begin(), known.end()))));
    }

    void check_basis(const TomlSection& section, Basis basis) const {
        if (basis == Basis::masked_area && !m_project.mask.given())
            section.fail(
                section.line_of("basis"),
                "is shared out by the area inside a mask, and the project has none; add a table [mask] with the path "
                "of built-up areas or buildings");
        if (basis != Basis::residents && basis != Basis::households) return;
        const std::string word = model::word(model::basis_words, basis);
        const int line = section.line_of("basis");
        if (!m_project.weights.source.given())
            section.fail(line, fmt::format("is shared out by {}, and the project has no weights; add a table [weights] "
                                           "with the path of points or small zones",
                                           word));
        if (!m_project.weights.unit.empty() && m_project.weights.unit != word)
            section.fail(line,
                         fmt::format("is shared out by {}, but [weights] counts {}; write basis = \"{}\", or name "
                                     "other weights",
                                     word, m_project.weights.unit, m_project.weights.unit));
    }

    void read_indicators(const TomlSection& root) {
        IndicatorDefinitions definitions(
            [this](const TomlSection& section) { return source(section); },
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
