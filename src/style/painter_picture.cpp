#include "style/painter_picture.h"

#include "model/errors.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QImage>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QUuid>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <system_error>

namespace locality::style {

namespace {

namespace fs = std::filesystem;

constexpr double metres_per_inch = 0.0254;

QByteArray png(const Picture& picture) {
    QImage image(picture.size, QImage::Format_RGB32);
    if (image.isNull())
        throw model::InputError(
            fmt::format("there is no memory for a picture of {} x {} pixels; choose a smaller one, or a PDF or SVG",
                        picture.size.width(), picture.size.height()));
    image.setDotsPerMeterX(qRound(picture.dpi / metres_per_inch));
    image.setDotsPerMeterY(qRound(picture.dpi / metres_per_inch));
    image.fill(Qt::white);
    QPainter painter(&image);
    picture.paint(painter);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray svg(const Picture& picture) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(picture.dpi);
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(0, 0), picture.size));
    generator.setTitle(QString::fromStdString(picture.title));
    generator.setDescription(QString::fromStdString(picture.description));
    QPainter painter(&generator);
    picture.paint(painter);
    painter.end();
    return buffer.data();
}

/// Qt writes the moment a PDF was made into it, newer Qt that of its last change too, and has no way to say otherwise.
/// Same picture, same bytes: blanked out, without moving the bytes behind it, which the file's table of contents
/// counts.
void blank_dates(QByteArray& pdf) {
    for (const char* key : {"/CreationDate (", "/ModDate ("}) {
        const qsizetype from = pdf.indexOf(key);
        if (from < 0) continue;
        const qsizetype to = pdf.indexOf(')', from);
        if (to > from) std::fill(pdf.begin() + from, pdf.begin() + to + 1, ' ');
    }
}

/// Metadata without the moment and the random number that newer Qt would put there.
QByteArray metadata(const Picture& picture) {
    const QString title = QString::fromStdString(picture.title).toHtmlEscaped();
    return QStringLiteral(
               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
               "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
               "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt>"
               "<rdf:li "
               "xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>")
        .arg(title)
        .toUtf8();
}

QByteArray pdf(const Picture& picture) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(picture.dpi);
        const QSizeF points = QSizeF(picture.size) * 72.0 / picture.dpi;
        writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setTitle(QString::fromStdString(picture.title));
        writer.setCreator(QStringLiteral("Locality"));
        writer.setDocumentXmpMetadata(metadata(picture));
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        writer.setDocumentId(QUuid::createUuidV5(QUuid(), QByteArray::fromStdString(picture.title)));
#endif
        QPainter painter(&writer);
        picture.paint(painter);
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

std::string picture_ending(const fs::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending;
}

void save_picture(const Picture& picture, const fs::path& file, bool overwrite) {
    const std::string ending = picture_ending(file);
    if (ending != ".png" && ending != ".svg" && ending != ".pdf")
        throw model::InputError(fmt::format("{}: a {} is a .png, .svg or .pdf file; choose one of these endings",
                                            file.string(), picture.what));
    if (!overwrite && fs::exists(file))
        throw model::InputError(fmt::format("{} exists; choose another name or add --overwrite", file.string()));
    const fs::path folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    if (!fs::is_directory(folder))
        throw model::InputError(
            fmt::format("{}: there is no folder {}; make it first", file.string(), folder.string()));
    if (QFontDatabase::families().isEmpty())
        throw model::InputError(fmt::format(
            "no font is installed to write the {} with; install one, such as fonts-dejavu-core", picture.what));
    write(file, ending == ".png" ? png(picture) : ending == ".svg" ? svg(picture) : pdf(picture));
}

}  // namespace locality::style
