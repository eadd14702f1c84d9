#pragma once

#include <QObject>

#include <cstdint>
#include <span>
#include <vector>

namespace locality::app {

/// The zones that are chosen, whether on the map, in a list or by a rule: one selection, shown and changed everywhere.
class ZoneSelection : public QObject {
    Q_OBJECT

public:
    explicit ZoneSelection(QObject* parent = nullptr) : QObject(parent) {}

    void setZoneCount(std::size_t zones);
    bool contains(std::int32_t zone) const { return m_chosen[static_cast<std::size_t>(zone)]; }
    /// Ascending.
    const std::vector<std::int32_t>& zones() const { return m_zones; }
    bool isEmpty() const { return m_zones.empty(); }

    void add(std::span<const std::int32_t> zones) { set(zones, true); }
    void remove(std::span<const std::int32_t> zones) { set(zones, false); }
    void toggle(std::int32_t zone);
    void clear();

signals:
    void changed();

private:
    void set(std::span<const std::int32_t> zones, bool chosen);
    void gather();

    std::vector<bool> m_chosen;
    std::vector<std::int32_t> m_zones;
};

}  // namespace locality::app
