#pragma once

#include "app/overlap_models.h"
#include "app/work.h"
#include "core/combination_ground.h"
#include "style/marks.h"

#include <QDockWidget>

#include <filesystem>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace locality::app {

/// How two sets of footprints lie in each other: a matrix or a list of what every combination holds, and on the map the
/// pieces of one, the gaps and the double claims. Computed on a thread of its own, while the window stays usable.
class OverlapsDock : public QDockWidget {
    Q_OBJECT

public:
    explicit OverlapsDock(QWidget* parent);
    ~OverlapsDock() override;

    /// Another map; what was computed for the one before goes.
    void setResult(std::shared_ptr<const model::Result> result);
    /// Selects the row, or the column, of a footprint that was picked on the map.
    void showPicked(int set, int footprint);
    /// The sets of the result are others now: what was computed of them goes.
    void setsChanged();
    void focusTable();
    bool isBusy() const { return m_work->isRunning(); }
    /// What the marks on the map are of, as the command line names it; empty where they are not shown.
    std::string disputedSet() const;
    std::string pickedPiece() const;

    void saveTable(const std::filesystem::path& file);   ///< as CSV
    void savePieces(const std::filesystem::path& file);  ///< as a GeoPackage

signals:
    /// What the map is to draw on top; null for nothing.
    void marksChanged(std::shared_ptr<const style::Marks> marks);
    void boxWanted(const geo::Box& box);
    void footprintWanted(int set, int footprint);
    void said(const QString& words);
    void failed(const QString& title, const locality::app::Failure& failure);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildControls(QWidget* parent);
    QTableView* buildTable(const QString& name, const QString& what, QAbstractItemModel* model);
    void compute();
    void run(const QString& title, Work::Job job);
    void forget();
    void showOverlaps();
    void showState();
    void showSummary();
    void listDisputed();
    void showCell(const QModelIndex& index);
    void showMarks();
    void copy();
    void askWhereToSave(bool pieces);
    void save(const QString& title, const std::filesystem::path& file, bool pieces);
    QTableView* table() const;
    int chosenSet(const QComboBox* box) const;

    std::shared_ptr<const model::Result> m_result;
    std::shared_ptr<const Overlaps> m_overlaps;
    Work* m_work = nullptr;
    QString m_next_title;
    Work::Job m_next;        ///< asked for while another was running
    bool m_saving = false;   ///< which nothing else may cut short
    bool m_stopped = false;  ///< by the user: not begun again until asked for

    geo::Shapes m_picked;
    std::size_t m_picked_combination = 0;
    core::DisputedGround m_disputed;
    int m_disputed_slot = -1;

    QComboBox *m_rows = nullptr, *m_columns = nullptr, *m_column = nullptr, *m_as = nullptr, *m_view = nullptr,
              *m_on_map = nullptr;
    QStackedWidget* m_pages = nullptr;
    OverlapMatrixModel* m_matrix_model = nullptr;
    OverlapListModel* m_list_model = nullptr;
    QTableView *m_matrix = nullptr, *m_list = nullptr;
    QLabel *m_summary = nullptr, *m_doing = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton *m_stop = nullptr, *m_copy = nullptr, *m_save = nullptr, *m_save_pieces = nullptr;
};

}  // namespace locality::app
