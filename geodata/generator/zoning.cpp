#include "zoning.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace locality::demo {

Units grouped(const Units& units, const std::vector<int>& group_of, int groups) {
    Units made;
    made.people.resize(groups);
    made.area_m2.resize(groups);
    made.perimeter_m.resize(groups);
    std::vector<std::map<int, Units::Touch>> touches(groups);
    for (std::size_t u = 0; u < units.size(); ++u) {
        const int g = group_of[u];
        made.people[g] += units.people[u];
        made.area_m2[g] += units.area_m2[u];
        made.perimeter_m[g] += units.perimeter_m[u];
        for (const Units::Touch& t : units.touches[u]) {
            const int other = group_of[t.unit];
            if (other == g) {
                made.perimeter_m[g] -= t.length_m;
                continue;
            }
            Units::Touch& sum = touches[g][other];
            sum.unit = other;
            sum.length_m += t.length_m;
            sum.river_m += t.river_m;
        }
    }
    for (const auto& row : touches) {
        std::vector<Units::Touch> list;
        for (const auto& [unit, touch] : row) list.push_back(touch);
        made.touches.push_back(std::move(list));
    }
    return made;
}

bool can_leave(const Units& units, const std::vector<int>& group_of, int unit) {
    // A group in one piece stays so when the neighbours that the unit leaves behind still reach each other.
    std::set<int> behind;
    for (const Units::Touch& t : units.touches[unit]) {
        if (group_of[t.unit] == group_of[unit]) behind.insert(t.unit);
    }
    if (behind.empty()) return false;
    std::vector<int> reached{*behind.begin()};
    std::set<int> seen{unit, reached.front()};
    behind.erase(reached.front());
    for (std::size_t i = 0; i < reached.size() && !behind.empty(); ++i) {
        for (const Units::Touch& t : units.touches[reached[i]]) {
            if (group_of[t.unit] != group_of[unit] || !seen.insert(t.unit).second) continue;
            reached.push_back(t.unit);
            behind.erase(t.unit);
        }
    }
    return behind.empty();
}

namespace {

/// Groups while they are being joined.
class Joining {
public:
    Joining(const Units& units, double most, Random& random)
        : m_most(most),
          m_people(units.people),
          m_area(units.area_m2),
          m_perimeter(units.perimeter_m),
          m_near(units.size()) {
        for (std::size_t u = 0; u < units.size(); ++u) {
            m_whim.push_back(random.uniform(0.8, 1.25));
            for (const Units::Touch& t : units.touches[u]) m_near[u][t.unit] = {t.length_m, t.river_m};
            m_queue.insert({m_people[u] * m_whim[u], static_cast<int>(u)});
        }
        m_into.resize(units.size());
        std::iota(m_into.begin(), m_into.end(), 0);
        m_left = static_cast<int>(units.size());
    }

    void run(int groups) {
        while (m_left > groups) {
            if (m_queue.empty()) allow_more();
            const int smallest = m_queue.begin()->second;
            const int best = best_partner(smallest);
            if (best < 0) {
                m_queue.erase(m_queue.begin());  // full: others may still join it
                continue;
            }
            join(smallest, best);
        }
    }
    int of(int unit) const {
        while (m_into[unit] != unit) unit = m_into[unit];
        return unit;
    }

private:
    struct Length {
        double all = 0, river = 0;
    };

    /// All groups are full and still too many: the bound gives way a little, and evening out mends it afterwards.
    void allow_more() {
        m_most *= 1.08;
        for (std::size_t u = 0; u < m_into.size(); ++u) {
            if (m_into[u] == static_cast<int>(u)) m_queue.insert({m_people[u] * m_whim[u], static_cast<int>(u)});
        }
    }

    int best_partner(int a) const {
        int best = -1;
        double best_cost = 0;
        for (const auto& [b, shared] : m_near[a]) {
            const double people = m_people[a] + m_people[b];
            if (people > m_most) continue;
            const double around = m_perimeter[a] + m_perimeter[b] - 2 * shared.all;
            const double round = around * around / (12.566 * (m_area[a] + m_area[b]));  // 1 for a circle
            const double cost = 2.0 * people / m_most + 0.55 * round - 0.8 * shared.all / m_perimeter[a] +
                                6.0 * shared.river / shared.all;
            if (best < 0 || cost < best_cost) {
                best = b;
                best_cost = cost;
            }
        }
        return best;
    }

