#include "city.h"

#include "names.h"
#include "random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace locality::demo {

using geo::Point;

namespace {

constexpr int cell_count = 10'500, oa_count = 2'500, lsoa_count = 480, msoa_count = 105;
constexpr int ward_count = 33, committee_count = 10, team_count = 13;
constexpr double resident_count = 805'000;

double squared(Point a, Point b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

std::vector<int> settle(const Landscape& land, const Mesh& mesh, std::uint64_t seed) {
    Random random(hash(seed, 3));
    std::vector<double> wanted;
    double total = 0;
    for (std::size_t c = 0; c < mesh.size(); ++c) {
        wanted.push_back(land.density(mesh.seed[c]) * mesh.area_m2[c] * random.uniform(0.55, 1.45));
        total += wanted.back();
    }
    std::vector<int> people;
    for (double w : wanted) people.push_back(random.rounded(w / total * resident_count));
    return people;
}

Units units_of(const Mesh& mesh, const std::vector<int>& people) {
    Units units;
    units.people.assign(people.begin(), people.end());
    units.area_m2 = mesh.area_m2;
    units.perimeter_m = mesh.perimeter_m;
    for (const auto& borders : mesh.borders) {
        std::vector<Units::Touch> row;
        for (const Border& b : borders) row.push_back({b.cell, b.length_m, b.river ? b.length_m : 0.0});
        units.touches.push_back(std::move(row));
    }
    return units;
}

/// Residents and population-weighted centroids; the centroid goes to the nearest cell of the place with people in it.
void count_people(Places& places, const Mesh& mesh, const std::vector<int>& cell_people) {
    const std::size_t n = places.size();
    places.people.assign(n, 0);
    std::vector<Point> mean(n);
    for (std::size_t c = 0; c < mesh.size(); ++c) {
        const int p = places.of_cell[c];
        places.people[p] += cell_people[c];
        mean[p].x += cell_people[c] * mesh.seed[c].x;
        mean[p].y += cell_people[c] * mesh.seed[c].y;
    }
    std::vector<int> nearest(n, -1);
    for (std::size_t p = 0; p < n; ++p) mean[p] = {mean[p].x / places.people[p], mean[p].y / places.people[p]};
    for (std::size_t c = 0; c < mesh.size(); ++c) {
        const int p = places.of_cell[c];
        if (cell_people[c] == 0) continue;
        if (nearest[p] < 0 || squared(mesh.seed[c], mean[p]) < squared(mesh.seed[nearest[p]], mean[p])) {
            nearest[p] = static_cast<int>(c);
        }
    }
    places.centre.clear();
    for (int c : nearest) places.centre.push_back(mesh.seed[c]);
}

/// New numbers for groups, from north to south as the national zones are numbered, inside the order of `outer`.
std::vector<int> north_first(const std::vector<double>& north, const std::vector<int>& outer) {
    std::vector<int> order(north.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, [&](int a, int b) {
        if (outer[a] != outer[b]) return outer[a] < outer[b];
        if (north[a] != north[b]) return north[a] > north[b];
        return a < b;
    });
    std::vector<int> number(north.size());
    for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = static_cast<int>(i);
    return number;
}

std::vector<double> northings(const Mesh& mesh, const std::vector<int>& of_cell, int count) {
    std::vector<double> sum(count), area(count);
    for (std::size_t c = 0; c < mesh.size(); ++c) {
        sum[of_cell[c]] += mesh.area_m2[c] * mesh.seed[c].y;
        area[of_cell[c]] += mesh.area_m2[c];
    }
    for (int i = 0; i < count; ++i) sum[i] /= area[i];
    return sum;
}

std::vector<int> through(const std::vector<int>& inner, const std::vector<int>& outer) {
    std::vector<int> result;
    for (int i : inner) result.push_back(outer[i]);
    return result;
}

void nest_zones(City& city, Random& random) {
    const std::vector<int> oa = make_groups(city.cells, oa_count, 600, random);
    const Units oas = grouped(city.cells, oa, oa_count);
    const std::vector<int> lsoa = make_groups(oas, lsoa_count, 2'900, random);
    const Units lsoas = grouped(oas, lsoa, lsoa_count);
    const std::vector<int> msoa = make_groups(lsoas, msoa_count, 12'500, random);

    const std::vector<int> lsoa_of_cell = through(oa, lsoa), msoa_of_cell = through(lsoa_of_cell, msoa);
    const auto msoa_number = north_first(northings(city.mesh, msoa_of_cell, msoa_count), std::vector<int>(msoa_count));
    const auto lsoa_number = north_first(northings(city.mesh, lsoa_of_cell, lsoa_count), through(msoa, msoa_number));
    const auto oa_number = north_first(northings(city.mesh, oa, oa_count), through(lsoa, lsoa_number));

    city.oa.of_cell = through(oa, oa_number);
    city.lsoa.of_cell = through(lsoa_of_cell, lsoa_number);
    city.msoa.of_cell = through(msoa_of_cell, msoa_number);
    city.lsoa_of_oa.resize(oa_count);
    city.msoa_of_lsoa.resize(lsoa_count);
    for (std::size_t c = 0; c < city.mesh.size(); ++c) {
        city.lsoa_of_oa[city.oa.of_cell[c]] = city.lsoa.of_cell[c];
        city.msoa_of_lsoa[city.lsoa.of_cell[c]] = city.msoa.of_cell[c];
    }
    for (int i = 0; i < oa_count; ++i) {
        city.oa.code.push_back(code_of("Z00", i + 1, 6));
        city.oa.name.push_back(city.oa.code.back());
    }
    for (int i = 0; i < msoa_count; ++i) {
        city.msoa.code.push_back(code_of("Z02", i + 1, 6));
        city.msoa.name.push_back(code_of((std::string(city_name) + " ").c_str(), i + 1, 3));
    }
    for (int i = 0, letter = 0; i < lsoa_count; ++i) {
        letter = i > 0 && city.msoa_of_lsoa[i] == city.msoa_of_lsoa[i - 1] ? letter + 1 : 0;
        city.lsoa.code.push_back(code_of("Z01", i + 1, 6));
        city.lsoa.name.push_back(city.msoa.name[city.msoa_of_lsoa[i]] + static_cast<char>('A' + letter));
    }
}

/// Lets some wards take a few cells of an output area across their border, so that ward edges cut through it.
void cut_through_zones(const City& city, std::vector<int>& ward_of_cell, Random& random) {
    std::vector<std::vector<int>> cells_of(city.oa.size());
    for (std::size_t c = 0; c < city.mesh.size(); ++c) cells_of[city.oa.of_cell[c]].push_back(static_cast<int>(c));
    for (const auto& cells : cells_of) {
        if (!random.chance(0.15)) continue;
        int taken = 0, taker = -1;
        for (int c : cells) {
            const int own = ward_of_cell[c];
            for (const Border& b : city.mesh.borders[c]) {
                const int other = ward_of_cell[b.cell];
                if (other == own || b.river || (taker >= 0 && other != taker)) continue;
                if (2 * (taken + 1) > static_cast<int>(cells.size()) || !can_leave(city.cells, ward_of_cell, c)) break;
                taker = other;
                ward_of_cell[c] = other;
                ++taken;
                break;
            }
        }
    }
}

void draw_wards(City& city, Random& random) {
    // Ward borders follow many LSOA borders and cross others: some LSOAs stay whole, others fall into output areas.
    std::vector<int> block_of_oa(city.oa.size(), -1);
    std::vector<int> block_of_lsoa(city.lsoa.size(), -1);
    int blocks = 0;
    for (int& b : block_of_lsoa) {
        if (random.chance(0.72)) b = blocks++;
    }
    for (std::size_t i = 0; i < city.oa.size(); ++i) {
        const int whole = block_of_lsoa[city.lsoa_of_oa[i]];
        block_of_oa[i] = whole >= 0 ? whole : blocks++;
    }
    const Units oas = grouped(city.cells, city.oa.of_cell, oa_count);
    const Units units = grouped(oas, block_of_oa, blocks);
    std::vector<int> ward_of_oa = through(block_of_oa, make_groups(units, ward_count, 31'000, random));
    smooth(oas, ward_of_oa, ward_count);
    std::vector<int> ward_of_cell = through(city.oa.of_cell, ward_of_oa);
    cut_through_zones(city, ward_of_cell, random);

    // Wards with a town in them bear its name, the others names from the list; codes follow the alphabet.
    city.ward.of_cell = ward_of_cell;
    std::vector<std::string> name(ward_count);
    const auto towns = town_names();
    for (std::size_t t = 0; t < towns.size(); ++t) {
        std::size_t nearest = 0;
        const Point town = city.land.towns()[t];
        for (std::size_t c = 0; c < city.mesh.size(); ++c) {
            if (squared(city.mesh.seed[c], town) < squared(city.mesh.seed[nearest], town)) nearest = c;
        }
        name[ward_of_cell[nearest]] = towns[t];
    }
    std::size_t next = 0;
    for (std::string& n : name) {
        if (n.empty()) n = ward_names()[next++];
    }
    std::vector<int> order(ward_count), number(ward_count);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](int w) { return name[w]; });
    for (int i = 0; i < ward_count; ++i) {
        number[order[i]] = i;
        city.ward.code.push_back(code_of("Z05", i + 1, 6));
        city.ward.name.push_back(name[order[i]]);
    }
    city.ward.of_cell = through(ward_of_cell, number);
}

void join_wards(City& city, Random& random) {
    const Units wards = grouped(city.cells, city.ward.of_cell, ward_count);
    const std::vector<int> group = make_groups(wards, committee_count, 120'000, random);
    Places& places = city.committee;
    places.of_cell = through(city.ward.of_cell, group);
    places.code.resize(committee_count);
    count_people(places, city.mesh, city.cell_people);
    const std::vector<std::string> name = directions(places.centre);
    std::vector<int> order(committee_count), number(committee_count);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](int i) { return name[i]; });
    for (int i = 0; i < committee_count; ++i) {
        number[order[i]] = i;
        places.code[i] = code_of("ZCC", i + 1, 2);
        places.name.push_back(name[order[i]]);
    }
    city.committee_of_ward = through(group, number);
    places.of_cell = through(city.ward.of_cell, city.committee_of_ward);
}

void form_teams(City& city, Random& random) {
    const Units lsoas = grouped(city.cells, city.lsoa.of_cell, lsoa_count);
    const std::vector<int> group = make_groups(lsoas, team_count, 85'000, random);
    const auto north = northings(city.mesh, through(city.lsoa.of_cell, group), team_count);
    city.team_of_lsoa = through(group, north_first(north, std::vector<int>(team_count)));
    city.team.of_cell = through(city.lsoa.of_cell, city.team_of_lsoa);
    for (int i = 0; i < team_count; ++i) {
        city.team.code.push_back(code_of("ZNT", i + 1, 2));
        city.team.name.push_back("Neighbourhood Team " + std::to_string(i + 1));
    }
}

}  // namespace

std::string code_of(const char* text, int number, int digits) {
    const std::string n = std::to_string(number);
    return text +
           std::string(static_cast<std::size_t>(digits) - std::min(n.size(), static_cast<std::size_t>(digits)), '0') +
           n;
}

City build_city(std::uint64_t seed) {
    City city{Landscape(seed), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    city.mesh = build_mesh(city.land, cell_count, hash(seed, 4));
    city.cell_people = settle(city.land, city.mesh, seed);
    city.cells = units_of(city.mesh, city.cell_people);
    Random random(hash(seed, 5));
    nest_zones(city, random);
    draw_wards(city, random);
    join_wards(city, random);
    form_teams(city, random);
    for (Places* places : {&city.oa, &city.lsoa, &city.msoa, &city.ward, &city.committee, &city.team}) {
        count_people(*places, city.mesh, city.cell_people);
    }
    return city;
}

}  // namespace locality::demo
