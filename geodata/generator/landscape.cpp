#include "landscape.h"

#include "random.h"

#include <algorithm>
#include <cmath>

namespace locality::demo {

using geo::Point;

namespace {

double length(Point p) {
    return std::sqrt(p.x * p.x + p.y * p.y);
}
double distance(Point a, Point b) {
    return length({a.x - b.x, a.y - b.y});
}
double bell(double distance_m, double size_m) {
    const double t = distance_m / size_m;
    return t > 4 || t < -4 ? 0.0 : exponential(-t * t);
}

constexpr Point university{-1'300, 1'500};

}  // namespace

Landscape::Landscape(std::uint64_t seed) : m_seed(seed) {
    m_towns = {{-9'300, 5'900}, {9'000, 6'700}, {10'200, -4'300}, {-7'400, -7'600}, {2'600, -9'300}};
    m_people.push_back({{0, 0}, 3'900, 7'600});
    m_people.push_back({{400, -300}, 7'400, 1'500});
    const double town_people[] = {4'300, 3'300, 4'700, 4'100, 3'700};
    for (std::size_t t = 0; t < m_towns.size(); ++t) m_people.push_back({m_towns[t], 1'350, town_people[t]});

    Random random(hash(seed, 1));
    for (int wanted = 12; wanted > 0;) {
        const Point p{random.uniform(-15'000, 15'000), random.uniform(-13'000, 13'000)};
        const bool alone = std::ranges::all_of(m_people, [&](const Blob& b) { return distance(b.at, p) > 2'300; });
        if (!inside(p) || length(p) < 7'500 || !alone) continue;
        m_people.push_back({p, random.uniform(380, 620), random.uniform(1'700, 2'800)});
        --wanted;
    }
    for (int i = 0; i < 26; ++i) {
        const Point p{random.uniform(-9'000, 9'000), random.uniform(-9'000, 9'000)};
        m_parks.push_back({p, random.uniform(250, 800), 1.0});
    }
    // Estates lie four to eight kilometres out, where cities built them.
    const Point estates[] = {{5'600, 2'900},  {6'300, -600},   {-4'900, 300},    {-3'000, -5'400}, {2'200, 5'400},
                             {4'400, -4'900}, {-5'800, 3'600}, {10'100, -4'100}, {-7'200, -7'300}};
    for (const Point& p : estates) m_estates.push_back({p, random.uniform(750, 1'250), random.uniform(1.3, 2.1)});
    m_comforts = {{{-2'800, 6'300}, 3'600, 1.6}, {{3'300, 8'600}, 3'200, 1.5}, {{-9'500, 5'800}, 2'400, 0.9},
                  {{9'100, 6'900}, 2'600, 1.0},  {{-600, 250}, 600, 0.7},      {{2'900, -9'800}, 2'200, 0.6}};
}

double Landscape::sum_at(const std::vector<Blob>& blobs, Point p) {
    double sum = 0;
    for (const Blob& b : blobs) sum += b.height * bell(distance(b.at, p), b.size_m);
    return sum;
}

/// Smooth noise between -1 and 1 that turns about once in a wavelength, with two finer octaves.
double Landscape::noise(Point p, double wavelength_m, std::uint64_t key) const {
    double sum = 0, height = 0.62;
    for (int octave = 0; octave < 3; ++octave) {
        const double u = p.x / wavelength_m + 1000.0, v = p.y / wavelength_m + 1000.0;
        const double i = std::floor(u), j = std::floor(v);
        const auto corner = [&](double a, double b) {
            const auto cell = hash(static_cast<std::uint64_t>(a) * 65'536 + static_cast<std::uint64_t>(b), m_seed);
            return static_cast<double>(hash(cell, key * 8 + static_cast<std::uint64_t>(octave)) >> 11) * 0x1p-52 - 1.0;
        };
        const auto ease = [](double t) { return t * t * (3 - 2 * t); };
        const double s = ease(u - i), t = ease(v - j);
        const double low = corner(i, j) * (1 - s) + corner(i + 1, j) * s;
        const double high = corner(i, j + 1) * (1 - s) + corner(i + 1, j + 1) * s;
        sum += height * (low * (1 - t) + high * t);
        wavelength_m /= 2.1;
        height /= 2.0;
    }
    return sum;
}

bool Landscape::inside(Point p) const {
    const double x = (p.x - 300 + 4'600 * noise(p, 8'000, 11)) / 14'060;
    const double y = (p.y + 300 + 4'600 * noise(p, 8'000, 12)) / 12'450;
    return x * x + y * y < 1.0;
}

double Landscape::river_y(double x) const {
    return -650 + 2'700 * noise({x, 0}, 8'500, 21) * std::min(1.0, 0.25 + std::abs(x) / 5'000) +
           260 * noise({x, 0}, 1'900, 22);
}

double Landscape::density(Point p) const {
    const double centre = length(p);
    double people = sum_at(m_people, p) * (1.0 - 0.45 * bell(centre, 800));
    people *= 1.0 + 0.75 * noise(p, 2'600, 31);
    const double built = std::min(1.0, people / 2'500);
    people *= 1.0 - 0.9 * built * std::min(1.0, sum_at(m_parks, p) * std::max(0.0, 0.55 + noise(p, 900, 32)));
    const double bank = std::abs(p.y - river_y(p.x));
    people *= 1.0 - 0.6 * bell(bank, 260);
    return people + 34 + 22 * noise(p, 3'500, 33);
}

double Landscape::hardship(Point p) const {
    const double centre = length(p);
    const double ring =
        bell(centre - 2'300, 2'300) * (1.35 + 0.55 * p.x / (1'000 + centre) - 0.65 * p.y / (1'000 + centre));
    const double country = -0.8 * (1.0 - std::min(1.0, density(p) / 2'200));
    return ring + sum_at(m_estates, p) - sum_at(m_comforts, p) + country - 0.55 * students(p) +
           1.0 * noise(p, 4'200, 41) + 0.55 * noise(p, 1'300, 42) - 0.25;
}

double Landscape::students(Point p) const {
    return 0.72 * bell(distance(p, university), 1'150);
}

double Landscape::elders(Point p) const {
    const double out = std::min(1.0, length(p) / 11'000);
    return std::clamp(out * (0.75 + 0.5 * noise(p, 3'800, 51)), 0.0, 1.0);
}

}  // namespace locality::demo
