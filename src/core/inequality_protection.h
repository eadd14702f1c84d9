#pragma once

#include "core/inequality.h"
#include "model/disclosure.h"

#include <span>
#include <vector>

namespace locality::core {

/// An area whose inequality is shown, beside others.
struct InequalityScope {
    Inequality* inequality = nullptr;
    std::vector<double> share;  ///< of each zone in the area
    bool withheld = false;      ///< its figure of everybody is withheld elsewhere, and so here
};

/// Keeps what is shown of sensitive groups by a disclosure rule: groups of few people are withheld, others with them
/// until none can be worked out from deciles, quintiles, IMD1, the rest and everybody, over all scopes; the figures of
/// the others are made from rounded counts. Gaps go with their groups. See hide_over_span.
void protect_inequality(std::span<const InequalityScope> scopes, const ZoneRates& rates, const model::Values& decile,
                        const model::Values& rank, const model::DisclosureRule& rule);

}  // namespace locality::core
