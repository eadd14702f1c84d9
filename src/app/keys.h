#pragma once

#include <QKeySequence>
#include <QString>

#include <vector>

class QKeyEvent;

namespace locality::app {

/// A single letter that does something while the map has the focus, and only then. Users may change it.
struct MapKey {
    QString id;    ///< "labels"
    QString what;  ///< "names of footprints on or off"
    QKeySequence usual;
    QKeySequence key;  ///< as the user has it; empty where it was taken away
};
std::vector<MapKey> map_keys();
/// Keeps the user's choice. A key that another one has is taken away from that.
void change_map_key(const QString& id, const QKeySequence& key);
void restore_map_keys();
/// The id of the map key that was pressed; empty for none.
QString map_key_of(const QKeyEvent& event);

/// A key that cannot be changed, for the list of all keys.
struct FixedKey {
    QString keys, what;
};
std::vector<FixedKey> keys_on_the_map();
std::vector<FixedKey> keys_everywhere();

}  // namespace locality::app
