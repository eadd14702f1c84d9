#include "app/places_model.h"

#include "app/words.h"

namespace locality::app {

PlacesModel::PlacesModel(QObject* parent) : QAbstractListModel(parent) {}

void PlacesModel::setResult(std::shared_ptr<const model::Result> result, int first_set) {
    beginResetModel();
    m_result = std::move(result);
    m_places.clear();
    if (m_result) {
        const auto add = [&](int set, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) m_places.push_back({set, static_cast<int>(i)});
        };
        const int sets = static_cast<int>(m_result->sets.size());
        if (first_set >= 0) add(first_set, m_result->sets[static_cast<std::size_t>(first_set)].code.size());
        for (int s = 0; s < sets; ++s)
            if (s != first_set) add(s, m_result->sets[static_cast<std::size_t>(s)].code.size());
        add(-1, m_result->zones.size());
    }
    endResetModel();
}

int PlacesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

QVariant PlacesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
    const Place& place = m_places[static_cast<std::size_t>(index.row())];
    const auto i = static_cast<std::size_t>(place.index);
    if (place.set < 0) return tr("%1, zone").arg(name_and_code(m_result->zones.name[i], m_result->zones.code[i]));
    const model::FootprintSet& set = m_result->sets[static_cast<std::size_t>(place.set)];
    return tr("%1, %2").arg(name_and_code(set.name[i], set.code[i]), text(set.title));
}

}  // namespace locality::app
