#include "io/project_footprints.h"

#include "io/project_schema.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

namespace {

using model::Basis;
using model::FootprintSpec;
using model::Method;
using model::Origin;

class Reader {
public:
    Reader(model::Project& project, const ProjectSources& sources) : m_project(project), m_sources(sources) {}

    void add(TomlSection& section) {
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
            spec.lookup = m_sources.table(*lookup);
            spec.from = lookup->text("from").value_or("");
            spec.to = lookup->text("to").value_or("");
            spec.to_name = lookup->text("to_name").value_or("");
            spec.share = lookup->text("share").value_or("");
        }
        read_choices(section, spec);
        m_project.footprints.push_back(std::move(spec));
    }

private:
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
                spec.source = m_sources.layer(section);
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
                if (section.has("path")) spec.source = m_sources.layer(section);
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
            spec.overrides = m_sources.table(*overrides);
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

    model::Project& m_project;
    const ProjectSources& m_sources;
};

}  // namespace

void add_footprints(model::Project& project, const ProjectSources& sources, TomlSection& section) {
    Reader(project, sources).add(section);
}

}  // namespace locality::io
