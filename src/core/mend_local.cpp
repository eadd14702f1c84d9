#include "core/mend_local.h"

#include "core/mend_exact.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <queue>
#include <set>
#include <unordered_map>

namespace locality::core {

namespace {

constexpr double impossible = std::numeric_limits<double>::infinity();
constexpr int detours = 8;  // paths tried around zones that may not be ceded
// Enough to prove most windows; a country's take a few seconds.
constexpr std::size_t window_nodes = 20, window_pivots = 4000;

/// Zones that change hands together.
struct Step {
    std::vector<std::pair<std::int32_t, std::int32_t>> moves;  ///< zone, to
    double cost = impossible;
};

class LocalMender {
public:
    LocalMender(const MendingCase& problem, std::vector<std::int32_t> from, const std::stop_token& cancel)
        : m_problem(problem), m_now(std::move(from)), m_zones(zones_by_footprint(m_now, problem.footprint_count)) {
        m_stop.nodes = window_nodes;
        m_stop.pivots = window_pivots;
        m_stop.cancel = cancel;
        if (limits_matter()) {
            m_patients.assign(problem.footprint_count, 0.0);
            for (std::int32_t z = 0; z < problem.zone_count(); ++z)
                if (m_now[z] != model::unassigned) m_patients[m_now[z]] += problem.patients(z, m_now[z]);
        }
    }

    void mend() {
        std::deque<std::int32_t> queue;
        std::vector<bool> queued(m_problem.footprint_count, true);
        for (std::int32_t k = 0; k < m_problem.footprint_count; ++k) queue.push_back(k);
        // Every step removes a piece and may make others; the cap only guards against going round for ever.
        std::size_t steps = 0;
        const std::size_t most_steps = 20 * m_now.size() + 100;
        while (!queue.empty() && steps < most_steps) {
            m_stop.out_of_time();
            const std::int32_t k = queue.front();
            queue.pop_front();
            queued[k] = false;
            const std::vector<Piece> pieces = pieces_of(m_problem, m_zones[k], k);
            const std::vector<std::size_t> loose = detached(m_problem, pieces);
            for (auto at = loose.rbegin(); at != loose.rend(); ++at) {
                const Step step = cheaper_step(pieces[*at].zones, k);
                if (step.cost == impossible) continue;
                ++steps;
                for (const auto& [zone, to] : step.moves) {
                    for (std::int32_t touched : {m_now[zone], to})
                        if (!queued[touched]) {
                            queued[touched] = true;
                            queue.push_back(touched);
                        }
                }
                apply(step);
                break;
            }
        }
    }

    /// Moves each zone that is not where it starts to the cheapest footprint that leaves all as whole as they are.
    void go_back() {
        for (bool moved = true; moved;) {
            moved = false;
            std::vector<std::int32_t> away;
            for (std::int32_t z = 0; z < m_problem.zone_count(); ++z)
                if (m_now[z] != m_problem.start[z]) away.push_back(z);
            std::stable_sort(away.begin(), away.end(), [&](std::int32_t a, std::int32_t b) {
                return m_problem.cost(a, m_now[a]) > m_problem.cost(b, m_now[b]);
            });
            for (std::int32_t z : away) {
                m_stop.out_of_time();
                moved = try_cheaper(z) || moved;
            }
        }
    }

    /// Solves the footprints around each footprint that was split at the start again, exactly; keeps what is cheaper.
    void solve_windows(LocalAnswer& answer) {
        const auto at_start = zones_by_footprint(m_problem.start, m_problem.footprint_count);
        std::set<std::vector<std::int32_t>> done;
        for (std::int32_t k = 0; k < m_problem.footprint_count; ++k) {
            const std::vector<Piece> pieces = pieces_of(m_problem, at_start[k], k);
            std::set<std::int32_t> around;
            for (std::size_t p : detached(m_problem, pieces))
                for (std::int32_t z : pieces[p].zones) add_around(z, around);
            if (around.empty()) continue;
            around.insert(k);
            std::vector<std::int32_t> window(around.begin(), around.end());
            if (!done.insert(window).second) continue;
            ++answer.windows;
            answer.improved += solve_window(window);
        }
    }

