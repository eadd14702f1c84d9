#include "core/mend_rule.h"

#include <algorithm>

namespace locality::core {

using model::unassigned;

namespace {

/// Bodies that only grow, and detached pieces that wait.
class RuleMender {
public:
    explicit RuleMender(const MendingCase& problem) : m_problem(problem), m_in_body(problem.zone_count(), false) {
        m_answer.footprint = problem.start;
        split_into_bodies_and_pieces();
    }

    RuleAnswer mend() {
        // A piece that touches nothing yet may touch a body after another piece has moved: go round until all stand.
        for (bool moved = true; moved;) {
            moved = false;
            for (Piece& piece : m_detached)
                while (move_one(piece.zones)) moved = true;
        }
        return std::move(m_answer);
    }

private:
    struct Move {
        std::int32_t zone = -1, to = unassigned;
        int rank = 0;  ///< 0: no share there
        double cost = 0.0;
    };

    void split_into_bodies_and_pieces() {
        const auto zones = zones_by_footprint(m_problem.start, m_problem.footprint_count);
        for (std::int32_t k = 0; k < m_problem.footprint_count; ++k) {
            std::vector<Piece> pieces = pieces_of(m_problem, zones[k], k);
            const std::vector<std::size_t> loose = detached(m_problem, pieces);
            for (std::size_t p = 0; p < pieces.size(); ++p) {
                if (std::binary_search(loose.begin(), loose.end(), p))
                    m_detached.push_back(std::move(pieces[p]));
                else
                    for (std::int32_t z : pieces[p].zones) m_in_body[z] = true;
            }
        }
        std::sort(m_detached.begin(), m_detached.end(), [](const Piece& a, const Piece& b) {
            return a.patients != b.patients ? a.patients < b.patients : a.zones.front() < b.zones.front();
        });
    }

    bool touches_body(std::int32_t zone, std::int32_t footprint) const {
        for (std::int32_t next : m_problem.neighbours(zone))
            if (m_in_body[next] && m_answer.footprint[next] == footprint) return true;
        return false;
    }

    /// The rule's choice for one zone; no zone in it if the zone touches no body of another footprint.
    Move choice(std::int32_t zone) const {
        const std::int32_t from = m_answer.footprint[zone];
        const std::uint32_t first = m_problem.row_begin[zone];
        for (std::uint32_t i = first; i < m_problem.row_begin[zone + 1]; ++i)
            if (const std::int32_t to = m_problem.row_footprint[i]; to != from && touches_body(zone, to))
                return {zone, to, static_cast<int>(i - first) + 1, m_problem.cost(zone, to)};
        Move none;
        for (std::int32_t next : m_problem.neighbours(zone)) {
            const std::int32_t to = m_answer.footprint[next];
            if (m_in_body[next] && to != from && (none.to == unassigned || to < none.to))
                none = {zone, to, 0, m_problem.patients(zone, from)};
        }
        return none;
    }

    /// True where zone `a` should move before `b`: a better rank (0 is last), then fewer people moved, then the code.
    static bool before(const Move& a, const Move& b) {
        const auto rank = [](const Move& m) { return m.rank == 0 ? std::numeric_limits<int>::max() : m.rank; };
        if (rank(a) != rank(b)) return rank(a) < rank(b);
        if (a.cost != b.cost) return a.cost < b.cost;
        return a.zone < b.zone;
    }

    bool move_one(std::vector<std::int32_t>& piece) {
        Move best;
        for (std::int32_t zone : piece) {
            // One may have joined its own body when another zone came between.
            if (m_in_body[zone] || m_problem.locked[zone]) continue;
            const Move move = choice(zone);
            if (move.zone >= 0 && (best.zone < 0 || before(move, best))) best = move;
        }
        if (best.zone < 0) return false;
        m_answer.footprint[best.zone] = best.to;
        m_answer.moved.push_back(best.zone);
        absorb(best.zone);
        std::erase(piece, best.zone);
        return true;
    }

    /// The zone joins its footprint's body, and with it every detached zone of that footprint it now connects.
    void absorb(std::int32_t zone) {
        std::vector<std::int32_t> queue{zone};
        m_in_body[zone] = true;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::int32_t next : m_problem.neighbours(queue[head])) {
                if (m_in_body[next] || m_answer.footprint[next] != m_answer.footprint[zone]) continue;
                m_in_body[next] = true;
                queue.push_back(next);
            }
    }

    const MendingCase& m_problem;
    RuleAnswer m_answer;
    std::vector<bool> m_in_body;
    std::vector<Piece> m_detached;  ///< smallest first
};

}  // namespace

RuleAnswer mend_by_rule(const MendingCase& problem) {
    return RuleMender(problem).mend();
}

}  // namespace locality::core
