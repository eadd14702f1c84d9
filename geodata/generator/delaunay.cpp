#include "delaunay.h"

#include <algorithm>
#include <map>

namespace locality::demo {

namespace {

__extension__ typedef __int128 Wide;

/// Above 0 where a, b, c turn left.
std::int64_t turn(Spot a, Spot b, Spot c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// True where `d` lies inside the circle through a, b, c (anticlockwise); exact.
bool in_circle(Spot a, Spot b, Spot c, Spot d) {
    const Wide ax = a.x - d.x, ay = a.y - d.y, bx = b.x - d.x, by = b.y - d.y, cx = c.x - d.x, cy = c.y - d.y;
    const Wide aa = ax * ax + ay * ay, bb = bx * bx + by * by, cc = cx * cx + cy * cy;
    return ax * (by * cc - bb * cy) - ay * (bx * cc - bb * cx) + aa * (bx * cy - by * cx) > 0;
}

}  // namespace

Delaunay::Delaunay(const std::vector<Spot>& given) : spot(given), spots(static_cast<int>(given.size())) {
    constexpr std::int64_t far = 40'000'000;
    spot.insert(spot.end(), {Spot{-far, -far}, Spot{far, -far}, Spot{0, far}});
    triangle.push_back({{spots, spots + 1, spots + 2}, {-1, -1, -1}});
    int last = 0;
    for (int i = 0; i < spots; ++i) insert(i, last);
}

int Delaunay::find(Spot p, int start) const {
    for (int t = start;;) {
        const Triangle& here = triangle[t];
        int next = -1;
        for (int k = 0; k < 3 && next < 0; ++k) {
            if (turn(spot[here.corner[(k + 1) % 3]], spot[here.corner[(k + 2) % 3]], p) < 0) next = here.neighbour[k];
        }
        if (next < 0) return t;
        t = next;
    }
}

void Delaunay::insert(int index, int& last) {
    const Spot p = spot[index];
    std::vector<int> cavity{find(p, last)};
    triangle[cavity[0]].alive = false;
    struct Side {
        int from, to, beyond;
    };
    std::vector<Side> rim;
    for (std::size_t i = 0; i < cavity.size(); ++i) {
        const Triangle here = triangle[cavity[i]];
        for (int k = 0; k < 3; ++k) {
            const int beyond = here.neighbour[k];
            if (beyond >= 0 && !triangle[beyond].alive) continue;
            if (beyond >= 0) {
                const auto& c = triangle[beyond].corner;
                if (in_circle(spot[c[0]], spot[c[1]], spot[c[2]], p)) {
                    triangle[beyond].alive = false;
                    cavity.push_back(beyond);
                    continue;
                }
            }
            rim.push_back({here.corner[(k + 1) % 3], here.corner[(k + 2) % 3], beyond});
        }
    }
    // A side noted before the triangle beyond it fell is inside the cavity now.
    std::erase_if(rim, [&](const Side& s) { return s.beyond >= 0 && !triangle[s.beyond].alive; });

    std::map<int, int> starting_at;
    const int first = static_cast<int>(triangle.size());
    for (const Side& s : rim) {
        const int made = static_cast<int>(triangle.size());
        starting_at[s.from] = made;
        triangle.push_back({{s.from, s.to, index}, {-1, -1, s.beyond}});
        if (s.beyond < 0) continue;
        Triangle& out = triangle[s.beyond];
        for (int k = 0; k < 3; ++k) {
            if (out.corner[(k + 1) % 3] == s.to && out.corner[(k + 2) % 3] == s.from) out.neighbour[k] = made;
        }
    }
    for (int t = first; t < static_cast<int>(triangle.size()); ++t) {
        const int next = starting_at.at(triangle[t].corner[1]);
        triangle[t].neighbour[0] = next;
        triangle[next].neighbour[1] = t;
    }
    last = first;
}

std::vector<int> Delaunay::triangle_of_spots() const {
    std::vector<int> any(spot.size(), -1);
    for (int t = static_cast<int>(triangle.size()) - 1; t >= 0; --t) {
        if (!triangle[t].alive) continue;
        for (int c : triangle[t].corner) any[c] = t;
    }
    return any;
}

std::vector<int> Delaunay::around(int spot_index, const std::vector<int>& triangle_of) const {
    std::vector<int> ring;
    const int start = triangle_of[spot_index];
    for (int t = start; ring.empty() || t != start;) {
        ring.push_back(t);
        const auto& corner = triangle[t].corner;
        const int k = static_cast<int>(std::ranges::find(corner, spot_index) - corner.begin());
        t = triangle[t].neighbour[(k + 1) % 3];  // across the edge that leaves the spot last, anticlockwise
    }
    return ring;
}

}  // namespace locality::demo
