#include "practices.h"

#include "names.h"
#include "random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace locality::demo {

using geo::Point;

namespace {

constexpr int practice_count = 85, pcn_count = 20, lcp_count = 15;

double distance(Point a, Point b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/// The practice's own weight in patients' choice: many small, few large ones.
std::vector<double> attractions(Random& random) {
    std::vector<double> result;
    for (int p = 0; p < practice_count; ++p)
        result.push_back(exponential(std::clamp(0.62 * random.normal(), -0.7, 1.0)));
    return result;
}

std::vector<Point> practice_places(const City& city, Random& random) {
    std::vector<Point> places;
    double apart = 900;
    for (int tries = 0; static_cast<int>(places.size()) < practice_count; ++tries) {
        if (tries % 400 == 399) apart *= 0.9;
        const auto c = static_cast<std::size_t>(random.below(static_cast<int>(city.mesh.size())));
        if (random.uniform(0, 160) > city.cell_people[c]) continue;
        const Point p = city.mesh.seed[c];
        const double thin = city.land.density(p) < 2'500 ? 2.5 : 1.0;
        if (std::ranges::any_of(places, [&](Point q) { return distance(p, q) < apart * thin; })) continue;
        places.push_back(p);
    }
    return places;
}

/// Networks of near practices: the one with fewest patients joins its nearest neighbour until there are few enough.
/// The smallest practice of all stays in none.
std::vector<int> networks(const std::vector<Practice>& practices, const std::vector<double>& weight) {
    std::vector<int> group(practices.size());
    std::iota(group.begin(), group.end(), 0);
    const auto unallocated = static_cast<int>(std::ranges::min_element(weight) - weight.begin());
    const auto weight_of = [&](int g) {
        double sum = 0;
        for (std::size_t p = 0; p < group.size(); ++p) sum += group[p] == g ? weight[p] : 0;
        return sum;
    };
    const auto gap = [&](int g, int h) {
        double sum = 0;
        int pairs = 0;
        for (std::size_t p = 0; p < group.size(); ++p) {
            for (std::size_t q = 0; q < group.size(); ++q) {
                if (group[p] != g || group[q] != h) continue;
                sum += distance(practices[p].at, practices[q].at);
                ++pairs;
            }
        }
        return sum / pairs;
    };
    for (int left = practice_count - 1; left > pcn_count; --left) {
        int smallest = -1, nearest = -1;
        double least = 0, closest = 0;
        const std::set<int> groups(group.begin(), group.end());
        for (int g : groups) {
            if (g == unallocated) continue;
            const double w = weight_of(g);
            if (smallest < 0 || w < least) {
                smallest = g;
                least = w;
            }
        }
        for (int g : groups) {
            if (g == unallocated || g == smallest) continue;
            const double d = gap(smallest, g) * (1.0 + 0.08 * weight_of(g));
            if (nearest < 0 || d < closest) {
                nearest = g;
                closest = d;
            }
        }
        std::ranges::replace(group, smallest, nearest);
    }
    std::map<int, int> number;
    for (std::size_t p = 0; p < group.size(); ++p) {
        if (static_cast<int>(p) == unallocated) {
            group[p] = -1;
        } else {
            group[p] = number.try_emplace(group[p], static_cast<int>(number.size())).first->second;
        }
    }
    return group;
}

/// Lets a few of the smaller practices join the network of others than their neighbours.
void scatter(std::vector<Practice>& practices, const std::vector<double>& weight, Random& random) {
    std::map<int, int> members;
    for (const Practice& p : practices) ++members[p.pcn];
    for (int moves = 0; moves < 10;) {
        const auto small = static_cast<std::size_t>(random.below(practice_count));
        Practice& p = practices[small];
        const Practice& q = practices[static_cast<std::size_t>(random.below(practice_count))];
        if (weight[small] > 1.0) continue;
        const double apart = distance(p.at, q.at);
        if (p.pcn < 0 || q.pcn < 0 || p.pcn == q.pcn || members[p.pcn] < 4 || apart < 2'500 || apart > 6'000) continue;
        --members[p.pcn];
        ++members[q.pcn];
        p.pcn = q.pcn;
        ++moves;
    }
}

struct Lists {
    std::vector<std::vector<int>> patients;  ///< [practice][LSOA]
    std::vector<int> of_lsoa;
};

Lists choose(const City& city, const std::vector<Practice>& practices, const std::vector<double>& attraction,
             const std::vector<double>& hardship, Random& random) {
    Lists lists{std::vector(practices.size(), std::vector<int>(city.lsoa.size())), std::vector<int>(city.lsoa.size())};
    const auto students = city.mean(city.lsoa, [&](Point p) { return city.land.students(p); });
    for (std::size_t z = 0; z < city.lsoa.size(); ++z) {
        const Point home = city.lsoa.centre[z];
        double nearest = 1e9;
        for (const Practice& p : practices) nearest = std::min(nearest, distance(home, p.at));
        const double reach = 520 + 0.42 * nearest;  // how far is far here
        std::vector<double> pull;
        double sum = 0;
        for (std::size_t p = 0; p < practices.size(); ++p) {
            const double whim = exponential(0.42 * random.normal());
            pull.push_back(attraction[p] * whim * exponential(-distance(home, practices[p].at) / reach) +
                           5e-6 * attraction[p]);
            sum += pull.back();
        }
        // Lists run some 5% above residents: moved away, counted twice, students at both ends.
        const double lists_over = 1.044 + 0.05 * students[z] + 0.006 * hardship[z] + 0.015 * random.normal();
        const double registered = city.lsoa.people[z] * lists_over;
        for (std::size_t p = 0; p < practices.size(); ++p) {
            lists.patients[p][z] = random.rounded(registered * pull[p] / sum);
            lists.of_lsoa[z] += lists.patients[p][z];
        }
    }
    return lists;
}

/// Rows that stand in every such file besides the city's own LSOAs.
void add_elsewhere(HealthCare& care, int practice, int list, double rim, Random& random) {
    const auto add = [&](std::string zone, int patients) {
        if (patients > 0) care.registered.push_back({practice, std::move(zone), patients});
    };
    if (random.chance(0.35)) add("CLOSED", 1 + random.below(4));
    if (random.chance(0.8)) add("EMPTY", 1 + random.rounded(list * 0.0006 * random.uniform(0.2, 2.0)));
    if (random.chance(0.06)) add("L99999999", 1 + random.below(2));
    if (random.chance(0.08)) {
        std::string wales = code_of("W01999", 1 + random.below(6), 3);
        add(std::move(wales), 1 + random.below(2));
    }
    // LSOAs of the neighbours, by number so that no real one is named.
    const int neighbours = random.rounded(1.2 + 5 * rim);
    for (int i = 0; i < neighbours; ++i) {
        add(code_of("E01999", 10 * (1 + practice) + i, 3),
            random.rounded(1 + list * 0.004 * rim * random.uniform(0.2, 2.0)));
    }
}

/// Names each network after a ward: the one most of its practices stand in, else the nearest whose name is free.
/// Returns the middle of each network's practices.
std::vector<Point> name_networks(const City& city, const std::vector<std::string>& near, HealthCare& care) {
    std::vector<Point> middle(pcn_count);
    std::vector<int> size(pcn_count);
    std::vector<std::map<std::string, int>> votes(pcn_count);
    for (int p = 0; p < practice_count; ++p) {
        const Practice& practice = care.practices[p];
        if (practice.pcn < 0) continue;
        middle[practice.pcn].x += practice.at.x;
        middle[practice.pcn].y += practice.at.y;
        ++size[practice.pcn];
        ++votes[practice.pcn][near[p]];
    }
    std::set<std::string> taken;
    for (int n = 0; n < pcn_count; ++n) {
        middle[n] = {middle[n].x / size[n], middle[n].y / size[n]};
        std::vector<std::size_t> order(city.ward.size());
        std::iota(order.begin(), order.end(), 0);
        std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
            const int votes_a = votes[n][city.ward.name[a]], votes_b = votes[n][city.ward.name[b]];
            if (votes_a != votes_b) return votes_a > votes_b;
            const double far_a = distance(city.ward.centre[a], middle[n]),
                         far_b = distance(city.ward.centre[b], middle[n]);
            return far_a != far_b ? far_a < far_b : a < b;
        });
        for (std::size_t w : order) {
            if (!taken.insert(city.ward.name[w]).second) continue;
            care.pcn_code.push_back(code_of("UZ", n + 1, 4));
            care.pcn_name.push_back(capitals(city.ward.name[w]) + " PCN");
            break;
        }
    }
    return middle;
}

