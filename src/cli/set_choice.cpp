#include "cli/set_choice.h"

#include "cli/session.h"
#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>

namespace locality::cli {

std::pair<std::string, std::vector<std::string>> project_and_sets(const std::vector<std::string>& words) {
    const bool named = !words.empty() && (words[0] == demo_name || words[0].find_first_of("./\\") != std::string::npos);
    return {named ? words[0] : demo_name, std::vector<std::string>(words.begin() + (named ? 1 : 0), words.end())};
}

std::size_t set_called(const model::Result& result, std::string_view id) {
    std::vector<std::string> ids;
    for (std::size_t s = 0; s < result.sets.size(); ++s) {
        if (result.sets[s].id == id) return s;
        ids.push_back(result.sets[s].id);
    }
    const std::string near = io::nearest(id, ids);
    throw model::InputError(fmt::format("there is no set \"{}\"{}; the sets are {}", id,
                                        near.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", near),
                                        fmt::join(ids, ", ")));
}

std::string amount_called(const std::string& word) {
    return word == "imd1" ? "imd1_residents" : word;
}

std::size_t indicator_called(const model::Result& result, const std::string& id) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < result.indicators.size(); ++i) {
        if (result.indicators[i].id == id) return i;
        if (result.indicators[i].has_data) known.push_back(result.indicators[i].id);
    }
    throw model::InputError(fmt::format("no indicator is called \"{}\"; {}", id,
                                        known.empty()
                                            ? "the project has none with a table"
                                            : fmt::format("those with a table are {}", fmt::join(known, ", "))));
}

}  // namespace locality::cli
