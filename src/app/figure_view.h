#pragma once

#include "app/figure_model.h"

#include <QTableView>

class QTimer;

namespace locality::app {

/// A table of figures on the screen: sorted by its headers, its words wrapped. Copy (Ctrl+C) takes the chosen rows
/// along as text with tabs between the columns; the menu copies all of it or saves it as CSV.
class FigureView : public QTableView {
    Q_OBJECT

public:
    enum class Order { as_given, by_header };
    /// `name` is for tests and settings, `what` for people who hear it.
    FigureView(const QString& name, const QString& what, Order order, QWidget* parent);
    void setFigures(FigureTable figures);
    int figureCount() const { return model()->rowCount(); }

    QString selectionAsText() const;
    QString wholeAsText() const;
    /// All rows as shown, RFC 4180, for spreadsheets.
    QString csv() const;
    void askWhereToSave();

signals:
    /// Enter or a double click on a row that is about something.
    void wanted(const QString& code);

private:
    QString asText(const QModelIndexList& rows) const;

    FigureModel* m_figures = nullptr;
    QTimer* m_rows_due = nullptr;
};

}  // namespace locality::app
