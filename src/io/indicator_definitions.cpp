#include "io/indicator_definitions.h"

#include "io/project_schema.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace locality::io {

namespace {

using model::IndicatorKind;
using model::IndicatorSpec;

double usual_multiplier(IndicatorKind kind) {
    switch (kind) {
        case IndicatorKind::proportion:
        case IndicatorKind::indirect_ratio:
            return 100.0;
        case IndicatorKind::rate:
        case IndicatorKind::standardised_rate:
            return 100'000.0;
        default:
            return 1.0;
    }
}

bool by_age(IndicatorKind kind) {
    return kind == IndicatorKind::standardised_rate || kind == IndicatorKind::life_expectancy;
}

template <class Value>
void take_text(const TomlSection& section, std::string_view key, Value& value) {
    if (auto text = section.text(key)) value = *std::move(text);
}

/// What an indicator is. Only what the section says is changed.
void read_info(const TomlSection& section, IndicatorSpec& spec) {
    model::IndicatorInfo& info = spec.info;
    take_text(section, "title", info.title);
    take_text(section, "unit", info.unit);
    take_text(section, "definition", info.definition);
    take_text(section, "numerator_is", info.numerator);
    take_text(section, "denominator_is", info.denominator);
    take_text(section, "period_is", info.period);
    take_text(section, "source", info.publisher);
    take_text(section, "url", info.url);
    take_text(section, "licence", info.licence);
    take_text(section, "note", info.note);
    take_text(section, "published_for", info.published_for);
    if (const auto kind = section.choice("kind", model::indicator_kind_words)) {
        info.kind = *kind;
        spec.has_kind = true;
    }
    if (const auto standard = section.word("standard", indicator_standards))
        info.standard = indicator_standards[*standard];
    if (const auto polarity = section.choice("polarity", model::polarity_words)) info.polarity = *polarity;
    if (const auto multiplier = section.positive_number("multiplier"))
        info.multiplier = *multiplier;
    else if (section.has("kind"))
        info.multiplier = usual_multiplier(info.kind);
    if (const auto sensitive = section.flag("sensitive")) info.sensitive = *sensitive;
}

void read_wide(const TomlSection& section, IndicatorSpec& spec) {
    for (const TomlSection& entry : section.sections("wide")) {
        IndicatorSpec::Wide wide;
        for (const auto& [key, value] : entry.pairs()) {
            if (key == "numerator")
                wide.numerator = value;
            else if (key == "denominator")
                wide.denominator = value;
            else if (key == "value")
                wide.value = value;
            else if (key == "period")
                wide.period = value;
            else if (key == "sex")
                wide.sex = value;
            else if (key == "age")
                wide.age = value;
            else if (key == "lower")
                wide.lower = value;
            else if (key == "upper")
                wide.upper = value;
            else if (key == "sd")
                wide.sd = value;
            else if (key == "se")
                wide.se = value;
            else
                wide.categories.push_back({key, value});
        }
        if (wide.numerator.empty() == wide.value.empty())
            section.fail(entry.line(),
                         "\"wide\" has an entry without a column of figures, or with two; say numerator = \"...\" or "
                         "value = \"...\"");
        if (wide.lower.empty() != wide.upper.empty())
            section.fail(entry.line(), "\"wide\" has an entry with one of two limits; say both lower and upper");
        spec.wide.push_back(std::move(wide));
    }
}

/// Which columns of the table hold what.
void read_columns(const TomlSection& section, IndicatorSpec& spec) {
    take_text(section, "numerator", spec.numerator);
    take_text(section, "denominator", spec.denominator);
    take_text(section, "value", spec.value);
    take_text(section, "period", spec.period);
    take_text(section, "sex", spec.sex);
    take_text(section, "age", spec.age);
    take_text(section, "lower", spec.lower);
    take_text(section, "upper", spec.upper);
    take_text(section, "sd", spec.sd);
    take_text(section, "se", spec.se);
    if (const auto individuals = section.flag("individuals")) spec.individuals = *individuals;
    if (auto expected = section.text("expected")) {
        spec.denominator = *std::move(expected);
        spec.expected = true;
    }
    if (section.has("breakdowns")) {
        if (const auto columns = section.section_or_none("breakdowns")) {
            spec.breakdowns.clear();
            spec.info.breakdowns.clear();
            for (const auto& [dimension, column] : columns->pairs()) {
                spec.breakdowns.push_back({dimension, column});
                spec.info.breakdowns.push_back(dimension);
            }
        } else {
            spec.info.breakdowns = section.texts("breakdowns");
        }
    }
    if (const auto where = section.section_or_none("where")) {
        for (const std::string& column : where->keys()) spec.where.push_back({column, where->texts(column)});
    } else if (section.has("where")) {
        section.fail(section.line_of("where"),
                     "\"where\" is no table; write where = { COLUMN = \"value\" }, or a list of values");
    }
    read_wide(section, spec);
    if (const auto assume = section.choice("assume", model::assumption_words)) spec.assume = *assume;
    if (const auto least = section.positive_number("least_covered")) {
        if (*least > 1.0)
            section.fail(section.line_of("least_covered"),
                         fmt::format("\"least_covered\" is {}; write a part from 0 to 1", *least));
        spec.least_covered = *least;
    }
}

/// What is said of the spread of published values, or of one person's value in each row.
void check_spread(const TomlSection& section, const IndicatorSpec& spec) {
    const bool mean = spec.info.kind == IndicatorKind::mean;
    if (spec.lower.empty() != spec.upper.empty())
        section.fail(section.line_of(spec.lower.empty() ? "upper" : "lower"),
                     "says one of two limits; say both lower = \"...\" and upper = \"...\"");
    for (const char* key : {"sd", "se", "individuals"})
        if (section.has(key) && !mean)
            section.fail(section.line_of(key),
                         fmt::format("is no mean, which alone is made from the spread of values; take \"{}\" out, or "
                                     "write kind = \"mean\"",
                                     key));
    for (const char* key : {"sd", "se"})
        if (section.has(key) && spec.value.empty())
            section.fail(section.line_of(key), fmt::format("says \"{}\" and not of what; add value = \"...\", the "
                                                           "column of published means",
                                                           key));
    if (!spec.sd.empty() && !spec.se.empty())
        section.fail(section.line_of("se"), "says both \"sd\" and \"se\"; one tells the other, take one out");
    if (!spec.sd.empty() && spec.denominator.empty())
        section.fail(section.line_of("sd"), "says \"sd\" and not of how many; add denominator = \"...\"");
    if (!spec.individuals) return;
    if (spec.value.empty())
        section.fail(section.line_of("individuals"),
                     "says individuals = true and not their values; add value = \"...\", the column of each person's");
    if (!spec.denominator.empty() || !spec.sd.empty() || !spec.se.empty() || !spec.lower.empty())
        section.fail(section.line_of("individuals"),
                     "says individuals = true: each row is one person; take out \"denominator\", \"sd\", \"se\", "
                     "\"lower\" and \"upper\"");
}

void check(const TomlSection& section, IndicatorSpec& spec, bool defined_by_library) {
    const IndicatorKind kind = spec.info.kind;
    const std::string word = model::word(model::indicator_kind_words, kind);
    if (!spec.has_kind)
        section.fail(section.line(),
                     "does not say \"kind\"; add kind = " + quoted_list(words_of(model::indicator_kind_words)));
    const bool published_values = !spec.value.empty();
    if (published_values && !spec.numerator.empty())
        section.fail(section.line_of("value"),
                     "says both \"value\" and \"numerator\"; a table holds one or the other, take one out");
    if (kind == IndicatorKind::count && !spec.denominator.empty())
        section.fail(section.line_of("denominator"),
                     "is a count, which has no denominator; take it out, or write "
                     "kind = \"proportion\" or \"rate\"");
    if (kind == IndicatorKind::count && spec.least_covered < 1.0)
        section.fail(section.line_of("least_covered"),
                     "is a count: one of a part of a footprint would be too low; take \"least_covered\" out");
    if (spec.expected && kind != IndicatorKind::indirect_ratio)
        section.fail(section.line_of("expected"),
                     fmt::format("is a {}, which expects nothing; write kind = \"indirect_ratio\", or denominator = "
                                 "\"...\"",
                                 word));
    if (!spec.info.standard.empty() && spec.info.standard == "ESP2013" && kind != IndicatorKind::standardised_rate)
        section.fail(section.line_of("standard"),
                     fmt::format("is a {}, which is not standardised to a population; take \"standard\" out", word));
    if (!spec.source.given()) {
        for (const char* key : {"numerator", "denominator", "value", "expected", "period", "sex", "age", "where",
                                "wide", "lookup", "assume", "code", "layer", "lower", "upper", "sd", "se",
                                "individuals"})
            if (section.has(key)) static_cast<void>(section.required_text("path"));
        return;
    }
    check_spread(section, spec);
    const bool wide_ages = !spec.wide.empty() && std::all_of(spec.wide.begin(), spec.wide.end(),
                                                             [](const auto& w) { return !w.age.empty(); });
    const bool needs_age =
        !published_values && (by_age(kind) || (kind == IndicatorKind::indirect_ratio && !spec.expected));
    if (needs_age && spec.age.empty() && !wide_ages && !defined_by_library)
        section.fail(
            section.line(),
            fmt::format("is a {}, which is made from ages; add age = \"...\", the column of age bands{}", word,
                        kind == IndicatorKind::indirect_ratio ? ", or expected = \"...\", the column of expected events"
                                                              : ", or value = \"...\" for published values"));
    const bool weighted = kind == IndicatorKind::mean || kind == IndicatorKind::score;
    if (!spec.wide.empty() || published_values || defined_by_library) return;
    if (kind == IndicatorKind::score)
        section.fail(section.line(), "does not say \"value\"; add a line value = \"...\", the column of scores");
    spec.numerator = section.required_text("numerator");
    if (kind != IndicatorKind::count && spec.denominator.empty() && !weighted)
        spec.denominator = section.required_text("denominator");
}

}  // namespace

