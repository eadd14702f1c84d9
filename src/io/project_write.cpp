#include "io/project_write.h"

#include "io/project_file.h"
#include "io/project_schema.h"
#include "io/toml_text.h"
#include "io/unfinished_file.h"
#include "model/errors.h"
#include "model/words.h"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::io {

namespace fs = std::filesystem;

namespace {

using model::FootprintSpec;
using model::IndicatorSpec;
using model::Origin;
using model::Project;
using model::SourceSpec;

class Writer {
public:
    Writer(const Project& project, const fs::path& folder, const std::optional<BackdropSpec>& backdrop)
        : m_project(project), m_folder(fs::absolute(folder).lexically_normal()), m_backdrop(backdrop) {}

    std::string write() {
        TomlTable root;
        root.text("title", m_project.title);
        root.text("attribution", m_project.attribution);
        if (m_project.synthetic) root.raw("synthetic", "true");
        m_text = root.lines();
        write_zones();
        write_table("residents", m_project.residents, table_keys, &m_project.residents_bridge);
        write_table("deprivation", m_project.deprivation, table_keys, &m_project.deprivation_bridge);
        write_table("registrations", m_project.registrations, registrations_keys);
        write_table("practices", m_project.practices, practices_keys);
        write_table("centroids", m_project.centroids, centroid_keys);
        write_table("postcodes", m_project.postcodes, postcode_keys);
        write_table("mask", m_project.mask, mask_keys);
        write_weights();
        write_links();
        for (const FootprintSpec& spec : m_project.footprints) write_footprints(spec);
        write_indicators();
        write_output();
        write_disclosure();
        write_backdrop();
        return std::move(m_text);
    }

private:
    std::string path_of(const SourceSpec& spec) const {
        const fs::path path = fs::absolute(spec.path).lexically_normal();
        const fs::path relative = path.lexically_relative(m_folder);
        // From far away a way over the root tells nothing that the whole path does not tell better.
        const auto up = std::count(relative.begin(), relative.end(), fs::path(".."));
        const auto depth = std::distance(m_folder.begin(), m_folder.end()) - 1;
        const std::string text = relative.empty() || up >= depth ? path.string() : relative.generic_string();
        if (!CPLIsUTF8(text.c_str(), static_cast<int>(text.size())))
            throw model::InputError(
                fmt::format("{}: its name is no UTF-8 text, which a project file cannot hold; rename it", text));
        return text;
    }

    TomlTable source(const SourceSpec& spec, std::span<const std::string_view> known) const {
        const auto may = [&](std::string_view key) {
            return std::find(known.begin(), known.end(), key) != known.end();
        };
        TomlTable table;
        table.text("path", path_of(spec));
        if (may("layer")) table.text("layer", spec.layer);
        if (may("code")) table.text("code", spec.code);
        if (may("name")) table.text("name", spec.name);
        if (may("kind")) table.text("kind", spec.kind);
        if (may("vintage") && spec.vintage != 0) table.raw("vintage", std::to_string(spec.vintage));
        if (may("crs")) table.text("crs", spec.crs);
        return table;
    }

    void section(const std::string& heading, const TomlTable& table) {
        m_text += "\n" + heading + "\n" + table.lines();
    }

    void write_zones() {
        TomlTable table = source(m_project.zones, zones_keys);
        const model::RepairRules& repair = m_project.repair;
        if (repair.snap_m > 0) table.raw("snap_m", toml_number(repair.snap_m));
        if (repair.close != model::Close::leave) table.text("close", word(model::close_words, repair.close));
        if (repair.close_up_to_m2) table.raw("close_up_to_m2", toml_number(*repair.close_up_to_m2));
        if (m_project.reference.given()) table.raw("reference", source(m_project.reference, layer_keys).in_line());
        section("[zones]", table);
    }

    void write_table(const std::string& name, const SourceSpec& spec, std::span<const std::string_view> known,
                     const model::BridgeSpec* bridge = nullptr) {
        if (!spec.given()) return;
        TomlTable table = source(spec, known);
        if (bridge && bridge->given()) {
            TomlTable links = source(bridge->source, std::array<std::string_view, 2>{"path", "layer"});
            links.text("from", bridge->from);
            links.text("to", bridge->to);
            links.text("weight", bridge->weight);
            table.raw("bridge", links.in_line());
        }
        section("[" + name + "]", table);
    }

    void write_weights() {
        const model::WeightsSpec& weights = m_project.weights;
        if (!weights.source.given()) return;
        TomlTable table = source(weights.source, weights_keys);
        table.text("value", weights.value);
        table.text("unit", weights.unit);
        table.text("zone", weights.zone);
        if (weights.spread) table.raw("spread", "true");
        if (weights.table.given()) table.raw("table", source(weights.table, joined_table_keys).in_line());
        section("[weights]", table);
    }

