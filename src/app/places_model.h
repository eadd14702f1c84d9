#pragma once

#include "model/result.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace locality::app {

/// Something on the map that has a name: a footprint of one set, or a zone.
struct Place {
    int set = -1;  ///< into Result::sets; -1 for a zone
    int index = 0;
};

/// Every footprint and zone of a result, for the search box: the footprints of the set on the map first, then those of
/// other sets, then the zones. A row reads "Seacroft (U16878), Primary Care Networks".
class PlacesModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit PlacesModel(QObject* parent = nullptr);
    void setResult(std::shared_ptr<const model::Result> result, int first_set);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Place place(int row) const { return m_places[static_cast<std::size_t>(row)]; }

private:
    std::shared_ptr<const model::Result> m_result;
    std::vector<Place> m_places;
};

}  // namespace locality::app
