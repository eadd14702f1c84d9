#include "geo/exact.h"
#include "geo/topology.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace locality::geo {

namespace {

double length_m(std::span<const GridPoint> arc) {
    double mm = 0.0;
    for (std::size_t i = 1; i < arc.size(); ++i) {
        const double dx = double(arc[i].x) - arc[i - 1].x, dy = double(arc[i].y) - arc[i - 1].y;
        mm += std::sqrt(dx * dx + dy * dy);  // std::hypot guards against numbers that a grid does not have, and is slow
    }
    return mm / millimetres_per_metre;
}

struct Touch {
    std::int32_t face = outside;
    std::int32_t neighbour = outside;
    double length_m = 0.0;
};

}  // namespace

std::vector<double> face_areas_m2(const Topology& topology) {
    std::vector<Int128> twice(static_cast<std::size_t>(topology.face_count), 0);
    for (std::size_t arc = 0; arc < topology.arc_count(); ++arc) {
        const std::span<const GridPoint> v = topology.arc(arc);
        Int128 sum = 0;
        for (std::size_t i = 1; i < v.size(); ++i) sum += swept(v[i - 1], v[i]);
        if (topology.left[arc] != outside) twice[static_cast<std::size_t>(topology.left[arc])] += sum;
        if (topology.right[arc] != outside) twice[static_cast<std::size_t>(topology.right[arc])] -= sum;
    }
    std::vector<double> areas(twice.size());
    std::ranges::transform(twice, areas.begin(), m2_from_twice_mm2);
    return areas;
}

std::vector<double> face_perimeters_m(const Topology& topology) {
    std::vector<double> perimeters(static_cast<std::size_t>(topology.face_count), 0.0);
    for (std::size_t arc = 0; arc < topology.arc_count(); ++arc) {
        const double length = length_m(topology.arc(arc));
        for (const std::int32_t face : {topology.left[arc], topology.right[arc]}) {
            if (face != outside) perimeters[static_cast<std::size_t>(face)] += length;
        }
    }
    return perimeters;
}

Adjacency adjacency(const Topology& topology) {
    std::vector<Touch> touches;
    for (std::size_t begin = 0, end = 0; begin < topology.arc_count(); begin = end) {
        end = begin + 1;
        while (end < topology.arc_count() && topology.same_line(begin, end)) ++end;
        double length = -1.0;
        for (std::size_t l = begin; l < end; ++l) {
            for (std::size_t r = begin; r < end; ++r) {
                const std::int32_t left = topology.left[l];
                const std::int32_t right = topology.right[r];
                if (left == outside || right == outside || left == right) continue;
                if (length < 0) length = length_m(topology.arc(begin));
                touches.push_back({left, right, length});
                touches.push_back({right, left, length});
            }
        }
    }
    // Stable, so that lengths are summed in arc order.
    std::ranges::stable_sort(touches, [](const Touch& a, const Touch& b) {
        return a.face != b.face ? a.face < b.face : a.neighbour < b.neighbour;
    });
    Adjacency result;
    result.begin.assign(static_cast<std::size_t>(topology.face_count) + 1, 0);
    for (std::size_t i = 0; i < touches.size(); ++i) {
        const Touch& touch = touches[i];
        if (i > 0 && touches[i - 1].face == touch.face && touches[i - 1].neighbour == touch.neighbour) {
            result.length_m.back() += touch.length_m;
            continue;
        }
        result.neighbour.push_back(touch.neighbour);
        result.length_m.push_back(touch.length_m);
        ++result.begin[static_cast<std::size_t>(touch.face) + 1];
    }
    for (std::size_t i = 1; i < result.begin.size(); ++i) result.begin[i] += result.begin[i - 1];
    return result;
}

}  // namespace locality::geo
