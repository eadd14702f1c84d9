#pragma once

#include "model/result.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace locality::app {

class MapSelection;
class ScenarioSession;
class ZoneModel;
class ZoneSelection;

/// Choosing zones without the map or with it: the list with its boxes and filter, the ways to choose on the map, and
/// "all zones of one footprint in another".
class ZonePage : public QWidget {
    Q_OBJECT

public:
    ZonePage(ScenarioSession* session, ZoneSelection* selection, MapSelection* on_map, QWidget* parent);
    void setResult(std::shared_ptr<const model::Result> result);
    /// Footprints, marks or the scenario are others.
    void follow();
    void focusList();

signals:
    void zoneWanted(int zone);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildFilter();
    void buildMapModes();
    void buildBoth();
    void listFootprints();
    void count();
    void applyFilter();
    void toggleRows();
    void lockChosen(bool locked);
    std::vector<std::int32_t> bothZones() const;

    ScenarioSession* m_session;
    ZoneSelection* m_selection;
    MapSelection* m_on_map;
    std::shared_ptr<const model::Result> m_result;
    ZoneModel* m_model = nullptr;
    QLineEdit* m_filter = nullptr;
    QComboBox* m_show = nullptr;
    QTableView* m_list = nullptr;
    QLabel* m_count = nullptr;
    std::vector<QToolButton*> m_modes;
    QComboBox *m_both_set = nullptr, *m_both_footprint = nullptr, *m_both_here = nullptr;
    int m_listed_set = -2;
};

}  // namespace locality::app