    std::vector<PricedFragment> priced() const {
        std::vector<PricedFragment> result;
        for (std::int32_t k = 0; k < m_problem.footprint_count; ++k) {
            const std::vector<Piece> pieces = pieces_of(m_problem, m_zones[k], k);
            for (std::size_t p : detached(m_problem, pieces)) {
                PricedFragment fragment{k, static_cast<int>(p) + 1, pieces[p].patients, pieces[p].zones, 0.0, 0.0, 0};
                fragment.dissolve_cost = or_missing(price_dissolving(pieces[p].zones, k).cost);
                const Step bridge = price_bridging(pieces[p].zones, k, impossible);
                fragment.bridge_cost = or_missing(bridge.cost);
                fragment.bridge_zones = static_cast<int>(bridge.moves.size());
                result.push_back(std::move(fragment));
            }
        }
        return result;
    }

    std::vector<std::int32_t> take() { return std::move(m_now); }

private:
    static double or_missing(double cost) { return cost == impossible ? model::no_value : cost; }

    bool limits_matter() const {
        for (std::int32_t k = 0; k < m_problem.footprint_count; ++k)
            if (m_problem.bounded(k)) return true;
        return false;
    }

    std::size_t loose_pieces(const std::vector<std::int32_t>& zones, std::int32_t k) const {
        return detached(m_problem, pieces_of(m_problem, zones, k)).size();
    }

    double change(std::int32_t zone, std::int32_t to) const {
        return m_problem.cost(zone, to) - m_problem.cost(zone, m_now[zone]);
    }

    void apply(const Step& step) {
        for (const auto& [zone, to] : step.moves) {
            const std::int32_t from = m_now[zone];
            m_zones[from].erase(std::lower_bound(m_zones[from].begin(), m_zones[from].end(), zone));
            m_zones[to].insert(std::lower_bound(m_zones[to].begin(), m_zones[to].end(), zone), zone);
            if (!m_patients.empty()) {
                m_patients[from] -= m_problem.patients(zone, from);
                m_patients[to] += m_problem.patients(zone, to);
            }
            m_now[zone] = to;
        }
    }

    /// Whether the step takes a footprint from within its limits to outside them.
    bool within_limits(const Step& step) const {
        if (m_patients.empty()) return true;
        std::unordered_map<std::int32_t, double> by;
        for (const auto& [zone, to] : step.moves) {
            by[m_now[zone]] -= m_problem.patients(zone, m_now[zone]);
            by[to] += m_problem.patients(zone, to);
        }
        for (const auto& [k, difference] : by) {
            const auto inside = [&, k = k](double p) { return p >= m_problem.floor[k] && p <= m_problem.ceiling[k]; };
            if (inside(m_patients[k]) && !inside(m_patients[k] + difference)) return false;
        }
        return true;
    }

    Step cheaper_step(const std::vector<std::int32_t>& piece, std::int32_t k) const {
        Step dissolve = price_dissolving(piece, k);
        if (!within_limits(dissolve)) dissolve.cost = impossible;
        Step bridge = price_bridging(piece, k, dissolve.cost);
        return bridge.cost < dissolve.cost ? bridge : dissolve;
    }

    Step price_dissolving(const std::vector<std::int32_t>& piece, std::int32_t k) const {
        Step step;
        double cost = 0.0;
        std::vector<std::pair<std::int32_t, std::int32_t>> given;
        const auto footprint_of = [&](std::int32_t zone) {
            for (const auto& [z, to] : given)
                if (z == zone) return to;
            return m_now[zone];
        };
        std::vector<std::int32_t> left = piece;
        while (!left.empty()) {
            double least = impossible;
            std::pair<std::int32_t, std::int32_t> best;
            for (std::int32_t z : left) {
                if (m_problem.locked[z]) return step;
                for (std::int32_t next : m_problem.neighbours(z)) {
                    const std::int32_t to = footprint_of(next);
                    if (to == k) continue;
                    const double c = change(z, to);
                    if (c < least || (c == least && std::pair(z, to) < best)) {
                        least = c;
                        best = {z, to};
                    }
                }
            }
            if (least == impossible) return step;
            cost += least;
            given.push_back(best);
            std::erase(left, best.first);
        }
        step.moves = std::move(given);
        step.cost = cost;
        return step;
    }

