#include "io/pieces_file.h"

#include "io/csv_output.h"
#include "io/geopackage_output.h"

#include <fmt/format.h>
#include <stdexcept>

namespace locality::io {

using namespace geopackage;
using enum FieldType;

namespace {

void write_rows(NewFile& file, const FigureTable& table, const std::string& name, TableWriter::Holds holds) {
    std::vector<Field> fields;
    for (const std::string& text_name : table.text_names) fields.push_back({text_name, text});
    for (const model::Column& c : table.columns) fields.push_back({c.id, real});
    const bool shapes = holds == TableWriter::Holds::shapes;
    TableWriter writer(file, name, table.title, fields, holds);
    for (std::size_t row = 0; row < table.texts.size(); ++row) {
        if (shapes && table.shapes.is_empty(row)) continue;
        for (const std::string& cell : table.texts[row]) writer.text_or_null(cell);
        for (const model::Column& c : table.columns) writer.number(c.values.number[row]);
        if (shapes) writer.shape(table.shapes, row);
        writer.end_row();
    }
}

}  // namespace

std::string figures_csv(const FigureTable& table) {
    std::string text;
    for (const std::string& name : table.text_names) text += (text.empty() ? "" : ",") + csv_cell(name);
    for (const model::Column& c : table.columns) text += (text.empty() ? "" : ",") + c.id;
    text += "\n";
    for (std::size_t row = 0; row < table.texts.size(); ++row) {
        std::string line;
        for (std::size_t i = 0; i < table.texts[row].size(); ++i)
            line += (i ? "," : "") + csv_cell(table.texts[row][i]);
        for (const model::Column& c : table.columns)
            line += "," + (c.values.known(row) ? fmt::format("{}", c.values.number[row]) : std::string());
        text += line + "\n";
    }
    return text;
}

void write_figures(const FigureTable& table, const std::string& layer, const std::string& name,
                   const std::filesystem::path& path, bool overwrite) {
    if (table.shapes.shape_count() != 0 && table.shapes.shape_count() != table.texts.size())
        throw std::invalid_argument("write_figures: not one shape for each row");
    NewFile file(path, overwrite);
    if (table.shapes.shape_count() > 0) write_rows(file, table, layer, TableWriter::Holds::shapes);
    write_rows(file, table, name, TableWriter::Holds::rows);
    file.close();
}

}  // namespace locality::io
