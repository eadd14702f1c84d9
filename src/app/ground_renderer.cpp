#include "app/ground_renderer.h"

#include "geo/memory.h"

#include <QPainter>

#include <chrono>
#include <exception>

namespace locality::app {

namespace {

/// A painter with the scene it draws, kept from picture to picture for the paths it has simplified, and the picture of
/// the zones: a move of a scenario, a selection or a name draws what lies on them anew, not them.
class Painting {
public:
    QImage paint(const GroundRenderer::Request& request) {
        if (!follow(request)) m_zones = {};
        const QSize pixels = (request.size * request.ratio).toSize();
        if (m_zones.size() != pixels || m_zones.devicePixelRatio() != request.ratio || !(m_view == request.view)) {
            QImage zones(pixels, QImage::Format_RGB32);
            zones.setDevicePixelRatio(request.ratio);
            QPainter painter(&zones);
            m_painter->paint_zones(painter, request.view, request.size);
            painter.end();
            m_zones = std::move(zones);  // kept only when whole
            m_view = request.view;
        }
        QImage image = m_zones;
        QPainter painter(&image);
        m_painter->paint_over_zones(painter, request.view, request.size);
        return image;
    }

private:
    /// Whether zones look as they did.
    bool follow(const GroundRenderer::Request& request) {
        if (m_seen == request.scene) return true;
        const style::Scene& wanted = *request.scene;
        const bool same_shades = m_painter && m_result == request.result && m_scene.shading == wanted.shading &&
                                 m_scene.class_of == wanted.class_of && m_scene.by_footprint == wanted.by_footprint &&
                                 (!wanted.by_footprint || m_scene.set == wanted.set);
        const bool same_zones = same_shades && m_scene.style == wanted.style && m_scene.scale == wanted.scale &&
                                m_scene.backdrop == wanted.backdrop &&
                                (!wanted.by_footprint || m_scene.whole_zones == wanted.whole_zones);
        if (!same_shades) m_painter.reset();
        m_seen = request.scene;
        m_scene = *request.scene;
        m_result = request.result;
        if (!m_painter) m_painter = std::make_unique<style::MapPainter>(m_scene);
        return same_zones;
    }

    std::shared_ptr<const model::Result> m_result;
    std::shared_ptr<const style::Scene> m_seen;
    style::Scene m_scene;  // the painter refers to this one, which changes under it
    std::unique_ptr<style::MapPainter> m_painter;
    QImage m_zones;
    style::View m_view;  // of the picture of the zones
};

}  // namespace

GroundRenderer::GroundRenderer(QObject* parent)
    : QObject(parent), m_thread([this](const std::stop_token& stop) { work(stop); }) {}

GroundRenderer::~GroundRenderer() = default;  // std::jthread asks the loop to stop and waits for the picture in hand

void GroundRenderer::ask(Request request) {
    {
        const std::lock_guard lock(m_mutex);
        (request.overview ? m_overview : m_request) = std::move(request);
    }
    m_asked.notify_one();
}

std::optional<GroundRenderer::Drawn> GroundRenderer::take(bool overview) {
    const std::lock_guard lock(m_mutex);
    return std::exchange(overview ? m_drawn_overview : m_drawn, std::nullopt);
}

void GroundRenderer::finish() {
    std::unique_lock lock(m_mutex);
    m_request.reset();
    m_overview.reset();
    m_rested.wait(lock, [this] { return !m_painting; });
}

void GroundRenderer::work(const std::stop_token& stop) {
    constexpr std::chrono::seconds between_tidyings(5);
    std::chrono::steady_clock::time_point tidied;
    Painting painting, overview;  // apart: each keeps the paths of its own scale
    for (;;) {
        Request request;
        {
            std::unique_lock lock(m_mutex);
            if (!m_asked.wait(lock, stop, [this] { return m_request || m_overview; })) return;
            request = *std::exchange(m_request ? m_request : m_overview, std::nullopt);
            m_painting = true;
        }
        try {
            Drawn drawn{(request.overview ? overview : painting).paint(request), request.view, request.number};
            {
                const std::lock_guard lock(m_mutex);
                (request.overview ? m_drawn_overview : m_drawn) = std::move(drawn);
            }
            emit painted();
        } catch (const std::exception& e) {
            emit failed(QString::fromUtf8(e.what()));
        }
        {
            const std::lock_guard lock(m_mutex);
            m_painting = false;
        }
        m_rested.notify_all();
        // Every move of a scenario leaves a country's outlines behind, in the memory of this thread and of the window's.
        if (const auto now = std::chrono::steady_clock::now(); now - tidied >= between_tidyings) {
            geo::give_back_memory();
            tidied = now;
        }
    }
}

}  // namespace locality::app
