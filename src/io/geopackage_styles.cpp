#include "io/geopackage_styles.h"

#include <fmt/format.h>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace locality::io::geopackage {

namespace {

constexpr auto decile_field = "imd_decile";
// ColorBrewer's YlGnBu, darkest first: decile 1 is the most deprived.
constexpr std::array<std::string_view, 10> decile_fills{"#081d58", "#253896", "#225aa6", "#2079b4", "#2496c1",
                                                        "#3eb2c4", "#74c8bd", "#a8dbb8", "#dcf1b2", "#ffffd9"};
constexpr std::string_view zone_line = "#808080", no_data = "#9a9a9a", footprint_line = "#1a1a1a", casing = "#ffffff",
                           plain = "#ececec";

std::string decile_label(std::size_t decile) {
    if (decile == 1) return "1 = most deprived 10% in England";
    if (decile == 10) return "10 = least deprived 10%";
    return fmt::format("{}", decile);
}

/// "#081d58" as QGIS writes it: "8,29,88,255".
std::string rgba(std::string_view hex) {
    unsigned red = 0, green = 0, blue = 0;
    std::sscanf(std::string(hex).c_str(), "#%2x%2x%2x", &red, &green, &blue);
    return fmt::format("{},{},{},255", red, green, blue);
}

std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

/// How one kind of polygon is drawn. `pattern` is QGIS's word: "solid", "no", "b_diagonal". A casing is a wider line
/// below the line, so that it shows on dark fills too; 0 is none.
struct Look {
    std::string_view fill, pattern, line;
    double line_mm;
    double casing_mm = 0;
};
constexpr Look zone_look(std::string_view fill) {
    return {fill, "solid", zone_line, 0.1};
}
constexpr Look blank_look{no_data, "b_diagonal", zone_line, 0.1};
constexpr Look footprint_look{plain, "no", footprint_line, 0.6, 1.2};

std::string qml_fill_layer(std::string_view fill, std::string_view pattern, std::string_view line, double line_mm) {
    std::string options;
    const auto option = [&](std::string_view key, std::string_view value) {
        options += fmt::format("      <Option name=\"{}\" type=\"QString\" value=\"{}\"/>\n", key, value);
    };
    option("color", rgba(fill));
    option("style", pattern);
    option("outline_color", rgba(line));
    option("outline_style", "solid");
    option("outline_width", fmt::format("{}", line_mm));
    option("outline_width_unit", "MM");
    option("joinstyle", "round");
    return fmt::format(
        "    <layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">\n     <Option type=\"Map\">\n{}"
        "     </Option>\n    </layer>\n",
        options);
}

std::string qml_symbol(std::size_t name, const Look& look) {
    const std::string below = look.casing_mm > 0 ? qml_fill_layer(look.fill, "no", casing, look.casing_mm) : "";
    return fmt::format(
        "   <symbol name=\"{}\" type=\"fill\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n{}{}   </symbol>\n",
        name, below, qml_fill_layer(look.fill, look.pattern, look.line, look.line_mm));
}

std::string qml_document(std::string_view renderer, std::string_view labelling) {
    return fmt::format(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"{}\">\n{}{}"
        " <layerGeometryType>2</layerGeometryType>\n</qgis>\n",
        labelling.empty() ? 0 : 1, renderer, labelling);
}

std::string qml_single(const Look& look) {
    return " <renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n"
           "  <symbols>\n" +
           qml_symbol(0, look) + "  </symbols>\n </renderer-v2>\n";
}

/// Ten classes and, for QGIS the value "", one for everything else: no data.
std::string qml_deciles() {
    std::string categories, symbols;
    const auto category = [&](std::size_t symbol, const std::string& value, const std::string& label, const Look& l) {
        categories += fmt::format("   <category symbol=\"{}\" value=\"{}\" label=\"{}\" render=\"true\"/>\n", symbol,
                                  value, label);
        symbols += qml_symbol(symbol, l);
    };
    for (std::size_t d = 1; d <= decile_fills.size(); ++d)
        category(d - 1, fmt::format("{}", d), decile_label(d), zone_look(decile_fills[d - 1]));
    category(decile_fills.size(), "", "no data", blank_look);
    return fmt::format(
        " <renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" symbollevels=\"0\" enableorderby=\"0\" "
        "forceraster=\"0\">\n  <categories>\n{}  </categories>\n  <symbols>\n{}  </symbols>\n </renderer-v2>\n",
        decile_field, categories, symbols);
}

std::string qml_name_labels() {
    return " <labeling type=\"simple\">\n  <settings calloutType=\"simple\">\n"
           "   <text-style fieldName=\"name\" isExpression=\"0\" fontFamily=\"Sans Serif\" fontSize=\"9\" "
           "fontSizeUnit=\"Point\" textColor=\"26,26,26,255\" textOpacity=\"1\">\n"
           "    <text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" "
           "bufferColor=\"255,255,255,255\" bufferOpacity=\"0.8\" bufferNoFill=\"1\"/>\n"
           "   </text-style>\n"
           "   <text-format autoWrapLength=\"18\" useMaxLineLengthForAutoWrap=\"1\" multilineAlign=\"1\"/>\n"
           "   <placement placement=\"1\" centroidWhole=\"1\" centroidInside=\"1\" offsetType=\"0\" "
           "quadOffset=\"4\"/>\n"
           "   <rendering drawLabels=\"1\" obstacle=\"0\" scaleVisibility=\"0\"/>\n"
           "  </settings>\n </labeling>\n";
}

/// SLD 1.0 measures lines in pixels of 0.28 mm.
std::string sld_stroke(std::string_view colour, double line_mm) {
    return fmt::format(
        "<Stroke><CssParameter name=\"stroke\">{}</CssParameter>"
        "<CssParameter name=\"stroke-width\">{:.2f}</CssParameter></Stroke>",
        colour, line_mm / 0.28);
}

std::string sld_polygon(const Look& look) {
    const std::string below = look.casing_mm > 0 ? fmt::format("<PolygonSymbolizer>{}</PolygonSymbolizer>",
                                                               sld_stroke(casing, look.casing_mm))
                                                 : "";
    const std::string fill = look.pattern == "no" ? ""
                                                  : fmt::format(
                                                        "<Fill><CssParameter name=\"fill\">{}</CssParameter>"
                                                        "<CssParameter name=\"fill-opacity\">{}</CssParameter></Fill>",
                                                        look.fill, look.pattern == "solid" ? "1" : "0.4");
    return fmt::format("{}<PolygonSymbolizer>{}{}</PolygonSymbolizer>", below, fill,
                       sld_stroke(look.line, look.line_mm));
}

std::string sld_rule(const std::string& title, const std::string& filter, const std::string& symbols) {
    return fmt::format("   <Rule><Title>{}</Title>{}{}</Rule>\n", title, filter, symbols);
}

std::string sld_document(const std::string& layer, const std::string& rules) {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\" "
        "xmlns:ogc=\"http://www.opengis.net/ogc\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"http://www.opengis.net/sld "
        "http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd\">\n"
        " <NamedLayer><Name>{}</Name>\n  <UserStyle><FeatureTypeStyle>\n{}  </FeatureTypeStyle></UserStyle>\n"
        " </NamedLayer>\n</StyledLayerDescriptor>\n",
        escaped(layer), rules);
}

