#pragma once

#include "app/main_window.h"
#include "app/map_view.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

/// What tests do to a window, and ask of it.
namespace locality::test_app {

inline constexpr int patience_ms = 20'000;

template <class T>
T* child(const app::MainWindow& window, const char* name) {
    T* found = window.findChild<T*>(QString::fromLatin1(name));
    if (!found) qFatal("no %s in the window", name);
    return found;
}

inline app::MapView& map_of(const app::MainWindow& window) {
    return *window.findChild<app::MapView*>();
}

/// The dialog that is open, once it is.
template <class T>
T* dialog(const app::MainWindow& window, const char* name) {
    T* found = nullptr;
    for (int i = 0; i < 200 && !found; ++i) {
        for (T* d : window.findChildren<T*>(QString::fromLatin1(name)))
            if (d->isVisible()) found = d;
        if (!found) QTest::qWait(10);
    }
    return found;
}

inline void wait_until_ready(const app::MainWindow& window) {
    QTRY_VERIFY_WITH_TIMEOUT(!window.isBusy(), patience_ms);
}

inline void type_and_enter(QWidget* where, const QString& words) {
    where->setFocus();
    QTest::keyClicks(where, words);
    QTest::keyClick(where, Qt::Key_Return);
}

inline QString cell(const app::MainWindow& window, const char* table, int row, int column) {
    return child<QTableView>(window, table)->model()->index(row, column).data().toString();
}

inline QString profile_name(const app::MainWindow& window) {
    const auto* label = child<QLabel>(window, "profile_name");
    return label->isVisible() ? label->text() : QString();
}

/// Puts a name into a file dialog, as if pasted, and accepts it. (Typed letter by letter, the dialog's own completion
/// walks through the folders of the machine meanwhile.)
inline void choose_file(const app::MainWindow& window, const QString& file) {
    auto* d = dialog<QFileDialog>(window, "file_dialog");
    QVERIFY(d);
    auto* name = d->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    name->setText(file);
    QTest::keyClick(name, Qt::Key_Return);
}

inline void trigger(const app::MainWindow& window, const QString& words) {
    for (QAction* action : window.findChildren<QAction*>())
        if (action->text().remove(QLatin1Char('&')).startsWith(words)) {
            QVERIFY2(action->isEnabled(), qPrintable(words));
            action->trigger();
            return;
        }
    QFAIL(qPrintable(QStringLiteral("no action ") + words));
}

}  // namespace locality::test_app
