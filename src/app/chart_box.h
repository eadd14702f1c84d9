#pragma once

#include "app/figure_model.h"
#include "style/chart.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace locality::app {

class ChartView;
class FigureView;

/// Colours of charts: on the screen as the window has them, in pictures to hand on always light.
struct ChartLooks {
    style::ChartStyle screen, picture;
};
ChartLooks chart_looks(const style::StyleBook& book);

/// A chart's table as the window shows tables.
FigureTable figure_table(const style::ChartTable& table);

/// A chart with what can be done with it: shown as a table, copied as a picture or a table, saved as PNG, SVG, PDF or
/// CSV. The words below say what is pointed at.
class ChartBox : public QWidget {
    Q_OBJECT

public:
    /// `name` is for tests and suggested file names.
    explicit ChartBox(const QString& name, QWidget* parent = nullptr);
    void setChart(style::Chart chart, const ChartLooks& looks);
    ChartView* view() const { return m_view; }
    FigureView* table() const { return m_table; }
    void showTable(bool table);
    /// Writes the picture: .png, .svg or .pdf. Throws model::InputError.
    void savePicture(const QString& file) const;

signals:
    void figureWanted(const QString& address);

private:
    void copyPicture();
    void askForPicture();

    ChartLooks m_looks;
    ChartView* m_view = nullptr;
    FigureView* m_table = nullptr;
    QLabel* m_said = nullptr;
    QToolButton* m_as_table = nullptr;
    QToolButton* m_more = nullptr;
};

}  // namespace locality::app
