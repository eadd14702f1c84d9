#include "model/indicator.h"

namespace locality::model {

std::string breakdown_text(const std::vector<Category>& categories) {
    std::string text;
    for (const Category& c : categories) text += (text.empty() ? "" : "; ") + c.dimension + "=" + c.value;
    return text;
}

}  // namespace locality::model
