#pragma once

#include "app/map_command.h"
#include "style/scene.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace locality::app {

class SheetPreview;

/// Takes the map away: as a picture, a drawing, a page or a GeoPackage, at a chosen size, with a preview, and with the
/// command line that makes the same file.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// `scene` is what is drawn of `result`; `shown` the ground that the window shows. `has_all` says whether a
    /// GeoPackage of everything can be written.
    ExportDialog(std::shared_ptr<const model::Result> result, style::Scene scene, MapOrder order, const geo::Box& shown,
                 bool has_all, QWidget* parent);
    /// With the title that was typed.
    style::Scene scene() const;
    const MapOrder& order() const { return m_order; }

signals:
    void saveWanted(const QString& file);
    void printWanted();

private:
    void take();
    void chooseSize();
    void showCommand();
    void askWhereToSave();
    QString ending() const;

    std::shared_ptr<const model::Result> m_result;
    style::Scene m_scene;
    MapOrder m_order;
    geo::Box m_shown;
    QString m_stem;  ///< of the files suggested

    QComboBox* m_format = nullptr;
    QLineEdit* m_title = nullptr;
    QComboBox* m_size = nullptr;
    QSpinBox* m_width = nullptr;
    QSpinBox* m_height = nullptr;
    QSpinBox* m_dpi = nullptr;
    QComboBox* m_extent = nullptr;
    QLabel* m_about = nullptr;
    QPlainTextEdit* m_command = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_print = nullptr;
    SheetPreview* m_preview = nullptr;
};

}  // namespace locality::app