/// Local care partnerships: one network each, but for the nearest pairs, which share one.
void form_partnerships(const std::vector<Point>& middle, HealthCare& care) {
    std::vector<int> group(pcn_count);
    std::iota(group.begin(), group.end(), 0);
    std::set<int> paired;
    for (int left = pcn_count; left > lcp_count; --left) {
        int a = -1, b = -1;
        double closest = 0;
        for (int i = 0; i < pcn_count; ++i) {
            for (int j = i + 1; j < pcn_count; ++j) {
                if (paired.contains(i) || paired.contains(j)) continue;
                const double d = distance(middle[i], middle[j]);
                if (a >= 0 && d >= closest) continue;
                a = i;
                b = j;
                closest = d;
            }
        }
        group[b] = a;
        paired.insert({a, b});
    }
    std::map<int, int> number;
    for (int n = 0; n < pcn_count; ++n) {
        const int l = number.try_emplace(group[n], static_cast<int>(number.size())).first->second;
        care.lcp_of_pcn.push_back(l);
        const std::string own = care.pcn_name[n].substr(0, care.pcn_name[n].size() - 4);
        if (l == static_cast<int>(care.lcp_name.size())) {
            care.lcp_code.push_back(code_of("ZLCP", l + 1, 2));
            care.lcp_name.push_back(own);
        } else {
            care.lcp_name[l] += " AND " + own;
        }
    }
    for (std::string& name : care.lcp_name) name = title_case(name) + " LCP";
}

}  // namespace

