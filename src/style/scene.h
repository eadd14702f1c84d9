#pragma once

#include "geo/shapes.h"
#include "geo/topology.h"
#include "model/result.h"
#include "style/backdrop.h"
#include "style/marks.h"
#include "style/style.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace locality::style {

/// Footprints of whole zones that are drawn in place of a set's own: those of a scenario.
struct WholeZones {
    std::vector<std::int32_t> footprint_of_zone;  ///< model::unassigned where none claims it
    geo::Shapes shapes;                           ///< outlines, for names to stand in
};

/// What is on a map, in National Grid metres, ready to be painted at any scale: made once per choice of shading and
/// footprints, drawn many times.
struct Scene {
    std::string title, subtitle, attribution;
    std::string dates;  ///< of what the figures are: "LSOAs 2021 · deprivation 2025 · residents 2022"
    bool synthetic = false;
    geo::Box extent;

    const model::Result* result = nullptr;  ///< outlives the scene; painted lines and fills follow its zones' arcs
    bool by_footprint = false;              ///< the footprints of the set are shaded, else the zones
    std::vector<std::int32_t> class_of;     ///< per zone or footprint, into shading.classes; see below for blanks
    Shading shading;
    model::Column column;                  ///< what is shaded: a value per zone or footprint
    std::vector<std::size_t> class_count;  ///< zones or footprints in each class
    std::size_t missing_count = 0, suppressed_count = 0;

    std::ptrdiff_t set = -1;  ///< the footprint set outlined; -1 for none
    std::shared_ptr<const WholeZones> whole_zones;  ///< null where the set stands as it was made
    std::vector<bool> imd1;   ///< zones in the most deprived tenth
    bool show_imd1 = false;
    bool show_labels = true;
    std::ptrdiff_t selected = -1;              ///< the footprint picked, drawn with a heavier line
    std::string reading;                       ///< one sentence that reads the map aloud
    std::shared_ptr<const Marks> marks;        ///< on top of the zones; may be none
    std::shared_ptr<const Backdrop> backdrop;  ///< under them; may be none
    MapStyle style;
    double scale = 0;  ///< of lines and words: 1 suits 1200 x 900 pixels and a screen; 0: by the size of the picture
};
inline constexpr std::int32_t class_missing = -1;
inline constexpr std::int32_t class_suppressed = -2;

struct SceneChoice {
    std::string shade = "imd_decile";  ///< column of the zones, or of the footprints where those are shaded
    std::string footprints;            ///< set id; empty for none
    bool show_imd1 = false;
    bool show_labels = true;
    bool by_footprint = false;  ///< shade the footprints instead of the zones
    std::string across = {};    ///< a second column, to shade both together
    Recipe recipe = {};         ///< how; means nothing for two columns
    std::string look = {};      ///< of the book, "dark" or "contrast"; empty for the usual one
};

/// What a zone is called in a sentence: "LSOA", "LSOAs", "ward", "zones".
std::string zone_word(const model::Result& result, bool plural);

/// What the shapes that are shaded are called: "LSOAs", or the set's title, "Primary Care Networks".
std::string shaded_word(const Scene& scene);

/// Throws model::InputError for a column or set that the result does not have, with the names it has; for an IMD1
/// overlay without deciles; for shaded footprints without a set; for a recipe as shading_for; and for a broken book.
Scene make_scene(const model::Result& result, const SceneChoice& choice, const StyleBook& book);

/// Draws the scene's set as a scenario leaves it, and says so: whoever looks at a scenario must know that it is one.
void show_scenario(Scene& scene, const std::string& title, std::shared_ptr<const WholeZones> zones);

}  // namespace locality::style
