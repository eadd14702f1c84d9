// The picture under the map: chosen by the user or named by the project.

#include "app/ask_file.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/words.h"
#include "io/backdrop.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QPointer>
#include <QStatusBar>

#include <atomic>

namespace locality::app {

namespace {

constexpr int usual_percent = 60;

/// A picture that could not be read is told of once, and left out of the map from there on.
std::shared_ptr<style::Backdrop> backdrop_of(const io::BackdropSpec& spec, QObject* teller,
                                             const std::function<void(const QString&)>& tell) {
    const auto file = std::make_shared<io::BackdropFile>(spec.path);
    const auto broken = std::make_shared<std::atomic_bool>(false);
    auto backdrop = std::make_shared<style::Backdrop>();
    backdrop->attribution = spec.attribution.empty() ? file->attribution() : spec.attribution;
    backdrop->opacity = spec.opacity;
    backdrop->read = [file, broken, teller = QPointer<QObject>(teller), tell](const geo::Box& ground, int width,
                                                                              int height) -> style::Backdrop::Picture {
        if (*broken) return {};
        try {
            io::BackdropPixels read = file->read(ground, width, height);
            return {read.width, read.height, std::move(read.pixels)};
        } catch (const std::exception& e) {
            if (!broken->exchange(true) && teller)
                QMetaObject::invokeMethod(
                    teller.data(), [tell, why = text(e.what())] { tell(why); }, Qt::QueuedConnection);
            return {};
        }
    };
    return backdrop;
}

}  // namespace

void MainWindow::buildBackdropMenu(QMenu* view) {
    m_backdrop_menu = view->addMenu(tr("&Picture under the map"));
    m_backdrop_menu->addAction(tr("Choose a &picture…"), this, [this] {
        ask_file(this, tr("Choose a picture to lie under the map"), QFileDialog::AcceptOpen,
                 {tr("Pictures and tiles (*.tif *.tiff *.mbtiles *.gpkg *.png *.jpg *.jpeg *.webp *.xml)"),
                  tr("All files (*)")},
                 {}, [this](const QString& file) {
                     openBackdrop({path_of(file), usual_percent / 100.0, {}});
                 });
    });
    m_backdrop_menu->addAction(tr("Choose a &folder of tiles…"), this, [this] {
        auto* dialog = new QFileDialog(this, tr("Choose a folder of tiles (0/0/0.png …)"));
        dialog->setObjectName(QStringLiteral("file_dialog"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
            openBackdrop({path_of(folder), usual_percent / 100.0, {}});
        });
        dialog->open();
    });
    m_backdrop_menu->addSeparator();
    auto* how_solid = new QActionGroup(this);
    for (const auto& [percent, words] :
         {std::pair(85, tr("Zones nearly &solid")), std::pair(usual_percent, tr("Zones &half clear")),
          std::pair(30, tr("Zones f&aint")), std::pair(0, tr("Zones as &outlines"))}) {
        QAction* action = m_backdrop_menu->addAction(words);
        action->setCheckable(true);
        action->setData(percent);
        how_solid->addAction(action);
        connect(action, &QAction::triggered, this, [this, percent = percent] {
            if (!m_map->scene() || !m_map->scene()->backdrop) return;
            auto changed = std::make_shared<style::Backdrop>(*m_map->scene()->backdrop);
            changed->opacity = percent / 100.0;
            showBackdrop(std::move(changed));
        });
    }
    m_backdrop_menu->addSeparator();
    QAction* remove = m_backdrop_menu->addAction(tr("&Remove the picture"), this, [this] { showBackdrop(nullptr); });
    connect(m_backdrop_menu, &QMenu::aboutToShow, this, [this, how_solid, remove] {
        const style::Scene* scene = m_map->scene();
        const bool any = scene && scene->backdrop;
        remove->setEnabled(any);
        how_solid->setEnabled(any);
        for (QAction* action : how_solid->actions())
            action->setChecked(any && qRound(scene->backdrop->opacity * 100) == action->data().toInt());
    });
    m_map_actions.push_back(m_backdrop_menu->menuAction());
}

void MainWindow::showBackdrop(std::shared_ptr<const style::Backdrop> backdrop) {
    m_map->setBackdrop(std::move(backdrop));
}

void MainWindow::openBackdrop(const io::BackdropSpec& spec) {
    if (isBusy() || !m_opened.result) return;
    const QString title = tr("Opening the picture under the map");
    m_work->start(title, [this, spec, title](const model::Progress& progress) {
        progress.at(0, "opening");
        const std::shared_ptr<const style::Backdrop> backdrop =
            backdrop_of(spec, this, [this, title](const QString& why) {
                fail(title,
                     {tr("The picture under the map could not be read and was left out. If it comes from a service, "
                         "look at the connection; else choose another file."),
                      why});
            });
        return [this, backdrop, file = spec.path] {
            m_backdrop_file = file;
            showBackdrop(backdrop);
            statusBar()->showMessage(tr("The picture lies under the map; View menu: how clear the zones are."), 8000);
        };
    });
}

/// The one that a project names. Where it cannot be opened the map is shown without it, and says so.
void MainWindow::openBackdropOfProject() {
    if (!m_opened.computed) return;
    const auto spec = io::read_backdrop_spec(m_opened.file, m_opened.data);
    if (spec) openBackdrop(*spec);
}

}  // namespace locality::app
