#pragma once

#include "style/style.h"

namespace locality::app {

/// The program's own palettes and map styles (styles/styles.toml). Throws model::InputError where it is not found.
style::StyleBook own_style_book();

}  // namespace locality::app
