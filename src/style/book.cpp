#include "style/book.h"

#include "model/errors.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <optional>
#include <set>
#include <stdexcept>

namespace locality::style {

namespace {

[[noreturn]] void refuse(const toml::node& at, const std::string& what) {
    throw model::InputError(fmt::format("styles.toml, line {}: {}", at.source().begin.line, what));
}

/// Reads the keys of one table and knows in the end which of them nobody asked for.
class Section {
public:
    Section(const toml::table& parent, const std::string& name) : m_name(name) {
        const toml::node* node = parent.get(name);
        if (node == nullptr) throw model::InputError(fmt::format("styles.toml: section [{}] is missing", name));
        if (!node->is_table()) refuse(*node, fmt::format("{} is not a section; write [{}]", name, name));
        m_table = node->as_table();
    }
    Section(const toml::table& table, std::string name, bool) : m_table(&table), m_name(std::move(name)) {}

    const toml::node* find(const std::string& key) {
        m_asked.insert(key);
        return m_table->get(key);
    }
    const toml::node& need(const std::string& key) {
        const toml::node* node = find(key);
        if (node == nullptr) refuse(*m_table, fmt::format("[{}] lacks {}", m_name, key));
        return *node;
    }
    std::string text(const toml::node& node) const {
        if (const auto value = node.value_exact<std::string>()) return *value;
        refuse(node, fmt::format("[{}]: a text in quotes is due here", m_name));
    }
    Colour colour(const toml::node& node) const {
        try {
            return style::colour(text(node));
        } catch (const std::invalid_argument& e) {
            refuse(node, e.what());
        }
    }
    Colour colour(const std::string& key) { return colour(need(key)); }
    double width(const std::string& key) {
        const toml::node& node = need(key);
        const auto value = node.value<double>();
        if (!value || !(*value > 0 && *value <= 50)) refuse(node, key + " is not a width; write a number up to 50");
        return *value;
    }
    std::vector<std::string> texts(const toml::node& node) const {
        const toml::array* array = node.as_array();
        if (array == nullptr || array->empty()) refuse(node, fmt::format("[{}]: a list of texts is due here", m_name));
        std::vector<std::string> all;
        for (const toml::node& item : *array) all.push_back(text(item));
        return all;
    }
    void done() const {
        for (const auto& [key, node] : *m_table)
            if (!m_asked.contains(std::string(key.str())))
                refuse(node, fmt::format("[{}] has no key \"{}\"; it has {}", m_name, key.str(),
                                         fmt::join(m_asked.begin(), m_asked.end(), ", ")));
    }

private:
    const toml::table* m_table = nullptr;
    std::string m_name;
    std::set<std::string> m_asked;
};

using Palettes = std::map<std::string, std::vector<Colour>>;

Palettes palettes(const toml::table& root) {
    Section section(root, "palettes");
    Palettes all;
    for (const auto& [key, node] : *root.get("palettes")->as_table()) {
        const toml::array* colours = node.as_array();
        if (colours == nullptr || colours->size() < 2)
            refuse(node, fmt::format("palette {} is not a list of two colours or more", key.str()));
        for (const toml::node& c : *colours) all[std::string(key.str())].push_back(section.colour(c));
    }
    return all;
}

void read_palette(Section& section, const Palettes& palettes, ColumnLook& look) {
    if (const toml::node* node = section.find("palette")) {
        look.palette = section.text(*node);
        if (!palettes.contains(look.palette)) {
            std::vector<std::string> names;
            for (const auto& [name, colours] : palettes) names.push_back(name);
            refuse(*node,
                   fmt::format("there is no palette \"{}\"; there are {}", look.palette, fmt::join(names, ", ")));
        }
    }
    if (const toml::node* node = section.find("classes")) {
        const auto count = node->value_exact<std::int64_t>();
        if (!count || *count < 2 || *count > 12) refuse(*node, "classes is not a whole number from 2 to 12");
        look.classes = static_cast<int>(*count);
    }
}

ColumnLook column_look(const toml::table& table, const std::string& id, const Palettes& palettes, ColumnLook look) {
    Section section(table, "columns." + id, true);
    read_palette(section, palettes, look);
    if (const toml::node* node = section.find("scheme")) {
        look.scheme = section.text(*node);
        if (look.scheme != "quantiles" && look.scheme != "deciles")
            refuse(*node, fmt::format("scheme \"{}\" is not one of deciles, quantiles", look.scheme));
    }
    if (const toml::node* node = section.find("title")) look.title = section.text(*node);
    if (const toml::node* node = section.find("low_is_worse")) {
        const auto value = node->value_exact<bool>();
        if (!value) refuse(*node, "low_is_worse is not true or false");
        look.low_is_worse = *value;
    }
    if (const toml::node* node = section.find("labels")) {
        look.labels = section.texts(*node);
        if (look.labels.size() != 10) refuse(*node, "labels are not ten, one for each decile");
    }
    if (look.scheme == "deciles" && look.labels.empty()) refuse(table, "deciles need ten labels");
    section.done();
    return look;
}

MapStyle read_map(const toml::table& root) {
    Section section(root, "map");
    MapStyle m;
    const std::pair<const char*, Colour*> colours[] = {{"paper", &m.paper},
                                                       {"panel", &m.panel},
                                                       {"ink", &m.ink},
                                                       {"muted", &m.muted},
                                                       {"rule", &m.rule},
                                                       {"zone_line", &m.zone_line},
                                                       {"zone_line_on_dark", &m.zone_line_on_dark},
                                                       {"footprint_line", &m.footprint_line},
                                                       {"footprint_casing", &m.footprint_casing},
                                                       {"selected_line", &m.selected_line},
                                                       {"imd1_line", &m.imd1_line},
                                                       {"imd1_casing", &m.imd1_casing},
                                                       {"imd1_edge", &m.imd1_edge},
                                                       {"label", &m.label},
                                                       {"label_halo", &m.label_halo},
                                                       {"banner", &m.banner},
                                                       {"banner_ink", &m.banner_ink}};
    for (const auto& [key, into] : colours) *into = section.colour(key);
    m.zone_line_px = section.width("zone_line_px");
    m.footprint_line_px = section.width("footprint_line_px");
    m.imd1_line_px = section.width("imd1_line_px");
    m.fonts = section.texts(section.need("fonts"));
    section.done();
    return m;
}

}  // namespace

Book parse(const StyleBook& book) {
    toml::table root;
    try {
        root = toml::parse(book.text);
    } catch (const toml::parse_error& e) {
        throw model::InputError(fmt::format("styles.toml, line {}: {}", e.source().begin.line, e.description()));
    }
    Book result;
    result.palettes = palettes(root);
    Section shading(root, "shading");
    shading.need("palette");
    read_palette(shading, result.palettes, result.look);
    result.missing = shading.colour("missing");
    result.suppressed = shading.colour("suppressed");
    result.hatch = shading.colour("hatch");
    shading.done();
    if (const toml::node* columns = root.get("columns")) {
        if (!columns->is_table()) refuse(*columns, "columns is not a section; write [columns.<id>]");
        for (const auto& [id, node] : *columns->as_table()) {
            if (!node.is_table()) refuse(node, fmt::format("columns.{} is not a section", id.str()));
            result.columns[std::string(id.str())] =
                column_look(*node.as_table(), std::string(id.str()), result.palettes, result.look);
        }
    }
    result.map = read_map(root);
    return result;
}

std::vector<Colour> sampled(const std::vector<Colour>& palette, std::size_t count) {
    std::vector<Colour> colours;
    const double last = static_cast<double>(palette.size() - 1);
    for (std::size_t i = 0; i < count; ++i) {
        const double at = count == 1 ? last * 0.6 : last * static_cast<double>(i) / static_cast<double>(count - 1);
        const auto below = std::min(static_cast<std::size_t>(at), palette.size() - 2);
        const double part = at - static_cast<double>(below);
        const auto mix = [&](std::uint8_t Colour::*channel) {
            const double a = palette[below].*channel, b = palette[below + 1].*channel;
            return static_cast<std::uint8_t>(std::lround(a + part * (b - a)));
        };
        colours.push_back({mix(&Colour::red), mix(&Colour::green), mix(&Colour::blue), mix(&Colour::alpha)});
    }
    return colours;
}

}  // namespace locality::style