void IndicatorDefinitions::refuse_repeated(const std::string& id, const TomlSection& section) const {
    for (const IndicatorSpec& other : m_specs)
        if (other.info.id == id)
            section.fail(section.line_of("id"), fmt::format("\"id\" is \"{}\", as in line {}; give one of the two "
                                                            "another name",
                                                            id, other.line));
}

const IndicatorSpec& IndicatorDefinitions::from_library(const Library& library, const std::string& id,
                                                        const TomlSection& section) const {
    std::vector<std::string_view> ids;
    for (const IndicatorSpec& spec : library.indicators) {
        if (spec.info.id == id) return spec;
        ids.push_back(spec.info.id);
    }
    section.fail(section.line_of("id"), fmt::format("is no indicator of the library \"{}\"; {}", library.name,
                                                    did_you_mean(id, ids, "it has " + quoted_list(ids))));
}

void IndicatorDefinitions::add(TomlSection& section) {
    const std::optional<std::string> named = section.text("library");
    if (named && !section.has("id")) {
        section.allow_only(std::array<std::string_view, 1>{"library"});
        library(*named, section).whole = true;
        return;
    }
    const std::string id = section.required_id("id");
    refuse_repeated(id, section);
    section.rename(fmt::format("[[indicators]] \"{}\"", id));
    section.allow_only(indicator_keys);
    IndicatorSpec spec;
    if (named) spec = from_library(library(*named, section), id, section);
    spec.info.id = id;
    spec.line = section.line();
    read_info(section, spec);
    if (spec.info.title.empty()) spec.info.title = id;
    if (section.has("path")) spec.source = m_source(section);
    read_columns(section, spec);
    if (const auto lookup = section.section("lookup")) {
        lookup->allow_only(indicator_lookup_keys);
        spec.lookup = m_source(*lookup);
        spec.from = lookup->required_text("from");
        spec.to = lookup->required_text("to");
        spec.share = lookup->text("share").value_or("");
    }
    spec.info.has_data = spec.source.given();
    check(section, spec, named.has_value());
    m_specs.push_back(std::move(spec));
}

