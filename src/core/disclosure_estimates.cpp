#include "core/disclosure_estimates.h"

#include "core/disclosure.h"
#include "core/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace locality::core {

namespace {

using model::Estimate;
using model::IndicatorKind;
using model::Status;

/// Footprints of one set that make up a footprint of another, each part of it once.
struct Nest {
    std::size_t parts_set = 0, total_set = 0, total = 0;
    std::vector<std::size_t> parts;
};

constexpr double seam = 1e-9;

std::vector<Nest> nests_of(const model::Result& result, std::size_t parts_set, std::size_t total_set) {
    const model::Crosswalk &parts = result.sets[parts_set].crosswalk, &totals = result.sets[total_set].crosswalk;
    std::vector<bool> met(parts.footprint_count, false);
    const auto share_in = [](const model::Crosswalk& shares, std::size_t zone, std::int32_t footprint) {
        const auto list = shares.footprints_of(zone);
        const auto at = std::lower_bound(list.begin(), list.end(), footprint);
        return at == list.end() || *at != footprint
                   ? 0.0
                   : shares.shares_of(zone)[static_cast<std::size_t>(at - list.begin())];
    };
    // A part lies in those totals of its first zone that hold as much of all its zones.
    std::vector<std::vector<std::int32_t>> candidates(parts.footprint_count);
    for (std::size_t z = 0; z < parts.zone_count(); ++z) {
        const auto list = parts.footprints_of(z);
        const auto share = parts.shares_of(z);
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (share[k] < seam) continue;
            const auto p = static_cast<std::size_t>(list[k]);
            if (!met[p]) {
                const auto holding = totals.footprints_of(z);
                candidates[p].assign(holding.begin(), holding.end());
                met[p] = true;
            }
            std::erase_if(candidates[p], [&](std::int32_t t) { return share_in(totals, z, t) < share[k] - seam; });
        }
    }
    std::vector<Nest> nests(totals.footprint_count);
    for (std::size_t p = 0; p < candidates.size(); ++p)
        for (const std::int32_t t : candidates[p]) nests[static_cast<std::size_t>(t)].parts.push_back(p);
    std::vector<bool> fills(totals.footprint_count, true);
    for (std::size_t z = 0; z < totals.zone_count(); ++z) {
        const auto list = totals.footprints_of(z);
        const auto share = totals.shares_of(z);
        for (std::size_t k = 0; k < list.size(); ++k) {
            double sum = 0;
            const auto inner = parts.footprints_of(z);
            for (std::size_t i = 0; i < inner.size(); ++i) {
                const std::vector<std::int32_t>& holders = candidates[static_cast<std::size_t>(inner[i])];
                if (std::find(holders.begin(), holders.end(), list[k]) != holders.end()) sum += parts.shares_of(z)[i];
            }
            if (std::abs(sum - share[k]) >= seam) fills[static_cast<std::size_t>(list[k])] = false;
        }
    }
    std::vector<Nest> full;
    for (std::size_t t = 0; t < nests.size(); ++t)
        if (fills[t] && !nests[t].parts.empty()) full.push_back({parts_set, total_set, t, std::move(nests[t].parts)});
    return full;
}

std::vector<Nest> all_nests(const model::Result& result) {
    std::vector<Nest> nests;
    for (std::size_t parts = 0; parts < result.sets.size(); ++parts)
        for (std::size_t total = 0; total < result.sets.size(); ++total)
            if (parts != total)
                for (Nest& nest : nests_of(result, parts, total)) nests.push_back(std::move(nest));
    // Small nests first: what they must hide often serves the larger ones, too.
    std::stable_sort(nests.begin(), nests.end(), [](const Nest& a, const Nest& b) { return a.parts.size() < b.parts.size(); });
    return nests;
}

/// The estimates of one indicator, period, category and population: by set, footprint and sex.
struct Block {
    std::vector<std::vector<std::array<Estimate*, 3>>> at;  ///< null where there is none
};
std::size_t place_of(model::Sex sex) {
    return sex == model::Sex::female ? 0 : sex == model::Sex::male ? 1 : 2;
}
using Key = std::tuple<std::size_t, std::string, std::string, model::Population>;

