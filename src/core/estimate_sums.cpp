#include "core/estimate_sums.h"

#include "core/indicator_areas.h"
#include "model/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

namespace locality::core {

namespace {

using model::Category;
using model::Estimate;
using model::IndicatorKind;
using model::Population;
using stats::SparseVector;

/// Sex and categories together: what tells a slice from the others of its period.
using Labels = std::vector<Category>;

struct Cell {
    std::size_t set = 0;
    Estimate* estimate = nullptr;
    std::size_t slice = 0;
};

/// A footprint by whom it counts.
using Place = std::tuple<std::size_t, Population, std::int32_t>;
Place place_of(const Cell& cell) {
    return {cell.set, cell.estimate->population, cell.estimate->footprint};
}

const model::PlacedIndicator* placed_of(const model::Result& result, std::size_t indicator) {
    return indicator < result.placed.size() && !result.placed[indicator].slices.empty() ? &result.placed[indicator]
                                                                                        : nullptr;
}

class Maker {
public:
    Maker(const model::Result& result, std::span<const std::pair<std::size_t, Estimate*>> estimates)
        : m_result(result), m_placed(placed_of(result, estimates.front().second->indicator)) {
        const model::IndicatorInfo& info = result.indicators[estimates.front().second->indicator];
        std::map<Labels, std::size_t> slices;
        for (const auto& [set, e] : estimates) {
            if (std::isnan(people_counted(*e, info))) continue;
            const auto [at, fresh] = slices.try_emplace(labels_of(*e), m_labels.size());
            if (fresh) {
                m_labels.push_back(at->first);
                m_source.push_back(source_of(*e));
            }
            m_cells.push_back({set, e, at->second});
        }
        for (std::size_t c = 0; c < m_cells.size(); ++c) m_at[place_of(m_cells[c])].emplace_back(m_cells[c].slice, c);
        relate(info);
        find_atoms();
    }

    EstimateSums make(std::span<const ImpliedFootprint> implied) {
        EstimateSums all;
        all.sums.unknowns = m_atom_count * m_elementary;
        all.footprints = m_at.size();
        for (const Cell& cell : m_cells) {
            all.estimate.push_back(cell.estimate);
            PublishedSum sum;
            sum.parts = parts_of(cell);
            all.sums.sums.push_back(std::move(sum));
        }
        for (const ImpliedFootprint& footprint : implied) add(footprint, all);
        for (const Extra& extra : m_extra)
            for (std::size_t atom = 0; atom < m_atom_count; ++atom) {
                PublishedSums::Relation relation;
                relation.exact = extra.exact;
                for (const auto& [elementary, times] : extra.parts)
                    relation.parts.emplace_back(atom * m_elementary + elementary, times);
                all.sums.relations.push_back(std::move(relation));
            }
        return all;
    }

private:
    const model::IndicatorTable::Slice* source_of(const Estimate& e) const {
        if (!m_placed) return nullptr;
        for (const auto& slice : m_placed->slices)
            if (slice.period == e.period && slice.sex == e.sex && breakdown_text(slice.categories) == e.breakdown)
                return &slice;
        return nullptr;
    }

    Labels labels_of(const Estimate& e) const {
        Labels labels;
        if (const auto* slice = source_of(e))
            labels = slice->categories;
        else if (!e.breakdown.empty())
            labels.push_back({"", e.breakdown});  // not known what of
        if (e.sex != model::Sex::all) labels.push_back({"sex", word(model::sex_words, e.sex)});
        std::sort(labels.begin(), labels.end());
        return labels;
    }

    // --- which slices add up to which ---------------------------------------------------------------------------

    /// The slices that divide another by one dimension.
    std::map<std::string, std::vector<std::size_t>> divisions_of(std::size_t slice) const {
        std::map<std::string, std::vector<std::size_t>> divisions;
        const Labels& whole = m_labels[slice];
        for (std::size_t s = 0; s < m_labels.size(); ++s) {
            if (m_labels[s].size() != whole.size() + 1) continue;
            Labels more;
            std::set_difference(m_labels[s].begin(), m_labels[s].end(), whole.begin(), whole.end(),
                                std::back_inserter(more));
            if (more.size() == 1 && !more[0].dimension.empty()) divisions[more[0].dimension].push_back(s);
        }
        return divisions;
    }