    void join(int a, int b) {
        m_queue.erase({m_people[a] * m_whim[a], a});
        m_queue.erase({m_people[b] * m_whim[b], b});
        m_perimeter[b] += m_perimeter[a] - 2 * m_near[a].at(b).all;
        m_people[b] += m_people[a];
        m_area[b] += m_area[a];
        for (const auto& [c, shared] : m_near[a]) {
            m_near[c].erase(a);
            if (c == b) continue;
            for (Length* sum : {&m_near[b][c], &m_near[c][b]}) {
                sum->all += shared.all;
                sum->river += shared.river;
            }
        }
        m_near[a].clear();
        m_into[a] = b;
        m_queue.insert({m_people[b] * m_whim[b], b});
        --m_left;
    }

    double m_most;
    std::vector<double> m_people, m_area, m_perimeter, m_whim;
    std::vector<std::map<int, Length>> m_near;
    std::set<std::pair<double, int>> m_queue;
    std::vector<int> m_into;
    int m_left = 0;
};

double shared_with(const Units& units, const std::vector<int>& group_of, int unit, int group) {
    double length = 0;
    for (const Units::Touch& t : units.touches[unit]) {
        if (group_of[t.unit] == group) length += t.length_m;
    }
    return length;
}

/// Moves units over borders where that evens the sizes out, leaves both groups in one piece and no tail behind.
void even_out(const Units& units, std::vector<int>& group_of, int groups) {
    std::vector<double> people(groups);
    for (std::size_t u = 0; u < units.size(); ++u) people[group_of[u]] += units.people[u];
    for (int pass = 0; pass < 4; ++pass) {
        bool moved = false;
        for (std::size_t u = 0; u < units.size(); ++u) {
            const int from = group_of[u];
            const double here = shared_with(units, group_of, static_cast<int>(u), from);
            int best = -1;
            for (const Units::Touch& t : units.touches[u]) {
                const int to = group_of[t.unit];
                if (to == from || people[from] - people[to] < 1.3 * units.people[u] || t.river_m > 0) continue;
                if (shared_with(units, group_of, static_cast<int>(u), to) < 0.75 * here) continue;
                if (best < 0 || people[to] < people[best]) best = to;
            }
            if (best < 0 || !can_leave(units, group_of, static_cast<int>(u))) continue;
            people[from] -= units.people[u];
            people[best] += units.people[u];
            group_of[u] = best;
            moved = true;
        }
        if (!moved) break;
    }
}

}  // namespace

void smooth(const Units& units, std::vector<int>& group_of, int groups) {
    std::vector<double> people(groups);
    double mean = 0;
    for (std::size_t u = 0; u < units.size(); ++u) {
        people[group_of[u]] += units.people[u];
        mean += units.people[u] / groups;
    }
    for (int pass = 0; pass < 3; ++pass) {
        for (std::size_t u = 0; u < units.size(); ++u) {
            const int from = group_of[u];
            double most = 1.25 * shared_with(units, group_of, static_cast<int>(u), from);
            int best = -1;
            for (const Units::Touch& t : units.touches[u]) {
                const int to = group_of[t.unit];
                if (to == from || t.river_m > 0 || people[to] + units.people[u] > 1.35 * mean) continue;
                const double shared = shared_with(units, group_of, static_cast<int>(u), to);
                if (shared <= most) continue;
                most = shared;
                best = to;
            }
            if (best < 0 || people[from] - units.people[u] < 0.7 * mean) continue;
            if (!can_leave(units, group_of, static_cast<int>(u))) continue;
            people[from] -= units.people[u];
            people[best] += units.people[u];
            group_of[u] = best;
        }
    }
}

std::vector<int> make_groups(const Units& units, int groups, double most, Random& random) {
    Joining joining(units, most, random);
    joining.run(groups);
    std::map<int, int> number;
    std::vector<int> group_of(units.size());
    for (std::size_t u = 0; u < units.size(); ++u) {
        group_of[u] =
            number.try_emplace(joining.of(static_cast<int>(u)), static_cast<int>(number.size())).first->second;
    }
    smooth(units, group_of, groups);
    even_out(units, group_of, groups);
    return group_of;
}

}  // namespace locality::demo
