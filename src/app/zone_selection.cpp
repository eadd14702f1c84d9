#include "app/zone_selection.h"

namespace locality::app {

void ZoneSelection::setZoneCount(std::size_t zones) {
    m_chosen.assign(zones, false);
    m_zones.clear();
    emit changed();
}

void ZoneSelection::set(std::span<const std::int32_t> zones, bool chosen) {
    bool any = false;
    for (const std::int32_t zone : zones) {
        const auto z = static_cast<std::size_t>(zone);
        any = any || m_chosen[z] != chosen;
        m_chosen[z] = chosen;
    }
    if (any) gather();
}

void ZoneSelection::toggle(std::int32_t zone) {
    set({&zone, 1}, !contains(zone));
}

void ZoneSelection::clear() {
    if (m_zones.empty()) return;
    m_chosen.assign(m_chosen.size(), false);
    gather();
}

void ZoneSelection::gather() {
    m_zones.clear();
    for (std::size_t z = 0; z < m_chosen.size(); ++z)
        if (m_chosen[z]) m_zones.push_back(static_cast<std::int32_t>(z));
    emit changed();
}

}  // namespace locality::app
