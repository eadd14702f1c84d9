#pragma once

#include "style/scene.h"
#include "style/sheet.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>

namespace locality::app {

/// Everything that decides what a map looks like.
struct MapOrder {
    std::filesystem::path project;               ///< or the GeoPackage that is shown
    std::optional<std::filesystem::path> data;   ///< the folder of --data
    style::SceneChoice choice;
    std::string title;                           ///< in place of the project's; empty: the project's
    std::string picked;                          ///< code of the footprint drawn with a heavier line; empty for none
    std::string scenario;                        ///< that is shown, as FILE.toml:TITLE; empty for the original
    bool scenario_unsaved = false;               ///< its file does not have it yet: the command line waits for that
    std::string disputed;                        ///< the set whose gaps and double claims are marked; empty for none
    std::string piece;                           ///< the ground that is outlined (core::combination_address)
    std::string size = "1600x1200";              ///< as style::sheet_of takes it
    int dpi = 96;
    std::optional<geo::Box> extent;
    std::filesystem::path backdrop;              ///< the picture under the zones; "none" for none though the project
                                                 ///< names one; empty where the project decides
    int zones_percent = -1;                      ///< how solid the zones are over it

    /// Throws nothing that style::sheet_of would not: `size` is one of its sizes.
    style::Sheet sheet() const;
};

/// The arguments of `locality` that draw the same map to `file`, byte for byte.
QStringList map_arguments(const MapOrder& order, const QString& file);
/// Those that write the whole result, the scenario in it, to a GeoPackage.
QStringList build_arguments(const MapOrder& order, const QString& file);

/// A command line for a POSIX shell: quoted where the shell would read anything else than what stands there.
QString command_line(const QStringList& arguments);

}  // namespace locality::app
