#pragma once

#include <QAbstractTableModel>
#include <QPixmap>
#include <QStringList>

#include <vector>

namespace locality::app {

/// One cell: what is read, what it sorts by (the text where empty), and what hovering adds.
struct Cell {
    QString text;
    QVariant sort;
    QString tip;
    bool is_number = false;  ///< stands to the right of its column
    QPixmap mark{};          ///< beside the text; never says more than the text
};

/// A table of figures ready to show: made by the functions of profile_tables.h, shown and copied by any view.
struct FigureTable {
    QStringList header;
    std::vector<std::vector<Cell>> rows;
    std::vector<QString> codes;  ///< per row: the zone, footprint or figure it is about; may be empty
};

class FigureModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int sort_role = Qt::UserRole;
    static constexpr int code_role = Qt::UserRole + 1;

    explicit FigureModel(QObject* parent = nullptr);
    void setTable(FigureTable table);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    FigureTable m_table;
};

}  // namespace locality::app
