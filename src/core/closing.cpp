#include "core/closing.h"

#include "geo/disputed_ground.h"
#include "geo/errors.h"
#include "geo/mending.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace locality::core {

namespace {

using geo::Disputed;
using geo::outside;
using model::Close;

constexpr double keeps = 0.01;  ///< of its ground, or a zone is lost
constexpr double noticeable_m2 = 1.0;

std::size_t index(std::int32_t face) {
    return static_cast<std::size_t>(face);
}

const char* words_of(Close rule) {
    switch (rule) {
        case Close::longest_edge:
            return "longest edge";
        case Close::lower_code:
            return "lower code";
        case Close::layer:
            return "reference layer";
        case Close::leave:
            break;
    }
    return "";
}

struct Decision {
    std::int32_t taker = outside;
    std::string rule;
};

/// Who gets which piece.
class Judge {
public:
    Judge(const model::Boundaries& zones, const model::RepairRules& rules, const model::Boundaries* reference,
          const geo::DisputedGround& disputed)
        : m_zones(zones), m_rules(rules), m_reference(reference), m_disputed(disputed) {}

    std::vector<Decision> decisions() const {
        std::vector<Decision> result;
        for (std::size_t i = 0; i < m_disputed.pieces.size(); ++i) result.push_back(by_rule(i));
        while (keep_zones(result)) {
        }
        return result;
    }

private:
    Decision by_rule(std::size_t i) const {
        const Disputed& piece = m_disputed.pieces[i];
        const bool too_large = m_rules.close_up_to_m2 && piece.area_m2 > *m_rules.close_up_to_m2;
        if (m_rules.close == Close::leave || too_large) {
            if (piece.width_m >= m_rules.snap_m) return {};
            return {longest_edge(piece), "narrower than snap_m: longest edge"};
        }
        switch (m_rules.close) {
            case Close::longest_edge:
                return {longest_edge(piece), words_of(Close::longest_edge)};
            case Close::lower_code:
                return {piece.faces.front(), words_of(Close::lower_code)};
            case Close::layer:
                return by_reference(i);
            case Close::leave:
                break;
        }
        return {};
    }

    /// Faces stand in the order of their codes, so a tie goes to the lower.
    static std::int32_t longest_edge(const Disputed& piece) {
        const auto longest = std::ranges::max_element(piece.border_m);
        return piece.faces[static_cast<std::size_t>(longest - piece.border_m.begin())];
    }

    Decision by_reference(std::size_t i) const {
        const Disputed& piece = m_disputed.pieces[i];
        Decision best{longest_edge(piece), "not in the reference layer: longest edge"};
        double most_m2 = 0.0;
        for (const std::int32_t face : piece.faces) {
            const auto at = std::ranges::lower_bound(m_reference->code, m_zones.code[index(face)]);
            if (at == m_reference->code.end() || *at != m_zones.code[index(face)]) continue;
            const auto shape = static_cast<std::size_t>(at - m_reference->code.begin());
            const double m2 = geo::intersection_area_m2(m_disputed.ground, i, m_reference->shapes, shape);
            if (m2 <= most_m2) continue;
            most_m2 = m2;
            best = {face, words_of(Close::layer)};
        }
        return best;
    }

    /// Gives zones back what they would not outlive losing. True where that changed something.
    bool keep_zones(std::vector<Decision>& decisions) const {
        std::map<std::int32_t, double> lost_m2;
        for (std::size_t i = 0; i < decisions.size(); ++i) {
            const Disputed& piece = m_disputed.pieces[i];
            if (piece.is_gap || decisions[i].taker == outside) continue;
            for (const std::int32_t face : piece.faces)
                if (face != decisions[i].taker) lost_m2[face] += piece.area_m2;
        }
        std::vector<std::int32_t> lost;
        for (const auto& [face, m2] : lost_m2)
            if (m_zones.area_m2[index(face)] - m2 < keeps * m_zones.area_m2[index(face)]) lost.push_back(face);
        if (lost.empty()) return false;
        for (std::size_t i = 0; i < decisions.size(); ++i) {
            const Disputed& piece = m_disputed.pieces[i];
            if (piece.is_gap || decisions[i].taker == outside) continue;
            std::vector<std::int32_t> needy;
            std::ranges::set_intersection(piece.faces, lost, std::back_inserter(needy));
            std::erase(needy, decisions[i].taker);
            if (needy.empty()) continue;
            // The taker may be one that was saved before: then neither can do without.
            const bool saved = decisions[i].rule == saved_words;
            if (needy.size() == 1 && !saved)
                decisions[i] = {needy.front(), saved_words};
            else
                decisions[i] = {};
        }
        return true;
    }

    static constexpr const char* saved_words = "the other rule would leave it no ground";

    const model::Boundaries& m_zones;
    const model::RepairRules& m_rules;
    const model::Boundaries* m_reference;
    const geo::DisputedGround& m_disputed;
};

std::string area_text(double m2) {
    return m2 < 10'000 ? fmt::format("{:.2f} m2", m2) : fmt::format("{:.2f} ha", m2 / 10'000);
}

void tell(const model::Boundaries& zones, const geo::DisputedGround& disputed, std::size_t i, const Decision& decision,
          Closed& closed) {
    const Disputed& piece = disputed.pieces[i];
    model::Fault fault;
    fault.layer = zones.id;
    fault.kind = piece.is_gap ? "gap" : "overlap";
    for (const std::int32_t face : piece.faces)
        fault.zones += (fault.zones.empty() ? "" : " ") + zones.code[index(face)];
    fault.area_m2 = piece.area_m2;
    fault.width_m = piece.width_m;
    fault.given_to = zones.code[index(decision.taker)];
    fault.rule = decision.rule;

    model::Issue issue;
    issue.kind = fault.kind + "_closed";
    issue.severity = piece.area_m2 < noticeable_m2 ? model::Severity::note : model::Severity::warning;
    issue.layer = zones.id;
    issue.code = fault.zones;
    issue.where = piece.where;
    issue.area_m2 = piece.area_m2;
    issue.what = fmt::format("{} {}; {} {} ({})", area_text(piece.area_m2),
                             piece.is_gap ? "between these zones belonged to none" : "belonged to each of these zones",
                             piece.is_gap ? "given to" : "kept by", fault.given_to, fault.rule);
    closed.issues.push_back(std::move(issue));
    closed.faults.rows.push_back(std::move(fault));
    closed.faults.ground.append(disputed.ground, i);
}

}  // namespace

std::optional<Closed> close_faults(const model::Boundaries& zones, const model::RepairRules& rules,
                                   const model::Boundaries* reference) {
    if (rules.close == Close::leave && rules.snap_m <= 0.0) return {};
    if (rules.close == Close::layer && reference == nullptr)
        throw std::invalid_argument("close_faults: Close::layer needs the layer to ask");
    const geo::DisputedGround disputed = geo::disputed_ground(zones.topology, zones.shapes);
    const std::vector<Decision> decisions = Judge(zones, rules, reference, disputed).decisions();
    Closed closed;
    std::vector<std::int32_t> taker;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        taker.push_back(decisions[i].taker);
        if (decisions[i].taker != outside) tell(zones, disputed, i, decisions[i], closed);
    }
    if (closed.faults.rows.empty()) return {};
    try {
        closed.shapes = geo::settled(zones.shapes, disputed, taker);
    } catch (const geo::GeometryError& error) {
        if (!error.shape()) throw;
        throw geo::GeometryError(fmt::format("{}, {}: {}", zones.id, zones.code[*error.shape()], error.what()),
                                 *error.shape());
    }
    return closed;
}

}  // namespace locality::core