    Step price_bridging(const std::vector<std::int32_t>& piece, std::int32_t k, double below) const {
        std::set<std::int32_t> barred;
        for (int attempt = 0; attempt < detours; ++attempt) {
            Step step = cheapest_path(piece, k, below, barred);
            if (step.cost == impossible) return step;
            const std::optional<std::int32_t> broken = zone_not_to_cede(step);
            if (!broken && within_limits(step)) return step;
            barred.insert(broken ? *broken : step.moves.front().first);
        }
        return {};
    }

    Step cheapest_path(const std::vector<std::int32_t>& piece, std::int32_t k, double below,
                       const std::set<std::int32_t>& barred) const {
        struct Reached {
            double cost;
            int hops;
            std::int32_t zone;
            auto operator<=>(const Reached&) const = default;
        };
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
        std::unordered_map<std::int32_t, std::int32_t> came_from, settled;
        std::unordered_map<std::int32_t, std::pair<double, int>> best;
        for (std::int32_t z : piece) {
            queue.push({0.0, 0, z});
            best[z] = {0.0, 0};
        }
        while (!queue.empty()) {
            const Reached here = queue.top();
            queue.pop();
            if (here.cost >= below) break;
            if (!settled.emplace(here.zone, 1).second) continue;
            for (std::int32_t next : m_problem.neighbours(here.zone)) {
                if (m_now[next] == k) {
                    if (std::binary_search(piece.begin(), piece.end(), next)) continue;
                    Step step;
                    step.cost = 0.0;
                    for (std::int32_t z = here.zone; m_now[z] != k; z = came_from.at(z)) {
                        step.moves.emplace_back(z, k);
                        step.cost += change(z, k);
                    }
                    std::sort(step.moves.begin(), step.moves.end());
                    return step;
                }
                if (m_problem.locked[next] || barred.contains(next)) continue;
                const Reached there{here.cost + std::max(0.0, change(next, k)), here.hops + 1, next};
                const auto known = best.find(next);
                if (known != best.end() && known->second <= std::pair(there.cost, there.hops)) continue;
                best[next] = {there.cost, there.hops};
                came_from[next] = here.zone;
                queue.push(there);
            }
        }
        return {};
    }

    /// A zone of the step whose footprint would be emptied or split further by it.
    std::optional<std::int32_t> zone_not_to_cede(const Step& step) const {
        std::set<std::int32_t> seen;
        for (const auto& [zone, to] : step.moves) {
            const std::int32_t from = m_now[zone];
            if (!seen.insert(from).second) continue;
            std::vector<std::int32_t> left;
            for (std::int32_t z : m_zones[from])
                if (std::none_of(step.moves.begin(), step.moves.end(), [&, z](const auto& m) { return m.first == z; }))
                    left.push_back(z);
            if (left.empty() || loose_pieces(left, from) > loose_pieces(m_zones[from], from)) return zone;
        }
        return std::nullopt;
    }

    bool try_cheaper(std::int32_t zone) {
        const std::int32_t from = m_now[zone];
        std::vector<std::pair<double, std::int32_t>> offers;
        const auto offer = [&](std::int32_t to) {
            if (to != from && change(zone, to) < 0.0) offers.emplace_back(change(zone, to), to);
        };
        offer(m_problem.start[zone]);
        for (std::int32_t next : m_problem.neighbours(zone)) offer(m_now[next]);
        std::sort(offers.begin(), offers.end());
        offers.erase(std::unique(offers.begin(), offers.end()), offers.end());
        if (offers.empty()) return false;
        std::vector<std::int32_t> left = m_zones[from];
        std::erase(left, zone);
        if (loose_pieces(left, from) > loose_pieces(m_zones[from], from)) return false;
        for (const auto& [cost, to] : offers) {
            std::vector<std::int32_t> with = m_zones[to];
            with.insert(std::lower_bound(with.begin(), with.end(), zone), zone);
            const Step step{{{zone, to}}, cost};
            if (loose_pieces(with, to) > loose_pieces(m_zones[to], to) || !within_limits(step)) continue;
            apply(step);
            return true;
        }
        return false;
    }

