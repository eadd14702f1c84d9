#pragma once

#include "model/result.h"

#include <QDialog>

namespace locality::app {

class FigureView;
struct FigureTable;

/// How one figure came about: its source, period, method and limits in words, the zones it was made from as a table.
class ExplainDialog : public QDialog {
    Q_OBJECT

public:
    /// `figure` is an indicator's address (core::figure_address), or the id of a column of the set.
    ExplainDialog(const model::Result& result, std::size_t set, std::size_t footprint, const QString& figure,
                  QWidget* parent);

private:
    void fill(const QString& heading, const QStringList& lines, FigureTable from);
};

}  // namespace locality::app
