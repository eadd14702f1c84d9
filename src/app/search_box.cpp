#include "app/search_box.h"

#include <QAbstractItemView>
#include <QAbstractProxyModel>
#include <QCompleter>

namespace locality::app {

namespace {

constexpr int suggestions = 14;

}  // namespace

SearchBox::SearchBox(QWidget* parent) : QLineEdit(parent), m_places(new PlacesModel(this)) {
    setMinimumHeight(28);  // a target large enough to hit
    setPlaceholderText(tr("Find a footprint or zone by name or code"));
    setAccessibleName(tr("Find a footprint or zone"));
    setClearButtonEnabled(true);
    m_completer = new QCompleter(m_places, this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(suggestions);
    m_completer->popup()->setAccessibleName(tr("Suggestions"));
    setCompleter(m_completer);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, &SearchBox::take);
    connect(this, &QLineEdit::returnPressed, this, [this] {
        // With a suggestion chosen the completer reports it right after this.
        const QAbstractItemView* popup = m_completer->popup();
        if (!popup->isVisible() || !popup->currentIndex().isValid()) takeFirst();
    });
}

void SearchBox::setResult(std::shared_ptr<const model::Result> result, int first_set) {
    m_places->setResult(std::move(result), first_set);
}

void SearchBox::take(const QModelIndex& completion) {
    const auto* proxy = qobject_cast<const QAbstractProxyModel*>(m_completer->completionModel());
    const QModelIndex place = proxy->mapToSource(completion);
    if (!place.isValid()) return;
    setText(place.data().toString());
    selectAll();
    emit picked(m_places->place(place.row()));
}

void SearchBox::takeFirst() {
    const QString words = text().trimmed();
    if (words.isEmpty()) return;
    m_completer->popup()->hide();
    m_completer->setCompletionPrefix(words);
    const QModelIndex first = m_completer->completionModel()->index(0, 0);
    if (first.isValid())
        take(first);
    else
        emit notFound(words);
}

}  // namespace locality::app
