#pragma once

#include "app/ground_renderer.h"
#include "app/readout.h"
#include "geo/locator.h"
#include "style/painter.h"

#include <QWidget>

class QMenu;

#include <memory>
#include <optional>

namespace locality::app {

/// The map: shows a scene, moves over it by mouse and keys, says what is under the pointer and which footprint was
/// picked. Draws from a picture of the ground that reaches past the edges of the window, moved and stretched with the
/// map until a fresh one has been painted on another thread.
///
/// Behind that picture stands one of everything, so that moving fast shows a coarser map rather than blank paper.
/// What the mouse and the keys do to it is listed in keys.h. Every drag can be done by keys or menus as well, nothing
/// moves by itself.
class MapView : public QWidget {
    Q_OBJECT

public:
    explicit MapView(QWidget* parent = nullptr);
    ~MapView() override;

    /// Shows `scene`, which draws `result`. The view stays where it is unless the result is another one.
    void setMap(std::shared_ptr<const model::Result> result, style::Scene scene);
    void setImd1Shown(bool shown);
    void setNamesShown(bool shown);
    /// What is drawn on top of the zones, and under them; null for nothing. Both stay until another result comes.
    void setMarks(std::shared_ptr<const style::Marks> marks);
    void setBackdrop(std::shared_ptr<const style::Backdrop> backdrop);
    /// Marks a footprint of the scene's set as picked; -1 for none. Says nothing to anyone.
    void select(int footprint);
    int selected() const { return m_scene ? static_cast<int>(m_scene->selected) : -1; }
    const style::Scene* scene() const { return m_scene.get(); }
    /// Draws other outlines for the scene's set: a scenario's, or its own again for null. All else stays.
    void setWholeZones(std::shared_ptr<const style::WholeZones> zones);
    /// Waits until nothing is being drawn of the result, so that it may change.
    void finishDrawing() { m_renderer.finish(); }

    const style::View& view() const { return m_view; }
    void fit();
    void zoom(double factor);
    void showBox(const geo::Box& box);
    /// A box with what lies about it: `times` its size on every side.
    void showAround(geo::Box box, double times);
    void showFootprint(int footprint);
    /// Goes to a zone and reads it out, as if the pointer were inside it.
    void showZone(int zone);
    /// Reads a zone out where the map stands, moving only as far as it needs to show it.
    void goToZone(int zone);
    /// Picks a footprint that holds the zone read out, the next one where it was picked already; tells everyone.
    void pickAtSpot();
    /// Where a zone is on the widget.
    QRect zoneRect(int zone) const;
    int zoneCount() const { return m_result ? static_cast<int>(m_result->zones.size()) : 0; }
    QStringList zoneReadout(int zone) const;
    /// The zone at a pixel of the ground; -1 for none.
    int zoneAt(QPointF pixel) const { return spotAt(pixel).zone; }

    /// The part of the widget that shows the ground; the rest is legend.
    QRectF ground() const;
    QPointF pixelOf(geo::Point ground) const { return m_view.to_pixel(ground, QSizeF(size())); }
    const Spot& spot() const { return m_spot; }
    /// What is at the pointer, or where the keys have walked to, in words, a line each.
    QStringList readoutLines() const;
    /// True while the picture on the screen is stretched or shifted and a fresh one is due.
    bool isSettling() const { return m_shown != m_wanted; }
    QSize minimumSizeHint() const override { return {320, 240}; }

signals:
    /// Drawing failed: a mistake in the program or no memory.
    void drawingFailed(const QString& why);
    void spotChanged(const QStringList& readout);
    void footprintPicked(int footprint);
    void viewChanged();
    /// The menu of a place is about to show; others may add to it. `zone` is -1 where there is none.
    void menuAboutToShow(QMenu* menu, int zone);
    /// A key of keys.h that is not the map's own business: "labels", "imd1" ...
    void keyWanted(const QString& id);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void touch();  ///< what is on the screen is out of date
    void askForOverview();
    void setScene(style::Scene scene);
    double fontScale() const;
    void setView(const style::View& view);
    double allowedScale(double metres_per_pixel) const;
    void zoomAt(double factor, QPointF anchor);
    void pan(QPointF pixels);
    void takePictures();
    void drawPicture(QPainter& painter, const QImage& ground, const style::View& view) const;
    void drawFurniture(QPainter& painter);
    void drawZoneOutline(QPainter& painter, std::size_t zone) const;
    Spot spotAt(QPointF pixel) const;
    std::vector<std::int32_t> footprintsAt(int zone, geo::Point ground) const;
    Spot spotInside(int zone) const;
    void setSpot(Spot spot);
    void pick(const std::vector<std::int32_t>& footprints);
    void walk(Qt::Key arrow);
    bool moveByKey(const QKeyEvent& event);
    bool cancel();
    void showCursor();
    const model::FootprintSet* set() const;

    std::shared_ptr<const model::Result> m_result;
    std::shared_ptr<const style::Scene> m_scene;
    std::unique_ptr<style::MapPainter> m_furniture;  // refers to the scene
    std::optional<geo::Locator> m_zones, m_footprints;

    style::View m_view;
    style::View m_home;
    bool m_at_home = true;

    GroundRenderer m_renderer;
    QImage m_ground;
    style::View m_ground_view;
    quint64 m_wanted = 0;  // number of the picture that was asked for last
    quint64 m_shown = 0;
    quint64 m_first_of_result = 0;
    QImage m_overview;
    style::View m_overview_view;
    quint64 m_overview_of = 0;  ///< number of the first picture of the shading it shows

    QImage m_panel;  ///< the furniture as last drawn, and for what
    std::shared_ptr<const style::Scene> m_panel_of;  // kept: another scene may come to stand at its address
    double m_panel_scale = 0;
    qreal m_panel_ratio = 0;

    Spot m_spot;
    QPointF m_pressed;
    QPointF m_dragged_to;
    enum class Mouse { up, pressed, panning, boxing };
    Mouse m_mouse = Mouse::up;
    bool m_space = false;  ///< held down: drags pan and pick nothing
};

}  // namespace locality::app
