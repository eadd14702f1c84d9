#pragma once

#include <QString>

#include <string>

namespace locality::app {

/// How the window looks. `system` follows the desktop's colours, dark or light.
enum class Theme { system, light, dark, contrast };

/// The user's choice, kept in the settings.
Theme chosen_theme();
/// Keeps the choice and gives all widgets its colours.
void choose_theme(Theme theme);
/// Gives all widgets the colours that were chosen earlier; for the start of the program.
void apply_chosen_theme();
/// The look of the style book (styles.toml) that suits the colours on the screen: "", "dark" or "contrast".
std::string map_look();

}  // namespace locality::app
