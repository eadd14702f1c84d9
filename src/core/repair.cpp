#include "core/repair.h"

#include "geo/coverage_faults.h"
#include "geo/errors.h"
#include "geo/mending.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace locality::core {

namespace {

/// What rounding to the 1 mm grid alone may change; less than this is told as a note.
constexpr double noticeable_m2 = 1.0;

std::string area_text(double m2) {
    return m2 < 10'000 ? fmt::format("{:.2f} m2", m2) : fmt::format("{:.2f} ha", m2 / 10'000);
}

void check(const model::Layer& layer) {
    const std::size_t size = layer.size();
    if (layer.shapes.shape_count() != size || layer.name.size() != size ||
        std::ranges::any_of(layer.attributes, [&](const auto& a) { return a.text.size() != size; })) {
        throw std::invalid_argument("prepare: code, name, attributes and shapes of a layer go together");
    }
    if (layer.shapes.part_count() == 0) {
        throw model::InputError(layer.source + ": has no polygons; choose a layer with the outlines of areas");
    }
    const auto nameless = std::ranges::find(layer.code, std::string());
    if (nameless != layer.code.end()) {
        throw model::InputError(fmt::format("{}: feature {} has no code; give every feature one or remove it",
                                            layer.source, nameless - layer.code.begin() + 1));
    }
}

geo::Mended mend(const model::Layer& layer) {
    try {
        return geo::mend(layer.shapes);
    } catch (const geo::GeometryError& error) {
        if (!error.shape()) throw;
        throw geo::GeometryError(fmt::format("{}, {}: {}", layer.source, layer.code[*error.shape()], error.what()),
                                 *error.shape());
    }
}

model::Issue mend_issue(const model::Layer& layer, const geo::Mend& mend) {
    model::Issue issue;
    issue.kind = "invalid_geometry";
    issue.layer = layer.id;
    issue.code = layer.code[mend.shape];
    issue.where = mend.where;
    issue.area_m2 = std::abs(mend.area_after_m2 - mend.area_before_m2);
    issue.severity = issue.area_m2 < noticeable_m2 ? model::Severity::note : model::Severity::warning;
    const std::string_view reading = mend.what == "Nested shells" ? "; the inner part was read as a hole" : "; mended";
    issue.what = fmt::format("{}{}: its area goes from {} to {}", mend.what, reading, area_text(mend.area_before_m2),
                             area_text(mend.area_after_m2));
    return issue;
}

model::Issue empty_issue(const model::Layer& layer, std::size_t feature) {
    model::Issue issue;
    issue.kind = "empty_geometry";
    issue.layer = layer.id;
    issue.code = layer.code[feature];
    issue.what = layer.shapes.is_empty(feature) ? "has no shape; it is kept with an area of 0"
                                                : "its rings enclose no area; it is kept with an area of 0";
    return issue;
}

model::Issue duplicate_issue(const model::Layer& layer, std::span<const std::size_t> features, double overlap_m2) {
    model::Issue issue;
    issue.kind = "duplicate_code";
    issue.layer = layer.id;
    issue.code = layer.code[features.front()];
    issue.area_m2 = overlap_m2 < noticeable_m2 ? 0.0 : overlap_m2;
    issue.severity = issue.area_m2 == 0.0 ? model::Severity::note : model::Severity::warning;
    issue.what = fmt::format("stands on {} features; they were joined", features.size());
    if (issue.area_m2 > 0.0)
        issue.what += fmt::format("; the {} that they share is counted once", area_text(overlap_m2));
    return issue;
}

std::string joined_codes(const std::vector<std::string>& code, std::span<const std::int32_t> faces) {
    std::string text;
    for (const std::int32_t face : faces) {
        if (!text.empty()) text += ' ';
        text += code[static_cast<std::size_t>(face)];
    }
    return text;
}

model::Issue gap_issue(const model::Boundaries& zones, const geo::Gap& gap) {
    model::Issue issue;
    issue.kind = "gap";
    issue.layer = zones.id;
    issue.code = joined_codes(zones.code, gap.faces);
    issue.where = gap.where;
    issue.area_m2 = gap.area_m2;
    issue.what = fmt::format("{} between these zones belong to none of them", area_text(gap.area_m2));
    return issue;
}

model::Issue overlap_issue(const model::Boundaries& zones, const geo::Overlap& overlap) {
    model::Issue issue;
    issue.kind = "overlap";
    issue.layer = zones.id;
    issue.code = joined_codes(zones.code, std::array{overlap.first, overlap.second});
    issue.where = overlap.where;
    issue.area_m2 = overlap.area_m2;
    issue.what = fmt::format("{} belong to both zones", area_text(overlap.area_m2));
    if (overlap.pieces > 1) issue.what += fmt::format(", in {} pieces", overlap.pieces);
    return issue;
}

