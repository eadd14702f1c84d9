#pragma once

#include "model/progress.h"
#include "model/result.h"
#include "model/scenario.h"

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace locality::core {
struct ZoneTables;
}

namespace locality::cli {

/// What a command ends with: done, could not do it, wrong usage, done but a check failed.
enum Exit { exit_done = 0, exit_failed = 1, exit_usage = 2, exit_check = 3 };

/// The options that every command has.
struct Common {
    std::optional<std::filesystem::path> data;
    bool quiet = false;
    bool verbose = false;
    bool json = false;
    int threads = 0;
};

/// Talk and progress, on stderr. Progress shows only for work of more than a second: one line that is written over on a
/// terminal, else a line for each thing begun.
class Talk {
public:
    explicit Talk(const Common& common);
    ~Talk();
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    void say(std::string_view line);     ///< not with -q
    void detail(std::string_view line);  ///< only with -v
    void warn(std::string_view line);    ///< also with -q
    /// Progress of a stage that is the part from `from` to `to` of the whole work. Ctrl-C stops it.
    model::Progress stage(double from, double to);

private:
    void show(double fraction, std::string_view doing);
    void clear_line();

    bool m_quiet, m_verbose, m_terminal;
    bool m_line_open = false;
    double m_fraction = 0;
    std::string m_last_doing;
    std::stop_source m_stop;
    std::chrono::steady_clock::time_point m_start, m_last_shown;
};

/// Everything from a project file, or from a GeoPackage that `build` wrote. "demo" is the demo city.
/// `keep` is filled with what moving zones afterwards needs; it stays empty for a GeoPackage.
model::Result open_result(const std::string& project_or_result, const Common& common, Talk& talk,
                          core::ZoneTables* keep = nullptr);
/// Everything from a project file: read, loaded, reconciled; with a scenario's moves where one is given.
model::Result make_result(const std::string& project, const Common& common, Talk& talk,
                          const model::CodedScenario* scenario = nullptr, core::ZoneTables* keep = nullptr);
/// The file that the words of a command line mean: the demo city's project for "demo".
std::filesystem::path project_called(const std::string& project);

/// Throws model::InputError where `file` cannot be written or has none of the `endings`: before the work, not after it.
void require_writable(const std::filesystem::path& file, bool overwrite,
                      std::initializer_list<std::string_view> endings);

/// The exit code of finished work: exit_check where a check failed, and each failure is said, even with -q. Every
/// failed check is an issue that is a fault (core::reconcile makes one of a ledger that does not close).
int finished(const model::Result& result, Talk& talk);

/// What stands for the demo city in place of a project file.
inline constexpr const char* demo_name = "demo";

}  // namespace locality::cli
