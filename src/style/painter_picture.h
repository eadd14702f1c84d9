#pragma once

#include <QPainter>
#include <QSize>

#include <filesystem>
#include <functional>
#include <string>

namespace locality::style {

/// A picture to be written: what paints it, and what its file says of it.
struct Picture {
    std::string what;  ///< "map" or "chart", for messages
    std::string title, description;
    QSize size;  ///< pixels, `dpi` of them to the inch
    int dpi = 96;
    std::function<void(QPainter&)> paint;  ///< from (0, 0) to the size
};

/// The ending of a name in small letters: ".png".
std::string picture_ending(const std::filesystem::path& file);

/// Writes a .png, .svg or .pdf, by the ending, under a temporary name and renamed. Same picture, same bytes. Throws
/// model::InputError for another ending, a file that exists unless `overwrite`, a folder that cannot be written, no
/// memory, or no font.
void save_picture(const Picture& picture, const std::filesystem::path& file, bool overwrite);

}  // namespace locality::style
