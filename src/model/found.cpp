#include "model/found.h"

namespace locality::model {

IndicatorSpec indicator_spec(const Found& found) {
    IndicatorSpec spec;
    spec.info.id = found.set;
    spec.info.title = found.title.empty() ? found.set : found.title;
    spec.has_kind = true;
    spec.source = found.source;  // with the code: figures stand beside codes of many kinds
    spec.source.name.clear();
    spec.source.kind.clear();
    spec.source.vintage = 0;
    spec.period = found.period;
    spec.sex = found.sex;
    if (found.between) {
        spec.lookup.path = found.between->source.path;
        spec.lookup.layer = found.between->source.layer;
        spec.from = found.between->zone;
        spec.to = found.between->area;
    }
    if (!found.value.empty()) {
        spec.value = found.value;
        spec.info.kind = IndicatorKind::mean;
        return spec;
    }
    spec.numerator = found.numerator;
    spec.denominator = found.denominator;
    spec.info.kind = found.denominator.empty() ? IndicatorKind::count : IndicatorKind::proportion;
    if (spec.info.kind == IndicatorKind::proportion) {
        spec.info.multiplier = 100;
        spec.info.unit = "%";
    }
    if (found.breakdown.empty()) return spec;
    std::string dimension = found.breakdown;
    for (char& c : dimension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == ' ' ? '_' : c;
    spec.breakdowns.push_back({dimension, found.breakdown});
    spec.info.breakdowns.push_back(dimension);
    return spec;
}

}  // namespace locality::model
