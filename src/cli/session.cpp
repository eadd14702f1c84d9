#include "cli/session.h"

#include "cli/text.h"
#include "core/reconcile.h"
#include "io/geopackage.h"
#include "io/load.h"
#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <cstdio>

namespace locality::cli {

namespace {

using std::chrono::steady_clock;

constexpr auto quiet_time = std::chrono::seconds(1);
constexpr auto between_updates = std::chrono::milliseconds(100);

// A second Ctrl-C ends the program at once: the first puts the old handler back.
volatile std::sig_atomic_t interrupted = 0;
void on_interrupt(int) {
    interrupted = 1;
    std::signal(SIGINT, SIG_DFL);
}

}  // namespace

Talk::Talk(const Common& common)
    : m_quiet(common.quiet),
      m_verbose(common.verbose),
      m_terminal(isatty(STDERR_FILENO) == 1),
      m_start(steady_clock::now()),
      m_last_shown(m_start) {
    std::signal(SIGINT, on_interrupt);
}

Talk::~Talk() {
    clear_line();
}

void Talk::clear_line() {
    if (m_line_open) fmt::print(stderr, "\r\033[K");
    m_line_open = false;
    std::fflush(stderr);
}

void Talk::warn(std::string_view line) {
    clear_line();
    fmt::print(stderr, "{}\n", line);
}

void Talk::say(std::string_view line) {
    if (!m_quiet) warn(line);
}

void Talk::detail(std::string_view line) {
    if (m_verbose) say(line);
}

void Talk::show(double fraction, std::string_view doing) {
    const auto now = steady_clock::now();
    m_fraction = std::max(m_fraction, fraction);  // stages of different makers may overlap; the whole never goes back
    if (m_quiet || fraction >= 1 || now - m_start < quiet_time) return;
    if (m_terminal) {
        if (m_line_open && now - m_last_shown < between_updates) return;
        fmt::print(stderr, "\r\033[K{:3.0f}% {}", 100 * m_fraction, doing);
        m_line_open = true;
    } else {
        if (doing == m_last_doing) return;
        fmt::print(stderr, "{:3.0f}% {}\n", 100 * m_fraction, doing);
        m_last_doing = doing;
    }
    std::fflush(stderr);
    m_last_shown = now;
}

model::Progress Talk::stage(double from, double to) {
    return {[this, from, to](double fraction, std::string_view doing) {
                if (interrupted) m_stop.request_stop();
                show(from + (to - from) * std::clamp(fraction, 0.0, 1.0), doing);
            },
            m_stop.get_token()};
}

std::filesystem::path project_called(const std::string& project) {
    return project == demo_name ? io::demo_project() : std::filesystem::path(project);
}

model::Result make_result(const std::string& project, const Common& common, Talk& talk,
                          const model::CodedScenario* scenario, core::ZoneTables* keep) {
    const model::Project read = io::read_project(project_called(project), common.data);
    talk.detail(fmt::format("project: {}", read.file.string()));
    model::Inputs inputs = io::load(read, talk.stage(0, 0.4), common.threads);
    for (const model::InputFile& input : inputs.files)
        talk.detail(fmt::format("{}: {}{}{} ({} bytes)", input.role, input.path, input.layer.empty() ? "" : ", layer ",
                                input.layer, input.bytes));
    core::Options options;
    options.threads = common.threads;
    options.scenario = scenario;
    options.keep = keep;
    return core::reconcile(std::move(inputs), options, talk.stage(0.4, 0.9));
}

model::Result open_result(const std::string& project_or_result, const Common& common, Talk& talk,
                          core::ZoneTables* keep) {
    if (project_or_result != demo_name && io::is_result(project_or_result))
        return io::read_geopackage(project_or_result);
    if (std::filesystem::path(project_or_result).extension() == ".gpkg" && std::filesystem::exists(project_or_result))
        throw model::InputError(
            fmt::format("{}: is a GeoPackage that locality build did not write; name one that it "
                        "wrote, or a project file (.toml)",
                        project_or_result));
    return make_result(project_or_result, common, talk, nullptr, keep);
}

void require_writable(const std::filesystem::path& file, bool overwrite,
                      std::initializer_list<std::string_view> endings) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error))
        throw model::InputError(fmt::format("{}: is a folder; name a file in it", file.string()));
    if (std::find(endings.begin(), endings.end(), file.extension().string()) == endings.end())
        throw model::InputError(fmt::format("{}: ends in \"{}\"; end the name in {}", file.string(),
                                            file.extension().string(), fmt::join(endings, " or ")));
    if (std::filesystem::exists(file, error) && !overwrite)
        throw model::InputError(
            fmt::format("{}: exists already; choose another name, or add --overwrite", file.string()));
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    if (!std::filesystem::is_directory(folder, error))
        throw model::InputError(
            fmt::format("{}: there is no folder {}; make it first", file.string(), folder.string()));
    if (access(folder.c_str(), W_OK) != 0)
        throw model::InputError(
            fmt::format("{}: the folder {} cannot be written; choose another", file.string(), folder.string()));
}

int finished(const model::Result& result, Talk& talk) {
    int code = exit_done;
    for (const model::Issue& issue : result.issues) {
        if (issue.severity != model::Severity::fault) continue;
        code = exit_check;
        talk.warn(fmt::format("check failed: {}{}{}: {}", issue.layer, issue.code.empty() ? "" : " ", issue.code,
                              issue.what));
    }
    return code;
}

}  // namespace locality::cli