    enum class Adds { up, to_no_more, not_at_all };
    Adds adds(std::size_t whole, const std::vector<std::size_t>& parts, const model::IndicatorInfo& info) const {
        bool compared = false, equal = true, below = true;
        for (const auto& [place, cells] : m_at) {
            const auto count = [&](std::size_t slice) -> std::optional<double> {
                for (const auto& [s, c] : cells)
                    if (s == slice) return people_counted(*m_cells[c].estimate, info);
                return {};
            };
            const std::optional<double> of_whole = count(whole);
            if (!of_whole) continue;
            double sum = 0;
            bool all = true;
            for (const std::size_t part : parts) {
                const auto n = count(part);
                all = all && n;
                sum += n.value_or(0.0);
            }
            const double slack = 1e-6 * std::max(1.0, *of_whole);
            below = below && sum <= *of_whole + slack;
            if (!all) continue;
            compared = true;
            equal = equal && std::abs(sum - *of_whole) <= slack;
        }
        if (!below) return Adds::not_at_all;
        return compared && equal ? Adds::up : Adds::to_no_more;
    }

    void relate(const model::IndicatorInfo& info) {
        struct Found {
            std::size_t whole;
            std::vector<std::size_t> parts;
            bool exact;
        };
        std::vector<Found> others;
        std::vector<std::vector<std::size_t>> made_of(m_labels.size());
        for (std::size_t s = 0; s < m_labels.size(); ++s)
            for (auto& [dimension, parts] : divisions_of(s)) {
                const Adds how = adds(s, parts, info);
                if (how == Adds::not_at_all) continue;
                if (how == Adds::up && made_of[s].empty())
                    made_of[s] = std::move(parts);
                else
                    others.push_back({s, std::move(parts), how == Adds::up});
            }
        std::vector<std::size_t> by_labels(m_labels.size());
        for (std::size_t s = 0; s < by_labels.size(); ++s) by_labels[s] = s;
        std::stable_sort(by_labels.begin(), by_labels.end(),
                         [&](std::size_t a, std::size_t b) { return m_labels[a].size() > m_labels[b].size(); });
        m_expression.resize(m_labels.size());
        for (const std::size_t s : by_labels) {  // parts come before what they make
            if (made_of[s].empty()) m_expression[s] = {m_elementary++};
            for (const std::size_t part : made_of[s])
                m_expression[s].insert(m_expression[s].end(), m_expression[part].begin(), m_expression[part].end());
            std::sort(m_expression[s].begin(), m_expression[s].end());
        }
        for (const Found& found : others) {
            std::map<std::size_t, double> parts;
            for (const std::size_t e : m_expression[found.whole]) parts[e] += 1;
            for (const std::size_t p : found.parts)
                for (const std::size_t e : m_expression[p]) parts[e] -= 1;
            std::erase_if(parts, [](const auto& part) { return part.second == 0; });
            if (!parts.empty()) m_extra.push_back({{parts.begin(), parts.end()}, found.exact});
        }
    }

    // --- what parts of areas footprints tell apart --------------------------------------------------------------

    model::Crosswalk shares_of(std::size_t set, Population population) const {
        const model::FootprintSet& of = m_result.sets[set];
        if (!m_placed) return of.crosswalk;
        for (const model::PlacedIndicator::Direct& direct : m_placed->direct)
            if (direct.set == of.id && direct.population == population) return direct.shares;
        return m_placed->are_zones() ? of.crosswalk : compose(m_placed->to_zones, of.crosswalk);
    }

    bool knows(std::size_t slice, std::size_t area) const {
        const auto* from = m_source[slice];
        return !from ||
               (from->numerator.known(area) && (from->denominator.size() == 0 || from->denominator.known(area)));
    }

    void find_atoms() {
        std::map<std::pair<std::size_t, Population>, std::size_t> groups;
        std::vector<model::Crosswalk> shares;
        for (const Cell& cell : m_cells)
            if (const auto [at, fresh] = groups.try_emplace({cell.set, cell.estimate->population}, shares.size());
                fresh)
                shares.push_back(shares_of(cell.set, cell.estimate->population));
        m_parts.resize(shares.size());
        for (const auto& [group, g] : groups) m_group[group] = g;
        for (std::size_t g = 0; g < shares.size(); ++g) m_parts[g].resize(shares[g].footprint_count);

        using Signature = std::pair<std::vector<std::tuple<std::size_t, std::int32_t, double>>, std::vector<bool>>;
        std::map<Signature, std::size_t> atoms;
        const std::size_t areas = shares.empty() ? 0 : shares.front().zone_count();
        for (std::size_t a = 0; a < areas; ++a) {
            Signature signature;
            for (std::size_t g = 0; g < shares.size(); ++g) {
                const auto footprints = shares[g].footprints_of(a);
                const auto part = shares[g].shares_of(a);
                for (std::size_t k = 0; k < footprints.size(); ++k)
                    if (part[k] > 0)
                        signature.first.emplace_back(g, footprints[k], part[k] >= whole_share ? 1.0 : part[k]);
            }
            if (signature.first.empty()) continue;
            for (std::size_t s = 0; s < m_labels.size(); ++s) signature.second.push_back(knows(s, a));
            const auto [at, fresh] = atoms.try_emplace(std::move(signature), m_atom_count);
            if (!fresh) continue;
            ++m_atom_count;
            for (const auto& [g, footprint, share] : at->first.first)
                m_parts[g][static_cast<std::size_t>(footprint)].emplace_back(at->second, share);
            m_known.push_back(at->first.second);
        }
    }