    void write_links() {
        if (!m_project.links.given()) return;
        TomlTable table = source(m_project.links, links_keys);
        table.text("from", m_project.link_from);
        table.text("to", m_project.link_to);
        section("[links]", table);
    }

    void write_footprints(const FootprintSpec& spec) {
        TomlTable table;
        table.text("set", spec.id);
        if (spec.title != spec.id) table.text("title", spec.title);
        table.text("from", word(model::origin_words, spec.origin));
        table.text("of", spec.of);
        if (spec.source.given()) {
            const TomlTable layer = source(spec.source, layer_keys);
            m_text += "\n[[footprints]]\n" + table.lines() + layer.lines();
            table = {};
        } else {
            m_text += "\n[[footprints]]\n";
        }
        table.text("attribute", spec.attribute);
        if (spec.lookup.given()) {
            TomlTable lookup = source(spec.lookup, lookup_keys);
            lookup.text("from", spec.from);
            lookup.text("to", spec.to);
            lookup.text("to_name", spec.to_name);
            lookup.text("share", spec.share);
            table.raw("lookup", lookup.in_line());
        }
        if (spec.snap_m > 0) table.raw("snap_m", toml_number(spec.snap_m));
        if (spec.basis) table.text("basis", word(model::basis_words, *spec.basis));
        if (spec.method) table.text("method", word(model::method_words, *spec.method));
        if (spec.overlapping != model::Overlapping::each)
            table.text("overlapping", word(model::overlapping_words, spec.overlapping));
        if (!spec.priority.empty()) table.raw("priority", toml_list(spec.priority));
        add_mending(spec, table);
        m_text += table.lines();
    }

    void add_mending(const FootprintSpec& spec, TomlTable& table) const {
        const FootprintSpec usual;
        if (spec.mend != usual.mend) table.text("mend", word(model::mender_words, spec.mend));
        if (spec.time_limit_s != usual.time_limit_s) table.raw("time_limit_s", toml_number(spec.time_limit_s));
        if (!spec.locked.empty()) table.raw("locked", toml_list(spec.locked));
        for (const auto& [key, bounds] : {std::pair("floor", &spec.floor), std::pair("ceiling", &spec.ceiling)}) {
            if (bounds->empty()) continue;
            TomlTable by_code;
            for (const auto& [code, people] : *bounds) {
                if (code.empty())
                    table.raw(key, toml_number(people));
                else
                    by_code.raw(code, toml_number(people));
            }
            if (!by_code.empty()) table.raw(key, by_code.in_line());
        }
        if (!spec.overrides.given()) return;
        TomlTable overrides = source(spec.overrides, std::array<std::string_view, 2>{"path", "layer"});
        overrides.text("zone", spec.override_zone);
        overrides.text("footprint", spec.override_footprint);
        overrides.text("reason", spec.override_reason);
        table.raw("overrides", overrides.in_line());
    }

    void write_indicators() {
        // A library whose every indicator is listed was named as a whole: those without a table come of themselves.
        std::vector<std::string> whole;
        for (const IndicatorSpec& spec : m_project.indicators)
            if (!spec.source.given() && !spec.info.library.empty() &&
                std::find(whole.begin(), whole.end(), spec.info.library) == whole.end())
                whole.push_back(spec.info.library);
        for (const IndicatorSpec& spec : m_project.indicators)
            if (spec.source.given() || spec.info.library.empty()) write_indicator(spec);
        for (const std::string& library : whole) {
            TomlTable table;
            table.text("library", library_name(library));
            section("[[indicators]]", table);
        }
    }

    /// A library of the user's own is a file, whose path starts from the project.
    std::string library_name(const std::string& named) const {
        if (!named.ends_with(".toml")) return named;
        for (const SourceSpec& file : m_project.libraries)
            if (file.named == named || file.path.filename() == named) return path_of(file);
        return named;
    }

