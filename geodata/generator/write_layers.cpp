#include "geo/topology.h"
#include "write.h"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <cmath>
#include <stdexcept>

namespace locality::demo {

namespace {

using geo::Point;
using geo::Shapes;

[[noreturn]] void fail(const std::string& doing) {
    throw std::runtime_error("demo city: " + doing + ": " + CPLGetLastErrorMsg());
}
void check(OGRErr result, const std::string& doing) {
    if (result != OGRERR_NONE) fail(doing);
}

/// From metres around the city's centre to the National Grid; coordinates stay multiples of 0.1 m.
Point on_national_grid(Point p) {
    return {std::floor((p.x + origin_east) * 10 + 0.5) / 10, std::floor((p.y + origin_north) * 10 + 0.5) / 10};
}

OGRMultiPolygon polygons(const Shapes& shapes, std::size_t shape) {
    OGRMultiPolygon multi;
    for (auto part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        OGRPolygon polygon;
        for (auto r = shapes.part_begin[part]; r < shapes.part_begin[part + 1]; ++r) {
            auto* ring = new OGRLinearRing;
            ring->setNumPoints(static_cast<int>(shapes.ring(r).size()));
            int i = 0;
            for (Point p : shapes.ring(r))
                ring->setPoint(i++, std::floor(p.x * 10 + 0.5) / 10, std::floor(p.y * 10 + 0.5) / 10);
            polygon.addRingDirectly(ring);
        }
        multi.addGeometry(&polygon);
    }
    return multi;
}

struct Field {
    const char* name;
    bool whole_number = false;
};

/// One layer of the GeoPackage, being written.
class LayerWriter {
public:
    LayerWriter(GDALDataset& file, const OGRSpatialReference& grid, const char* name, const char* what,
                OGRwkbGeometryType type, std::initializer_list<Field> fields)
        : m_name(name) {
        CPLStringList options;
        options.SetNameValue("GEOMETRY_NAME", "geom");
        if (type == wkbPoint) options.SetNameValue("SPATIAL_INDEX", "NO");  // small enough to be read whole
        options.SetNameValue("IDENTIFIER", (std::string(name) + " (synthetic)").c_str());
        const std::string about =
            std::string("Synthetic City of ") + city_name + ": " + what + ". Invented; no real place or people.";
        options.SetNameValue("DESCRIPTION", about.c_str());
        m_layer = file.CreateLayer(name, const_cast<OGRSpatialReference*>(&grid), type, options.List());
        if (!m_layer) fail(m_name);
        for (const Field& field : fields) {
            OGRFieldDefn definition(field.name, field.whole_number ? OFTInteger : OFTString);
            check(m_layer->CreateField(&definition), m_name);
        }
    }
    template <class... Values>
    void add(const OGRGeometry& shape, const Values&... values) {
        OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(m_layer->GetLayerDefn()));
        int field = 0;
        (set(*feature, field++, values), ...);
        check(feature->SetGeometry(&shape), m_name);
        check(m_layer->CreateFeature(feature.get()), m_name);
    }

private:
    static void set(OGRFeature& feature, int field, const std::string& text) { feature.SetField(field, text.c_str()); }
    static void set(OGRFeature& feature, int field, int number) { feature.SetField(field, number); }

    std::string m_name;
    OGRLayer* m_layer = nullptr;
};

}  // namespace

