#include "app/work.h"

#include "app/words.h"
#include "geo/errors.h"
#include "model/errors.h"

#include <QCoreApplication>

#include <chrono>
#include <new>

namespace locality::app {

namespace {

struct FailureWords {
    Q_DECLARE_TR_FUNCTIONS(Failure)
};

// A bar that moves more often than the eye sees only fills the event queue.
constexpr auto between_reports = std::chrono::milliseconds(30);

}  // namespace

Failure failure_of(std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const model::InputError& e) {
        return {text(e.what()), FailureWords::tr("Input error: %1").arg(text(e.what()))};
    } catch (const geo::GeometryError& e) {
        return {FailureWords::tr("Some boundaries could not be processed. Check the layer named in the detail, or use "
                                 "another edition of it."),
                FailureWords::tr("Geometry error: %1").arg(text(e.what()))};
    } catch (const std::bad_alloc&) {
        return {FailureWords::tr("This computer ran out of memory. Close other programs and try again."),
                FailureWords::tr("Out of memory")};
    } catch (const std::exception& e) {
        return {FailureWords::tr("Something went wrong inside the program. Nothing was changed on disk; please report "
                                 "the detail to the makers of Locality."),
                FailureWords::tr("Internal error: %1").arg(text(e.what()))};
    }
}

Work::Work(QObject* parent) : QObject(parent) {}

Work::~Work() = default;  // std::jthread asks its job to stop and waits for it

void Work::start(const QString& title, Job job, Closing closing) {
    Q_ASSERT(!m_running);
    m_running = true;
    m_closing = closing;
    m_title = title;
    emit started(title);
    m_thread = std::jthread([this, job = std::move(job)](std::stop_token stop) {
        model::Progress progress;
        progress.stop = stop;
        auto last = std::chrono::steady_clock::time_point();
        progress.report = [this, stop, last](double fraction, std::string_view doing) mutable {
            const auto now = std::chrono::steady_clock::now();
            if (now - last < between_reports && fraction < 1) return;
            last = now;
            QMetaObject::invokeMethod(
                this,
                [this, stop, fraction, words = text(doing)] {
                    if (m_running && !stop.stop_requested()) emit progressed(fraction, words);
                },
                Qt::QueuedConnection);
        };
        Then report;
        try {
            Then then = job(progress);
            report = [this, stop, then = std::move(then)] {
                if (stop.stop_requested())
                    emit cancelled();
                else
                    then();
            };
        } catch (const model::Cancelled&) {
            report = [this] { emit cancelled(); };
        } catch (...) {
            report = [this, failure = failure_of(std::current_exception())] { emit failed(m_title, failure); };
        }
        QMetaObject::invokeMethod(
            this, [this, report = std::move(report)] { end(report); }, Qt::QueuedConnection);
    });
}

void Work::cancel() {
    m_thread.request_stop();
}

void Work::rest() {
    if (!isWaitedFor()) cancel();
    if (m_thread.joinable()) m_thread.join();
}

void Work::end(const Then& report) {
    if (m_thread.joinable()) m_thread.join();
    m_running = false;
    report();
    // `report` may have started the next job; that one says itself when it ends.
    if (!m_running) emit ended();
}

}  // namespace locality::app