HealthCare build_health_care(const City& city, const std::vector<double>& hardship, std::uint64_t seed) {
    Random random(hash(seed, 8));
    HealthCare care;
    const std::vector<Point> places = practice_places(city, random);
    const std::vector<double> attraction = attractions(random);
    std::vector<std::string> near;
    for (Point place : places) {
        std::size_t nearest = 0;
        for (std::size_t c = 0; c < city.mesh.size(); ++c) {
            if (distance(city.mesh.seed[c], place) < distance(city.mesh.seed[nearest], place)) nearest = c;
        }
        near.push_back(city.ward.name[city.ward.of_cell[nearest]]);
    }
    const std::vector<std::string> names = practice_names(near);
    for (int p = 0; p < practice_count; ++p) {
        const Point offset{random.uniform(-12, 12), random.uniform(-12, 12)};
        const Point at{std::floor(places[p].x + offset.x), std::floor(places[p].y + offset.y)};
        care.practices.push_back({code_of("Z99", p + 1, 3), names[p],
                                  "ZZ" + std::to_string(1 + p % 29) + " " + std::to_string(1 + p % 9) + "ZZ", at, -1,
                                  0});
    }

    const Lists lists = choose(city, care.practices, attraction, hardship, random);
    care.patients_of_lsoa = lists.of_lsoa;
    std::vector<double> weight;
    for (const auto& row : lists.patients) weight.push_back(std::accumulate(row.begin(), row.end(), 0) / 10'000.0);
    const std::vector<int> pcn = networks(care.practices, weight);
    for (int p = 0; p < practice_count; ++p) care.practices[p].pcn = pcn[p];
    scatter(care.practices, weight, random);

    for (int p = 0; p < practice_count; ++p) {
        const int list = std::accumulate(lists.patients[p].begin(), lists.patients[p].end(), 0);
        const std::size_t first = care.registered.size();
        for (std::size_t z = 0; z < city.lsoa.size(); ++z) {
            if (lists.patients[p][z] > 0) care.registered.push_back({p, city.lsoa.code[z], lists.patients[p][z]});
        }
        const double out = distance(care.practices[p].at, {0, 0});
        add_elsewhere(care, p, list, std::clamp(out / 8'000 - 0.5, 0.0, 1.0), random);
        std::sort(care.registered.begin() + static_cast<std::ptrdiff_t>(first), care.registered.end(),
                  [](const Registered& a, const Registered& b) { return a.zone < b.zone; });
        for (std::size_t r = first; r < care.registered.size(); ++r)
            care.practices[p].list_size += care.registered[r].patients;
    }

    const std::vector<Point> middle = name_networks(city, near, care);
    form_partnerships(middle, care);
    return care;
}

}  // namespace locality::demo
