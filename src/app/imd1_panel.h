#pragma once

#include "core/profile.h"

#include <QWidget>

class QLabel;

namespace locality::app {

class FigureView;

/// The zones in the most deprived tenth of England with their totals: those of the picked footprint, else of the map.
class Imd1Panel : public QWidget {
    Q_OBJECT

public:
    explicit Imd1Panel(QWidget* parent = nullptr);
    void showZones(const core::Profile& profile);
    /// Only words: there is nothing to list.
    void showHint(const QString& words);
    void focusList();

signals:
    void zoneWanted(const QString& code);

private:
    QLabel* m_of = nullptr;
    QLabel* m_totals = nullptr;
    FigureView* m_list = nullptr;
};

}  // namespace locality::app
