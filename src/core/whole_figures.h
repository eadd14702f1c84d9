#pragma once

#include "model/result.h"

#include <map>
#include <optional>
#include <string_view>
#include <tuple>

namespace locality::core {

/// The whole area's figures, to stand beside those of footprints: the same indicator, period, sex and breakdown, of the
/// same people (residents or registered). Where there is none of the same people, as of tables of networks, whose sum
/// is the same either way, that of the others.
class WholeFigures {
public:
    /// Of one indicator alone, where one is named. `whole` may be null, and must outlive this.
    explicit WholeFigures(const model::FootprintSet* whole, std::optional<std::size_t> indicator = {});
    /// Null where there is none.
    const model::Estimate* beside(const model::Estimate& figure) const;

private:
    using Key = std::tuple<std::size_t, std::string_view, model::Sex, std::string_view, model::Population>;
    std::map<Key, const model::Estimate*> m_figures;
};

}  // namespace locality::core
