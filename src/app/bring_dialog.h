#pragma once

#include "app/draft_model.h"
#include "app/work.h"

#include <QDialog>

#include <filesystem>
#include <optional>
#include <set>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace locality::app {

class DraftDetails;
class WorkOverlay;

/// Makes a project of files, or adds files to one: shows how each was understood, lets that be changed, and saves a
/// project file. Files are looked at on a thread of their own, and none is changed.
class BringDialog : public QDialog {
    Q_OBJECT

public:
    /// `project` is the file of the project that is added to, and `data` where its files are looked for; empty for a new
    /// one.
    BringDialog(core::DraftBase base, const std::filesystem::path& project,
                const std::optional<std::filesystem::path>& data, QWidget* parent);
    void look(const std::vector<std::filesystem::path>& files);
    bool isBusy() const { return m_work.isRunning() || m_check.isRunning(); }

signals:
    void saved(const QString& project);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void askForFiles();
    void askForFolder();
    void askWhereToSave();
    void save(const QString& file);
    void showRow();
    void change(const model::Found& found);
    void checkNext();
    void refresh();
    int row() const;

    std::filesystem::path m_project;
    std::optional<std::filesystem::path> m_data;
    DraftModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    DraftDetails* m_details = nullptr;
    QLineEdit* m_title = nullptr;
    QLabel* m_obstacle = nullptr;
    QPushButton* m_take_out = nullptr;
    QPushButton* m_save = nullptr;
    WorkOverlay* m_overlay = nullptr;
    std::set<int> m_unchecked;  ///< rows that the user changed since they were read
    Work m_work, m_check;
};

/// The files and folders of this computer among what is dragged.
std::vector<std::filesystem::path> dragged_files(const QMimeData* data);

}  // namespace locality::app
