#pragma once

#include "style/scene.h"

#include <filesystem>
#include <memory>

namespace locality::style {

/// Draws a whole map to a .png, .svg or .pdf (by the ending), width x height in pixels (PDF: at 96 per inch). Written
/// under a temporary name and renamed. Works without a display. Throws model::InputError for another ending, a size
/// outside 200 to 20,000, or a folder that cannot be written.
void save_map(const Scene& scene, int width, int height, const std::filesystem::path& file, bool overwrite);

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