std::string sld_deciles(const std::string& layer) {
    std::string rules;
    for (std::size_t d = 1; d <= decile_fills.size(); ++d) {
        const std::string filter = fmt::format(
            "<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>{}</ogc:PropertyName>"
            "<ogc:Literal>{}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>",
            decile_field, d);
        rules += sld_rule(decile_label(d), filter, sld_polygon(zone_look(decile_fills[d - 1])));
    }
    const std::string filter = fmt::format(
        "<ogc:Filter><ogc:PropertyIsNull><ogc:PropertyName>{}</ogc:PropertyName></ogc:PropertyIsNull></ogc:Filter>",
        decile_field);
    return sld_document(layer, rules + sld_rule("no data", filter, sld_polygon(blank_look)));
}

std::string sld_name_labels() {
    return "<TextSymbolizer><Label><ogc:PropertyName>name</ogc:PropertyName></Label>"
           "<Font><CssParameter name=\"font-family\">Sans Serif</CssParameter>"
           "<CssParameter name=\"font-size\">12</CssParameter></Font>"
           "<LabelPlacement><PointPlacement><AnchorPoint><AnchorPointX>0.5</AnchorPointX>"
           "<AnchorPointY>0.5</AnchorPointY></AnchorPoint></PointPlacement></LabelPlacement>"
           "<Halo><Radius>2</Radius><Fill><CssParameter name=\"fill\">#ffffff</CssParameter></Fill></Halo>"
           "<Fill><CssParameter name=\"fill\">#1a1a1a</CssParameter></Fill></TextSymbolizer>";
}

}  // namespace

void write_styles(NewFile& file, const model::Result& result) {
    using enum FieldType;
    TableWriter table(file, "layer_styles", "How QGIS draws the layers",
                      {{"f_table_catalog", text},
                       {"f_table_schema", text},
                       {"f_table_name", text},
                       {"f_geometry_column", text},
                       {"styleName", text},
                       {"styleQML", text},
                       {"styleSLD", text},
                       {"useAsDefault", flag},
                       {"description", text},
                       {"owner", text},
                       {"ui", text},
                       {"update_time", date}});
    const auto style = [&](const std::string& layer, const std::string& name, const std::string& description,
                           const std::string& qml, const std::string& sld) {
        // QGIS looks a style up by catalogue and schema too: empty text in a GeoPackage, not NULL.
        table.text("").text("").text(layer).text("geom").text(name).text(qml).text(sld).flag(true);
        table.text(description).text("").null().text(fixed_date).end_row();
    };
    if (model::find_column(result.zone_columns, decile_field))
        style("zones", "IMD decile", "Decile of deprivation, darkest = most deprived 10% in England",
              qml_document(qml_deciles(), ""), sld_deciles("zones"));
    else
        style("zones", "Zones", "Outlines", qml_document(qml_single(zone_look(plain)), ""),
              sld_document("zones", sld_rule("Zones", "", sld_polygon(zone_look(plain)))));
    for (const model::FootprintSet& set : result.sets) {
        const std::string layer = "footprints_" + set.id;
        style(layer, "Outlines with names", "Outlines of " + set.title,
              qml_document(qml_single(footprint_look), qml_name_labels()),
              sld_document(layer, sld_rule(escaped(set.title), "", sld_polygon(footprint_look) + sld_name_labels())));
    }
}

}  // namespace locality::io::geopackage
