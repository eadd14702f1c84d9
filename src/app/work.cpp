#include "app/work.h"

#include "app/words.h"
#include "geo/errors.h"
#include "model/errors.h"

#include <QCoreApplication>

#include <chrono>
#include <new>
#include <utility>

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

Work::Work(QObject* parent) : QObject(parent) {
    connect(this, &Work::stepped, this, &Work::tell, Qt::QueuedConnection);
    connect(this, &Work::done, this, &Work::end, Qt::QueuedConnection);
}

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
        progress.report = [this, last](double fraction, std::string_view doing) mutable {
            const auto now = std::chrono::steady_clock::now();
            if (now - last < between_reports && fraction < 1) return;
            last = now;
            {
                const std::lock_guard lock(m_telling);
                m_fraction = fraction;
                m_doing = text(doing);
            }
            emit stepped(QPrivateSignal());
        };
        try {
            m_report = [this, stop, then = job(progress)] {
                if (stop.stop_requested())
                    emit cancelled();
                else
                    then();
            };
        } catch (const model::Cancelled&) {
            m_report = [this] { emit cancelled(); };
        } catch (...) {
            m_report = [this, failure = failure_of(std::current_exception())] { emit failed(m_title, failure); };
        }
        emit done(QPrivateSignal());
    });
}

void Work::tell() {
    if (!m_running || m_thread.get_stop_token().stop_requested()) return;
    std::unique_lock lock(m_telling);
    const double fraction = m_fraction;
    const QString doing = m_doing;
    lock.unlock();
    emit progressed(fraction, doing);
}

void Work::cancel() {
    m_thread.request_stop();
}

void Work::rest() {
    if (!isWaitedFor()) cancel();
    if (m_thread.joinable()) m_thread.join();
}

void Work::end() {
    if (m_thread.joinable()) m_thread.join();
    m_running = false;
    std::exchange(m_report, {})();
    // That may have started the next job, which says itself when it ends.
    if (!m_running) emit ended();
}

}  // namespace locality::app
