#include "app/scenario_autosave.h"

#include "app/words.h"
#include "io/scenario_file.h"
#include "model/errors.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>

#include <system_error>

namespace locality::app {

std::filesystem::path autosave_of(const std::filesystem::path& map) {
    std::error_code error;
    std::filesystem::path full = std::filesystem::weakly_canonical(map, error);
    if (error) full = std::filesystem::absolute(map);
    const QByteArray name = QCryptographicHash::hash(path_text(full).toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return path_of(folder + QStringLiteral("/unsaved/") + QString::fromLatin1(name) + QStringLiteral(".toml"));
}

bool autosave(std::span<const model::CodedScenario> scenarios, const std::filesystem::path& map) {
    const std::filesystem::path file = autosave_of(map);
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    try {
        io::write_scenarios(scenarios, file);
        return true;
    } catch (const model::InputError&) {
        return false;
    }
}

void forget_autosave(const std::filesystem::path& map) {
    std::error_code error;
    std::filesystem::remove(autosave_of(map), error);
}

}  // namespace locality::app
