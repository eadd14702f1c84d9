#include "io/load.h"

#include "geo/crs.h"
#include "io/crosswalk_csv.h"
#include "io/read_layer.h"
#include "io/read_table.h"
#include "io/sha256.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <map>
#include <thread>

namespace locality::io {

namespace {

using model::FootprintSpec;
using model::Inputs;
using model::Issues;
using model::Origin;
using model::Project;
using model::SourceSpec;

std::uint64_t size_of(const std::filesystem::path& file) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

/// One thing to read. What it finds stays with it until all are done, so that threads cannot change the order.
struct Job {
    std::string doing;
    std::uint64_t bytes = 0;
    std::function<void(Issues&)> work;
    Issues issues;
    std::exception_ptr failure;
};

/// Does jobs in their order on `threads` threads. Every job before the first that fails is done, so the failure that
/// is thrown is the same for any number of threads.
void run(std::vector<Job>& jobs, const model::Progress& progress, int threads) {
    std::uint64_t total = 0;
    for (const Job& job : jobs) total += job.bytes;
    std::atomic<std::size_t> next{0};
    std::atomic<std::uint64_t> done{0};
    std::atomic<bool> failed{false};
    const auto take = [&](bool reports) {
        while (!failed && !progress.stop.stop_requested()) {
            const std::size_t mine = next++;
            if (mine >= jobs.size()) return;
            Job& job = jobs[mine];
            try {
                if (reports)
                    progress.at(total ? static_cast<double>(done) / static_cast<double>(total) : 0,
                                "reading " + job.doing);
                job.work(job.issues);
            } catch (...) {
                job.failure = std::current_exception();
                failed = true;
            }
            done += job.bytes;
        }
    };
    {
        std::vector<std::jthread> others;
        for (int i = 1; i < threads; ++i) others.emplace_back(take, false);
        take(true);
    }
    for (const Job& job : jobs)
        if (job.failure) std::rethrow_exception(job.failure);
    progress.at(1, "reading");
}

/// The jobs of a project and where their results go.
class Loader {
public:
    explicit Loader(const Project& project) {
        m_inputs.project = project;
        m_inputs.footprints.resize(project.footprints.size());
        m_inputs.indicators.resize(project.indicators.size());
        for (const std::filesystem::path& folder : project.folders) geo::add_grid_folder((folder / "proj").string());
    }

    Inputs load(const model::Progress& progress, int threads) {
        list_files();
        list_layers();
        list_tables();
        run(m_jobs, progress, threads);
        for (std::size_t i = 0; i < m_inputs.files.size(); ++i) m_inputs.files[i].sha256 = m_hashes[m_hash_of_file[i]];
        name_coordinates();
        for (Job& job : m_jobs)
            m_inputs.issues.insert(m_inputs.issues.end(), std::make_move_iterator(job.issues.begin()),
                                   std::make_move_iterator(job.issues.end()));
        return std::move(m_inputs);
    }

private:
    const Project& project() const { return m_inputs.project; }

    void list_files() {
        const Project& p = project();
        SourceSpec itself;
        itself.path = p.file;
        itself.named = p.file.filename().string();
        add_file("project", itself);
        add_file("zones", p.zones);
        add_file("reference", p.reference);
        add_file("residents", p.residents);
        add_file("deprivation", p.deprivation);
        add_file("registrations", p.registrations);
        add_file("practices", p.practices);
        add_file("centroids", p.centroids);
        add_file("weights", p.weights.source);
        add_file("weights table", p.weights.table);
        add_file("mask", p.mask);
        add_file("residents bridge", p.residents_bridge.source);
        add_file("deprivation bridge", p.deprivation_bridge.source);
        add_file("links", p.links);
        for (const FootprintSpec& spec : p.footprints) {
            add_file("footprints " + spec.id, spec.source);
            add_file("lookup " + spec.id, spec.lookup);
            add_file("overrides " + spec.id, spec.overrides);
        }
        add_file("postcodes", p.postcodes);
        for (const SourceSpec& library : p.libraries) add_file("indicator library", library);
        for (const model::IndicatorSpec& spec : p.indicators) {
            add_file("indicator " + spec.info.id, spec.source);
            add_file("indicator lookup " + spec.info.id, spec.lookup);
        }
        m_hashes.resize(m_hash_of_path.size());
    }

    void add_file(const std::string& role, const SourceSpec& spec) {
        if (!spec.given()) return;
        model::InputFile file;
        file.role = role;
        file.path = spec.named.empty() ? spec.path.filename().string() : spec.named;
        file.bytes = size_of(spec.path);
        file.layer = spec.layer;
        m_inputs.files.push_back(std::move(file));
        const auto [at, fresh] = m_hash_of_path.try_emplace(spec.path, m_hash_of_path.size());
        m_hash_of_file.push_back(at->second);
        if (fresh) m_paths.push_back(spec.path);
    }

    void add(std::string doing, const SourceSpec& spec, std::function<void(Issues&)> work) {
        m_jobs.push_back({std::move(doing), size_of(spec.path), std::move(work), {}, {}});
    }

