#include "style/save_map.h"

#include "style/painter.h"
#include "style/painter_picture.h"
#include "style/painter_sheet.h"

#include <QGuiApplication>
#include <QHashFunctions>

#include <cstdlib>

namespace locality::style {

namespace {

namespace fs = std::filesystem;

QSize size_of(const Sheet& sheet) {
    return {sheet.width, sheet.height};
}

}  // namespace

void paint_sheet(QPainter& painter, const Scene& scene, const Sheet& sheet) {
    const QSizeF size(size_of(sheet));
    MapPainter map(scene);
    const View view = fitted(sheet.extent.value_or(scene.extent), size, frame(scene, size).ground);
    map.paint_ground(painter, view, size);
    map.paint_furniture(painter, view, size);
}

void save_map(const Scene& scene, const Sheet& sheet, const fs::path& file, bool overwrite) {
    const std::string ending = picture_ending(file);
    if (ending == ".png" || ending == ".svg" || ending == ".pdf") require_drawable(sheet, ending == ".png");
    save_picture({"map", scene.title, scene.reading, size_of(sheet), sheet.dpi,
                  [&](QPainter& painter) { paint_sheet(painter, scene, sheet); }},
                 file, overwrite);
}

namespace {

QtMessageHandler earlier_handler = nullptr;

/// Qt warns where XDG_RUNTIME_DIR is unset, as it is in containers and jobs; drawing needs nothing from there.
void without_runtime_folder(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (message.startsWith(QLatin1String("QStandardPaths:"))) return;
    if (earlier_handler != nullptr) earlier_handler(type, context, message);
}

}  // namespace

struct DrawingSession::Private {
    int count = 1;
    char name[9] = "locality";
    char* arguments[2] = {name, nullptr};
    std::unique_ptr<QGuiApplication> application;
};

DrawingSession::DrawingSession() : m_private(std::make_unique<Private>()) {
    if (QCoreApplication::instance() != nullptr) return;
    QHashSeed::setDeterministicGlobalSeed();  // Qt writes the fonts of a PDF in the order of a hash table
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    earlier_handler = qInstallMessageHandler(without_runtime_folder);
    m_private->application = std::make_unique<QGuiApplication>(m_private->count, m_private->arguments);
}

DrawingSession::~DrawingSession() {
    if (m_private->application) qInstallMessageHandler(earlier_handler);
}

}  // namespace locality::style