    void add_around(std::int32_t zone, std::set<std::int32_t>& around) const {
        around.insert(m_now[zone]);
        around.insert(m_problem.start[zone]);
        for (std::int32_t next : m_problem.neighbours(zone)) {
            around.insert(m_now[next]);
            around.insert(m_problem.start[next]);
        }
    }

    bool solve_window(const std::vector<std::int32_t>& window) {
        // The window's zones as a problem of their own: nobody else's zones change hands, so nothing else can break.
        std::vector<std::int32_t> zones;
        for (std::int32_t k : window) zones.insert(zones.end(), m_zones[k].begin(), m_zones[k].end());
        std::sort(zones.begin(), zones.end());
        const auto place = [&](const std::vector<std::int32_t>& list, std::int32_t value) {
            const auto at = std::lower_bound(list.begin(), list.end(), value);
            return at != list.end() && *at == value ? static_cast<std::int32_t>(at - list.begin()) : -1;
        };
        MendingCase small;
        small.footprint_count = static_cast<std::int32_t>(window.size());
        small.whole_numbers = m_problem.whole_numbers;
        std::vector<std::int32_t> known;
        for (std::int32_t z : zones) {
            for (std::int32_t next : m_problem.neighbours(z))
                if (const std::int32_t at = place(zones, next); at >= 0) small.near.push_back(at);
            small.near_begin.push_back(static_cast<std::uint32_t>(small.near.size()));
            small.component.push_back(m_problem.component[z]);
            for (std::uint32_t i = m_problem.row_begin[z]; i < m_problem.row_begin[z + 1]; ++i)
                if (const std::int32_t at = place(window, m_problem.row_footprint[i]); at >= 0) {
                    small.row_footprint.push_back(at);
                    small.row_patients.push_back(m_problem.row_patients[i]);
                }
            known.push_back(place(window, m_now[z]));
            const std::uint32_t first = small.row_begin.back();
            small.row_begin.push_back(static_cast<std::uint32_t>(small.row_footprint.size()));
            small.locked.push_back(m_problem.locked[z]);
            // The start is the largest in the window: where it starts overall, unless that footprint is elsewhere.
            const std::int32_t start = place(window, m_problem.start[z]);
            small.start.push_back(m_problem.locked[z] || first == small.row_begin.back() ? known.back()
                                  : start >= 0                                           ? start
                                                                                         : small.row_footprint[first]);
        }
        for (std::int32_t k : window) {
            small.floor.push_back(m_problem.floor[k]);
            small.ceiling.push_back(m_problem.ceiling[k]);
        }
        if (!is_mended(small, known)) return false;
        const ExactAnswer answer = mend_exactly(small, known, m_stop);
        if (answer.footprint.empty() || answer.cost >= cost_of(small, known) - 1e-9) return false;
        Step step;
        for (std::size_t i = 0; i < zones.size(); ++i)
            if (answer.footprint[i] != known[i]) step.moves.emplace_back(zones[i], window[answer.footprint[i]]);
        apply(step);
        return true;
    }

    const MendingCase& m_problem;
    MendStop m_stop;  ///< of a window
    std::vector<std::int32_t> m_now;
    std::vector<std::vector<std::int32_t>> m_zones;  ///< of each footprint, ascending
    std::vector<double> m_patients;                  ///< of each footprint; empty where none is bounded
};

}  // namespace

LocalAnswer mend_locally(const MendingCase& problem, const std::stop_token& cancel) {
    LocalAnswer answer;
    LocalMender mender(problem, problem.start, cancel);
    mender.mend();
    mender.go_back();
    mender.solve_windows(answer);
    mender.go_back();
    answer.footprint = mender.take();
    answer.cost = cost_of(problem, answer.footprint);
    return answer;
}

std::vector<PricedFragment> price_fragments(const MendingCase& problem) {
    return LocalMender(problem, problem.start, {}).priced();
}

}  // namespace locality::core