void IndicatorDefinitions::add_libraries(const TomlSection& root) {
    for (const std::string& name : root.texts("indicators")) library(name, root).whole = true;
}

IndicatorDefinitions::Library& IndicatorDefinitions::library(const std::string& name, const TomlSection& section) {
    for (Library& known : m_libraries)
        if (known.name == name) return known;
    Library library;
    library.name = name;
    library.file = m_find(name, section);
    library.indicators = read_indicator_library(library.file.path);
    for (IndicatorSpec& spec : library.indicators) spec.info.library = name;
    return m_libraries.emplace_back(std::move(library));
}

std::vector<IndicatorSpec> IndicatorDefinitions::take() {
    for (const Library& library : m_libraries) {
        if (!library.whole) continue;
        for (const IndicatorSpec& spec : library.indicators) {
            const bool bound = std::any_of(m_specs.begin(), m_specs.end(),
                                           [&](const IndicatorSpec& other) { return other.info.id == spec.info.id; });
            if (!bound) m_specs.push_back(spec);
        }
    }
    return std::move(m_specs);
}

std::vector<model::SourceSpec> IndicatorDefinitions::libraries() const {
    std::vector<model::SourceSpec> files;
    for (const Library& library : m_libraries) files.push_back(library.file);
    return files;
}

std::vector<IndicatorSpec> read_indicator_library(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    if (!stream || !(bytes << stream.rdbuf()))
        throw model::InputError(fmt::format("{}: cannot be read; look at its permissions", file.string()));
    toml::table table;
    try {
        table = toml::parse(bytes.str(), file.string());
    } catch (const toml::parse_error& error) {
        throw model::InputError(fmt::format("{}:{}: {}; put it right, TOML is described at https://toml.io",
                                            file.string(), error.source().begin.line, error.description()));
    }
    const TomlSection root(table, file.string(), "");
    root.allow_only(library_keys);
    std::vector<IndicatorSpec> indicators;
    for (TomlSection& section : root.sections("indicators")) {
        const std::string id = section.required_id("id");
        section.rename(fmt::format("[[indicators]] \"{}\"", id));
        section.allow_only(definition_keys);
        for (const IndicatorSpec& other : indicators)
            if (other.info.id == id)
                section.fail(section.line_of("id"), fmt::format("\"id\" is \"{}\", as in line {}; give one of the two "
                                                                "another name",
                                                                id, other.line));
        IndicatorSpec spec;
        spec.info.id = id;
        spec.line = section.line();
        read_info(section, spec);
        spec.info.title = section.required_text("title");
        spec.info.breakdowns = section.texts("breakdowns");
        spec.info.has_data = false;
        check(section, spec, true);
        indicators.push_back(std::move(spec));
    }
    if (indicators.empty())
        throw model::InputError(fmt::format("{}: defines no indicator; add [[indicators]] with an id", file.string()));
    return indicators;
}

}  // namespace locality::io
