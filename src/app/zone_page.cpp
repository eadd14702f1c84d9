#include "app/zone_page.h"

#include "app/map_selection.h"
#include "app/scenario_session.h"
#include "app/words.h"
#include "app/zone_model.h"
#include "app/zone_selection.h"
#include "core/zone_choice.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr int row_px = 26;

QPushButton* button(const QString& name, const QString& words, const QString& tip, QWidget* parent) {
    auto* b = new QPushButton(words, parent);
    b->setObjectName(name);
    b->setToolTip(tip);
    b->setMinimumHeight(target_px);
    return b;
}

QComboBox* choice(const QString& name, const QString& what, QWidget* parent) {
    auto* combo = new QComboBox(parent);
    combo->setObjectName(name);
    combo->setAccessibleName(what);
    combo->setToolTip(what);
    combo->setMinimumHeight(target_px);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    return combo;
}

}  // namespace

ZonePage::ZonePage(ScenarioSession* session, ZoneSelection* selection, MapSelection* on_map, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_on_map(on_map) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 6);
    layout->setSpacing(6);
    buildMapModes();
    buildFilter();
    buildBoth();
    connect(m_selection, &ZoneSelection::changed, this, &ZonePage::count);
    connect(m_on_map, &MapSelection::modeEnded, this, [this] {
        for (QToolButton* mode : m_modes) mode->setChecked(false);
    });
}