std::map<Key, Block> blocks_of(model::Result& result) {
    std::map<Key, Block> blocks;
    for (std::size_t s = 0; s < result.sets.size(); ++s)
        for (Estimate& e : result.sets[s].estimates) {
            if (!result.indicators.at(e.indicator).sensitive) continue;
            Block& block = blocks[{e.indicator, e.period, e.breakdown, e.population}];
            if (block.at.empty())
                for (const model::FootprintSet& set : result.sets) block.at.emplace_back(set.code.size());
            block.at[s][static_cast<std::size_t>(e.footprint)][place_of(e.sex)] = &e;
        }
    return blocks;
}

/// What has been decided of the estimates of a block.
class Protection {
public:
    Protection(Block& block, const model::IndicatorInfo& info, const model::DisclosureRule& rule)
        : m_block(block), m_info(info), m_rule(rule) {
        for (auto& set : block.at)
            for (auto& footprint : set)
                for (Estimate* e : footprint)
                    if (e && is_small(*e)) m_withheld[e] = Shown::withheld;
    }

    /// One pass over every table; true where it hid anything.
    bool pass(const std::vector<Nest>& nests) {
        bool changed = false;
        std::vector<std::vector<bool>> nested(m_block.at.size());
        for (std::size_t s = 0; s < m_block.at.size(); ++s) nested[s].assign(m_block.at[s].size(), false);
        for (const Nest& nest : nests) {
            for (const std::size_t part : nest.parts) nested[nest.parts_set][part] = true;
            changed = protect_nest(nest) || changed;
        }
        for (std::size_t s = 0; s < m_block.at.size(); ++s)  // those in no nest still have female and male
            for (std::size_t f = 0; f < m_block.at[s].size(); ++f)
                if (!nested[s][f]) changed = protect_rows({&m_block.at[s][f]}, nullptr) || changed;
        return changed;
    }

    void apply() const {
        for (auto& set : m_block.at)
            for (auto& footprint : set)
                for (Estimate* e : footprint) {
                    if (!e || e->status != Status::known) continue;
                    const auto decided = m_withheld.find(e);
                    if (decided == m_withheld.end())
                        round(*e);
                    else
                        blank(*e, decided->second);
                }
    }

private:
    static std::int64_t whole(double people) { return std::llround(std::max(0.0, people)); }

    bool is_small(const Estimate& e) const {
        if (e.status != Status::known || std::isnan(e.numerator)) return false;
        if (is_withheld(m_rule, whole(e.numerator))) return true;
        if (m_info.kind != IndicatorKind::proportion || std::isnan(e.denominator)) return false;
        const std::int64_t rest = whole(e.denominator) - whole(e.numerator);
        return (rest > 0 && is_withheld(m_rule, rest)) || is_withheld(m_rule, whole(e.denominator));
    }

    bool protect_nest(const Nest& nest) {
        std::vector<std::array<Estimate*, 3>*> rows;
        for (const std::size_t part : nest.parts) rows.push_back(&m_block.at[nest.parts_set][part]);
        return protect_rows(rows, &m_block.at[nest.total_set][nest.total]);
    }