    void write_indicator(const IndicatorSpec& spec) {
        const model::IndicatorInfo& info = spec.info;
        TomlTable table;
        if (!info.library.empty()) table.text("library", library_name(info.library));
        table.text("id", info.id);
        if (info.title != info.id || !info.library.empty()) table.text("title", info.title);
        if (spec.source.given()) {
            const TomlTable file =
                source(spec.source, std::array<std::string_view, 4>{"path", "layer", "code", "vintage"});
            m_text += "\n[[indicators]]\n" + table.lines() + file.lines();
            table = {};
        } else {
            m_text += "\n[[indicators]]\n";
        }
        table.text("kind", word(model::indicator_kind_words, info.kind));
        table.text("unit", info.unit);
        table.raw("multiplier", toml_number(info.multiplier));
        if (info.polarity != model::Polarity::neutral || !info.library.empty())
            table.text("polarity", word(model::polarity_words, info.polarity));
        table.text("numerator", spec.numerator);
        table.text(spec.expected ? "expected" : "denominator", spec.denominator);
        table.text("value", spec.value);
        table.text("lower", spec.lower);
        table.text("upper", spec.upper);
        table.text("sd", spec.sd);
        table.text("se", spec.se);
        if (spec.individuals) table.raw("individuals", "true");
        table.text("period", spec.period);
        table.text("sex", spec.sex);
        table.text("age", spec.age);
        add_breakdowns(spec, table);
        if (spec.assume != model::Assumption::none) table.text("assume", word(model::assumption_words, spec.assume));
        if (spec.least_covered != 1.0) table.raw("least_covered", toml_number(spec.least_covered));
        if (spec.lookup.given()) {
            TomlTable lookup = source(spec.lookup, std::array<std::string_view, 2>{"path", "layer"});
            lookup.text("from", spec.from);
            lookup.text("to", spec.to);
            lookup.text("share", spec.share);
            table.raw("lookup", lookup.in_line());
        }
        table.text("standard", info.standard);
        table.text("definition", info.definition);
        table.text("numerator_is", info.numerator);
        table.text("denominator_is", info.denominator);
        table.text("period_is", info.period);
        table.text("published_for", info.published_for);
        table.text("source", info.publisher);
        table.text("url", info.url);
        table.text("licence", info.licence);
        table.text("note", info.note);
        if (info.sensitive) table.raw("sensitive", "true");
        m_text += table.lines();
    }

    static void add_breakdowns(const IndicatorSpec& spec, TomlTable& table) {
        if (!spec.breakdowns.empty()) {
            TomlTable columns;
            for (const auto& [dimension, column] : spec.breakdowns) columns.text(dimension, column);
            table.raw("breakdowns", columns.in_line());
        } else if (!spec.info.breakdowns.empty()) {
            table.raw("breakdowns", toml_list(spec.info.breakdowns));
        }
        if (!spec.where.empty()) {
            TomlTable where;
            for (const auto& [column, values] : spec.where) where.raw(column, toml_list(values));
            table.raw("where", where.in_line());
        }
        if (spec.wide.empty()) return;
        std::string wide;
        for (const IndicatorSpec::Wide& entry : spec.wide) {
            TomlTable columns;
            columns.text("numerator", entry.numerator);
            columns.text("denominator", entry.denominator);
            columns.text("value", entry.value);
            columns.text("lower", entry.lower);
            columns.text("upper", entry.upper);
            columns.text("sd", entry.sd);
            columns.text("se", entry.se);
            columns.text("period", entry.period);
            columns.text("sex", entry.sex);
            columns.text("age", entry.age);
            for (const auto& [dimension, value] : entry.categories) columns.text(dimension, value);
            wide += (wide.empty() ? "" : ",\n        ") + columns.in_line();
        }
        table.raw("wide", "[" + wide + "]");
    }

    void write_output() {
        TomlTable table;
        if (m_project.output.shade != model::OutputSpec{}.shade) table.text("shade", m_project.output.shade);
        table.text("footprints", m_project.output.footprints);
        if (!table.empty()) section("[output]", table);
    }

    void write_disclosure() {
        const model::DisclosureSpec usual, &said = m_project.disclosure;
        if (!said.stated) return;
        TomlTable table;
        const std::string rule = said.rule.name;
        const bool own = std::none_of(disclosure_rules.begin(), disclosure_rules.end(),
                                      [&](std::string_view known) { return known == rule; });
        table.text("rule", own ? "none" : rule);
        if (own) {
            table.raw("threshold", std::to_string(said.rule.withhold_to));
            table.raw("round", std::to_string(said.rule.round_to));
            table.text("zero", said.rule.zero_shown ? "show" : "withhold");
        }
        if (said.least_people != usual.least_people) table.raw("people", toml_number(said.least_people));
        if (said.refuse_threats) table.text("threats", "refuse");
        section("[disclosure]", table);
    }

    void write_backdrop() {
        if (!m_backdrop) return;
        SourceSpec picture;
        picture.path = m_backdrop->path;
        TomlTable table;
        table.text("path", path_of(picture));
        table.raw("zones_percent", std::to_string(std::lround(m_backdrop->opacity * 100)));
        table.text("attribution", m_backdrop->attribution);
        section("[backdrop]", table);
    }

    const Project& m_project;
    fs::path m_folder;
    const std::optional<BackdropSpec>& m_backdrop;
    std::string m_text;
};

}  // namespace

std::string project_text(const Project& project, const fs::path& folder, const std::optional<BackdropSpec>& backdrop) {
    return Writer(project, folder, backdrop).write();
}

void write_project(const Project& project, const fs::path& file, bool overwrite,
                   const std::optional<BackdropSpec>& backdrop) {
    if (file.extension() != ".toml")
        throw model::InputError(fmt::format("{}: a project's name ends in .toml; choose such a name", file.string()));
    write_text(file, project_text(project, fs::absolute(file).parent_path(), backdrop), overwrite);
}

}  // namespace locality::io
