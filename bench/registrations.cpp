#include "registrations.h"

#include "geo/shapes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace locality::bench {

namespace {

struct Practice {
    geo::Point place;
    double pull = 1.0;
    std::int32_t footprint = 0;
};

std::vector<geo::Point> middles(const geo::Topology& zones) {
    std::vector<geo::Point> sum(zones.face_count);
    std::vector<double> count(zones.face_count, 0.0);
    for (std::size_t a = 0; a < zones.arc_count(); ++a)
        for (const geo::GridPoint v : zones.arc(a))
            for (std::int32_t face : {zones.left[a], zones.right[a]})
                if (face != geo::outside) {
                    sum[face].x += geo::in_metres(v).x;
                    sum[face].y += geo::in_metres(v).y;
                    count[face] += 1.0;
                }
    for (std::size_t f = 0; f < sum.size(); ++f)
        if (count[f] > 0) sum[f] = {sum[f].x / count[f], sum[f].y / count[f]};
    return sum;
}

double squared(geo::Point a, geo::Point b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// A fraction of 0 to 1, the same from every standard library.
double fraction(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

void halve(std::vector<Practice>& practices, std::size_t from, std::size_t to, std::int32_t first, std::int32_t count) {
    if (count == 1) {
        for (std::size_t p = from; p < to; ++p) practices[p].footprint = first;
        return;
    }
    double x0 = 1e12, x1 = -1e12, y0 = 1e12, y1 = -1e12;
    for (std::size_t p = from; p < to; ++p) {
        x0 = std::min(x0, practices[p].place.x), x1 = std::max(x1, practices[p].place.x);
        y0 = std::min(y0, practices[p].place.y), y1 = std::max(y1, practices[p].place.y);
    }
    const bool across = x1 - x0 > y1 - y0;
    std::stable_sort(practices.begin() + from, practices.begin() + to, [&](const Practice& a, const Practice& b) {
        return across ? a.place.x < b.place.x : a.place.y < b.place.y;
    });
    const std::int32_t half = count / 2;
    const std::size_t middle = from + (to - from) * half / count;
    halve(practices, from, middle, first, half);
    halve(practices, middle, to, first + half, count - half);
}

/// The `count` practices nearest to each place, nearest first, by rings of square cells.
class Nearest {
public:
    explicit Nearest(const std::vector<Practice>& practices) : m_practices(practices) {
        for (const Practice& p : practices) m_x0 = std::min(m_x0, p.place.x), m_y0 = std::min(m_y0, p.place.y);
        for (const Practice& p : practices)
            m_columns = std::max(m_columns, cell(p.place.x - m_x0) + 1),
            m_rows = std::max(m_rows, cell(p.place.y - m_y0) + 1);
        m_cells.resize(static_cast<std::size_t>(m_columns) * m_rows);
        for (std::size_t p = 0; p < practices.size(); ++p)
            m_cells[static_cast<std::size_t>(cell(practices[p].place.y - m_y0)) * m_columns +
                    cell(practices[p].place.x - m_x0)]
                .push_back(static_cast<std::int32_t>(p));
    }

    std::vector<std::pair<double, std::int32_t>> to(geo::Point place, std::size_t count) const {
        std::vector<std::pair<double, std::int32_t>> found;
        const int column = cell(place.x - m_x0), row = cell(place.y - m_y0);
        for (int ring = 0; ring <= std::max(m_columns, m_rows); ++ring) {
            for (int r = row - ring; r <= row + ring; ++r)
                for (int c = column - ring; c <= column + ring; ++c) {
                    if (std::max(std::abs(r - row), std::abs(c - column)) != ring) continue;
                    if (r < 0 || c < 0 || r >= m_rows || c >= m_columns) continue;
                    for (std::int32_t p : m_cells[static_cast<std::size_t>(r) * m_columns + c])
                        found.emplace_back(squared(m_practices[p].place, place), p);
                }
            if (found.size() >= 2 * count) break;
        }
        std::sort(found.begin(), found.end());
        found.resize(std::min(found.size(), count));
        return found;
    }

private:
    static int cell(double metres) { return static_cast<int>(std::floor(metres / 2500.0)); }

    const std::vector<Practice>& m_practices;
    double m_x0 = 1e12, m_y0 = 1e12;
    int m_columns = 1, m_rows = 1;
    std::vector<std::vector<std::int32_t>> m_cells;
};

}  // namespace

model::Weights registered(const geo::Topology& zones, const Registrations& wanted) {
    std::mt19937_64 random(wanted.seed);
    const std::vector<geo::Point> places = middles(zones);
    std::vector<Practice> practices(wanted.practices);
    for (Practice& p : practices) {
        p.place = places[random() % places.size()];
        p.place.x += 400.0 * (fraction(random) - 0.5);
        p.place.y += 400.0 * (fraction(random) - 0.5);
        p.pull = 0.4 + 2.0 * fraction(random) * fraction(random);
    }
    halve(practices, 0, practices.size(), 0, wanted.footprints);
    const Nearest nearest(practices);
    std::vector<std::int32_t> own(practices.size());
    for (std::size_t p = 0; p < practices.size(); ++p) {
        own[p] = practices[p].footprint;
        if (fraction(random) >= wanted.strays) continue;
        for (const auto& [distance, other] : nearest.to(practices[p].place, 40))
            if (practices[other].footprint != own[p]) {
                own[p] = practices[other].footprint;
                break;
            }
    }
    std::vector<core::WeightEntry> entries;
    for (std::size_t z = 0; z < places.size(); ++z) {
        const auto near = nearest.to(places[z], 24);
        const double reach = std::sqrt(near[std::min<std::size_t>(5, near.size() - 1)].first) + 100.0;
        std::vector<double> pull;
        double sum = 0.0;
        for (const auto& [distance, p] : near) {
            pull.push_back(practices[p].pull * std::exp(-2.0 * std::sqrt(distance) / reach) *
                           (0.3 + 1.4 * fraction(random)));
            sum += pull.back();
        }
        const double people = 1300.0 + 800.0 * fraction(random);
        for (std::size_t i = 0; i < near.size(); ++i)
            if (const double patients = std::round(people * pull[i] / sum); patients > 0)
                entries.push_back({static_cast<std::int32_t>(z), own[near[i].second], patients});
    }
    return core::collect(std::move(entries), places.size());
}

}  // namespace locality::bench