void write_layers(const DemoCity& demo, const std::filesystem::path& folder) {
    const City& city = demo.city;
    GDALAllRegister();
    const CPLConfigOptionSetter no_clock("OGR_CURRENT_DATE", "2025-11-01T00:00:00.000Z", false);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (!driver) throw std::runtime_error("demo city: this GDAL cannot write GeoPackages");
    const std::string path = (folder / "demo_boundaries.gpkg").string();
    std::filesystem::remove(path);
    GDALDatasetUniquePtr file(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!file) fail(path);
    OGRSpatialReference grid;
    check(grid.importFromEPSG(27700), "EPSG:27700");
    grid.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);

    Shapes cells = city.mesh.shapes;
    for (Point& p : cells.vertices) p = on_national_grid(p);
    const geo::Topology topology = geo::build_topology(cells);
    const auto dissolved = [&](const Places& places) {
        return geo::outlines(topology, places.of_cell, static_cast<std::int32_t>(places.size()));
    };
    const auto point = [](Point p) {
        const Point at = on_national_grid(p);
        return OGRPoint(at.x, at.y);
    };
    const auto index = [](int i) { return static_cast<std::size_t>(i); };

    if (file->StartTransaction() != OGRERR_NONE) fail(path);
    {
        LayerWriter layer(*file, grid, "oa21", "output areas", wkbMultiPolygon,
                          {{"OA21CD"}, {"LSOA21CD"}, {"RESIDENTS", true}});
        const Shapes shapes = dissolved(city.oa);
        for (std::size_t i = 0; i < city.oa.size(); ++i) {
            layer.add(polygons(shapes, i), city.oa.code[i], city.lsoa.code[index(city.lsoa_of_oa[i])],
                      city.oa.people[i]);
        }
    }
    {
        LayerWriter layer(*file, grid, "lsoa21", "lower layer super output areas", wkbMultiPolygon,
                          {{"LSOA21CD"}, {"LSOA21NM"}, {"MSOA21CD"}});
        const Shapes shapes = dissolved(city.lsoa);
        for (std::size_t i = 0; i < city.lsoa.size(); ++i) {
            layer.add(polygons(shapes, i), city.lsoa.code[i], city.lsoa.name[i],
                      city.msoa.code[index(city.msoa_of_lsoa[i])]);
        }
    }
    {
        LayerWriter layer(*file, grid, "msoa21", "middle layer super output areas", wkbMultiPolygon,
                          {{"MSOA21CD"}, {"MSOA21NM"}});
        const Shapes shapes = dissolved(city.msoa);
        for (std::size_t i = 0; i < city.msoa.size(); ++i)
            layer.add(polygons(shapes, i), city.msoa.code[i], city.msoa.name[i]);
    }
    {
        LayerWriter layer(*file, grid, "ward25", "wards", wkbMultiPolygon,
                          {{"WD25CD"}, {"WD25NM"}, {"COMMITTEE_CODE"}, {"COMMITTEE_NAME"}});
        const Shapes shapes = dissolved(city.ward);
        for (std::size_t i = 0; i < city.ward.size(); ++i) {
            const std::size_t c = index(city.committee_of_ward[i]);
            layer.add(polygons(shapes, i), city.ward.code[i], city.ward.name[i], city.committee.code[c],
                      city.committee.name[c]);
        }
    }
    {
        LayerWriter layer(*file, grid, "oa21_pwc", "population-weighted centroids of output areas", wkbPoint,
                          {{"OA21CD"}, {"LSOA21CD"}, {"RESIDENTS", true}});
        for (std::size_t i = 0; i < city.oa.size(); ++i) {
            layer.add(point(city.oa.centre[i]), city.oa.code[i], city.lsoa.code[index(city.lsoa_of_oa[i])],
                      city.oa.people[i]);
        }
    }
    {
        LayerWriter layer(*file, grid, "lsoa21_pwc", "population-weighted centroids of LSOAs", wkbPoint,
                          {{"LSOA21CD"}, {"LSOA21NM"}});
        for (std::size_t i = 0; i < city.lsoa.size(); ++i)
            layer.add(point(city.lsoa.centre[i]), city.lsoa.code[i], city.lsoa.name[i]);
    }
    {
        const HealthCare& care = demo.care;
        LayerWriter layer(*file, grid, "practices", "general practices", wkbPoint,
                          {{"PRACTICE_CODE"}, {"PRACTICE_NAME"}, {"PCN_CODE"}, {"LIST_SIZE", true}});
        for (const Practice& p : care.practices) {
            layer.add(point(p.at), p.code, p.name, p.pcn >= 0 ? care.pcn_code[index(p.pcn)] : std::string("U"),
                      p.list_size);
        }
    }
    if (file->CommitTransaction() != OGRERR_NONE) fail(path);
    // GDAL 3.6 closes without a word; look whether it had one.
    CPLErrorReset();
    file.reset();
    if (CPLGetLastErrorType() >= CE_Failure) fail(path);
}

}  // namespace locality::demo
