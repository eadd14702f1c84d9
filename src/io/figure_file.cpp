#include "io/figure_file.h"

#include "io/gdal_listening.h"
#include "io/gdal_open.h"
#include "io/geopackage_output.h"
#include "model/errors.h"

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>

namespace locality::io {

namespace fs = std::filesystem;
using model::InputError;

namespace {

constexpr std::size_t most_sheet_rows = 1'048'575;  // of Excel, less the header

/// A folder beside the target, for a file that is renamed when it is whole. Removed with what is left in it.
class Beside {
public:
    Beside(const fs::path& target, bool overwrite) : m_target(target), m_overwrite(overwrite) {
        refuse_existing();
        const fs::path folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
        std::string pattern = (folder / ("." + m_target.filename().string() + ".XXXXXX")).string();
        if (!::mkdtemp(pattern.data()))
            throw InputError(fmt::format("{}: the folder {} cannot be written ({}); choose another", m_target.string(),
                                         folder.string(), std::strerror(errno)));
        m_folder = pattern;
    }
    ~Beside() {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    fs::path file() const { return m_folder / m_target.filename(); }
    void keep() {
        refuse_existing();
        std::error_code error;
        fs::rename(file(), m_target, error);
        if (error) throw InputError(fmt::format("{} cannot be written ({})", m_target.string(), error.message()));
    }
    [[noreturn]] void fail(const std::string& why) const {
        throw InputError(fmt::format("{} cannot be written: {}; is the disk full?", m_target.string(), why));
    }

private:
    void refuse_existing() const {
        std::error_code ignored;
        if (!m_overwrite && fs::exists(m_target, ignored))
            throw InputError(fmt::format("{} exists already; choose another name, or say --overwrite to replace it",
                                         m_target.string()));
    }

    fs::path m_target;
    bool m_overwrite;
    fs::path m_folder;
};

void append_cell(std::string& text, std::string_view cell) {
    const bool quoted = cell.find_first_of(",\"\r\n") != std::string_view::npos ||
                        (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
    if (!quoted) {
        text += cell;
        return;
    }
    text += '"';
    for (char c : cell) {
        if (c == '"') text += '"';
        text += c;
    }
    text += '"';
}

std::string header_of(const FigureSheet& sheet) {
    std::string text;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        if (c) text += ',';
        append_cell(text, sheet.columns[c].name);
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
            append_cell(text, cells[c].text);
        else if (!std::isnan(cells[c].number))
            fmt::format_to(std::back_inserter(text), "{:.12g}", cells[c].number);
    }
    text += '\n';
}

void write_csv(const FigureSheet& sheet, Beside& beside) {
    constexpr std::size_t chunk = 1U << 20U;
    std::ofstream out(beside.file(), std::ios::binary);
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
    if (!out) beside.fail("writing failed");
}

void write_xlsx(const FigureSheet& sheet, Beside& beside) {
    if (sheet.rows > most_sheet_rows)
        throw InputError(
            fmt::format("{}: {} rows are more than a sheet of a workbook holds ({}); write .csv, or choose a "
                        "set or an indicator",
                        beside.file().filename().string(), sheet.rows, most_sheet_rows));
    Listening gdal;
    register_gdal_drivers();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("XLSX");
    if (!driver) beside.fail("this GDAL cannot write XLSX");
    // In memory first: GDAL takes any ".zip" or ".xlsx" in the path of a real file for the archive to write in.
    const std::string name = fmt::format("/vsimem/{}.xlsx", static_cast<const void*>(&beside));
    GDALDatasetUniquePtr book(driver->Create(name.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* layer = book ? book->CreateLayer(sheet.name.c_str(), nullptr, wkbNone, nullptr) : nullptr;
    if (!layer) beside.fail(gdal.failure());
    for (const FigureColumn& column : sheet.columns) {
        OGRFieldDefn field(column.name.c_str(), column.is_number ? OFTReal : OFTString);
        if (layer->CreateField(&field) != OGRERR_NONE) beside.fail(gdal.failure());
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
        if (layer->CreateFeature(feature.get()) != OGRERR_NONE) beside.fail(gdal.failure());
    }
    book.reset();  // GDAL 3.6: closing returns nothing, so its words are looked at instead
    vsi_l_offset size = 0;
    GByte* bytes = VSIGetMemFileBuffer(name.c_str(), &size, TRUE);
    const std::unique_ptr<GByte, decltype(&VSIFree)> owned(bytes, &VSIFree);
    if (!gdal.failure().empty() || !bytes) beside.fail(gdal.failure());
    std::ofstream out(beside.file(), std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    out.close();
    if (!out) beside.fail("writing failed");
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
    Beside beside(file, overwrite);
    if (ending == ".csv")
        write_csv(sheet, beside);
    else
        write_xlsx(sheet, beside);
    beside.keep();
}

}  // namespace locality::io
