#include "style/save_map.h"

#include "model/errors.h"
#include "style/painter.h"
#include "style/painter_sheet.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHashFunctions>
#include <QImage>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QUuid>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace locality::style {

namespace {

namespace fs = std::filesystem;

constexpr double metres_per_inch = 0.0254;

QSize size_of(const Sheet& sheet) {
    return {sheet.width, sheet.height};
}

QByteArray png(const Scene& scene, const Sheet& sheet) {
    QImage image(size_of(sheet), QImage::Format_RGB32);
    if (image.isNull())
        throw model::InputError(
            fmt::format("there is no memory for a picture of {} x {} pixels; choose a smaller one, or a PDF or SVG",
                        sheet.width, sheet.height));
    image.setDotsPerMeterX(qRound(sheet.dpi / metres_per_inch));
    image.setDotsPerMeterY(qRound(sheet.dpi / metres_per_inch));
    image.fill(Qt::white);
    QPainter painter(&image);
    paint_sheet(painter, scene, sheet);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray svg(const Scene& scene, const Sheet& sheet) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(sheet.dpi);
    generator.setSize(size_of(sheet));
    generator.setViewBox(QRect(QPoint(0, 0), size_of(sheet)));
    generator.setTitle(QString::fromStdString(scene.title));
    generator.setDescription(QString::fromStdString(scene.reading));
    QPainter painter(&generator);
    paint_sheet(painter, scene, sheet);
    painter.end();
    return buffer.data();
}

/// Qt writes the moment a PDF was made into it, newer Qt that of its last change too, and has no way to say otherwise.
/// Same map, same bytes: blanked out, without moving the bytes behind it, which the file's table of contents counts.
void blank_dates(QByteArray& pdf) {
    for (const char* key : {"/CreationDate (", "/ModDate ("}) {
        const qsizetype from = pdf.indexOf(key);
        if (from < 0) continue;
        const qsizetype to = pdf.indexOf(')', from);
        if (to > from) std::fill(pdf.begin() + from, pdf.begin() + to + 1, ' ');
    }
}

/// Metadata without the moment and the random number that newer Qt would put there.
QByteArray metadata(const Scene& scene) {
    const QString title = QString::fromStdString(scene.title).toHtmlEscaped();
    return QStringLiteral(
               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
               "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
               "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt>"
               "<rdf:li "
               "xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>")
        .arg(title)
        .toUtf8();
}

QByteArray pdf(const Scene& scene, const Sheet& sheet) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(sheet.dpi);
        const QSizeF points = QSizeF(size_of(sheet)) * 72.0 / sheet.dpi;
        writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setTitle(QString::fromStdString(scene.title));
        writer.setCreator(QStringLiteral("Locality"));
        writer.setDocumentXmpMetadata(metadata(scene));
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        writer.setDocumentId(QUuid::createUuidV5(QUuid(), QByteArray::fromStdString(scene.title)));
#endif
        QPainter painter(&writer);
        paint_sheet(painter, scene, sheet);
    }
    QByteArray bytes = buffer.data();
    blank_dates(bytes);
    return bytes;
}

void write(const fs::path& file, const QByteArray& bytes) {
    const fs::path temporary = file.parent_path() / fmt::format(".{}.part", file.filename().string());
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out.write(bytes.constData(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code failed;
    if (out) fs::rename(temporary, file, failed);
    if (!out || failed) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw model::InputError(fmt::format("{}: cannot write there{}; choose another folder", file.string(),
                                            failed ? " (" + failed.message() + ")" : ""));
    }
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
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    if (ending != ".png" && ending != ".svg" && ending != ".pdf")
        throw model::InputError(
            fmt::format("{}: a map is a .png, .svg or .pdf file; choose one of these endings", file.string()));
    require_drawable(sheet, ending == ".png");
    if (!overwrite && fs::exists(file))
        throw model::InputError(fmt::format("{} exists; choose another name or add --overwrite", file.string()));
    const fs::path folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    if (!fs::is_directory(folder))
        throw model::InputError(
            fmt::format("{}: there is no folder {}; make it first", file.string(), folder.string()));
    if (QFontDatabase::families().isEmpty())
        throw model::InputError("no font is installed to write the map with; install one, such as fonts-dejavu-core");

    write(file, ending == ".png" ? png(scene, sheet) : ending == ".svg" ? svg(scene, sheet) : pdf(scene, sheet));
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
