#include "core/repair.h"

#include "core/closing.h"
#include "geo/coverage_faults.h"
#include "geo/errors.h"
#include "geo/grid_rings.h"
#include "geo/mending.h"
#include "geo/snapping.h"
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

geo::Mended mend(model::Layer& layer, int threads) {
    try {
        return geo::mend(std::move(layer.shapes), threads);
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

model::Issue empty_issue(const model::Layer& layer, std::size_t feature, bool has_rings) {
    model::Issue issue;
    issue.kind = "empty_geometry";
    issue.layer = layer.id;
    issue.code = layer.code[feature];
    issue.what = has_rings ? "its rings enclose no area; it is kept with an area of 0"
                           : "has no shape; it is kept with an area of 0";
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
    const double apart_m2 = zones.area_m2[static_cast<std::size_t>(overlap.first)] +
                            zones.area_m2[static_cast<std::size_t>(overlap.second)] - 2 * overlap.area_m2;
    if (apart_m2 < noticeable_m2) issue.what += ": they have the same shape";
    return issue;
}

/// Gaps and overlaps that are left, with their ground.
model::Faults faults_left(const model::Boundaries& zones, const geo::CoverageFaults& found) {
    model::Faults faults;
    const auto add = [&](const char* kind, std::span<const std::int32_t> faces, const geo::Shapes& from,
                         std::size_t i) {
        model::Fault fault;
        fault.layer = zones.id;
        fault.kind = kind;
        fault.zones = joined_codes(zones.code, faces);
        fault.area_m2 = geo::area_m2(from, i);
        fault.width_m = 2 * fault.area_m2 / geo::perimeter_m(from, i);
        faults.rows.push_back(std::move(fault));
        faults.ground.append(from, i);
    };
    for (std::size_t i = 0; i < found.overlaps.size(); ++i)
        add("overlap", std::array{found.overlaps[i].first, found.overlaps[i].second}, found.overlap_shapes, i);
    for (std::size_t i = 0; i < found.gaps.size(); ++i) add("gap", found.gaps[i].faces, found.gap_shapes, i);
    return faults;
}

/// The shapes whose area a step changed.
std::vector<model::AreaChange> changes_between(const model::Boundaries& boundaries, const char* step,
                                               const std::vector<double>& before_m2,
                                               const std::vector<double>& after_m2) {
    std::vector<model::AreaChange> changes;
    for (std::size_t i = 0; i < before_m2.size(); ++i) {
        if (before_m2[i] != after_m2[i])
            changes.push_back({boundaries.id, boundaries.code[i], step, before_m2[i], after_m2[i]});
    }
    return changes;
}

std::vector<double> areas_m2(const geo::Shapes& shapes) {
    std::vector<double> areas(shapes.shape_count());
    for (std::size_t i = 0; i < areas.size(); ++i) areas[i] = geo::area_m2(shapes, i);
    return areas;
}

model::Issue snap_issue(const model::Boundaries& boundaries, const geo::Snapped& snapped,
                        std::span<const model::AreaChange> changes, double snap_m) {
    model::Issue issue;
    issue.kind = "snapped";
    issue.severity = model::Severity::note;
    issue.layer = boundaries.id;
    const model::AreaChange* most = nullptr;
    const auto changed_m2 = [](const model::AreaChange& c) { return std::abs(c.after_m2 - c.before_m2); };
    for (const model::AreaChange& change : changes) {
        issue.area_m2 += changed_m2(change);
        if (most == nullptr || changed_m2(change) > changed_m2(*most)) most = &change;
    }
    issue.what = fmt::format("lines nearer than {} m became one: {} vertices moved, by {:.3f} m at most, and {} added",
                             snap_m, snapped.moved, snapped.farthest_m, snapped.inserted);
    if (most != nullptr) {
        if (changed_m2(*most) >= noticeable_m2) issue.severity = model::Severity::warning;
        issue.what +=
            fmt::format("; the area of {} of {} changed, by {} in all and {} at most ({})", changes.size(),
                        boundaries.size(), area_text(issue.area_m2), area_text(changed_m2(*most)), most->code);
    }
    if (!snapped.settled) issue.what += "; snapping again would change it further";
    return issue;
}

void snap(Prepared& prepared, double snap_m) {
    model::Boundaries& boundaries = prepared.boundaries;
    geo::Snapped snapped = geo::snap(boundaries.shapes, snap_m);
    const std::vector<model::AreaChange> changes =
        changes_between(boundaries, "snap", areas_m2(boundaries.shapes), areas_m2(snapped.shapes));
    prepared.issues.push_back(snap_issue(boundaries, snapped, changes, snap_m));
    for (const std::size_t kept : snapped.kept) {
        model::Issue issue;
        issue.kind = "too_narrow_to_snap";
        issue.layer = boundaries.id;
        issue.code = boundaries.code[kept];
        issue.where = geo::bounds(boundaries.shapes, kept).centre();
        issue.what = fmt::format(
            "bringing together lines nearer than {} m would take half its ground or more; it stands "
            "as it was, and others were brought to it",
            snap_m);
        prepared.issues.push_back(std::move(issue));
    }
    prepared.area_changes.insert(prepared.area_changes.end(), changes.begin(), changes.end());
    boundaries.shapes = std::move(snapped.shapes);
}

void build_topology(model::Boundaries& boundaries, int threads) {
    boundaries.topology = geo::topology_of(geo::grid_rings(boundaries.shapes, threads), threads);
    boundaries.area_m2 = geo::face_areas_m2(boundaries.topology);
}

void close(Repaired& repaired, const model::RepairRules& rules, const model::Boundaries* reference, int threads) {
    model::Coverage& zones = repaired.coverage;
    std::optional<Closed> closed = close_faults(zones, rules, reference);
    if (!closed) return;
    const std::vector<double> before_m2 = zones.area_m2;
    zones.shapes = std::move(closed->shapes);
    build_topology(zones, threads);
    const std::vector<model::AreaChange> changes = changes_between(zones, "close", before_m2, zones.area_m2);
    repaired.area_changes.insert(repaired.area_changes.end(), changes.begin(), changes.end());
    repaired.faults = std::move(closed->faults);
    repaired.issues.insert(repaired.issues.end(), closed->issues.begin(), closed->issues.end());
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

Prepared prepare(model::Layer layer, const model::Progress& progress, double snap_m, int threads) {
    check(layer);
    progress.at(0.0, "checking shapes");
    Prepared result;
    model::Boundaries& boundaries = result.boundaries;
    boundaries.id = layer.id;
    boundaries.kind = layer.kind;
    boundaries.vintage = layer.vintage;
    for (const model::Attribute& attribute : layer.attributes) boundaries.attributes.push_back({attribute.name, {}});

    std::vector<char> has_rings(layer.size());
    for (std::size_t i = 0; i < has_rings.size(); ++i) has_rings[i] = !layer.shapes.is_empty(i);
    geo::Mended mended = mend(layer, threads);
    for (const geo::Mend& mend : mended.mends) {
        if (!mended.shapes.is_empty(mend.shape)) result.issues.push_back(mend_issue(layer, mend));
        result.area_changes.push_back(
            {layer.id, layer.code[mend.shape], "mend", mend.area_before_m2, mend.area_after_m2});
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
        if (boundaries.shapes.is_empty(boundaries.size()))
            result.issues.push_back(empty_issue(layer, first, has_rings[first] != 0));
        boundaries.code.push_back(layer.code[first]);
        boundaries.name.push_back(layer.name[first]);
        for (std::size_t a = 0; a < layer.attributes.size(); ++a) {
            boundaries.attributes[a].text.push_back(layer.attributes[a].text[first]);
        }
    }
    std::ranges::stable_sort(result.issues, {}, &model::Issue::code);
    std::ranges::stable_sort(result.area_changes, {}, &model::AreaChange::code);
    layer = {};
    mended = {};
    if (snap_m > 0.0) {
        progress.at(0.55, "bringing near lines together");
        snap(result, snap_m);
    }
    progress.at(0.6, "finding shared edges");
    build_topology(boundaries, threads);
    progress.at(1.0, "shapes are ready");
    return result;
}

Repaired repair(model::Layer layer, const model::Progress& progress, const model::RepairRules& rules,
                const model::Boundaries* reference, int threads) {
    const auto first_part = [&](double fraction, std::string_view doing) {
        if (progress.report) progress.report(fraction * 0.65, doing);
    };
    Prepared prepared = prepare(std::move(layer), {first_part, progress.stop}, rules.snap_m, threads);
    Repaired result;
    static_cast<model::Boundaries&>(result.coverage) = std::move(prepared.boundaries);
    result.issues = std::move(prepared.issues);
    result.area_changes = std::move(prepared.area_changes);
    progress.at(0.65, "closing gaps and overlaps");
    close(result, rules, reference, threads);
    progress.at(0.7, "finding neighbours");
    model::Coverage& zones = result.coverage;
    zones.adjacency = geo::adjacency(zones.topology);
    progress.at(0.8, "looking for gaps and overlaps");
    const geo::CoverageFaults faults = geo::coverage_faults(zones.topology, zones.shapes);
    zones.gap_m2 = faults.gap_m2;
    zones.overlap_m2 = faults.overlap_m2;
    for (const geo::Overlap& overlap : faults.overlaps) result.issues.push_back(overlap_issue(zones, overlap));
    for (const geo::Gap& gap : faults.gaps) result.issues.push_back(gap_issue(zones, gap));
    result.faults.append(faults_left(zones, faults));
    progress.at(1.0, "zones are ready");
    return result;
}

}  // namespace locality::core