/// Features in the order of their codes; those of one code stand together, in the order of the file.
std::vector<std::size_t> order_by_code(const std::vector<std::string>& code) {
    std::vector<std::size_t> order(code.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) -> const std::string& { return code[i]; });
    return order;
}

/// True where features stand in the order of their codes, each code once.
bool is_sorted(const std::vector<std::string>& code) {
    return std::ranges::adjacent_find(code, std::ranges::greater_equal()) == code.end();
}

/// Adds the shape that several features of one code make together.
void append_joined(geo::Shapes& shapes, const geo::Shapes& mended, std::span<const std::size_t> features,
                   const model::Layer& layer, model::Issues& issues) {
    double sum_m2 = 0.0;
    for (const std::size_t feature : features) sum_m2 += geo::area_m2(mended, feature);
    const geo::Shapes joined = geo::united(mended, features);
    shapes.append(joined, 0);
    issues.push_back(duplicate_issue(layer, features, sum_m2 - geo::area_m2(joined, 0)));
}

}  // namespace

Prepared prepare(model::Layer layer, const model::Progress& progress) {
    check(layer);
    progress.at(0.0, "checking shapes");
    Prepared result;
    model::Boundaries& boundaries = result.boundaries;
    boundaries.id = layer.id;
    boundaries.kind = layer.kind;
    boundaries.vintage = layer.vintage;
    for (const model::Attribute& attribute : layer.attributes) boundaries.attributes.push_back({attribute.name, {}});

    geo::Mended mended = mend(layer);
    layer.shapes.vertices = {};  // a country's vertices need not lie in memory three times
    for (const geo::Mend& mend : mended.mends) {
        if (!mended.shapes.is_empty(mend.shape)) result.issues.push_back(mend_issue(layer, mend));
    }
    progress.at(0.5, "sorting shapes");
    const bool in_order = is_sorted(layer.code);
    if (in_order) boundaries.shapes = std::move(mended.shapes);
    const std::vector<std::size_t> order = order_by_code(layer.code);
    for (std::size_t i = 0, end = 0; i < order.size(); i = end) {
        while (end < order.size() && layer.code[order[end]] == layer.code[order[i]]) ++end;
        const std::span<const std::size_t> features = std::span(order).subspan(i, end - i);
        const std::size_t first = features.front();
        if (!in_order && features.size() == 1) boundaries.shapes.append(mended.shapes, first);
        if (features.size() > 1) {
            append_joined(boundaries.shapes, mended.shapes, features, layer, result.issues);
        }
        if (boundaries.shapes.is_empty(boundaries.size())) result.issues.push_back(empty_issue(layer, first));
        boundaries.code.push_back(layer.code[first]);
        boundaries.name.push_back(layer.name[first]);
        for (std::size_t a = 0; a < layer.attributes.size(); ++a) {
            boundaries.attributes[a].text.push_back(layer.attributes[a].text[first]);
        }
    }
    std::ranges::stable_sort(result.issues, {}, &model::Issue::code);
    layer = {};
    mended = {};
    progress.at(0.6, "finding shared edges");
    boundaries.topology = geo::build_topology(boundaries.shapes);
    boundaries.area_m2 = geo::face_areas_m2(boundaries.topology);
    progress.at(1.0, "shapes are ready");
    return result;
}

Repaired repair(model::Layer layer, const model::Progress& progress) {
    const auto first_part = [&](double fraction, std::string_view doing) {
        if (progress.report) progress.report(fraction * 0.7, doing);
    };
    Prepared prepared = prepare(std::move(layer), {first_part, progress.stop});
    Repaired result;
    static_cast<model::Boundaries&>(result.coverage) = std::move(prepared.boundaries);
    result.issues = std::move(prepared.issues);
    progress.at(0.7, "finding neighbours");
    model::Coverage& zones = result.coverage;
    zones.adjacency = geo::adjacency(zones.topology);
    progress.at(0.8, "looking for gaps and overlaps");
    const geo::CoverageFaults faults = geo::coverage_faults(zones.topology, zones.shapes);
    zones.gap_m2 = faults.gap_m2;
    zones.overlap_m2 = faults.overlap_m2;
    for (const geo::Overlap& overlap : faults.overlaps) result.issues.push_back(overlap_issue(zones, overlap));
    for (const geo::Gap& gap : faults.gaps) result.issues.push_back(gap_issue(zones, gap));
    progress.at(1.0, "zones are ready");
    return result;
}

}  // namespace locality::core
