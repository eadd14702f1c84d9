#pragma once

#include "model/result.h"

#include <QPolygonF>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace locality::app {

class MapView;
class ZoneSelection;

/// Chosen zones on the map, and choosing them there. Lies over the map and lets it have every event that chooses
/// nothing.
///
///     Ctrl+click               one zone more or less
///     Ctrl+Shift+drag          the zones whose middle is in a box
///     a mode (setMode)         the same without modifiers; and a line drawn round zones
///
/// Chosen zones are hatched, with a light and a dark line round them: to be told on every shading, and in grey.
class MapSelection : public QWidget {
    Q_OBJECT

public:
    enum class Mode { off, click, box, lasso };

    MapSelection(MapView* map, ZoneSelection* selection);

    void setResult(std::shared_ptr<const model::Result> result);
    /// Without one nothing can be chosen and nothing shows.
    void setActive(bool active);
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    /// Box and lasso take zones out of the selection instead of adding them.
    void setRemoving(bool removing) { m_removing = removing; }
    /// Adds or takes out the zone that the keys have walked to, or that is under the pointer.
    void toggleAtSpot();

signals:
    /// Esc, or a drag that was let go of: the mode is off.
    void modeEnded();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool press(const QPointF& at, Qt::KeyboardModifiers keys);
    void release(const QPointF& at);
    void follow();
    QPolygonF pixels(std::span<const geo::Point> ring) const;

    MapView* m_map;
    ZoneSelection* m_selection;
    std::shared_ptr<const model::Result> m_result;
    std::vector<geo::Point> m_middles;  ///< made when first asked for
    std::vector<std::vector<geo::Point>> m_rim;  ///< lines between a chosen zone and one that is not, or nothing
    bool m_active = false, m_removing = false;
    Mode m_mode = Mode::off;
    std::optional<Mode> m_drag;
    QPolygonF m_line;  ///< pixels: of the box or lasso in hand
};

}  // namespace locality::app
