#include "io/figure_file.h"

#include "io/csv_output.h"
#include "io/gdal_listening.h"
#include "io/gdal_open.h"
#include "io/geopackage_output.h"
#include "io/unfinished_file.h"
#include "model/errors.h"

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>

namespace locality::io {

namespace fs = std::filesystem;
using model::InputError;

namespace {

constexpr std::size_t most_sheet_rows = 1'048'575;  // of Excel, less the header

std::string header_of(const FigureSheet& sheet) {
    std::string text;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        if (c) text += ',';
        text += csv_cell(sheet.columns[c].name);
    }
    return text + '\n';
}

void clear(std::vector<FigureCell>& cells) {
    for (FigureCell& cell : cells) {
        cell.text.clear();
        cell.number = std::numeric_limits<double>::quiet_NaN();
    }
}

void append_row(const FigureSheet& sheet, std::size_t row, std::vector<FigureCell>& cells, std::string& text) {
    clear(cells);
    sheet.fill(row, cells);
    for (std::size_t c = 0; c < cells.size(); ++c) {
        if (c) text += ',';
        if (!sheet.columns[c].is_number)
            text += csv_cell(cells[c].text);
        else if (!std::isnan(cells[c].number))
            fmt::format_to(std::back_inserter(text), "{:.12g}", cells[c].number);
    }
    text += '\n';
}

void write_csv(const FigureSheet& sheet, const UnfinishedFile& file) {
    constexpr std::size_t chunk = 1U << 20U;
    std::ofstream out(file.path(), std::ios::binary);
    std::string text = header_of(sheet);
    std::vector<FigureCell> cells(sheet.columns.size());
    for (std::size_t r = 0; r < sheet.rows; ++r) {
        append_row(sheet, r, cells, text);
        if (text.size() < chunk) continue;
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        text.clear();
    }
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) file.fail("writing failed");
}

void write_xlsx(const FigureSheet& sheet, const UnfinishedFile& file) {
    if (sheet.rows > most_sheet_rows)
        throw InputError(
            fmt::format("{}: {} rows are more than a sheet of a workbook holds ({}); write .csv, or choose a "
                        "set or an indicator",
                        file.path().filename().string(), sheet.rows, most_sheet_rows));
    Listening gdal;
    register_gdal_drivers();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("XLSX");
    if (!driver) file.fail("this GDAL cannot write XLSX");
    // In memory first: GDAL takes any ".zip" or ".xlsx" in the path of a real file for the archive to write in.
    const std::string name = fmt::format("/vsimem/{}.xlsx", static_cast<const void*>(&file));
    GDALDatasetUniquePtr book(driver->Create(name.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* layer = book ? book->CreateLayer(sheet.name.c_str(), nullptr, wkbNone, nullptr) : nullptr;
    if (!layer) file.fail(gdal.failure());
    for (const FigureColumn& column : sheet.columns) {
        OGRFieldDefn field(column.name.c_str(), column.is_number ? OFTReal : OFTString);
        if (layer->CreateField(&field) != OGRERR_NONE) file.fail(gdal.failure());
    }
    std::vector<FigureCell> cells(sheet.columns.size());
    for (std::size_t r = 0; r < sheet.rows; ++r) {
        clear(cells);
        sheet.fill(r, cells);
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const int field = static_cast<int>(c);
            if (sheet.columns[c].is_number && !std::isnan(cells[c].number))
                feature->SetField(field, cells[c].number);
            else if (!sheet.columns[c].is_number && !cells[c].text.empty())
                feature->SetField(field, cells[c].text.c_str());
        }
        if (layer->CreateFeature(feature.get()) != OGRERR_NONE) file.fail(gdal.failure());
    }
    book.reset();  // GDAL 3.6: closing returns nothing, so its words are looked at instead
    vsi_l_offset size = 0;
    GByte* bytes = VSIGetMemFileBuffer(name.c_str(), &size, TRUE);
    const std::unique_ptr<GByte, decltype(&VSIFree)> owned(bytes, &VSIFree);
    if (!gdal.failure().empty() || !bytes) file.fail(gdal.failure());
    std::ofstream out(file.path(), std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    out.close();
    if (!out) file.fail("writing failed");
}

void write_geopackage_table(const FigureSheet& sheet, const fs::path& path, bool overwrite) {
    geopackage::NewFile file(path, overwrite);
    {
        std::vector<geopackage::Field> fields;
        for (const FigureColumn& column : sheet.columns)
            fields.push_back(
                {column.name, column.is_number ? geopackage::FieldType::real : geopackage::FieldType::text});
        geopackage::TableWriter table(file, sheet.name, sheet.description, std::move(fields));
        std::vector<FigureCell> cells(sheet.columns.size());
        for (std::size_t r = 0; r < sheet.rows; ++r) {
            clear(cells);
            sheet.fill(r, cells);
            for (std::size_t c = 0; c < cells.size(); ++c) {
                if (sheet.columns[c].is_number)
                    table.number(cells[c].number);
                else
                    table.text_or_null(cells[c].text);
            }
            table.end_row();
        }
    }
    file.close();
}

}  // namespace

void append_csv(const FigureSheet& sheet, std::string& text) {
    text += header_of(sheet);
    std::vector<FigureCell> cells(sheet.columns.size());
    for (std::size_t r = 0; r < sheet.rows; ++r) append_row(sheet, r, cells, text);
}

void write_figures(const FigureSheet& sheet, const fs::path& file, bool overwrite) {
    const std::string ending = file.extension().string();
    if (ending == ".gpkg") return write_geopackage_table(sheet, file, overwrite);
    if (ending != ".csv" && ending != ".xlsx")
        throw InputError(
            fmt::format("{}: ends in \"{}\"; end the name in .csv, .xlsx or .gpkg", file.string(), ending));
    const UnfinishedFile unfinished(file, overwrite);
    if (ending == ".csv")
        write_csv(sheet, unfinished);
    else
        write_xlsx(sheet, unfinished);
    unfinished.keep();
}

}  // namespace locality::io
