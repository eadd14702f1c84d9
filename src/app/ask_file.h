#pragma once

#include <QFileDialog>
#include <QStandardPaths>

namespace locality::app {

/// A dialog that asks for a file and calls `then` with its name. It does not stop the window meanwhile.
template <class Then>
void ask_file(QWidget* parent, const QString& title, QFileDialog::AcceptMode mode, const QStringList& filters,
              const QString& suggested, Then then) {
    auto* dialog = new QFileDialog(parent, title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("file_dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setNameFilters(filters);
    // "Pictures (*.png)" gives a name without an ending ".png".
    const auto ending = [](const QString& filter) {
        return filter.section(QLatin1String("*."), 1).section(QLatin1Char(')'), 0, 0);
    };
    if (mode == QFileDialog::AcceptSave) {
        dialog->setDefaultSuffix(ending(filters.front()));
        dialog->selectFile(suggested);
        QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                         [dialog, ending](const QString& filter) { dialog->setDefaultSuffix(ending(filter)); });
    }
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, then);
    dialog->open();
}

/// The same for several files at once.
template <class Then>
void ask_files(QWidget* parent, const QString& title, const QStringList& filters, Then then) {
    auto* dialog = new QFileDialog(parent, title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("file_dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(filters);
    QObject::connect(dialog, &QFileDialog::filesSelected, parent, then);
    dialog->open();
}

/// And for a folder.
template <class Then>
void ask_folder(QWidget* parent, const QString& title, Then then) {
    auto* dialog = new QFileDialog(parent, title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("file_dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::filesSelected, parent, then);
    dialog->open();
}

}  // namespace locality::app
