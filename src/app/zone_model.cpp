#include "app/zone_model.h"

#include "app/scenario_session.h"
#include "app/words.h"
#include "app/zone_selection.h"

#include <algorithm>

namespace locality::app {

ZoneModel::ZoneModel(const ScenarioSession* session, ZoneSelection* selection, QObject* parent)
    : QAbstractTableModel(parent), m_session(session), m_selection(selection) {
    connect(selection, &ZoneSelection::changed, this, [this] {
        if (m_show == Show::chosen)
            list();
        else if (!m_rows.empty())
            emit dataChanged(index(0, zone), index(rowCount() - 1, zone), {Qt::CheckStateRole});
    });
}

void ZoneModel::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    m_words.clear();
    for (std::size_t z = 0; m_result && z < m_result->zones.size(); ++z)
        m_words.push_back(text(m_result->zones.name[z] + " " + m_result->zones.code[z]).toLower());
    list();
}

void ZoneModel::setFilter(const QString& words, Show show, std::int32_t footprint) {
    m_filter = words.simplified().toLower();
    m_show = show;
    m_footprint = footprint;
    list();
}

void ZoneModel::refresh() {
    if (m_show == Show::moved || m_show == Show::locked || m_show == Show::in_footprint || !m_filter.isEmpty() ||
        m_sorted_by == footprint || m_sorted_by == mark)
        list();
    else if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

std::int32_t ZoneModel::footprintOf(std::int32_t zone) const {
    return m_session->editor() ? m_session->editor()->live().footprint_of_zone()[static_cast<std::size_t>(zone)]
                               : model::unassigned;
}

bool ZoneModel::isMoved(std::int32_t zone) const {
    return m_session->editor() &&
           footprintOf(zone) != m_session->editor()->scenario().start.footprint[static_cast<std::size_t>(zone)];
}

bool ZoneModel::isLocked(std::int32_t zone) const {
    return m_session->editor() && m_session->editor()->locked(zone);
}

void ZoneModel::list() {
    beginResetModel();
    m_rows.clear();
    std::vector<bool> footprint_fits;  // whose name has the words
    if (m_session->editor() && !m_filter.isEmpty())
        for (const std::string& name : m_session->set().name)
            footprint_fits.push_back(text(name).toLower().contains(m_filter));
    for (std::int32_t z = 0; z < static_cast<std::int32_t>(m_words.size()); ++z) {
        if (m_show == Show::chosen && !m_selection->contains(z)) continue;
        if (m_show == Show::moved && !isMoved(z)) continue;
        if (m_show == Show::locked && !isLocked(z)) continue;
        if (m_show == Show::in_footprint && footprintOf(z) != m_footprint) continue;
        if (!m_filter.isEmpty() && !m_words[static_cast<std::size_t>(z)].contains(m_filter)) {
            const std::int32_t f = footprintOf(z);
            if (f == model::unassigned || !footprint_fits[static_cast<std::size_t>(f)]) continue;
        }
        m_rows.push_back(z);
    }
    if (m_sorted_by >= 0 && m_result) {
        const auto number = [&](const char* id) -> const model::Values* {
            const model::Column* column = model::find_column(m_result->zone_columns, id);
            return column ? &column->values : nullptr;
        };
        const model::Values* values = m_sorted_by == residents ? number("residents")
                                      : m_sorted_by == decile  ? number("imd_decile")
                                                               : nullptr;
        std::vector<QString> words(m_sorted_by == footprint || m_sorted_by == mark ? m_words.size() : 0);
        if (!words.empty())
            for (const std::int32_t z : m_rows) words[static_cast<std::size_t>(z)] = cell(z, m_sorted_by);
        const bool down = m_order == Qt::DescendingOrder;
        const auto before = [&](std::int32_t a, std::int32_t b) {
            const auto at = static_cast<std::size_t>(a), bt = static_cast<std::size_t>(b);
            if (m_sorted_by == residents || m_sorted_by == decile) {
                if (!values || !values->known(at) || !values->known(bt))  // what is not known comes last
                    return values && values->known(at) && !values->known(bt);
                return down ? values->number[at] > values->number[bt] : values->number[at] < values->number[bt];
            }
            if (m_sorted_by == zone)
                return m_result->zones.name[down ? bt : at] < m_result->zones.name[down ? at : bt];
            return words[down ? bt : at] < words[down ? at : bt];
        };
        std::ranges::stable_sort(m_rows, before);
    }
    endResetModel();
}

void ZoneModel::sort(int column, Qt::SortOrder order) {
    m_sorted_by = column;
    m_order = order;
    list();
}

int ZoneModel::rowOf(std::int32_t zone) const {
    const auto at = std::ranges::find(m_rows, zone);
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

int ZoneModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ZoneModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString ZoneModel::cell(std::int32_t zone, int column) const {
    const auto z = static_cast<std::size_t>(zone);
    const auto figure_of = [&](const char* id) {
        const model::Column* found = model::find_column(m_result->zone_columns, id);
        return found ? figure(*found, z) : QString();
    };
    switch (column) {
        case Column::zone:
            return text(m_result->zones.name[z]);
        case footprint: {
            const std::int32_t f = footprintOf(zone);
            return f == model::unassigned ? tr("none") : text(m_session->set().name[static_cast<std::size_t>(f)]);
        }
        case residents:
            return figure_of("residents");
        case decile:
            return figure_of("imd_decile");
        case mark: {
            QStringList marks;
            if (isMoved(zone)) marks << tr("moved");
            if (isLocked(zone)) marks << tr("locked");
            return marks.join(QStringLiteral(", "));
        }
        default:
            return {};
    }
}

QVariant ZoneModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const std::int32_t zone = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return cell(zone, index.column());
        case Qt::CheckStateRole:
            if (index.column() != Column::zone) return {};
            return m_selection->contains(zone) ? Qt::Checked : Qt::Unchecked;
        case Qt::ToolTipRole:
            return name_and_code(m_result->zones.name[static_cast<std::size_t>(zone)],
                                 m_result->zones.code[static_cast<std::size_t>(zone)]);
        case Qt::TextAlignmentRole:
            if (index.column() == residents || index.column() == decile) return int(Qt::AlignRight | Qt::AlignVCenter);
            return {};
        default:
            return {};
    }
}

bool ZoneModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != Column::zone) return false;
    const std::int32_t zone = m_rows[static_cast<std::size_t>(index.row())];
    if (value.toInt() == Qt::Checked)
        m_selection->add({&zone, 1});
    else
        m_selection->remove({&zone, 1});
    return true;
}

QVariant ZoneModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case zone:
            return tr("Zone");
        case footprint:
            return tr("In");
        case residents:
            return tr("Residents");
        case decile:
            return tr("IMD decile");
        case mark:
            return tr("Mark");
        default:
            return {};
    }
}

Qt::ItemFlags ZoneModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == zone) flags |= Qt::ItemIsUserCheckable;
    return flags;
}

}  // namespace locality::app
