#pragma once

#include "model/result.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace locality::app {

class ScenarioSession;
class ZoneSelection;

/// Every zone of the map with a box to check: what is checked is chosen. Filters and sorts by itself, since a nation has
/// tens of thousands of zones.
class ZoneModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { zone, footprint, residents, decile, mark, columns };
    enum class Show { all, chosen, moved, locked, in_footprint };

    ZoneModel(const ScenarioSession* session, ZoneSelection* selection, QObject* parent = nullptr);
    void setResult(std::shared_ptr<const model::Result> result);
    /// Zones whose name or code has these words, or that stand in a footprint whose name has them, and that are `show`.
    void setFilter(const QString& words, Show show, std::int32_t footprint = -1);
    /// The zones listed, in their order.
    const std::vector<std::int32_t>& zones() const { return m_rows; }
    int rowOf(std::int32_t zone) const;
    /// Footprints, marks or what is chosen are others.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    std::int32_t footprintOf(std::int32_t zone) const;
    bool isMoved(std::int32_t zone) const;
    bool isLocked(std::int32_t zone) const;
    QString cell(std::int32_t zone, int column) const;
    void list();

    const ScenarioSession* m_session;
    ZoneSelection* m_selection;
    std::shared_ptr<const model::Result> m_result;
    std::vector<QString> m_words;  ///< per zone: name and code, lower case
    std::vector<std::int32_t> m_rows;
    QString m_filter;
    Show m_show = Show::all;
    std::int32_t m_footprint = -1;
    int m_sorted_by = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

}  // namespace locality::app
