#pragma once

#include "model/progress.h"

#include <QObject>
#include <QString>

#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace locality::app {

/// What went wrong, for people: `plain` says it in a sentence or two, `detail` is what an analyst would pass on.
struct Failure {
    QString plain;
    QString detail;
};
Failure failure_of(std::exception_ptr error);

/// One long job at a time on a thread of its own. The job computes and touches no widget; what it returns is then
/// called on the thread of this object, unless the job was cancelled meanwhile. Destruction cancels and waits.
class Work : public QObject {
    Q_OBJECT

public:
    using Then = std::function<void()>;
    using Job = std::function<Then(const model::Progress&)>;

    explicit Work(QObject* parent = nullptr);
    ~Work() override;

    /// Whether a window that closes cuts the job short, or waits for it: what writes files is waited for.
    enum class Closing { cancels, waits };

    /// Starts `job`; `title` says what for: "Opening Leeds". The job before must have ended.
    void start(const QString& title, Job job, Closing closing = Closing::cancels);
    void cancel();
    /// Waits, cancelling what need not be waited for: what the job reads may change after that. That it was cancelled is
    /// told later, as ever.
    void rest();
    bool isRunning() const { return m_running; }
    bool isWaitedFor() const { return m_running && m_closing == Closing::waits; }

signals:
    void started(const QString& title);
    void progressed(double fraction, const QString& doing);
    void failed(const QString& title, const locality::app::Failure& failure);
    void cancelled();
    /// Whichever way it ended, after everything else.
    void ended();
    /// From the job's thread, for this object alone.
    void stepped(QPrivateSignal);
    void done(QPrivateSignal);

private:
    void tell();
    void end();

    QString m_title;
    bool m_running = false;
    Closing m_closing = Closing::cancels;
    std::mutex m_telling;  ///< over what the job tells while it runs
    double m_fraction = 0;
    QString m_doing;
    Then m_report;  ///< what the job leaves behind, for when its thread has ended
    std::jthread m_thread;
};

}  // namespace locality::app