    /// Footprints as rows, with their total where they have one; female and male as columns where there are both and
    /// everybody, else everybody alone.
    bool protect_rows(const std::vector<std::array<Estimate*, 3>*>& rows, std::array<Estimate*, 3>* total) {
        const auto has = [&](std::size_t sex) {
            return std::any_of(rows.begin(), rows.end(), [&](const auto* row) { return (*row)[sex] != nullptr; });
        };
        const bool by_sex = has(0) && has(1);
        if (!by_sex && !total) return false;
        const std::vector<std::size_t> columns = by_sex ? std::vector<std::size_t>{0, 1} : std::vector<std::size_t>{2};
        CountTable table;
        table.rows = rows.size();
        table.columns = columns.size();
        table.row_totals = by_sex && has(2);
        table.column_totals = total != nullptr;
        table.count = model::Values(table.rows * table.columns);
        table.hidden.assign((table.rows + 1) * (table.columns + 1), false);
        const auto estimate_at = [&](std::size_t row, std::size_t column) -> Estimate* {
            const std::array<Estimate*, 3>* from = row < rows.size() ? rows[row] : total;
            return from ? (*from)[column < columns.size() ? columns[column] : 2] : nullptr;
        };
        bool any = false;
        for (std::size_t r = 0; r <= table.rows; ++r)
            for (std::size_t c = 0; c <= table.columns; ++c) {
                const Estimate* e = estimate_at(r, c);
                if (!e) continue;
                const bool secret = m_withheld.contains(e);
                any = any || secret;
                table.hidden[r * (table.columns + 1) + c] = secret;
                if (r < table.rows && c < table.columns && e->status == Status::known && !std::isnan(e->numerator))
                    table.count.set(r * table.columns + c, static_cast<double>(whole(e->numerator)));
            }
        if (!any) return false;
        const ProtectedTable safe = protect(table, m_rule);
        bool changed = false;
        for (std::size_t r = 0; r <= table.rows; ++r)
            for (std::size_t c = 0; c <= table.columns; ++c) {
                Estimate* e = estimate_at(r, c);
                const Shown shown = safe.at(r, c).shown;
                if (!e || e->status != Status::known || (shown != Shown::hidden && shown != Shown::withheld)) continue;
                changed = m_withheld.emplace(e, Shown::hidden).second || changed;
            }
        return changed;
    }

    void blank(Estimate& e, Shown why) const {
        e.numerator = e.value = model::no_value;
        if (m_info.kind == IndicatorKind::proportion) e.denominator = model::no_value;
        e.limits_95 = e.limits_998 = e.spread = {};
        e.method = model::LimitsMethod::none;
        e.standing_95 = e.standing_998 = model::Standing::not_compared;
        e.trend = model::RecentTrend::cannot_be_calculated;
        e.status = Status::suppressed;
        e.flags.set(model::Flag::suppressed);
        e.reason = why == Shown::withheld
                       ? fmt::format("withheld: a count of {} to {}", m_rule.zero_shown ? 1 : 0, m_rule.withhold_to)
                       : "withheld, so that a small count cannot be worked out from it";
    }

    void round(Estimate& e) const {
        if (m_rule.round_to <= 1 || std::isnan(e.numerator)) return;
        const bool simple = m_info.kind == IndicatorKind::count || m_info.kind == IndicatorKind::proportion ||
                            m_info.kind == IndicatorKind::rate;
        e.numerator = static_cast<double>(rounded(m_rule, whole(e.numerator)));
        e.spread = {};
        if (!simple) return;
        if (m_info.kind == IndicatorKind::proportion && !std::isnan(e.denominator))
            e.denominator = std::max(e.numerator, static_cast<double>(rounded(m_rule, whole(e.denominator))));
        Recipe recipe;
        recipe.kind = m_info.kind;
        recipe.multiplier = m_info.multiplier;
        FigureParts parts;
        parts.numerator = e.numerator;
        parts.denominator = std::isnan(e.denominator) ? 0 : e.denominator;
        parts.has_denominator = !std::isnan(e.denominator);
        const MadeFigure made = figure_of(recipe, parts);
        e.value = made.value;
        e.limits_95 = made.limits_95;
        e.limits_998 = made.limits_998;
        if (std::isnan(e.value)) e.status = Status::missing;
    }

    Block& m_block;
    const model::IndicatorInfo& m_info;
    const model::DisclosureRule& m_rule;
    std::map<const Estimate*, Shown> m_withheld;
};

}  // namespace

void protect_estimates(model::Result& result) {
    const model::DisclosureRule& rule = result.disclosure.rule;
    if (rule.withhold_to == 0 && rule.round_to <= 1) return;
    std::map<Key, Block> blocks = blocks_of(result);
    if (blocks.empty()) return;
    const std::vector<Nest> nests = all_nests(result);
    for (auto& [key, block] : blocks) {
        Protection protection(block, result.indicators[std::get<0>(key)], rule);
        while (protection.pass(nests)) {
        }
        protection.apply();
    }
}

}  // namespace locality::core
