#include "app/style_book.h"

#include "io/project_file.h"
#include "model/errors.h"

#include <fstream>
#include <sstream>

namespace locality::app {

style::StyleBook own_style_book() {
    const std::filesystem::path file = io::own_file("styles/styles.toml");
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw model::InputError(file.string() + ": cannot be read; check who may read it, or install again");
    return {text.str()};
}

}  // namespace locality::app
