#include "app/keys.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QSettings>

namespace locality::app {

namespace {

struct Keys {
    Q_DECLARE_TR_FUNCTIONS(Keys)
};

QString setting(const QString& id) {
    return QStringLiteral("keys/") + id;
}

std::vector<MapKey> usual_keys() {
    return {
        {QStringLiteral("labels"), Keys::tr("names of footprints on or off"), QKeySequence(Qt::Key_N), {}},
        {QStringLiteral("imd1"), Keys::tr("outline the most deprived 10%, or not"), QKeySequence(Qt::Key_D), {}},
        {QStringLiteral("close_up"), Keys::tr("show the picked footprint close up"), QKeySequence(Qt::Key_Z), {}},
        {QStringLiteral("list"),
         Keys::tr("go to the list of zones in the most deprived 10%"),
         QKeySequence(Qt::Key_L),
         {}},
        {QStringLiteral("shading"), Keys::tr("go to the choices of shading"), QKeySequence(Qt::Key_S), {}},
        {QStringLiteral("overlaps"), Keys::tr("go to the overlaps of footprints"), QKeySequence(Qt::Key_O), {}},
        {QStringLiteral("profile"), Keys::tr("go to the profile"), QKeySequence(Qt::Key_P), {}},
        {QStringLiteral("what_if"), Keys::tr("what if: go to the zones to choose"), QKeySequence(Qt::Key_W), {}},
        {QStringLiteral("choose_zone"), Keys::tr("what if: choose the zone read out, or not"), QKeySequence(Qt::Key_X), {}},
    };
}

}  // namespace

std::vector<MapKey> map_keys() {
    std::vector<MapKey> keys = usual_keys();
    const QSettings settings;
    for (MapKey& key : keys) {
        const QVariant own = settings.value(setting(key.id));
        key.key = own.isValid() ? QKeySequence(own.toString(), QKeySequence::PortableText) : key.usual;
    }
    return keys;
}

void change_map_key(const QString& id, const QKeySequence& key) {
    QSettings settings;
    for (const MapKey& other : map_keys())
        if (other.id != id && other.key == key && !key.isEmpty()) settings.setValue(setting(other.id), QString());
    settings.setValue(setting(id), key.toString(QKeySequence::PortableText));
}

void restore_map_keys() {
    QSettings().remove(QStringLiteral("keys"));
}

QString map_key_of(const QKeyEvent& event) {
    const QKeySequence pressed(event.keyCombination());
    for (const MapKey& key : map_keys())
        if (!key.key.isEmpty() && key.key == pressed) return key.id;
    return {};
}

std::vector<FixedKey> keys_on_the_map() {
    return {{Keys::tr("Arrows"), Keys::tr("move the map")},
            {Keys::tr("+ and −"), Keys::tr("zoom in and out")},
            {Keys::tr("Home"), Keys::tr("show the whole map")},
            {Keys::tr("Alt+arrows"), Keys::tr("go from zone to zone and read it")},
            {Keys::tr("Enter"), Keys::tr("pick the footprint there; again: the next one where they overlap")},
            {Keys::tr("Esc"), Keys::tr("stop a drag, or let go of the footprint")},
            {Keys::tr("Menu, Shift+F10"), Keys::tr("what can be done at this place")},
            {Keys::tr("Wheel"), Keys::tr("zoom at the pointer; with Ctrl finely")},
            {Keys::tr("Drag, middle drag, Space+drag"), Keys::tr("move the map")},
            {Keys::tr("Shift+drag"), Keys::tr("zoom to a box")},
            {Keys::tr("Ctrl+click"), Keys::tr("what if: choose a zone, or not")},
            {Keys::tr("Ctrl+Shift+drag"), Keys::tr("what if: choose the zones in a box")}};
}

std::vector<FixedKey> keys_everywhere() {
    return {{Keys::tr("Ctrl+F"), Keys::tr("find a footprint or zone")},
            {Keys::tr("F6"), Keys::tr("go to the map")},
            {Keys::tr("Ctrl+O"), Keys::tr("open a project or GeoPackage")},
            {Keys::tr("Ctrl+E"), Keys::tr("take the map away: picture, page, GeoPackage")},
            {Keys::tr("Ctrl+P"), Keys::tr("print the map")},
            {Keys::tr("Ctrl+C"), Keys::tr("in a table: copy the chosen rows")},
            {Keys::tr("Ctrl+Z, Ctrl+Shift+Z"), Keys::tr("what if: undo the last step, make it again")},
            {Keys::tr("Ctrl+S"), Keys::tr("what if: save the scenarios")},
            {Keys::tr("Ctrl+Home"), Keys::tr("show the whole map")},
            {Keys::tr("Tab"), Keys::tr("go to the next control")},
            {Keys::tr("F1, Shift+?"), Keys::tr("this list")}};
}

}  // namespace locality::app