    SparseVector parts_of(const Cell& cell) const {
        const std::size_t g = m_group.at({cell.set, cell.estimate->population});
        SparseVector parts;
        for (const auto& [atom, share] : m_parts[g][static_cast<std::size_t>(cell.estimate->footprint)])
            if (m_known[atom][cell.slice])
                for (const std::size_t e : m_expression[cell.slice]) parts.emplace_back(atom * m_elementary + e, share);
        return parts;
    }

    /// One sum for each slice in which every part has a count, of one sign throughout: else it counts no people.
    void add(const ImpliedFootprint& footprint, EstimateSums& all) const {
        for (std::size_t slice = 0; slice < m_labels.size(); ++slice) {
            SparseVector combined;
            std::map<std::size_t, double> parts;
            for (const ImpliedFootprint::Part& part : footprint.parts)
                if (const auto cell = cell_at(part, slice)) {
                    combined.emplace_back(*cell, part.times);
                    for (const auto& [unknown, share] : all.sums.sums[*cell].parts)
                        parts[unknown] += part.times * share;
                }
            std::erase_if(parts, [](const auto& part) { return std::abs(part.second) < 1e-9; });
            if (parts.empty() || combined.size() < footprint.parts.size()) continue;
            double most = 0;
            for (const auto& [unknown, times] : parts)
                if (std::abs(times) > std::abs(most)) most = times;
            if (std::any_of(parts.begin(), parts.end(), [&](const auto& p) { return p.second / most < 0; })) continue;
            const double over = std::max(1.0, std::abs(most)) * (most < 0 ? -1 : 1);
            PublishedSum sum;
            sum.is = PublishedSum::Is::implied;
            for (const auto& [unknown, times] : parts) sum.parts.emplace_back(unknown, times / over);
            for (auto& [cell, times] : combined) times /= over;
            all.sums.sums.push_back(std::move(sum));
            all.combined.push_back(std::move(combined));
        }
    }

    std::optional<std::size_t> cell_at(const ImpliedFootprint::Part& part, std::size_t slice) const {
        for (const auto& [set, footprint] : part.of) {
            const auto at = m_at.find({set, Population::resident, static_cast<std::int32_t>(footprint)});
            if (at == m_at.end()) continue;
            for (const auto& [s, cell] : at->second)
                if (s == slice) return cell;
        }
        return {};
    }

    const model::Result& m_result;
    const model::PlacedIndicator* m_placed;
    std::vector<Labels> m_labels;                               ///< by slice
    std::vector<const model::IndicatorTable::Slice*> m_source;  ///< by slice; null where not at hand
    std::vector<Cell> m_cells;
    std::map<Place, std::vector<std::pair<std::size_t, std::size_t>>> m_at;  ///< slice and cell
    std::vector<std::vector<std::size_t>> m_expression;                      ///< elementary slices that make up each
    std::size_t m_elementary = 0, m_atom_count = 0;
    struct Extra {
        SparseVector parts;  ///< by elementary slice
        bool exact;
    };
    std::vector<Extra> m_extra;
    std::map<std::pair<std::size_t, Population>, std::size_t> m_group;
    std::vector<std::vector<SparseVector>> m_parts;  ///< of each footprint of each group, by atom
    std::vector<std::vector<bool>> m_known;          ///< by atom and slice
};

}  // namespace

bool counts_denominator(const Estimate& e, const model::IndicatorInfo& info) {
    switch (info.kind) {
        case IndicatorKind::count:
        case IndicatorKind::proportion:
        case IndicatorKind::rate:
            return false;
        case IndicatorKind::mean:
        case IndicatorKind::score:
            return true;
        default:
            return e.flags.has(model::Flag::averaged);
    }
}

double people_counted(const Estimate& e, const model::IndicatorInfo& info) {
    if (e.status != model::Status::known) return model::no_value;
    return counts_denominator(e, info) ? e.denominator : e.numerator;
}

EstimateSums estimate_sums(const model::Result& result, std::span<const std::pair<std::size_t, Estimate*>> estimates,
                           std::span<const ImpliedFootprint> implied) {
    return Maker(result, estimates).make(implied);
}

}  // namespace locality::core
