#pragma once

#include "style/scene.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QSpinBox;

namespace locality::app {

class HistogramView;

/// What is shaded besides the column above the map, and how: zones or footprints, a second column, the way to make
/// classes, their number, their colours, and the breaks between them in a histogram and in boxes.
class ShadePanel : public QWidget {
    Q_OBJECT

public:
    struct Choice {
        bool by_footprint = false;
        std::string across;
        style::Recipe recipe;
    };

    explicit ShadePanel(QWidget* parent = nullptr);
    /// Shows what a scene is shaded by; `columns` are those that may stand beside its own.
    void showScene(const style::Scene& scene, const std::vector<model::Column>& columns, const style::StyleBook& book);
    const Choice& choice() const { return m_choice; }
    /// The classes as the style book has them: for a column that was not shaded before.
    void forgetRecipe() { m_choice.recipe = {}; }
    /// As nothing was ever chosen: for another result.
    void reset() { m_choice = {}; }

signals:
    void changed();

private:
    void take();
    void moveBreak(int which, double value);
    void showBreaks(const style::Scene& scene, bool movable);

    Choice m_choice;
    std::vector<double> m_breaks;
    bool m_showing = true;  ///< until there is a map, and while one is shown: nobody chooses anything

    QComboBox* m_unit = nullptr;
    QComboBox* m_across = nullptr;
    QComboBox* m_method = nullptr;
    QComboBox* m_palette = nullptr;
    QSpinBox* m_classes = nullptr;
    HistogramView* m_histogram = nullptr;
    QLabel* m_breaks_title = nullptr;
    QWidget* m_break_boxes = nullptr;
    QGridLayout* m_grid = nullptr;
    std::vector<QDoubleSpinBox*> m_boxes;
};

}  // namespace locality::app
