#include "io/read_table.h"

#include "io/column_words.h"
#include "io/gdal_listening.h"
#include "io/gdal_open.h"
#include "io/grid.h"
#include "io/notes.h"
#include "io/project_file.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace locality::io {

namespace {

/// Collects cells as GDAL gives them; the views are made at the end, when the text no longer moves.
class GridBuilder {
public:
    void add(std::string_view cell) {
        m_text += trimmed(cell);
        m_end.push_back(m_text.size());
    }
    void end_row() { m_row_begin.push_back(m_end.size()); }
    std::size_t row_count() const { return m_row_begin.size() - 1; }

    Grid finish() {
        Grid grid;
        grid.text = std::make_shared<std::string>(std::move(m_text));
        grid.row_begin = std::move(m_row_begin);
        grid.cells.reserve(m_end.size());
        std::size_t begin = 0;
        for (std::size_t end : m_end) {
            grid.cells.push_back(std::string_view(*grid.text).substr(begin, end - begin));
            begin = end;
        }
        return grid;
    }

private:
    std::string m_text;
    std::vector<std::size_t> m_end, m_row_begin{0};
};

/// GDAL guesses headers and types unless told not to; codes would lose their zeros.
class PlainText {
public:
    PlainText() {
        for (const char* format : {"XLSX", "ODS"}) {
            CPLSetThreadLocalConfigOption(fmt::format("OGR_{}_HEADERS", format).c_str(), "DISABLE");
            CPLSetThreadLocalConfigOption(fmt::format("OGR_{}_FIELD_TYPES", format).c_str(), "STRING");
        }
    }
    ~PlainText() {
        for (const char* format : {"XLSX", "ODS"}) {
            CPLSetThreadLocalConfigOption(fmt::format("OGR_{}_HEADERS", format).c_str(), nullptr);
            CPLSetThreadLocalConfigOption(fmt::format("OGR_{}_FIELD_TYPES", format).c_str(), nullptr);
        }
    }
    PlainText(const PlainText&) = delete;
    PlainText& operator=(const PlainText&) = delete;
};

Grid sheet_rows(OGRLayer& sheet, std::size_t most) {
    GridBuilder grid;
    sheet.ResetReading();
    const int columns = sheet.GetLayerDefn()->GetFieldCount();
    while (grid.row_count() < most) {
        const OGRFeatureUniquePtr row(sheet.GetNextFeature());
        if (!row) break;
        for (int c = 0; c < columns; ++c) grid.add(row->IsFieldSetAndNotNull(c) ? row->GetFieldAsString(c) : "");
        grid.end_row();
    }
    return grid.finish();
}

GDALDatasetUniquePtr open_workbook(const StagedFile& file, const Listening& gdal) {
    const char* const drivers[] = {"XLSX", "ODS", nullptr};
    GDALDatasetUniquePtr book(GDALDataset::Open(
        file.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
    if (!book)
        throw model::InputError(fmt::format("{}: is not a workbook that can be read{}", file.name, gdal.in_brackets()));
    if (book->GetLayerCount() == 0) throw model::InputError(file.name + ": holds no sheet");
    return book;
}

Table read_workbook(const StagedFile& file, std::span<const std::string> hints, model::Issues& issues) {
    register_gdal_drivers();
    const Listening gdal;
    const PlainText plain;
    const GDALDatasetUniquePtr book = open_workbook(file, gdal);

    const std::vector<std::string> names = layer_names(*book);
    OGRLayer* sheet = nullptr;
    if (!file.layer.empty()) {
        sheet = find_layer(*book, file.layer);
        if (!sheet) {
            const std::string near = nearest(file.layer, names);
            throw model::InputError(fmt::format("{}: no sheet \"{}\"{}; it has: {}", file.name, file.layer,
                                                near.empty() ? "" : " (did you mean \"" + near + "\"?)",
                                                fmt::join(names, ", ")));
        }
    } else {
        // A cover and notes often come first: the data is where a header is recognised.
        constexpr std::size_t enough = 40;
        for (OGRLayer* candidate : book->GetLayers()) {
            const Grid top = sheet_rows(*candidate, enough);
            if (top.row_count() < 2) continue;
            const auto row = top.row(header_row(top, hints));
            if (!is_recognised_header(row, hints)) continue;
            sheet = candidate;
            break;
        }
        if (!sheet && names.size() == 1) sheet = book->GetLayer(0);
        if (!sheet)
            throw model::InputError(
                fmt::format("{}: no sheet has columns that are recognised; choose one with layer = \"...\": {}",
                            file.name, fmt::join(names, ", ")));
        if (names.size() > 1)
            note(issues, file.name, "sheet",
                 fmt::format("sheet \"{}\" was chosen of {}", sheet->GetName(), fmt::join(names, ", ")));
    }
    const std::string source = file.name + ", sheet " + sheet->GetName();
    const Grid grid = sheet_rows(*sheet, most_table_rows);
    if (!gdal.failure().empty()) throw model::InputError(source + ": is damaged" + gdal.in_brackets());
    return table_of(grid, source, hints, issues);
}

Table read_attributes(const model::SourceSpec& spec, model::Issues& issues) {
    Listening gdal;
    const OpenedFile opened = open_vector(spec, Holds::tables, gdal);
    const std::vector<std::string> names = layer_names(*opened.dataset);
    OGRLayer* layer = nullptr;
    if (!opened.file.layer.empty()) {
        layer = find_layer(*opened.dataset, opened.file.layer);
        if (!layer) {
            const std::string near = nearest(opened.file.layer, names);
            throw model::InputError(
                fmt::format("{}: no layer \"{}\"{}; it has: {}", opened.file.name, opened.file.layer,
                            near.empty() ? "" : " (did you mean \"" + near + "\"?)", fmt::join(names, ", ")));
        }
    } else if (names.size() == 1) {
        layer = opened.dataset->GetLayer(0);
    } else {
        throw model::InputError(fmt::format("{}: holds several layers; choose one with layer = \"...\": {}",
                                            opened.file.name, fmt::join(names, ", ")));
    }
    const std::string source = names.size() == 1 ? opened.file.name : opened.file.name + ", layer " + layer->GetName();
    Features features = read_features(*layer, source, gdal, [](const OGRGeometry*) {});
    note_recoded(features, source, issues);
    add_warnings(gdal, source, issues);
    if (features.size() == 0) throw model::InputError(source + ": has no rows");

    Table table;
    table.source = source;
    table.columns = std::move(features.columns);
    auto text = std::make_shared<std::string>();
    std::size_t bytes = 0;
    for (const auto& column : features.cells)
        for (const std::string& cell : column) bytes += cell.size();
    text->reserve(bytes);  // so that views into it stay
    for (const auto& column : features.cells) {
        auto& cells = table.cells.emplace_back();
        cells.reserve(column.size());
        for (const std::string& cell : column) {
            cells.push_back(std::string_view(text->data() + text->size(), cell.size()));
            text->append(cell);
        }
    }
    table.text = std::move(text);
    return table;
}

}  // namespace

Table read_table_with(const model::SourceSpec& spec, std::span<const std::string> hints, model::Issues& issues) {
    std::vector<std::string> all(hints.begin(), hints.end());
    if (!spec.code.empty()) all.push_back(spec.code);
    if (!spec.name.empty()) all.push_back(spec.name);
    std::erase(all, std::string());

    const StagedFile file = stage(spec, Holds::tables);
    if (has_ending(file.path, ".csv") || has_ending(file.path, ".txt") || has_ending(file.path, ".tsv"))
        return table_of(read_csv(file.path, file.name, issues), file.name, all, issues);
    if (has_ending(file.path, ".xlsx") || has_ending(file.path, ".ods")) return read_workbook(file, all, issues);
    if (has_ending(file.path, ".xls"))
        throw model::InputError(file.name + ": is in Excel's old format; save it as .xlsx or CSV");
    return read_attributes(spec, issues);
}

std::vector<std::string> sheets_of(const model::SourceSpec& spec) {
    register_gdal_drivers();
    const StagedFile file = stage(spec, Holds::tables);
    const Listening gdal;
    const PlainText plain;
    return layer_names(*open_workbook(file, gdal));
}

Table read_table(const model::SourceSpec& spec, model::Issues& issues) {
    return read_table_with(spec, {}, issues);
}

}  // namespace locality::io
