// Makes layers of any size as GeoPackages: what every program in the comparison reads. See README.md in this folder.

#include "geo/topology.h"
#include "model/errors.h"
#include "wiggly.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

using namespace locality;

namespace {

constexpr double land_m = 600'000, border_m = 50'000;

/// Zones as near a square of columns and rows as their number allows.
bench::Wiggly square_of(int zones, int halvings, std::uint32_t seed) {
    const int side = std::max(1, static_cast<int>(std::lround(std::sqrt(zones))));
    return {.columns = side, .rows = side, .halvings = halvings, .land_m = land_m, .seed = seed};
}

/// Zones in the middle of the National Grid: their sides bend outwards, and readers refuse what lies off Great Britain.
geo::Shapes made_zones(const bench::Wiggly& wanted) {
    geo::Shapes shapes = bench::wiggly_zones(wanted);
    for (geo::Point& p : shapes.vertices) p = geo::in_metres(geo::on_grid({p.x + border_m, p.y + border_m}));
    return shapes;
}

/// Blocks of two by two and two by three zones, alternating: about five to a footprint, as LSOAs to a ward.
std::vector<std::int32_t> blocks(const bench::Wiggly& zones, std::int32_t& count) {
    std::vector<int> column_block, row_block;
    for (int c = 0, block = 0; c < zones.columns; ++c) {
        column_block.push_back(block);
        if (c % 5 == 1 || c % 5 == 4) ++block;  // 2, 3, 2, 3 ... wide
    }
    for (int r = 0; r < zones.rows; ++r) row_block.push_back(r / 2);
    const int across = column_block.back() + 1;
    count = across * (row_block.back() + 1);
    std::vector<std::int32_t> group;
    for (int r = 0; r < zones.rows; ++r)
        for (int c = 0; c < zones.columns; ++c)
            group.push_back(row_block[static_cast<std::size_t>(r)] * across +
                            column_block[static_cast<std::size_t>(c)]);
    return group;
}

/// Footprints built from the zones: every edge of theirs is an edge of zones. Then, for each tenth block, one more that
/// holds it and the next block and so overlaps both.
geo::Shapes built_from(const geo::Shapes& zones, const bench::Wiggly& wiggly) {
    const geo::Topology topology = geo::build_topology(zones);
    std::int32_t count = 0;
    const std::vector<std::int32_t> group = blocks(wiggly, count);
    geo::Shapes footprints = geo::outlines(topology, group, count);
    std::vector<std::int32_t> wide(group.size(), geo::outside);
    std::int32_t wide_count = 0;
    for (std::int32_t first = 0; first + 1 < count; first += 10, ++wide_count)
        for (std::size_t z = 0; z < group.size(); ++z)
            if (group[z] == first || group[z] == first + 1) wide[z] = wide_count;
    const geo::Shapes more = geo::outlines(topology, wide, wide_count);
    for (std::size_t i = 0; i < more.shape_count(); ++i) footprints.append(more, i);
    return footprints;
}

void write(const std::filesystem::path& path, const geo::Shapes& shapes, char letter) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    std::filesystem::remove(path);
    GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) throw model::InputError(path.string() + ": cannot be written");
    OGRSpatialReference grid;
    grid.importFromEPSG(27700);
    const char* options[] = {"SPATIAL_INDEX=NO", nullptr};
    OGRLayer* layer = dataset->CreateLayer("layer", &grid, wkbMultiPolygon, const_cast<char**>(options));
    OGRFieldDefn code("code", OFTString);
    if (!layer || layer->CreateField(&code) != OGRERR_NONE) throw model::InputError(path.string() + ": no layer");
    dataset->StartTransaction();
    for (std::size_t s = 0; s < shapes.shape_count(); ++s) {
        auto shape = std::make_unique<OGRMultiPolygon>();
        for (std::uint32_t p = shapes.shape_begin[s]; p < shapes.shape_begin[s + 1]; ++p) {
            auto part = std::make_unique<OGRPolygon>();
            for (std::uint32_t r = shapes.part_begin[p]; r < shapes.part_begin[p + 1]; ++r) {
                const std::span<const geo::Point> points = shapes.ring(r);
                auto ring = std::make_unique<OGRLinearRing>();
                ring->setNumPoints(static_cast<int>(points.size()), FALSE);
                for (std::size_t i = 0; i < points.size(); ++i)
                    ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
                part->addRingDirectly(ring.release());
            }
            shape->addGeometryDirectly(part.release());
        }
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        feature->SetField(0, fmt::format("{}{:07}", letter, s).c_str());
        feature->SetGeometryDirectly(shape.release());
        if (layer->CreateFeature(feature.get()) != OGRERR_NONE) throw model::InputError(path.string() + ": is full");
    }
    dataset->CommitTransaction();
    fmt::print("{}: {} shapes, {} vertices\n", path.filename().string(), shapes.shape_count(), shapes.vertices.size());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Makes zones, footprints that cross them, and footprints built from them."};
    int zones = 500;
    std::filesystem::path folder;
    app.add_option("folder", folder, "where to write zones.gpkg, crossing.gpkg and built.gpkg")->required();
    app.add_option("--zones", zones, "about how many zones, of 256 vertices each")->check(CLI::Range(4, 1'000'000));
    CLI11_PARSE(app, argc, argv);
    GDALAllRegister();
    try {
        std::filesystem::create_directories(folder);
        const bench::Wiggly wanted = square_of(zones, 6, 1);
        const geo::Shapes made = made_zones(wanted);
        write(folder / "zones.gpkg", made, 'Z');
        // A fifth as many, of 32 vertices each.
        write(folder / "crossing.gpkg", made_zones(square_of(zones * 7 / 34, 3, 2)), 'F');
        write(folder / "built.gpkg", built_from(made, wanted), 'B');
    } catch (const std::exception& error) {
        fmt::print(stderr, "make_layers: {}\n", error.what());
        return 1;
    }
    return 0;
}
