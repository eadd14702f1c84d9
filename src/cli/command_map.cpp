#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "io/backdrop.h"
#include "io/project_file.h"
#include "model/errors.h"
#include "style/save_map.h"
#include "style/scene.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace locality::cli {

namespace {

struct Size {
    int width = 1600, height = 1200;
};

struct MapOptions {
    std::string project = demo_name;
    std::string shade, footprints;
    bool imd1 = false, no_labels = false, overwrite = false;
    std::string size = "1600x1200";
    std::filesystem::path output, backdrop;
    int zones_percent = -1;
};

/// "1600x1200", or nothing where it is no size of a picture.
std::optional<Size> parse_size(std::string_view text) {
    constexpr int least = 200, most = 20000;
    Size size;
    const char* end = text.data() + text.size();
    const auto [x, width_error] = std::from_chars(text.data(), end, size.width);
    if (width_error != std::errc() || x == end || *x != 'x') return {};
    const auto [rest, height_error] = std::from_chars(x + 1, end, size.height);
    if (height_error != std::errc() || rest != end) return {};
    const bool fits = size.width >= least && size.width <= most && size.height >= least && size.height <= most;
    return fits ? std::optional(size) : std::nullopt;
}

style::StyleBook style_book() {
    const std::filesystem::path file = io::own_file("styles/styles.toml");
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf()))
        throw model::InputError(fmt::format("{}: cannot be read; look at its permissions", file.string()));
    return {text.str()};
}

/// The picture under the zones: the one asked for, else the project's.
std::shared_ptr<const style::Backdrop> backdrop_for(const MapOptions& options, const Common& common) {
    io::BackdropSpec spec;
    if (const std::filesystem::path project = options.project; project.extension() == ".toml")
        spec = io::read_backdrop_spec(project, common.data).value_or(spec);
    if (!options.backdrop.empty()) spec = {options.backdrop, spec.opacity, ""};
    if (spec.path.empty()) return nullptr;
    const auto file = std::make_shared<io::BackdropFile>(spec.path);
    auto backdrop = std::make_shared<style::Backdrop>();
    backdrop->read = [file](const geo::Box& ground, int width, int height) {
        io::BackdropPixels read = file->read(ground, width, height);
        return style::Backdrop::Picture{read.width, read.height, std::move(read.pixels)};
    };
    backdrop->attribution = spec.attribution.empty() ? file->attribution() : spec.attribution;
    backdrop->opacity = options.zones_percent < 0 ? spec.opacity : options.zones_percent / 100.0;
    return backdrop;
}

int draw_map(const MapOptions& options, const Common& common) {
    require_writable(options.output, options.overwrite, {".png", ".svg", ".pdf"});
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    style::SceneChoice choice;
    choice.shade = options.shade.empty() ? result.output.shade : options.shade;
    choice.footprints = options.footprints.empty() ? result.output.footprints : options.footprints;
    if (choice.footprints.empty() && !result.sets.empty()) choice.footprints = result.sets.back().id;
    if (choice.footprints == "none") choice.footprints.clear();
    choice.show_imd1 = options.imd1;
    choice.show_labels = !options.no_labels;
    style::Scene scene = style::make_scene(result, choice, style_book());
    scene.backdrop = backdrop_for(options, common);
    const Size size = *parse_size(options.size);
    const style::DrawingSession session;
    style::save_map(scene, size.width, size.height, options.output, options.overwrite);

    if (common.json) {
        nlohmann::ordered_json classes = nlohmann::ordered_json::array();
        for (std::size_t i = 0; i < scene.shading.classes.size(); ++i)
            classes.push_back({{"label", scene.shading.classes[i].label},
                               {"fill", style::hex(scene.shading.classes[i].fill)},
                               {"zones", scene.class_count[i]}});
        fmt::print("{}", printed({{"output", options.output.string()},
                                  {"title", scene.title},
                                  {"synthetic", scene.synthetic},
                                  {"reading", scene.reading},
                                  {"shade", scene.shading.column},
                                  {"footprints", choice.footprints},
                                  {"classes", classes},
                                  {"missing", scene.missing_count},
                                  {"suppressed", scene.suppressed_count}}));
    } else if (!common.quiet) {
        if (!scene.reading.empty()) fmt::print("{}\n", scene.reading);
        fmt::print("Map: {}\n", options.output.string());
    }
    return exit_done;
}

}  // namespace

void add_map(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand("map", "Draws a map to a PNG, SVG or PDF; needs no display");
    auto options = std::make_shared<MapOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), GeoPackage that build wrote, or demo")
        ->type_name("");
    command->add_option("--shade", options->shade, "Column of the zones to shade by (else the project's: imd_decile)")
        ->type_name("COLUMN");
    command->add_option("--footprints", options->footprints, "Footprint set to outline, or none (else the project's)")
        ->type_name("SET");
    command
        ->add_option("--backdrop", options->backdrop,
                     "Picture under the zones: GeoTIFF, MBTiles, folder of tiles, or <GDAL_WMS> file")
        ->type_name("FILE");
    command
        ->add_option("--zones-percent", options->zones_percent,
                     "How solid the zones are over it: 100 hides it, 0 leaves outlines")
        ->check(CLI::Range(0, 100))
        ->type_name("N");
    command->add_flag("--imd1", options->imd1, "Ring the zones in the most deprived tenth of England");
    command->add_flag("--no-labels", options->no_labels, "Leave out the footprints' names");
    command->add_option("--size", options->size, "Width and height in pixels, 200 to 20000 each")
        ->check([](const std::string& text) {
            return parse_size(text) ? std::string()
                                    : fmt::format(
                                          "\"{}\" is no size; write 1600x1200, each from 200 to "
                                          "20000 pixels",
                                          text);
        })
        ->capture_default_str()
        ->type_name("WxH");
    command->add_option("-o,--output", options->output, "Picture to write, by its ending: .png, .svg or .pdf")
        ->required()
        ->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer(
        "Example: locality map demo --shade imd_decile --footprints lcp --imd1 --size 1600x1200 -o map.png");
    command->callback([options, &common, &run] { run = [options, &common] { return draw_map(*options, common); }; });
}

}  // namespace locality::cli
