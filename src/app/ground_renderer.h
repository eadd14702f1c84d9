#pragma once

#include "model/result.h"
#include "style/painter.h"

#include <QImage>
#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace locality::app {

/// Paints the ground of the map on a thread of its own, so that the window goes on moving while a large map is painted.
/// Only the last thing asked for is painted: what was asked for meanwhile is out of date. An overview is painted when
/// nothing else is due.
class GroundRenderer : public QObject {
    Q_OBJECT

public:
    struct Request {
        std::shared_ptr<const model::Result> result;  ///< kept alive: the scene draws it
        std::shared_ptr<const style::Scene> scene;
        style::View view;
        QSizeF size;  ///< logical pixels
        qreal ratio = 1;
        quint64 number = 0;
        bool overview = false;  ///< a picture of everything, to stand behind the others
    };

    struct Drawn {
        QImage ground;
        style::View view;
        quint64 number = 0;
    };

    explicit GroundRenderer(QObject* parent = nullptr);
    ~GroundRenderer() override;
    void ask(Request request);
    /// The last picture (or overview) that was painted, once. Of several that nobody took only the last is kept: they
    /// are large, and a window that is busy must not have them queue up.
    std::optional<Drawn> take(bool overview);
    /// Waits for the picture in hand and forgets what else was asked for: what it draws may then change.
    void finish();

signals:
    /// There is something to take.
    void painted();
    /// Painting threw: a mistake in the program or no memory. The map keeps the picture it has.
    void failed(const QString& why);

private:
    void work(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_asked;
    std::condition_variable m_rested;
    std::optional<Request> m_request, m_overview;
    std::optional<Drawn> m_drawn, m_drawn_overview;
    bool m_painting = false;
    std::jthread m_thread;  // last: it uses all of the above
};

}  // namespace locality::app