/// On the map: one at a time, in a box, inside a line; adding or taking out.
void ZonePage::buildMapModes() {
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(new QLabel(tr("On the map"), this));
    const auto add = [&](const char* name, const QString& words, const QString& tip) {
        auto* mode = new QToolButton(this);
        mode->setObjectName(QLatin1String(name));
        mode->setText(words);
        mode->setToolTip(tip);
        mode->setCheckable(true);
        mode->setMinimumSize(target_px, target_px);
        mode->setFocusPolicy(Qt::TabFocus);
        row->addWidget(mode);
        return mode;
    };
    const std::pair<QToolButton*, MapSelection::Mode> modes[] = {
        {add("choose_click", tr("Click"), tr("Click zones one by one; without this, Ctrl+click. By keys: Alt+arrows to a zone, then X")),
         MapSelection::Mode::click},
        {add("choose_box", tr("Box"), tr("Drag a box round the middles of zones; without this, Ctrl+Shift+drag")),
         MapSelection::Mode::box},
        {add("choose_lasso", tr("Lasso"), tr("Draw a line round the middles of zones")), MapSelection::Mode::lasso}};
    for (const auto& [mode_button, mode] : modes) {
        m_modes.push_back(mode_button);
        connect(mode_button, &QToolButton::clicked, this, [this, mode_button = mode_button, mode = mode](bool on) {
            for (QToolButton* other : m_modes)
                if (other != mode_button) other->setChecked(false);
            m_on_map->setMode(on ? mode : MapSelection::Mode::off);
        });
    }
    QToolButton* take_out =
        add("choose_remove", tr("Take out"), tr("Box and lasso take zones out of the choice instead of adding them"));
    connect(take_out, &QToolButton::toggled, m_on_map, &MapSelection::setRemoving);
    row->addStretch();
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void ZonePage::buildFilter() {
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    auto* row = new QHBoxLayout;
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("zone_filter"));
    m_filter->setAccessibleName(tr("Zones whose name, code or footprint has these words"));
    m_filter->setPlaceholderText(tr("Name, code or footprint"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumHeight(target_px);
    m_show = choice(QStringLiteral("zone_show"), tr("Which zones are listed"), this);
    m_show->addItem(tr("All zones"), static_cast<int>(ZoneModel::Show::all));
    m_show->addItem(tr("Chosen ones"), static_cast<int>(ZoneModel::Show::chosen));
    m_show->addItem(tr("Moved ones"), static_cast<int>(ZoneModel::Show::moved));
    m_show->addItem(tr("Locked ones"), static_cast<int>(ZoneModel::Show::locked));
    row->addWidget(m_filter, 3);
    row->addWidget(m_show, 2);
    layout->addLayout(row);

    m_model = new ZoneModel(m_session, m_selection, this);
    m_list = new QTableView(this);
    m_list->setObjectName(QStringLiteral("zone_list"));
    m_list->setAccessibleName(tr("Zones to choose; Space checks the rows that are marked, Enter shows a zone on the map"));
    m_list->setModel(m_model);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setTabKeyNavigation(false);
    m_list->setWordWrap(false);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(row_px);
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->horizontalHeader()->setMinimumHeight(row_px);
    m_list->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setSortingEnabled(true);
    for (const auto& [column, width] : {std::pair(ZoneModel::zone, 140), std::pair(ZoneModel::footprint, 110),
                                        std::pair(ZoneModel::residents, 72), std::pair(ZoneModel::decile, 40)})
        m_list->setColumnWidth(column, width);
    m_list->setMinimumHeight(row_px * 4);
    m_list->installEventFilter(this);
    layout->addWidget(m_list, 1);

    auto* buttons = new QGridLayout;
    buttons->setSpacing(4);
    auto* listed = button(QStringLiteral("choose_listed"), tr("Choose &listed"), tr("Chooses every zone in the list"), this);
    auto* drop = button(QStringLiteral("drop_listed"), tr("Take listed o&ut"), tr("Takes every zone in the list out of the choice"), this);
    auto* clear = button(QStringLiteral("clear_choice"), tr("&Clear"), tr("Chooses nothing"), this);
    auto* lock = button(QStringLiteral("lock_zones"), tr("Loc&k"), tr("Chosen zones may not be moved any more"), this);
    auto* free = button(QStringLiteral("free_zones"), tr("F&ree"), tr("Chosen zones may be moved again"), this);
    buttons->addWidget(listed, 0, 0, 1, 2);
    buttons->addWidget(drop, 0, 2, 1, 2);
    buttons->addWidget(clear, 0, 4, 1, 2);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("zone_count"));
    m_count->setWordWrap(true);
    buttons->addWidget(m_count, 1, 0, 1, 4);
    buttons->addWidget(lock, 1, 4);
    buttons->addWidget(free, 1, 5);
    layout->addLayout(buttons);

    connect(m_filter, &QLineEdit::textChanged, this, &ZonePage::applyFilter);
    connect(m_show, &QComboBox::currentIndexChanged, this, &ZonePage::applyFilter);
    connect(listed, &QPushButton::clicked, this, [this] { m_selection->add(m_model->zones()); });
    connect(drop, &QPushButton::clicked, this, [this] {
        const std::vector<std::int32_t> zones = m_model->zones();
        m_selection->remove(zones);
    });
    connect(clear, &QPushButton::clicked, m_selection, &ZoneSelection::clear);
    connect(lock, &QPushButton::clicked, this, [this] { lockChosen(true); });
    connect(free, &QPushButton::clicked, this, [this] { lockChosen(false); });
}

/// "All zones of [Wards] [Seacroft] in [LCP]".
void ZonePage::buildBoth() {
    auto* grid = new QGridLayout;
    grid->setSpacing(4);
    m_both_set = choice(QStringLiteral("both_set"), tr("Of which footprints"), this);
    m_both_footprint = choice(QStringLiteral("both_footprint"), tr("Of which of them"), this);
    m_both_here = choice(QStringLiteral("both_here"), tr("Standing in which footprint of the scenario"), this);
    auto* add = button(QStringLiteral("both_add"), tr("A&dd"), tr("Chooses the zones most of which lie in the one and that stand in the other"), this);
    const auto label = [this](const QString& words) {
        auto* made = new QLabel(words, this);
        made->setMargin(1);  // an "f" may lean out of its own width
        return made;
    };
    grid->addWidget(label(tr("All zones of")), 0, 0);
    grid->addWidget(m_both_set, 0, 1);
    grid->addWidget(m_both_footprint, 0, 2);
    grid->addWidget(label(tr("that are in")), 1, 0);
    grid->addWidget(m_both_here, 1, 1);
    grid->addWidget(add, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(grid);
    connect(m_both_set, &QComboBox::currentIndexChanged, this, [this] {
        m_both_footprint->clear();
        const int s = m_both_set->currentData().toInt();
        if (!m_result || m_both_set->currentIndex() < 0) return;
        const model::FootprintSet& set = m_result->sets[static_cast<std::size_t>(s)];
        for (std::size_t f = 0; f < set.code.size(); ++f)
            m_both_footprint->addItem(text(set.name[f]), static_cast<int>(f));
    });
    connect(add, &QPushButton::clicked, this, [this] { m_selection->add(bothZones()); });
}

std::vector<std::int32_t> ZonePage::bothZones() const {
    if (!m_session->editor() || m_both_footprint->currentIndex() < 0) return {};
    const int here = m_both_here->currentData().toInt();
    constexpr int anywhere = -2;
    return core::zones_of_both(m_result->sets[static_cast<std::size_t>(m_both_set->currentData().toInt())],
                               m_both_footprint->currentData().toInt(),
                               m_session->editor()->live().footprint_of_zone(),
                               here == anywhere ? std::nullopt : std::optional<std::int32_t>(here));
}

void ZonePage::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    m_model->setResult(m_result);
    m_both_set->clear();
    for (std::size_t s = 0; m_result && s < m_result->sets.size(); ++s)
        if (m_result->sets[s].id != model::whole_set_id)
            m_both_set->addItem(text(m_result->sets[s].title), static_cast<int>(s));
    m_listed_set = -2;
    follow();
}

/// The footprints of the scenario's set, as filters and as a half of "both".
void ZonePage::listFootprints() {
    if (m_listed_set == m_session->setIndex()) return;
    m_listed_set = m_session->setIndex();
    const QSignalBlocker quiet(m_show);
    m_show->setCurrentIndex(0);
    while (m_show->count() > 4) m_show->removeItem(4);
    m_both_here->clear();
    constexpr int anywhere = -2;
    m_both_here->addItem(tr("any footprint"), anywhere);
    if (m_listed_set >= 0) {
        const model::FootprintSet& set = m_session->set();
        for (std::size_t f = 0; f < set.code.size(); ++f) {
            m_show->addItem(tr("In %1").arg(text(set.name[f])), static_cast<int>(ZoneModel::Show::in_footprint));
            m_both_here->addItem(text(set.name[f]), static_cast<int>(f));
        }
        m_show->addItem(tr("In no footprint"), static_cast<int>(ZoneModel::Show::in_footprint));
        m_both_here->addItem(tr("no footprint"), static_cast<int>(model::unassigned));
    }
    applyFilter();
}

void ZonePage::applyFilter() {
    const auto show = static_cast<ZoneModel::Show>(m_show->currentData().toInt());
    std::int32_t footprint = m_show->currentIndex() - 4;
    if (m_session->editor() && footprint == static_cast<std::int32_t>(m_session->set().code.size()))
        footprint = model::unassigned;
    m_model->setFilter(m_filter->text(), show, footprint);
}

void ZonePage::follow() {
    // Whoever works down the list by keys stays where they are.
    const QModelIndex row = m_list->currentIndex();
    const std::int32_t zone = row.isValid() ? m_model->zones()[static_cast<std::size_t>(row.row())] : -1;
    listFootprints();
    m_model->refresh();
    if (const int now = zone < 0 ? -1 : m_model->rowOf(zone); now >= 0 && now != m_list->currentIndex().row())
        m_list->setCurrentIndex(m_model->index(now, 0));
    count();
}

void ZonePage::count() {
    double people = 0;
    std::size_t unknown = 0;
    const model::Column* residents = m_result ? model::find_column(m_result->zone_columns, "residents") : nullptr;
    for (const std::int32_t zone : m_selection->zones()) {
        if (residents && residents->values.known(static_cast<std::size_t>(zone)))
            people += residents->values.number[static_cast<std::size_t>(zone)];
        else
            ++unknown;
    }
    const int n = static_cast<int>(m_selection->zones().size());
    QString words = n == 0 ? tr("No zone is chosen.") : tr("%1 of %2 zones chosen, %3 residents.")
                                 .arg(number(n), number(static_cast<double>(m_result ? m_result->zones.size() : 0)), number(people));
    if (n > 0 && unknown > 0) words += QLatin1Char(' ') + tr("The residents of %1 are not known.").arg(number(static_cast<double>(unknown)));
    m_count->setText(words);
}

void ZonePage::focusList() {
    m_list->setFocus(Qt::ShortcutFocusReason);
    if (!m_list->currentIndex().isValid() && m_model->rowCount() > 0) m_list->setCurrentIndex(m_model->index(0, 0));
}

void ZonePage::toggleRows() {
    std::vector<std::int32_t> zones;
    bool any_out = false;
    QModelIndexList rows = m_list->selectionModel()->selectedRows();
    if (rows.isEmpty() && m_list->currentIndex().isValid()) rows << m_list->currentIndex();
    for (const QModelIndex& row : rows) {
        zones.push_back(m_model->zones()[static_cast<std::size_t>(row.row())]);
        any_out = any_out || !m_selection->contains(zones.back());
    }
    if (any_out)
        m_selection->add(zones);
    else
        m_selection->remove(zones);
}

void ZonePage::lockChosen(bool locked) {
    if (!m_session->editor()) return;
    m_session->lock(m_selection->zones(), locked);
    m_model->refresh();
}

bool ZonePage::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_list || event->type() != QEvent::KeyPress) return false;
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Space:
            toggleRows();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (const QModelIndex row = m_list->currentIndex(); row.isValid())
                emit zoneWanted(m_model->zones()[static_cast<std::size_t>(row.row())]);
            return true;
        default:
            return false;
    }
}

}  // namespace locality::app