    /// Layers come first: they are the long jobs, and two threads should start on one each.
    void list_layers() {
        const Project& p = project();
        add("zones", p.zones,
            [this](Issues& issues) { m_inputs.zones = read_layer(project().zones, "zones", issues); });
        if (p.reference.given())
            add("reference", p.reference,
                [this](Issues& issues) { m_inputs.reference = read_layer(project().reference, "reference", issues); });
        for (std::size_t i = 0; i < p.footprints.size(); ++i)
            if (p.footprints[i].source.given())
                add("footprints " + p.footprints[i].id, p.footprints[i].source, [this, i](Issues& issues) {
                    const FootprintSpec& spec = project().footprints[i];
                    m_inputs.footprints[i].layer = read_layer(spec.source, spec.id, issues);
                });
        if (p.mask.given())
            add("mask", p.mask,
                [this](Issues& issues) { m_inputs.mask = read_shapes(project().mask, "mask", issues); });
        for (std::size_t i = 0; i < m_paths.size(); ++i) {
            SourceSpec file;
            file.path = m_paths[i];
            add("checksums", file, [this, i](Issues&) { m_hashes[i] = sha256_of(m_paths[i]); });
        }
    }

    void list_tables() {
        const Project& p = project();
        if (p.residents.given())
            add("residents", p.residents,
                [this](Issues& issues) { m_inputs.residents = read_residents(project().residents, issues); });
        if (p.deprivation.given())
            add("deprivation", p.deprivation,
                [this](Issues& issues) { m_inputs.deprivation = read_deprivation(project().deprivation, issues); });
        if (p.registrations.given())
            add("registrations", p.registrations, [this](Issues& issues) {
                m_inputs.registrations = read_registrations(project().registrations, issues);
            });
        list_practices();
        if (p.centroids.given())
            add("centroids", p.centroids, [this](Issues& issues) {
                model::WeightsSpec spec;
                spec.source = project().centroids;
                m_inputs.centroids = read_points(spec, "centroids", issues);
            });
        if (p.weights.source.given())
            add("weights", p.weights.source,
                [this](Issues& issues) { m_inputs.weights = read_points(project().weights, "weights", issues); });
        if (p.postcodes.given())
            add("postcodes", p.postcodes,
                [this](Issues& issues) { m_inputs.postcodes = read_postcodes(project().postcodes, issues); });
        list_bridges();
        if (p.links.given())
            add("links", p.links, [this](Issues& issues) { m_inputs.links = read_links(project(), issues); });
        for (std::size_t i = 0; i < p.footprints.size(); ++i)
            if (p.footprints[i].overrides.given())
                add("overrides " + p.footprints[i].id, p.footprints[i].overrides, [this, i](Issues& issues) {
                    m_inputs.footprints[i].overrides = read_overrides(project().footprints[i], issues);
                });
        for (std::size_t i = 0; i < p.footprints.size(); ++i)
            if (p.footprints[i].lookup.given())
                add("lookup " + p.footprints[i].id, p.footprints[i].lookup, [this, i](Issues& issues) {
                    m_inputs.footprints[i].lookup = read_lookup(project().footprints[i], issues);
                });
        for (std::size_t i = 0; i < p.indicators.size(); ++i) {
            const model::IndicatorSpec& spec = p.indicators[i];
            static_cast<model::IndicatorInfo&>(m_inputs.indicators[i]) = spec.info;
            if (!spec.source.given()) continue;
            add("indicator " + spec.info.id, spec.source, [this, i](Issues& issues) {
                m_inputs.indicators[i] = read_indicator(project().indicators[i], issues);
            });
        }
    }

    void list_bridges() {
        const Project& p = project();
        const auto add_bridge = [this](const model::BridgeSpec& spec, std::optional<model::BridgeTable>& bridge) {
            if (spec.given())
                add("bridge", spec.source, [&spec, &bridge](Issues& issues) { bridge = read_bridge(spec, issues); });
        };
        add_bridge(p.residents_bridge, m_inputs.residents_bridge);
        add_bridge(p.deprivation_bridge, m_inputs.deprivation_bridge);
    }

    void list_practices() {
        const Project& p = project();
        if (p.practices.given()) {
            add("practices", p.practices,
                [this](Issues& issues) { m_inputs.practices = read_practices(project().practices, issues); });
            return;
        }
        const auto from_registrations = [](const FootprintSpec& spec) { return spec.origin == Origin::registrations; };
        if (!std::any_of(p.footprints.begin(), p.footprints.end(), from_registrations)) return;
        add("practices", p.registrations, [this](Issues& issues) {
            try {
                m_inputs.practices = read_practices(project().registrations, issues);
            } catch (const model::InputError& error) {
                throw model::InputError(
                    fmt::format("{}; add a table [practices] with the path of a list of practices "
                                "and their PCNs",
                                error.what()));
            }
        });
    }

    void name_coordinates() {
        std::map<std::string, std::string> how{{"zones", m_inputs.zones.coordinates}};
        if (m_inputs.reference) how["reference"] = m_inputs.reference->coordinates;
        for (std::size_t i = 0; i < m_inputs.footprints.size(); ++i)
            if (m_inputs.footprints[i].layer)
                how["footprints " + project().footprints[i].id] = m_inputs.footprints[i].layer->coordinates;
        for (model::InputFile& file : m_inputs.files)
            if (const auto at = how.find(file.role); at != how.end()) file.coordinates = at->second;
    }

    Inputs m_inputs;
    std::vector<Job> m_jobs;
    std::map<std::filesystem::path, std::size_t> m_hash_of_path;
    std::vector<std::filesystem::path> m_paths;  ///< by hash
    std::vector<std::size_t> m_hash_of_file;     ///< by file
    std::vector<std::string> m_hashes;
};

}  // namespace

model::Inputs load(const model::Project& project, const model::Progress& progress, int threads) {
    constexpr int most_threads = 2;  // two layers are most of the bytes of any project
    return Loader(project).load(progress, threads > 0 ? std::min(threads, most_threads) : most_threads);
}

}  // namespace locality::io
