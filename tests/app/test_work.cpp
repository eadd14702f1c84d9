#include "app/work.h"
#include "geo/errors.h"
#include "model/errors.h"
#include "suites.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <new>

Q_DECLARE_METATYPE(std::exception_ptr)

namespace locality::test_app {

using app::Work;

namespace {

constexpr int patience_ms = 5000;

/// Works until it is told to stop.
Work::Then endless(const model::Progress& progress) {
    for (;;) {
        progress.at(0.5, "Going on");
        QThread::msleep(1);
    }
}

}  // namespace

void TestWork::reports_and_delivers_on_this_thread() {
    Work work;
    QSignalSpy ended(&work, &Work::ended);
    QStringList said;
    connect(&work, &Work::progressed, this, [&](double, const QString& doing) { said << doing; });
    QThread *worked = nullptr, *delivered = nullptr;
    work.start(QStringLiteral("Working"), [&](const model::Progress& progress) {
        progress.at(0.2, "First");
        QThread::msleep(60);
        progress.at(0.4, "Then");
        progress.at(0.5, "too soon to be shown");
        worked = QThread::currentThread();
        return [&] { delivered = QThread::currentThread(); };
    });
    QVERIFY(work.isRunning());
    QVERIFY(ended.wait(patience_ms));
    QVERIFY(!work.isRunning());
    QVERIFY(worked != QThread::currentThread());
    QCOMPARE(delivered, QThread::currentThread());
    QCOMPARE(said, QStringList({"First", "Then"}));
}

void TestWork::cancel_delivers_nothing() {
    Work work;
    QSignalSpy cancelled(&work, &Work::cancelled), ended(&work, &Work::ended), failed(&work, &Work::failed);
    work.start(QStringLiteral("Working"), endless);
    work.cancel();
    QVERIFY(ended.wait(patience_ms));
    QCOMPARE(cancelled.count(), 1);
    QCOMPARE(failed.count(), 0);
    // And it can work again.
    bool done = false;
    work.start(QStringLiteral("Again"), [&](const model::Progress&) { return [&] { done = true; }; });
    QVERIFY(ended.wait(patience_ms));
    QVERIFY(done);
}

void TestWork::a_job_that_ends_after_cancel_delivers_nothing() {
    Work work;
    QSignalSpy cancelled(&work, &Work::cancelled), ended(&work, &Work::ended);
    std::atomic<bool> go = false;
    bool delivered = false;
    work.start(QStringLiteral("Working"), [&](const model::Progress&) {
        while (!go) QThread::msleep(1);  // deaf to being stopped
        return [&] { delivered = true; };
    });
    work.cancel();
    go = true;
    QVERIFY(ended.wait(patience_ms));
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(!delivered);
}

void TestWork::destruction_stops_the_job() {
    std::atomic<bool> stopped = false;
    {
        Work work;
        work.start(QStringLiteral("Working"), [&](const model::Progress& progress) -> Work::Then {
            try {
                return endless(progress);
            } catch (...) {
                stopped = true;
                throw;
            }
        });
    }
    QVERIFY(stopped);
}

void TestWork::errors_become_plain_words_data() {
    QTest::addColumn<std::exception_ptr>("error");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("detail");
    QTest::newRow("input") << std::make_exception_ptr(model::InputError("wards.gpkg: no layer \"x\"; choose \"ward\""))
                           << "wards.gpkg: no layer \"x\"; choose \"ward\""
                           << "Input error";
    QTest::newRow("geometry") << std::make_exception_ptr(geo::GeometryError("TopologyException at 1 2"))
                              << "Some boundaries could not be processed"
                              << "TopologyException at 1 2";
    QTest::newRow("memory") << std::make_exception_ptr(std::bad_alloc()) << "ran out of memory"
                            << "Out of memory";
    QTest::newRow("ours") << std::make_exception_ptr(std::logic_error("vector size 3")) << "inside the program"
                          << "vector size 3";
}

void TestWork::errors_become_plain_words() {
    QFETCH(std::exception_ptr, error);
    QFETCH(QString, plain);
    QFETCH(QString, detail);
    Work work;
    QSignalSpy failed(&work, &Work::failed);
    work.start(QStringLiteral("Opening x"),
               [error](const model::Progress&) -> Work::Then { std::rethrow_exception(error); });
    QVERIFY(failed.wait(patience_ms));
    QCOMPARE(failed[0][0].toString(), QStringLiteral("Opening x"));
    const auto failure = failed[0][1].value<app::Failure>();
    QVERIFY2(failure.plain.contains(plain), qPrintable(failure.plain));
    QVERIFY2(failure.detail.contains(detail), qPrintable(failure.detail));
}

}  // namespace locality::test_app
