#include "core/overlay.h"

#include "core/overlay_cuts.h"
#include "core/overlay_faces.h"
#include "geo/errors.h"

#include <algorithm>
#include <future>
#include <numeric>
#include <string>
#include <thread>

namespace locality::core {

using geo::GridBox;
using geo::GridPoint;
using geo::Topology;

namespace {

// P x Q, and twice the area of anything in the box, must fit 64 bits.
constexpr double largest_box_mm2 = 4.6e18;

GridPoint centre_of(const GridBox& box) {
    if (static_cast<double>(box.width()) * static_cast<double>(box.height()) > largest_box_mm2)
        throw geo::GeometryError(
            "overlay: the boundaries reach over " + std::to_string(box.width() / 1000000) + " km by " +
            std::to_string(box.height() / 1000000) +
            " km, more than 4.6 million square km; look for a stray vertex or a wrong coordinate system");
    return {static_cast<std::int32_t>((box.min_x + box.max_x) / 2),
            static_cast<std::int32_t>((box.min_y + box.max_y) / 2)};
}

/// What the arcs of one set pass: `begin` has arcs + 1 entries, into `turns`.
struct Passed {
    std::vector<std::uint32_t> begin;
    std::vector<ArcTurns> turns;
};

template <class ArcOf, class TurnsOf>
Passed passed(const std::vector<ArcCuts>& cuts, std::size_t arc_count, ArcOf arc_of, TurnsOf turns_of) {
    Passed p;
    p.begin.assign(arc_count + 1, 0);
    for (const ArcCuts& c : cuts) p.begin[arc_of(c) + 1] += c.turns != 0;
    std::partial_sum(p.begin.begin(), p.begin.end(), p.begin.begin());
    p.turns.resize(p.begin.back());
    std::vector<std::uint32_t> next(p.begin.begin(), p.begin.end() - 1);
    for (const ArcCuts& c : cuts)
        if (c.turns != 0) p.turns[next[arc_of(c)]++] = turns_of(c);
    return p;
}

/// Twice the square millimetres of pairs of faces, added up row by row. Whole numbers, modulo 2^64: no order matters.
class PairSums {
public:
    explicit PairSums(std::size_t zone_count) : m_begin(zone_count + 1, 0) {}

    // Two rounds of the same calls: the first counts, the second stores.
    void add(std::int32_t zone, std::int32_t footprint, std::uint64_t twice_mm2) {
        if (zone == geo::outside || footprint == geo::outside) return;
        if (m_counting)
            ++m_begin[static_cast<std::size_t>(zone) + 1];
        else
            m_pairs[m_next[static_cast<std::size_t>(zone)]++] = {footprint, twice_mm2};
    }
    void store() {
        std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
        m_next.assign(m_begin.begin(), m_begin.end() - 1);
        m_pairs.resize(m_begin.back());
        m_counting = false;
    }

