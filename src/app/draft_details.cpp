#include "app/draft_details.h"

#include "app/draft_model.h"
#include "app/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

using model::Found;
using model::Role;

namespace {

constexpr int target_px = 28;
constexpr int codes_width = 300;

QString said(const QString& words) {
    return QString(words).remove(QLatin1Char('&'));
}

std::string chosen(const QComboBox* box) {
    return box->currentData().toString().toStdString();
}

}  // namespace

DraftDetails::DraftDetails(QWidget* parent) : QWidget(parent) {
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    across->addWidget(scroll, 1);
    auto* inside = new QWidget(scroll);
    scroll->setWidget(inside);
    m_form = new QFormLayout(inside);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setContentsMargins(0, 0, 8, 0);
    m_problem = new QLabel(inside);
    m_problem->setObjectName(QStringLiteral("draft_problem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_form->addRow(m_problem);
    m_role = combo("draft_role", tr("&For"));
    m_title = new QLineEdit(inside);
    m_title->setObjectName(QStringLiteral("draft_title"));
    m_title->setAccessibleName(tr("Called"));
    m_title->setMinimumHeight(target_px);
    m_form->addRow(tr("Ca&lled"), m_title);
    m_code = combo("draft_code", tr("&Codes in column"));
    m_name = combo("draft_name", tr("&Names in column"));
    m_kind = combo("draft_kind", tr("&Kind of areas"));
    for (const char* kind : {"oa", "lsoa", "msoa", "ward", "lad", "other"})
        m_kind->addItem(text(core::area_words(kind, 0)), QString::fromLatin1(kind));
    m_vintage = combo("draft_vintage", tr("Of the &year"));
    m_from = combo("draft_from", tr("Fr&om column"));
    m_to = combo("draft_to", tr("&To column"));
    m_to_name = combo("draft_to_name", tr("Na&mes of these in"));
    m_share = combo("draft_share", tr("S&hares in column"));
    m_numerator = combo("draft_numerator", tr("Counted in colum&n"));
    m_denominator = combo("draft_denominator", tr("Out &of column"));
    m_breakdown = combo("draft_breakdown", tr("&Parted by column"));
    m_value = combo("draft_value", tr("Published &values in"));
    m_coordinates = new QLabel(inside);
    m_coordinates->setObjectName(QStringLiteral("draft_coordinates"));
    m_coordinates->setWordWrap(true);
    m_form->addRow(tr("Coordinates"), m_coordinates);
    m_system = combo("draft_system", tr("&Where it lies"));

    auto* right = new QVBoxLayout;
    across->addLayout(right);
    m_which = new QComboBox(this);
    m_which->setObjectName(QStringLiteral("draft_which"));
    m_which->setAccessibleName(tr("Codes that met nothing"));
    m_which->setMinimumHeight(target_px);
    m_which->setFixedWidth(codes_width);
    right->addWidget(m_which);
    m_code_list = new QStringListModel(this);
    m_codes = new QListView(this);
    m_codes->setObjectName(QStringLiteral("draft_codes"));
    m_codes->setAccessibleName(tr("Codes"));
    m_codes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_codes->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_codes->setUniformItemSizes(true);
    m_codes->setModel(m_code_list);
    m_codes->setFixedWidth(codes_width);
    right->addWidget(m_codes, 1);

    connect(m_which, &QComboBox::currentIndexChanged, this, &DraftDetails::listCodes);
    connect(m_title, &QLineEdit::editingFinished, this, &DraftDetails::take);
    showNothing();
}

QComboBox* DraftDetails::combo(const char* name, const QString& words) {
    auto* box = new QComboBox(m_form->parentWidget());
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(said(words));
    box->setMinimumHeight(target_px);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(16);
    m_form->addRow(words, box);
    connect(box, &QComboBox::activated, this, &DraftDetails::take);
    return box;
}

/// The columns of the table, `chosen` among them.
void DraftDetails::fill(QComboBox* box, const std::string& chosen, bool may_be_none, bool visible) {
    m_form->setRowVisible(box, visible);
    box->clear();
    if (may_be_none || chosen.empty()) box->addItem(tr("none"), QString());
    for (const model::FoundColumn& column : m_found.columns) box->addItem(text(column.name), text(column.name));
    box->setCurrentIndex(std::max(0, box->findData(text(chosen))));
}

void DraftDetails::showNothing() {
    m_showing = true;
    m_found = {};
    m_join = {};
    for (int row = 0; row < m_form->rowCount(); ++row) m_form->setRowVisible(row, row == 0);
    m_problem->setText(tr("Choose a row above to see how it was understood, and to change that."));
    m_which->clear();
    m_which->setEnabled(false);
    listCodes();
    m_showing = false;
}

void DraftDetails::show(const Found& found, const core::DraftJoin& join, const QString& problem) {
    m_showing = true;
    m_found = found;
    m_join = join;
    const Role role = found.role;
    const bool shapes = found.holds == Found::Holds::polygons;
    const bool used = role != Role::left_out, lookup = role == Role::lookup, links = role == Role::links;
    m_problem->setText(!problem.isEmpty() ? problem : text(used ? found.guess : found.reason));
    m_form->setRowVisible(0, !m_problem->text().isEmpty());
    const bool readable = found.holds != Found::Holds::nothing;
    m_form->setRowVisible(m_role, readable);
    m_role->clear();
    for (const Role r : model::roles_of(found.holds)) m_role->addItem(role_words(r), static_cast<int>(r));
    m_role->setCurrentIndex(std::max(0, m_role->findData(static_cast<int>(role))));
    m_form->setRowVisible(m_title, found.makes_set() || role == Role::indicator);
    m_title->setText(text(found.title));
    fill(m_code, found.source.code, false, used && !lookup && !links);
    fill(m_name, found.source.name, true, used && shapes);
    const bool areas = role == Role::zones || role == Role::boundaries;
    m_form->setRowVisible(m_kind, areas);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(text(found.source.kind.empty() ? "other" : found.source.kind))));
    m_form->setRowVisible(m_vintage, areas);
    m_vintage->clear();
    m_vintage->addItem(tr("not known"), 0);
    std::vector<int> years{2001, 2011, 2021};
    if (found.source.vintage != 0 && std::find(years.begin(), years.end(), found.source.vintage) == years.end())
        years.push_back(found.source.vintage);
    for (const int year : years) m_vintage->addItem(QString::number(year), year);
    m_vintage->setCurrentIndex(std::max(0, m_vintage->findData(found.source.vintage)));
    fill(m_from, found.from, false, lookup || links);
    fill(m_to, found.to, false, lookup || links || role == Role::dissolve || role == Role::weights);
    fill(m_to_name, found.to_name, true, lookup);
    fill(m_share, found.share, true, lookup || links);
    const bool indicator = role == Role::indicator;
    fill(m_numerator, found.numerator, true, indicator);
    fill(m_denominator, found.denominator, true, indicator);
    fill(m_breakdown, found.breakdown, true, indicator);
    fill(m_value, found.value, true, indicator || role == Role::weights || links);
    m_coordinates->setText(text(found.coordinates));
    m_form->setRowVisible(m_coordinates, !found.coordinates.empty());
    m_form->setRowVisible(m_system, found.systems.size() > 1);
    m_system->clear();
    for (const model::PlausibleSystem& system : found.systems) m_system->addItem(text(system.words), text(system.crs));
    m_system->setCurrentIndex(std::max(0, m_system->findData(text(found.source.crs))));

    const int which = m_which->currentIndex();
    const QSignalBlocker quiet(m_which);
    m_which->clear();
    if (join.report) {
        const QString target = text(join.report->target);
        const auto counted = [](const std::vector<std::string>& codes) { return number(static_cast<double>(codes.size())); };
        m_which->addItem(tr("Here, but none of the %1 (%2)").arg(target, counted(join.report->unknown)));
        m_which->addItem(tr("Of the %1, not here (%2)").arg(target, counted(join.report->missing)));
        m_which->addItem(tr("More than once here (%1)").arg(counted(join.report->duplicate)));
        m_which->setCurrentIndex(std::max(0, which));
    } else {
        m_which->addItem(tr("Nothing is joined by codes"));
    }
    m_which->setEnabled(join.report.has_value());
    listCodes();
    m_showing = false;
}

