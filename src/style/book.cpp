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

constexpr std::pair<const char*, Colour MapStyle::*> map_colours[] = {
    {"paper", &MapStyle::paper},
    {"panel", &MapStyle::panel},
    {"ink", &MapStyle::ink},
    {"muted", &MapStyle::muted},
    {"rule", &MapStyle::rule},
    {"zone_line", &MapStyle::zone_line},
    {"zone_line_on_dark", &MapStyle::zone_line_on_dark},
    {"footprint_line", &MapStyle::footprint_line},
    {"footprint_casing", &MapStyle::footprint_casing},
    {"selected_line", &MapStyle::selected_line},
    {"imd1_line", &MapStyle::imd1_line},
    {"imd1_casing", &MapStyle::imd1_casing},
    {"imd1_edge", &MapStyle::imd1_edge},
    {"gap_line", &MapStyle::gap_line},
    {"several_line", &MapStyle::several_line},
    {"mark_casing", &MapStyle::mark_casing},
    {"label", &MapStyle::label},
    {"label_halo", &MapStyle::label_halo},
    {"banner", &MapStyle::banner},
    {"banner_ink", &MapStyle::banner_ink}};

MapStyle read_map(const toml::table& root) {
    Section section(root, "map");
    MapStyle m;
    for (const auto& [key, into] : map_colours) m.*into = section.colour(key);
    m.zone_line_px = section.width("zone_line_px");
    m.footprint_line_px = section.width("footprint_line_px");
    m.imd1_line_px = section.width("imd1_line_px");
    m.fonts = section.texts(section.need("fonts"));
    section.done();
    return m;
}

/// A look says only which colours it has of its own.
std::map<std::string, MapStyle> read_looks(const toml::table& root, const MapStyle& usual) {
    std::map<std::string, MapStyle> looks;
    const toml::node* all = root.get("looks");
    if (all == nullptr) return looks;
    if (!all->is_table()) refuse(*all, "looks is not a section; write [looks.dark]");
    for (const auto& [name, node] : *all->as_table()) {
        if (!node.is_table()) refuse(node, fmt::format("looks.{} is not a section", name.str()));
        Section section(*node.as_table(), "looks." + std::string(name.str()), true);
        MapStyle look = usual;
        for (const auto& [key, into] : map_colours)
            if (const toml::node* colour = section.find(key)) look.*into = section.colour(*colour);
        section.done();
        looks.emplace(std::string(name.str()), look);
    }
    return looks;
}

constexpr std::pair<const char*, Colour ChartStyle::*> chart_colours[] = {
    {"area", &ChartStyle::area},       {"whole", &ChartStyle::whole},     {"female", &ChartStyle::female},
    {"male", &ChartStyle::male},       {"better", &ChartStyle::better},   {"similar", &ChartStyle::similar},
    {"worse", &ChartStyle::worse},     {"higher", &ChartStyle::higher},   {"lower", &ChartStyle::lower},
    {"slope", &ChartStyle::slope},     {"target", &ChartStyle::target},   {"range", &ChartStyle::range},
    {"band", &ChartStyle::band}};

void read_charts(const toml::table& root, Book& book) {
    Section section(root, "charts");
    for (const auto& [key, into] : chart_colours) book.charts.*into = section.colour(key);
    if (const toml::node* looks = section.find("looks")) {
        if (!looks->is_table()) refuse(*looks, "charts.looks is not a section; write [charts.looks.dark]");
        for (const auto& [name, node] : *looks->as_table()) {
            if (!node.is_table()) refuse(node, fmt::format("charts.looks.{} is not a section", name.str()));
            Section own(*node.as_table(), "charts.looks." + std::string(name.str()), true);
            ChartStyle look = book.charts;
            for (const auto& [key, into] : chart_colours)
                if (const toml::node* colour = own.find(key)) look.*into = own.colour(*colour);
            own.done();
            book.chart_looks.emplace(std::string(name.str()), look);
        }
    }
    section.done();
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
    Section two(root, "two_columns");
    for (const std::string& c : two.texts(two.need("palette"))) {
        try {
            result.of_two.push_back(colour(c));
        } catch (const std::invalid_argument& e) {
            refuse(two.need("palette"), e.what());
        }
    }
    if (result.of_two.size() != 9) refuse(two.need("palette"), "the palette of two columns has not nine colours");
    two.done();
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
    result.looks = read_looks(root, result.map);
    read_charts(root, result);
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