    model::Weights weights_m2(double smallest_m2) {
        constexpr double units_per_m2 = 2e6;
        model::Weights w;
        w.row_begin.reserve(m_begin.size());
        for (std::size_t zone = 0; zone + 1 < m_begin.size(); ++zone) {
            const auto first = m_pairs.begin() + static_cast<std::ptrdiff_t>(m_begin[zone]);
            const auto last = m_pairs.begin() + static_cast<std::ptrdiff_t>(m_begin[zone + 1]);
            std::sort(first, last, [](const Pair& a, const Pair& b) { return a.footprint < b.footprint; });
            for (auto i = first; i != last;) {
                Pair sum = *i;
                for (++i; i != last && i->footprint == sum.footprint; ++i) sum.twice_mm2 += i->twice_mm2;
                const double m2 = static_cast<double>(static_cast<std::int64_t>(sum.twice_mm2)) / units_per_m2;
                if (m2 < smallest_m2 || m2 == 0) continue;
                w.footprint.push_back(sum.footprint);
                w.weight.push_back(m2);
            }
            w.row_begin.push_back(static_cast<std::uint32_t>(w.footprint.size()));
        }
        return w;
    }

private:
    struct Pair {
        std::int32_t footprint;
        std::uint64_t twice_mm2;
    };
    bool m_counting = true;
    std::vector<std::size_t> m_begin, m_next;
    std::vector<Pair> m_pairs;
};

}  // namespace

model::Weights overlay_m2(const Topology& zones, const Topology& footprints, int threads, double smallest_m2) {
    if (threads <= 0) threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const auto policy = threads > 1 ? std::launch::async : std::launch::deferred;
    model::Weights nothing;
    nothing.row_begin.assign(static_cast<std::size_t>(zones.face_count) + 1, 0);
    const GridBox zone_box = geo::bounds(zones), footprint_box = geo::bounds(footprints);
    const GridBox common = zone_box.within(footprint_box);
    if (common.empty()) return nothing;

    const GridPoint origin = centre_of(zone_box.with(footprint_box));
    auto other_sums = std::async(policy, [&] { return ArcSums(footprints, origin); });
    const ArcSums zone_sums(zones, origin);
    const ArcSums footprint_sums = other_sums.get();
    const std::vector<ArcCuts> cuts = arc_cuts(zones, zone_sums, footprints, footprint_sums, common, threads);

    // Where a zone arc passes to the left of a footprint arc, that one passes to its right.
    auto other_faces = std::async(policy, [&] {
        const Passed p = passed(
            cuts, footprints.arc_count(), [](const ArcCuts& c) { return c.footprint_arc; },
            [](const ArcCuts& c) {
                return ArcTurns{c.zone_arc, -c.turns};
            });
        return faces_at_arcs(footprints, zones, p.begin, p.turns, geo::Toward::upper_right);
    });
    const Passed p = passed(
        cuts, zones.arc_count(), [](const ArcCuts& c) { return c.zone_arc; },
        [](const ArcCuts& c) {
            return ArcTurns{c.footprint_arc, c.turns};
        });
    const FacesAtArcs footprints_at = faces_at_arcs(zones, footprints, p.begin, p.turns, geo::Toward::lower_left);
    const FacesAtArcs zones_at = other_faces.get();

    PairSums sums(static_cast<std::size_t>(zones.face_count));
    const auto add_all = [&] {
        for (const ArcCuts& c : cuts) {
            const std::int32_t zone_left = zones.left[c.zone_arc], zone_right = zones.right[c.zone_arc];
            const std::int32_t left = footprints.left[c.footprint_arc], right = footprints.right[c.footprint_arc];
            sums.add(zone_left, left, c.twice_mm2);
            sums.add(zone_left, right, 0 - c.twice_mm2);
            sums.add(zone_right, left, 0 - c.twice_mm2);
            sums.add(zone_right, right, c.twice_mm2);
        }
        for (std::size_t a = 0; a < zones.arc_count(); ++a) {
            if (footprints_at.at(a).empty()) continue;
            const std::uint64_t whole = zone_sums.whole(a);
            for (const FaceTurns& f : footprints_at.at(a)) {
                const std::uint64_t value = whole * static_cast<std::uint64_t>(f.turns);
                sums.add(zones.left[a], f.face, value);
                sums.add(zones.right[a], f.face, 0 - value);
            }
        }
        for (std::size_t b = 0; b < footprints.arc_count(); ++b) {
            if (zones_at.at(b).empty()) continue;
            const std::uint64_t whole = footprint_sums.whole(b);
            for (const FaceTurns& f : zones_at.at(b)) {
                const std::uint64_t value = whole * static_cast<std::uint64_t>(f.turns);
                sums.add(f.face, footprints.left[b], value);
                sums.add(f.face, footprints.right[b], 0 - value);
            }
        }
    };
    add_all();
    sums.store();
    add_all();
    return sums.weights_m2(smallest_m2);
}

}  // namespace locality::core
