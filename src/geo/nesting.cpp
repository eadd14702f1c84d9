#include "geo/nesting.h"

#include "geo/exact.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace locality::geo {

namespace {

std::uint64_t mixed(std::uint64_t h) {
    h *= 0x9E3779B97F4A7C15U;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93U;
    return h ^ (h >> 29);
}

/// The edges of a topology, to find one by its two ends: open addressing, linear probing.
class EdgeTable {
public:
    struct Sides {
        std::int32_t left = outside, right = outside;
    };

    explicit EdgeTable(const Topology& topology)
        : m_slots(std::bit_ceil(std::max<std::size_t>(2 * topology.vertices.size(), 16))) {
        for (std::size_t arc = 0; arc < topology.arc_count() && m_unique; ++arc) {
            const std::span<const GridPoint> v = topology.arc(arc);
            for (std::size_t i = 1; i < v.size() && m_unique; ++i) {
                add(v[i - 1], v[i], {topology.left[arc], topology.right[arc]});
            }
        }
    }

    /// False where one edge stands twice: faces overlap along it.
    bool unique() const { return m_unique; }
    std::size_t size() const { return m_size; }

    /// The sides of the edge from a to b, or null.
    const Sides* find(GridPoint a, GridPoint b, Sides& turned) const {
        const bool along = a < b;
        const Slot& slot = m_slots[slot_of(along ? a : b, along ? b : a)];
        if (!slot.taken) return nullptr;
        if (along) return &slot.sides;
        turned = {slot.sides.right, slot.sides.left};
        return &turned;
    }

private:
    struct Slot {
        GridPoint a, b;
        Sides sides;
        bool taken = false;
    };

    std::size_t slot_of(GridPoint a, GridPoint b) const {
        std::size_t slot = mixed(sort_key(a) ^ mixed(sort_key(b))) & (m_slots.size() - 1);
        while (m_slots[slot].taken && (m_slots[slot].a != a || m_slots[slot].b != b)) {
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        return slot;
    }

    void add(GridPoint a, GridPoint b, Sides sides) {
        if (b < a) {
            std::swap(a, b);
            std::swap(sides.left, sides.right);
        }
        Slot& slot = m_slots[slot_of(a, b)];
        m_unique = !slot.taken;
        slot = {a, b, sides, true};
        ++m_size;
    }

    std::vector<Slot> m_slots;
    std::size_t m_size = 0;
    bool m_unique = true;
};

/// True where each place at which coarse arcs part is one at which fine arcs part: what a nested pair has, and seldom
/// another. Much less work than looking at every edge.
bool nodes_are_shared(const Topology& fine, const Topology& coarse) {
    std::vector<std::uint64_t> missing;
    for (std::size_t arc = 0; arc < coarse.arc_count(); ++arc) {
        const std::span<const GridPoint> v = coarse.arc(arc);
        if (v.front() == v.back()) continue;  // closed: it parts nowhere
        missing.push_back(sort_key(v.front()));
        missing.push_back(sort_key(v.back()));
    }
    std::ranges::sort(missing);
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    std::vector<std::uint64_t> there;
    there.reserve(2 * fine.arc_count());
    for (std::size_t arc = 0; arc < fine.arc_count(); ++arc) {
        there.push_back(sort_key(fine.arc(arc).front()));
        there.push_back(sort_key(fine.arc(arc).back()));
    }
    std::ranges::sort(there);
    return std::ranges::includes(there, missing);
}

/// Sets of faces that no coarse edge parts.
class Regions {
public:
    explicit Regions(std::size_t faces) : m_up(faces) { std::iota(m_up.begin(), m_up.end(), 0); }

    std::int32_t of(std::int32_t face) {
        while (m_up[static_cast<std::size_t>(face)] != face) {
            std::int32_t& up = m_up[static_cast<std::size_t>(face)];
            up = m_up[static_cast<std::size_t>(up)];
            face = up;
        }
        return face;
    }
    void join(std::int32_t a, std::int32_t b) {
        a = of(a);
        b = of(b);
        m_up[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }

private:
    std::vector<std::int32_t> m_up;
};

}  // namespace

std::optional<std::vector<std::int32_t>> parents(const Topology& fine, const Topology& coarse) {
    if (coarse.vertices.size() > 2 * fine.vertices.size() || !nodes_are_shared(fine, coarse)) return {};
    const EdgeTable edges(coarse);
    if (!edges.unique()) return {};

    // The ground outside every fine face is a face of its own here, the last; it is outside of every coarse face too.
    const std::int32_t nothing = fine.face_count;
    const auto face_of = [&](std::int32_t face) { return face == outside ? nothing : face; };
    constexpr std::int32_t unknown = -2;
    std::vector<std::int32_t> parent(static_cast<std::size_t>(nothing) + 1, unknown);
    parent.back() = outside;
    Regions regions(parent.size());
    const auto learn = [&](std::int32_t face, std::int32_t is) {
        std::int32_t& known = parent[static_cast<std::size_t>(face)];
        if (known == unknown) known = is;
        return known == is;
    };
    std::size_t met = 0;
    for (std::size_t arc = 0; arc < fine.arc_count(); ++arc) {
        if (arc > 0 && fine.same_line(arc, arc - 1)) return {};  // faces overlap along it
        const std::span<const GridPoint> v = fine.arc(arc);
        const std::int32_t left = face_of(fine.left[arc]), right = face_of(fine.right[arc]);
        EdgeTable::Sides turned;
        const bool is_coarse = edges.find(v[0], v[1], turned) != nullptr;
        if (!is_coarse) {
            regions.join(left, right);
        }
        for (std::size_t i = 1; i < v.size(); ++i) {
            const EdgeTable::Sides* sides = edges.find(v[i - 1], v[i], turned);
            // Coarse lines part only where fine ones do, so an arc is a coarse line or is none.
            if ((sides != nullptr) != is_coarse) return {};
            if (sides == nullptr) continue;
            if (!learn(left, sides->left) || !learn(right, sides->right)) return {};
            ++met;
        }
    }
    if (met != edges.size()) return {};
    // What one face of a region knows holds for all of it.
    for (std::int32_t face = 0; face <= nothing; ++face) {
        const std::int32_t known = parent[static_cast<std::size_t>(face)];
        if (known != unknown && !learn(regions.of(face), known)) return {};
    }
    std::vector<std::int32_t> result(static_cast<std::size_t>(nothing));
    for (std::int32_t face = 0; face < nothing; ++face) {
        const std::int32_t known = parent[static_cast<std::size_t>(regions.of(face))];
        // A region of which nothing is known touches no coarse edge and, by its outer edge, nothing: it has no shape.
        result[static_cast<std::size_t>(face)] = known == unknown ? outside : known;
    }
    return result;
}

}  // namespace locality::geo
