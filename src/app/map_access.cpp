#include "app/map_access.h"

#include "app/map_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace locality::app {

namespace {

class MapAccess;

class ZoneAccess : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    ZoneAccess(MapView* map, int zone) : m_map(map), m_zone(zone) {}

    bool isValid() const override { return m_map && m_zone < m_map->zoneCount(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_map ? m_map->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_map.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text what) const override {
        if (!isValid()) return {};
        const QStringList lines = m_map->zoneReadout(m_zone);
        if (what == QAccessible::Name) return lines.value(0);
        if (what == QAccessible::Value) return lines.value(1);
        if (what == QAccessible::Description) return lines.mid(1).join(QStringLiteral("; "));
        return {};
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        if (!isValid()) return {};
        return m_map->zoneRect(m_zone).translated(m_map->mapToGlobal(QPoint(0, 0)));
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = state.selectable = true;
        state.focused = m_map->hasFocus() && m_map->spot().zone == m_zone;
        state.offscreen = !m_map->ground().intersects(m_map->zoneRect(m_zone));
        state.invisible = !m_map->isVisible();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString& action) override {
        if (!isValid()) return;
        m_map->goToZone(m_zone);
        if (action == pressAction()) m_map->pickAtSpot();
        if (action == setFocusAction()) m_map->setFocus();
    }
    QStringList keyBindingsForAction(const QString& action) const override {
        return action == pressAction() ? QStringList{QStringLiteral("Return")} : QStringList();
    }

private:
    QPointer<MapView> m_map;
    int m_zone;
};

class MapAccess : public QAccessibleWidget {
public:
    explicit MapAccess(MapView* map) : QAccessibleWidget(map, QAccessible::Canvas), m_map(map) {}
    ~MapAccess() override {
        for (const QAccessible::Id id : m_zones) QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return m_map->zoneCount(); }
    QAccessibleInterface* child(int zone) const override {
        if (zone < 0 || zone >= m_map->zoneCount()) return nullptr;
        if (const auto known = m_zones.constFind(zone); known != m_zones.cend())
            return QAccessible::accessibleInterface(*known);
        auto* made = new ZoneAccess(m_map, zone);
        m_zones.insert(zone, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        for (auto z = m_zones.cbegin(); z != m_zones.cend(); ++z)
            if (QAccessible::accessibleInterface(z.value()) == child) return z.key();
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const int zone = m_map->zoneAt(m_map->mapFromGlobal(QPoint(x, y)));
        return zone < 0 ? nullptr : child(zone);
    }
    QAccessibleInterface* focusChild() const override {
        return m_map->hasFocus() && m_map->spot().zone >= 0 ? child(m_map->spot().zone) : nullptr;
    }

private:
    MapView* m_map;
    mutable QHash<int, QAccessible::Id> m_zones;
};

QAccessibleInterface* accessible_map(const QString&, QObject* object) {
    auto* map = qobject_cast<MapView*>(object);
    return map ? new MapAccess(map) : nullptr;
}

}  // namespace

void make_maps_accessible() {
    static const bool once = [] {
        QAccessible::installFactory(accessible_map);
        return true;
    }();
    (void)once;
}

void tell_focus(MapView& map, int zone) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&map, QAccessible::Focus);
    event.setChild(zone);
    QAccessible::updateAccessibility(&event);
}

}  // namespace locality::app
