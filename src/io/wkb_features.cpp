#include "io/wkb_features.h"

#include "model/errors.h"

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogr_recordbatch.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace locality::io {

namespace {

/// What GDAL hands out in columns (the Arrow C data interface), released in the end.
struct Stream : ArrowArrayStream {
    Stream() : ArrowArrayStream{} {}
    ~Stream() {
        if (release) release(this);
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
};

struct Schema : ArrowSchema {
    Schema() : ArrowSchema{} {}
    ~Schema() {
        if (release) release(this);
    }
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;
};

struct Batch : ArrowArray {
    Batch() : ArrowArray{} {}
    ~Batch() {
        if (release) release(this);
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
};

bool is_null(const ArrowArray& column, std::int64_t row) {
    const auto* bits = static_cast<const std::uint8_t*>(column.buffers[0]);
    return bits && (bits[row / 8] >> (row % 8) & 1) == 0;
}

template <class T>
T value(const ArrowArray& column, std::int64_t row) {
    return static_cast<const T*>(column.buffers[1])[row];
}

std::span<const std::byte> bytes(const ArrowArray& column, std::int64_t row) {
    if (is_null(column, row)) return {};
    const auto* begin = static_cast<const std::int32_t*>(column.buffers[1]);
    const auto* data = static_cast<const std::byte*>(column.buffers[2]);
    return {data + begin[row], static_cast<std::size_t>(begin[row + 1] - begin[row])};
}

/// The text of a cell, as OGRFeature::GetFieldAsString gives it; `number` is a feature to ask it for decimal numbers.
std::string text(const ArrowArray& column, const char* format, std::int64_t row, OGRFeature& number, int field) {
    if (is_null(column, row)) return {};
    switch (format[0]) {
        case 'u': {
            const std::span<const std::byte> found = bytes(column, row);
            return {reinterpret_cast<const char*>(found.data()), found.size()};
        }
        case 'i':
            return fmt::format("{}", value<std::int32_t>(column, row));
        case 'l':
            return fmt::format("{}", value<std::int64_t>(column, row));
        default:
            number.SetField(field, value<double>(column, row));
            return number.GetFieldAsString(field);
    }
}

/// GDAL 3.10 was seen to hand out cells of senseless lengths, now and then; 3.6 is tried and tested. Layers are read
/// feature by feature by others, with the same result.
bool has_tried_columns() {
    constexpr int first_untried = 3'070'000;
    static const int version = std::atoi(GDALVersionInfo("VERSION_NUM"));
    return version < first_untried;
}

}  // namespace

bool has_wkb_columns(OGRLayer& layer) {
    if (!has_tried_columns()) return false;
    if (!layer.TestCapability(OLCFastGetArrowStream) || layer.GetLayerDefn()->GetGeomFieldCount() != 1) return false;
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(i);
        const OGRFieldType type = field.GetType();
        if (type != OFTString && type != OFTInteger && type != OFTInteger64 && type != OFTReal) return false;
        if (field.GetSubType() != OFSTNone || field.IsIgnored()) return false;
    }
    return true;
}

Features read_wkb_features(OGRLayer& layer, const std::string& source, Listening& gdal,
                           const std::function<bool(std::span<const std::byte>)>& geometry, std::size_t batch_size) {
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    FeatureCells cells(definition);
    const OGRFeatureUniquePtr number(OGRFeature::CreateFeature(layer.GetLayerDefn()));
    gdal.clear();
    CPLStringList options;
    options.SetNameValue("MAX_FEATURES_IN_BATCH", std::to_string(batch_size).c_str());
    Stream stream;
    Schema schema;
    const auto broken = [&] { return model::InputError(source + ": is damaged" + gdal.in_brackets()); };
    if (!layer.GetArrowStream(&stream, options.List()) || stream.get_schema(&stream, &schema) != 0) throw broken();
    // The feature's number, the fields in their order, the geometry.
    const auto fields = static_cast<std::size_t>(definition.GetFieldCount());
    if (schema.n_children != static_cast<std::int64_t>(fields) + 2) throw broken();
    for (;;) {
        Batch batch;
        if (stream.get_next(&stream, &batch) != 0) throw broken();
        if (!batch.release) break;
        for (std::int64_t row = 0; row < batch.length; ++row) {
            cells.add_feature(value<std::int64_t>(*batch.children[0], row), source);
            for (std::size_t f = 0; f < fields; ++f)
                cells.set(
                    f, text(*batch.children[f + 1], schema.children[f + 1]->format, row, *number, static_cast<int>(f)));
            if (!geometry(bytes(*batch.children[fields + 1], row))) throw broken();
        }
    }
    if (!gdal.failure().empty()) throw broken();
    return cells.take();
}

}  // namespace locality::io
