#pragma once

#include "app/chart_box.h"
#include "core/comparison.h"

#include <QScrollArea>

#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace locality::app {

class FigureView;

/// The figures of a comparison, a column for each footprint and one for the whole area; standings in words and with
/// their marks.
FigureTable comparison_table(const core::Comparison& comparison, const std::vector<QString>& names,
                             const QString& whole, const style::ChartStyle& style, double scale);

/// Two or more footprints of the set on the map beside each other: chosen in a list, on the map, or from a profile.
class ComparePanel : public QScrollArea {
    Q_OBJECT

public:
    explicit ComparePanel(QWidget* parent = nullptr);
    /// The set whose footprints are compared; another set forgets those chosen. A null result or a set of -1: none.
    void setSet(std::shared_ptr<const model::Result> result, int set, const ChartLooks& looks);
    void add(int footprint);
    std::vector<std::size_t> chosen() const;

signals:
    /// The footprint picked on the map is to be added.
    void pickedWanted();
    void figureWanted(std::size_t set, std::size_t footprint, const QString& figure);

private:
    void filter(const QString& words);
    void showChosen();

    std::shared_ptr<const model::Result> m_result;
    int m_set = -1;
    ChartLooks m_looks;
    QLabel* m_hint = nullptr;
    QLineEdit* m_filter = nullptr;
    QListWidget* m_list = nullptr;
    QPushButton *m_add = nullptr, *m_clear = nullptr;
    FigureView* m_table = nullptr;
    ChartBox* m_chart = nullptr;
};

}  // namespace locality::app
