#pragma once

#include "geo/shapes.h"
#include "io/read_layer.h"
#include "io/read_table.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

// The demo city's files, as tests read them.

inline std::filesystem::path demo_folder() {
    return std::filesystem::path(LOCALITY_SOURCE_DIR) / "geodata/demo";
}

inline locality::model::Layer demo_layer(const std::string& name, const std::filesystem::path& folder = demo_folder()) {
    locality::model::SourceSpec spec;
    spec.path = folder / "demo_boundaries.gpkg";
    spec.layer = name;
    locality::model::Issues issues;
    return locality::io::read_layer(spec, name, issues);
}

/// A table of the demo city, its cells as text by column name.
struct DemoTable {
    std::vector<std::string> columns;
    std::map<std::string, std::vector<std::string>> cells;
    std::size_t row_count() const { return cells.begin()->second.size(); }
};

inline DemoTable demo_table(const std::string& name) {
    locality::model::SourceSpec spec;
    spec.path = demo_folder() / ("synthetic_" + name + ".csv");
    locality::model::Issues issues;
    const locality::io::Table table = locality::io::read_table(spec, issues);
    DemoTable demo{table.columns, {}};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        demo.cells[table.columns[c]].assign(table.cells[c].begin(), table.cells[c].end());
    }
    return demo;
}

inline const std::vector<std::string>& column(const DemoTable& table, const char* name) {
    return table.cells.at(name);
}

inline std::vector<int> whole_numbers(const DemoTable& table, const char* name) {
    std::vector<int> numbers;
    for (const std::string& cell : column(table, name)) numbers.push_back(std::stoi(cell));
    return numbers;
}

inline const std::vector<std::string>& attribute(const locality::model::Layer& layer, const char* name) {
    for (const auto& a : layer.attributes)
        if (a.name == name) return a.text;
    throw std::runtime_error(layer.source + " has no attribute " + name);
}

/// How many of the texts do not look as the pattern says.
inline std::size_t strangers(const std::vector<std::string>& texts, const char* pattern) {
    const std::regex shape(pattern);
    return static_cast<std::size_t>(
        std::count_if(texts.begin(), texts.end(), [&](const std::string& t) { return !std::regex_match(t, shape); }));
}

/// Values of `of` added up by the key beside each.
inline std::map<std::string, int> sum_by(const std::vector<std::string>& key, const std::vector<int>& of) {
    std::map<std::string, int> sums;
    for (std::size_t i = 0; i < key.size(); ++i) sums[key[i]] += of[i];
    return sums;
}
