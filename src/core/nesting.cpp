#include "core/nesting.h"

#include "geo/nesting.h"

#include <fmt/format.h>

namespace locality::core {

std::optional<model::Crosswalk> shares_by_nesting(const model::Coverage& zones, const model::Boundaries& footprints) {
    if (zones.overlap_m2 > 0.0) return {};
    const std::optional<std::vector<std::int32_t>> parents = geo::parents(zones.topology, footprints.topology);
    if (!parents) return {};
    model::Crosswalk shares;
    shares.footprint_count = footprints.size();
    for (const std::int32_t parent : *parents) {
        if (parent != geo::outside) {
            shares.footprint.push_back(parent);
            shares.share.push_back(1.0);
        }
        shares.row_begin.push_back(static_cast<std::uint32_t>(shares.share.size()));
        shares.covered.push_back(parent != geo::outside ? 1.0 : 0.0);
        shares.basis.push_back(model::Basis::area);
    }
    return shares;
}

void report_nesting(const model::Boundaries& zones, const model::Boundaries& footprints, const model::Crosswalk& shares,
                    model::Issues& issues) {
    std::size_t whole = 0;
    std::string cut_codes;
    std::size_t cut = 0;
    for (std::size_t zone = 0; zone < zones.size(); ++zone) {
        const auto parts = shares.shares_of(zone);
        if (parts.size() == 1 && parts.front() == 1.0) ++whole;
        if (parts.empty() || (parts.size() == 1 && parts.front() == 1.0)) continue;
        ++cut;
        cut_codes += (cut_codes.empty() ? "" : " ") + zones.code[zone];
    }
    if (whole == 0 || 100 * cut > zones.size()) return;
    model::Issue issue;
    issue.severity = model::Severity::note;
    issue.layer = footprints.id;
    if (cut == 0) {
        issue.kind = "nested";
        issue.what = fmt::format(
            "the zones nest in these footprints: {} of {} lie whole in one of them, and no line "
            "cuts a zone",
            whole, zones.size());
    } else {
        issue.kind = "nearly_nested";
        issue.code = cut_codes;
        issue.what = fmt::format(
            "the zones nest in these footprints, but for {} of {} that a line cuts; those are "
            "shared out by area",
            cut, zones.size());
    }
    issues.push_back(std::move(issue));
}

}  // namespace locality::core