void DraftDetails::listCodes() {
    QStringList codes;
    if (m_join.report) {
        const std::vector<std::string>& list = m_which->currentIndex() == 1   ? m_join.report->missing
                                               : m_which->currentIndex() == 2 ? m_join.report->duplicate
                                                                              : m_join.report->unknown;
        codes.reserve(static_cast<qsizetype>(list.size()));
        for (const std::string& code : list) codes << text(code);
    }
    m_code_list->setStringList(codes);
}

void DraftDetails::take() {
    if (m_showing || m_found.holds == Found::Holds::nothing) return;
    Found found = m_found;
    const auto role = static_cast<Role>(m_role->currentData().toInt());
    found.fixed = found.fixed || role != found.role;
    found.role = role;
    const std::string title = m_title->text().trimmed().toStdString();
    if (title != found.title) found.own_title = title;
    if (role == m_found.role) {
        // What the role does not ask for is hidden, and stays as it was.
        const auto take_column = [&](const QComboBox* box, std::string& column) {
            if (m_form->isRowVisible(const_cast<QComboBox*>(box))) column = chosen(box);
        };
        take_column(m_code, found.source.code);
        take_column(m_name, found.source.name);
        take_column(m_from, found.from);
        take_column(m_to, found.to);
        take_column(m_to_name, found.to_name);
        take_column(m_share, found.share);
        take_column(m_numerator, found.numerator);
        take_column(m_denominator, found.denominator);
        take_column(m_breakdown, found.breakdown);
        take_column(m_value, found.value);
        if (sender() == m_numerator && !found.numerator.empty()) found.value.clear();
        if (sender() == m_value && !found.value.empty() && role == Role::indicator)
            found.numerator = found.denominator = found.breakdown = {};
        if (role == Role::zones || role == Role::boundaries) {
            found.source.kind = chosen(m_kind);
            found.source.vintage = m_vintage->currentData().toInt();
        }
        if (found.systems.size() > 1) {
            found.source.crs = chosen(m_system);
            for (const model::PlausibleSystem& system : found.systems)
                if (system.crs == found.source.crs) found.box = system.box;
        }
        const bool columns_changed = found.source.code != m_found.source.code || found.to != m_found.to ||
                                     found.numerator != m_found.numerator || found.value != m_found.value ||
                                     found.from != m_found.from;
        found.fixed = found.fixed || (columns_changed && role != Role::left_out);
        if (columns_changed) found.guess.clear();
    }
    emit changed(found);
}

}  // namespace locality::app
