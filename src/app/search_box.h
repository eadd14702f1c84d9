#pragma once

#include "app/places_model.h"

#include <QLineEdit>

class QCompleter;

namespace locality::app {

/// Finds footprints and zones by any part of their name or code: suggests while one types, Enter takes the suggestion
/// chosen, or the first.
class SearchBox : public QLineEdit {
    Q_OBJECT

public:
    explicit SearchBox(QWidget* parent = nullptr);
    void setResult(std::shared_ptr<const model::Result> result, int first_set);

signals:
    void picked(const locality::app::Place& place);
    /// Enter on words that nothing on the map has in its name or code.
    void notFound(const QString& words);

private:
    void take(const QModelIndex& completion);
    void takeFirst();

    PlacesModel* m_places = nullptr;
    QCompleter* m_completer = nullptr;
};

}  // namespace locality::app
