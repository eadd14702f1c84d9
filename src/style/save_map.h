#pragma once

#include "style/scene.h"
#include "style/sheet.h"

#include <filesystem>
#include <memory>

namespace locality::style {

/// Draws a map to a .png, .svg or .pdf (by the ending) of the sheet's size. Written under a temporary name and renamed.
/// Works without a display. Throws model::InputError for another ending, a sheet that cannot be drawn (require_drawable), or a
/// folder that cannot be written.
void save_map(const Scene& scene, const Sheet& sheet, const std::filesystem::path& file, bool overwrite);

/// Makes the Qt that drawing needs where there is none yet (command line: no display, no windows); make it before the
/// first save_map, keep it alive. Never used by a program that has its own QApplication.
class DrawingSession {
public:
    DrawingSession();
    ~DrawingSession();
    DrawingSession(const DrawingSession&) = delete;
    DrawingSession& operator=(const DrawingSession&) = delete;

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

}  // namespace locality::style
