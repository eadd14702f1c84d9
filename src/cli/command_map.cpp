#include "cli/commands.h"
#include "cli/marks_choice.h"
#include "cli/result_text.h"
#include "cli/scenario_choice.h"
#include "cli/text.h"
#include "io/backdrop.h"
#include "io/project_file.h"
#include "io/scenario_file.h"
#include "model/errors.h"
#include "style/save_map.h"
#include "style/scene.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace locality::cli {

namespace {

struct MapOptions {
    std::string project = demo_name;
    std::string shade, across, footprints, method, palette, title, pick, scenario, disputed, piece;
    std::vector<double> breaks, extent;
    int classes = 0, dpi = 96;
    bool by_footprint = false, imd1 = false, no_labels = false, overwrite = false;
    std::string size = "1600x1200";
    std::filesystem::path output, backdrop;
    int zones_percent = -1;
};

/// The footprint of the outlined set with this code.
std::ptrdiff_t picked(const model::Result& result, const style::Scene& scene, const std::string& code) {
    if (scene.set < 0) throw model::InputError("--pick needs a footprint set; name it with --footprints");
    const model::FootprintSet& set = result.sets[static_cast<std::size_t>(scene.set)];
    const auto at = std::find(set.code.begin(), set.code.end(), code);
    if (at == set.code.end())
        throw model::InputError(
            fmt::format("--pick {}: no footprint of \"{}\" has that code; its codes begin with {}", code, set.id,
                        fmt::join(set.code.begin(), set.code.begin() + std::min<std::ptrdiff_t>(3, std::ssize(set.code)), ", ")));
    return at - set.code.begin();
}

/// The part of the ground to show: its south-west and north-east corners.
std::optional<geo::Box> extent_of(const std::vector<double>& corners) {
    if (corners.empty()) return {};
    geo::Box box;
    box.add(geo::Point{corners[0], corners[1]});
    box.add(geo::Point{corners[2], corners[3]});
    if (corners[0] >= corners[2] || corners[1] >= corners[3])
        throw model::InputError("--extent: name the south-west corner first, then the north-east one: "
                                "--extent 420000,420000,440000,440000");
    return box;
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
    if (options.backdrop == "none") return nullptr;
    if (!options.backdrop.empty() && std::filesystem::absolute(options.backdrop) != spec.path)
        spec = {options.backdrop, spec.opacity, ""};
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
    std::optional<model::CodedScenario> scenario;
    if (!options.scenario.empty())
        scenario = io::scenario_called(options.scenario, project_called(options.project));
    core::ZoneTables tables;
    model::Result result = open_result(options.project, common, talk, scenario ? &tables : nullptr);
    style::SceneChoice choice;
    choice.shade = options.shade.empty() ? result.output.shade : options.shade;
    choice.footprints = options.footprints.empty() ? result.output.footprints : options.footprints;
    if (scenario && options.footprints.empty()) choice.footprints = scenario->set;
    if (choice.footprints.empty() && !result.sets.empty()) choice.footprints = result.sets.back().id;
    if (scenario && choice.footprints != scenario->set)
        throw model::InputError(fmt::format("--scenario \"{}\" moves zones of \"{}\", and the map outlines \"{}\"; say "
                                            "--footprints {}, or leave it out",
                                            scenario->title, scenario->set, choice.footprints, scenario->set));
    if (choice.footprints == "none") choice.footprints.clear();
    choice.show_imd1 = options.imd1;
    choice.show_labels = !options.no_labels;
    choice.by_footprint = options.by_footprint;
    choice.across = options.across;
    choice.recipe = {options.method, options.palette, options.classes, options.breaks};
    if (!options.breaks.empty() && options.method.empty()) choice.recipe.method = "given";
    std::shared_ptr<const style::WholeZones> zones;
    if (scenario) zones = make_scenario(*scenario, result, tables, talk);
    style::Scene scene = style::make_scene(result, choice, style_book());
    if (scenario) style::show_scenario(scene, scenario->title, std::move(zones));
    scene.marks = marks_called(options.disputed, options.piece, result, talk.stage(0.9, 1));
    scene.backdrop = backdrop_for(options, common);
    if (!options.title.empty()) scene.title = options.title;
    if (!options.pick.empty()) scene.selected = picked(result, scene, options.pick);
    style::Sheet sheet = *style::sheet_of(options.size, options.dpi);
    sheet.extent = extent_of(options.extent);
    const style::DrawingSession session;
    style::save_map(scene, sheet, options.output, options.overwrite);

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
                                  {"scenario", scenario ? scenario->title : ""},
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
                     "Picture under the zones: GeoTIFF, MBTiles, folder of tiles, or <GDAL_WMS> file; none leaves out the "
                     "project's")
        ->type_name("FILE");
    command
        ->add_option("--zones-percent", options->zones_percent,
                     "How solid the zones are over it: 100 hides it, 0 leaves outlines")
        ->check(CLI::Range(0, 100))
        ->type_name("N");
    command->add_flag("--imd1", options->imd1, "Ring the zones in the most deprived tenth of England");
    command->add_flag("--no-labels", options->no_labels, "Leave out the footprints' names");
    CLI::Option* across = command->add_option("--across", options->across, "Second column, shaded together with the first")
                              ->type_name("COLUMN");
    command->add_flag("--shade-footprints", options->by_footprint,
                      "Shade the footprints instead of the zones; --shade and --across are then columns of theirs");
    command->add_option("--method", options->method,
                        "How classes are made: deciles, quantiles, equal, natural or given (else as the styles say)")
        ->excludes(across)
        ->type_name("METHOD");
    command->add_option("--classes", options->classes, "How many classes, 3 to 10 (else as the styles say)")
        ->excludes(across)
        ->type_name("N");
    command->add_option("--palette", options->palette, "Colours, by their name in styles/styles.toml")
        ->excludes(across)
        ->type_name("NAME");
    command->add_option("--breaks", options->breaks, "Where classes end, ascending: 10,20,40")
        ->delimiter(',')
        ->excludes(across)
        ->type_name("LIST");
    command->add_option("--pick", options->pick, "Code of the footprint to draw with a heavier line")->type_name("CODE");
    command
        ->add_option("--scenario", options->scenario,
                     "Draw the footprints as a scenario leaves them: a title from the file beside the project "
                     "(PROJECT.scenarios.toml), a file of one scenario, or FILE.toml:TITLE")
        ->type_name("NAME");
    command->add_option("--disputed", options->disputed, "Mark the gaps and double claims of a footprint set")
        ->type_name("SET");
    command
        ->add_option("--piece", options->piece,
                     "Outline the ground that footprints share: SET:CODE,SET:CODE; SET: alone for ground that none of "
                     "it claims, CODE+CODE where several do")
        ->type_name("PLACE");
    command->add_option("--title", options->title, "Title of the map (else the project's)")->type_name("WORDS");
    command->add_option("--extent", options->extent,
                        "Ground to show, in National Grid metres: west,south,east,north (else the whole map)")
        ->delimiter(',')
        ->expected(4)
        ->type_name("BOX");
    command->add_option("--size", options->size,
                        "Width and height in pixels, 200 to 20000 each, or paper: A4, A4-portrait ... A0-portrait")
        ->check([](const std::string& text) {
            const auto sheet = style::sheet_of(text, 96);
            constexpr int least = 200, most = 20000;
            const bool fits = sheet && std::min(sheet->width, sheet->height) >= least &&
                              std::max(sheet->width, sheet->height) <= most;
            return fits ? std::string()
                        : fmt::format("\"{}\" is no size; write 1600x1200, each from {} to {} pixels, or a paper: "
                                      "A4, A3-portrait",
                                      text, least, most);
        })
        ->capture_default_str()
        ->type_name("SIZE");
    command->add_option("--dpi", options->dpi, "Pixels per inch of paper, 30 to 1200")
        ->check(CLI::Range(30, 1200))
        ->capture_default_str()
        ->type_name("N");
    command->add_option("-o,--output", options->output, "Picture to write, by its ending: .png, .svg or .pdf")
        ->required()
        ->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer(
        "Example: locality map demo --shade imd_decile --footprints lcp --imd1 --size A3 --dpi 300 -o map.pdf");
    command->callback([options, &common, &run] { run = [options, &common] { return draw_map(*options, common); }; });
}

}  // namespace locality::cli
