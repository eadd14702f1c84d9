#pragma once

#include "core/exact_totals.h"
#include "core/piece_search.h"
#include "geo/topology.h"
#include "model/crosswalk.h"
#include "model/result.h"
#include "model/scenario.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// What a live assignment adds up, besides counting zones and pieces.
struct LiveFigures {
    /// A quantity to add up: an entry per zone.
    struct Quantity {
        model::Column column;
        std::optional<double> in;  ///< for the ledger: what its table holds; the zones' known sum where not given
        double unallocatable = 0;  ///< and what the table gave to no zone
    };
    std::vector<Quantity> quantities;
    std::optional<model::Weights> weights;  ///< what the zones were assigned by, for the fit
    std::vector<double> row_total;          ///< per zone what shares are of (see assign_largest); empty: the row's sum
};

/// How well a footprint's zones fit it: of the weight (people, patients, square metres) in them, what chose it.
struct Fit {
    double kept = 0;  ///< what the footprint's zones hold for it
    double of = 0;    ///< what they hold altogether
    double share() const { return of > 0 ? kept / of : model::no_value; }
};

/// One footprint before and after a step. `footprint` is model::unassigned for what no footprint claims; that has no
/// pieces.
struct FootprintChange {
    struct Side {
        std::size_t zones = 0;
        int pieces = 0;
        Fit fit;
        std::vector<Amount> totals;  ///< by quantity
    };
    std::int32_t footprint = model::unassigned;
    Side before, after;

    bool breaks() const { return after.pieces > before.pieces && after.pieces > 1; }
    bool heals() const { return after.pieces < before.pieces && before.pieces > 1; }
};

/// What a step did, or would do.
struct Change {
    std::vector<model::Move> moves;           ///< in the order made; the reverse undoes them
    std::vector<FootprintChange> footprints;  ///< those that gained or lost a zone, ascending, what none claims first
    std::vector<std::uint32_t> arcs;          ///< arcs whose footprint on either side is another now, ascending
};

/// An assignment of whole zones to footprints under the hands of someone who moves them. After every move it knows each
/// footprint's zones, totals, fit, pieces and outline, and the ledger, at a cost that depends on the zone moved and
/// what is around it, not on the map (for pieces, see PieceSearch).
///
/// Ensures  nothing depends on how the assignment came about: moves and their undoing leave `state()` as it was to the
///          byte, and it is that of one made afresh from `footprint_of_zone()`. Totals of whole numbers equal those of
///          allocate_counts.
/// Holds    references to `topology` and `adjacency`, which must live longer. Pieces join along `adjacency`, which may
///          know of bridges; outlines follow `topology`.
/// Threads  one at a time, previews included.
class LiveAssignment {
public:
    /// Throws std::invalid_argument where sizes disagree, a footprint does not exist or a number cannot be added up.
    LiveAssignment(const geo::Topology& topology, const geo::Adjacency& adjacency,
                   std::vector<std::int32_t> footprint_of_zone, std::size_t footprint_count, LiveFigures figures = {});

    std::size_t zone_count() const { return m_footprint.size(); }
    std::size_t footprint_count() const { return m_count; }
    std::span<const std::int32_t> footprint_of_zone() const { return m_footprint; }
    /// Zones of a footprint, or of none for model::unassigned, ascending.
    std::span<const std::int32_t> zones_of(std::int32_t footprint) const { return m_zones[slot(footprint)]; }

    const std::vector<LiveFigures::Quantity>& quantities() const { return m_figures.quantities; }
    /// The quantity with this column id, if there is one.
    std::optional<std::size_t> quantity(std::string_view id) const;
    Amount total(std::size_t quantity, std::int32_t footprint) const {
        return m_totals[quantity].amount(slot(footprint));
    }
    model::Ledger ledger(std::size_t quantity, const std::string& set) const;

    /// Of a footprint's weight; all nought without weights.
    Fit fit(std::int32_t footprint) const;
    /// The whole assignment with every zone's share and runner-up; needs weights. Costs as much as the map is large.
    model::Assignment assignment() const;

    /// How many pieces a footprint is in: 0 without zones.
    int pieces(std::int32_t footprint) const { return m_pieces[slot(footprint)]; }
    /// Its pieces, each with its zones ascending, in order of their lowest zones. Costs as much as the footprint is
    /// large.
    std::vector<std::vector<std::int32_t>> zones_by_piece(std::int32_t footprint) const;

    /// Arcs with the footprint on one side only, ascending.
    std::span<const std::uint32_t> outline_arcs(std::int32_t footprint) const { return m_arcs[slot(footprint)]; }
    /// Its outline as geo::outlines draws it: one shape, made of its outline's arcs alone.
    geo::Shapes outline(std::int32_t footprint) const;

    /// The moves that give `zones` to a footprint, in their order; zones that are there already need none.
    std::vector<model::Move> moves_to(std::span<const std::int32_t> zones, std::int32_t to) const;

    /// Makes the moves, one after the other. Throws std::invalid_argument, before it changes anything, where a zone or
    /// a footprint does not exist or a zone is not where its move starts.
    Change make(std::span<const model::Move> moves);
    /// What `make` would do. All is as it was afterwards.
    Change preview(std::span<const model::Move> moves);

    /// All that changes with moves, as bytes.
    std::string state() const;

private:
    struct ExactFit {
        geo::Int128 kept = 0, of = 0;
    };
    std::size_t slot(std::int32_t footprint) const {
        return footprint == model::unassigned ? m_count : static_cast<std::size_t>(footprint);
    }
    std::int32_t footprint_of_face(std::int32_t face) const {
        return face == geo::outside ? model::unassigned : m_footprint[static_cast<std::size_t>(face)];
    }
    void check(std::span<const model::Move> moves) const;
    void count_pieces();
    void index_arcs();
    ExactFit fit_in(std::int32_t zone, std::int32_t footprint) const;
    void move(const model::Move& move);
    void move_arcs(const model::Move& move);
    FootprintChange::Side side(std::int32_t footprint) const;
    std::span<const std::uint32_t> arcs_of_zone(std::size_t zone) const {
        return std::span(m_zone_arcs)
            .subspan(m_zone_arc_begin[zone], m_zone_arc_begin[zone + 1] - m_zone_arc_begin[zone]);
    }

    const geo::Topology* m_topology;
    const geo::Adjacency* m_adjacency;
    std::size_t m_count;  ///< footprints; vectors by footprint have one entry more, for what none claims
    LiveFigures m_figures;
    std::vector<geo::Int128> m_row_total;  ///< per zone; empty without weights
    std::vector<std::uint32_t> m_zone_arc_begin, m_zone_arcs;

    std::vector<std::int32_t> m_footprint;           ///< per zone
    std::vector<std::vector<std::int32_t>> m_zones;  ///< per footprint
    std::vector<ExactTotals> m_totals;               ///< per quantity; a last total is of all that footprints claim
    std::vector<ExactFit> m_fit;
    std::vector<int> m_pieces;
    std::vector<std::vector<std::uint32_t>> m_arcs;
    PieceSearch m_search;
};

}  // namespace locality::core
