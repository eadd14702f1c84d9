#include "app/recent_files.h"

#include "app/words.h"

#include <QSettings>

#include <algorithm>

namespace locality::app {

namespace {

constexpr std::size_t kept = 8;
const auto key = QStringLiteral("recent");
const auto file_key = QStringLiteral("file");
const auto data_key = QStringLiteral("data");

}  // namespace

std::vector<RecentFile> recent_files() {
    QSettings settings;
    std::vector<RecentFile> files;
    const int count = settings.beginReadArray(key);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        RecentFile recent{path_of(settings.value(file_key).toString()), {}};
        if (const QString data = settings.value(data_key).toString(); !data.isEmpty()) recent.data = path_of(data);
        std::error_code gone;
        if (std::filesystem::is_regular_file(recent.file, gone)) files.push_back(std::move(recent));
    }
    settings.endArray();
    return files;
}

void remember(const RecentFile& file) {
    std::vector<RecentFile> files = recent_files();
    std::erase_if(files, [&](const RecentFile& f) { return f.file == file.file; });
    files.insert(files.begin(), file);
    if (files.size() > kept) files.resize(kept);

    QSettings settings;
    settings.beginWriteArray(key, static_cast<int>(files.size()));
    for (std::size_t i = 0; i < files.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        settings.setValue(file_key, path_text(files[i].file));
        settings.setValue(data_key, files[i].data ? path_text(*files[i].data) : QString());
    }
    settings.endArray();
}

}  // namespace locality::app
