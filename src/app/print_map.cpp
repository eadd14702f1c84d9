#include "app/print_map.h"

#include "app/words.h"
#include "style/painter_sheet.h"

#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPrintPreviewDialog>
#include <QPrinter>

namespace locality::app {

namespace {

constexpr QSize first_size(1000, 720);
constexpr int dots_per_inch = 300;
constexpr double margin_mm = 8;  // no printer prints to the edge

QPageSize paper(const QString& size) {
    const QString name = size.section(QLatin1Char('-'), 0, 0);
    for (const auto id : {QPageSize::A0, QPageSize::A1, QPageSize::A2, QPageSize::A3})
        if (QPageSize::key(id) == name) return QPageSize(id);
    return QPageSize(QPageSize::A4);
}

void paint(QPrinter& printer, const style::Scene& scene, const std::optional<geo::Box>& extent) {
    QPainter painter(&printer);
    const QRectF page = printer.pageRect(QPrinter::DevicePixel);
    style::Sheet sheet;
    sheet.width = static_cast<int>(page.width());
    sheet.height = static_cast<int>(page.height());
    sheet.dpi = printer.resolution();
    sheet.extent = extent;
    // The painter starts at the margin; what reaches over the sheet's edge stays on it.
    painter.setClipRect(QRectF(0, 0, sheet.width, sheet.height));
    style::paint_sheet(painter, scene, sheet);
}

}  // namespace

void print_map(QWidget* parent, std::shared_ptr<const model::Result> result, const style::Scene& scene,
               const MapOrder& order) {
    auto printer = std::make_shared<QPrinter>();
    printer->setResolution(dots_per_inch);
    printer->setDocName(text(scene.title));
    printer->setPageSize(paper(text(order.size)));
    const style::Sheet sheet = order.sheet();
    printer->setPageOrientation(sheet.width >= sheet.height ? QPageLayout::Landscape : QPageLayout::Portrait);
    printer->setPageMargins(QMarginsF(margin_mm, margin_mm, margin_mm, margin_mm), QPageLayout::Millimeter);
    auto* dialog = new QPrintPreviewDialog(printer.get(), parent);
    dialog->setObjectName(QStringLiteral("print_preview"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QObject::tr("Print the map"));
    dialog->resize(first_size);
    QObject::connect(dialog, &QPrintPreviewDialog::paintRequested, dialog,
                     [result, printer, scene, extent = order.extent](QPrinter* to) { paint(*to, scene, extent); });
    dialog->open();
}

}  // namespace locality::app
