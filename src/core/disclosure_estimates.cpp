#include "core/disclosure_estimates.h"

#include "core/differencing.h"
#include "core/disclosure.h"
#include "core/estimate_sums.h"
#include "core/figures.h"
#include "core/published_sums.h"
#include "core/set_nests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace locality::core {

namespace {

using model::Estimate;
using model::IndicatorKind;
using model::Status;

/// The estimates of one indicator and period, each with its set.
using Group = std::vector<std::pair<std::size_t, Estimate*>>;

std::map<std::pair<std::size_t, std::string>, Group> groups_of(model::Result& result) {
    std::map<std::pair<std::size_t, std::string>, Group> groups;
    for (std::size_t s = 0; s < result.sets.size(); ++s)
        for (Estimate& e : result.sets[s].estimates)
            if (result.indicators.at(e.indicator).sensitive) groups[{e.indicator, e.period}].emplace_back(s, &e);
    return groups;
}

/// Those of one category and population: by set, footprint and sex.
struct Block {
    std::vector<std::vector<std::array<Estimate*, 3>>> at;  ///< null where there is none
};
std::size_t place_of(model::Sex sex) {
    return sex == model::Sex::female ? 0 : sex == model::Sex::male ? 1 : 2;
}

std::vector<Block> blocks_of(const model::Result& result, const Group& group) {
    std::map<std::pair<std::string, model::Population>, Block> blocks;
    for (const auto& [s, e] : group) {
        Block& block = blocks[{e->breakdown, e->population}];
        if (block.at.empty())
            for (const model::FootprintSet& set : result.sets) block.at.emplace_back(set.code.size());
        block.at[s][static_cast<std::size_t>(e->footprint)][place_of(e->sex)] = e;
    }
    std::vector<Block> all;
    for (auto& [key, block] : blocks) all.push_back(std::move(block));
    return all;
}

/// The footprints of all sets, by their zones: the audit names one of those that are alike.
std::map<stats::SparseVector, std::vector<std::pair<std::size_t, std::size_t>>> footprints_by_zones(
    const model::Result& result, std::vector<std::vector<stats::SparseVector>>& zones) {
    std::map<stats::SparseVector, std::vector<std::pair<std::size_t, std::size_t>>> alike;
    zones.clear();
    for (std::size_t s = 0; s < result.sets.size(); ++s) {
        const model::Crosswalk& shares = result.sets[s].crosswalk;
        std::vector<stats::SparseVector>& of_set = zones.emplace_back(shares.footprint_count);
        for (std::size_t z = 0; z < shares.zone_count(); ++z)
            for (std::size_t k = 0; k < shares.footprints_of(z).size(); ++k)
                of_set[static_cast<std::size_t>(shares.footprints_of(z)[k])].emplace_back(z, shares.shares_of(z)[k]);
        for (std::size_t f = 0; f < of_set.size(); ++f) alike[of_set[f]].emplace_back(s, f);
    }
    return alike;
}

/// Sums of several published totals that tell of a few people.
std::vector<ImpliedFootprint> implied_footprints(const model::Result& result) {
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    if (!residents) return {};
    std::vector<const model::FootprintSet*> sets;
    for (const model::FootprintSet& set : result.sets) sets.push_back(&set);
    std::vector<ImpliedFootprint> implied;
    std::vector<std::vector<stats::SparseVector>> zones;
    const auto alike = footprints_by_zones(result, zones);
    for (const DifferencingThreat& threat :
         differencing_audit(sets, residents->values, result.disclosure.least_people).threats) {
        if (threat.totals.size() < 2) continue;
        ImpliedFootprint footprint;
        for (const SummedTotal& total : threat.totals)
            footprint.parts.push_back({alike.at(zones[total.set][total.footprint]), total.times});
        implied.push_back(std::move(footprint));
    }
    return implied;
}

/// What has been decided of the estimates of a group.
class Protection {
public:
    Protection(const model::Result& result, const Group& group, const std::vector<Nest>& nests)
        : m_result(result),
          m_group(group),
          m_info(result.indicators[group.front().second->indicator]),
          m_rule(result.disclosure.rule),
          m_nests(nests),
          m_blocks(blocks_of(result, group)) {
        for (const auto& [set, e] : group)
            if (is_small(*e)) m_withheld[e] = Shown::withheld;
    }

    /// Nests first: there the cheapest choice is known. Then everything together.
    void run(std::span<const ImpliedFootprint> implied) {
        if (m_withheld.empty() && implied.empty()) return;
        const EstimateSums all = estimate_sums(m_result, m_group, implied);
        const bool over_span = all.footprints <= most_totals_of_a_span;
        do {
            while (pass()) {
            }
        } while (protect_sums(all, over_span) && !over_span);
    }

    /// How many withheld figures stay in danger.
    std::size_t unsafe() const { return m_unsafe; }

    void apply() const {
        for (const auto& [set, e] : m_group) {
            if (e->status != Status::known) continue;
            const auto decided = m_withheld.find(e);
            if (decided == m_withheld.end())
                round(*e);
            else
                blank(*e, decided->second);
        }
    }

private:
    static std::int64_t whole(double people) { return std::llround(std::max(0.0, people)); }

    /// Those of a proportion's people whom it does not count.
    static double rest_of(const Estimate& e) { return e.denominator - e.numerator; }
    bool is_proportion() const { return m_info.kind == IndicatorKind::proportion; }

    bool is_small(const Estimate& e) const {
        const double people = people_counted(e, m_info);
        if (std::isnan(people)) return false;
        if (is_withheld(m_rule, whole(people))) return true;
        if (!is_proportion() || std::isnan(e.denominator)) return false;
        const std::int64_t rest = whole(rest_of(e));
        return (rest > 0 && is_withheld(m_rule, rest)) || is_withheld(m_rule, whole(e.denominator));
    }

    /// One pass over every table; true where it hid anything.
    bool pass() {
        bool changed = false;
        for (Block& block : m_blocks) {
            std::vector<std::vector<bool>> nested(block.at.size());
            for (std::size_t s = 0; s < block.at.size(); ++s) nested[s].assign(block.at[s].size(), false);
            for (const Nest& nest : m_nests) {
                std::vector<std::array<Estimate*, 3>*> rows;
                for (const std::size_t part : nest.parts) {
                    nested[nest.parts_set][part] = true;
                    rows.push_back(&block.at[nest.parts_set][part]);
                }
                changed = protect_rows(rows, &block.at[nest.total_set][nest.total]) || changed;
            }
            for (std::size_t s = 0; s < block.at.size(); ++s)  // those in no nest still have female and male
                for (std::size_t f = 0; f < block.at[s].size(); ++f)
                    if (!nested[s][f]) changed = protect_rows({&block.at[s][f]}, nullptr) || changed;
        }
        return changed;
    }

    /// What can be worked out over all sets, sexes and categories; for a proportion of its rest, too. True where it hid
    /// anything.
    bool protect_sums(const EstimateSums& all, bool over_span) {
        bool changed = false;
        const std::size_t quantities = is_proportion() ? 2 : 1;
        for (std::size_t done = 0, q = 0; done < quantities; q = (q + 1) % quantities) {
            const Hiding hiding = over_span ? hide_over_span(sums_now(all, q == 1), m_rule)
                                            : hide_over_pairs(sums_now(all, q == 1), m_rule);
            if (done == 0) m_unsafe = 0;
            m_unsafe += hiding.unsafe.size();
            done = hiding.hide.empty() ? done + 1 : 1;
            for (const std::size_t s : hiding.hide) m_withheld.emplace(all.estimate[s], Shown::hidden);
            changed = changed || !hiding.hide.empty();
        }
        return changed;
    }

    /// The sums with what they count (or with those whom they do not), and what has been decided of them.
    PublishedSums sums_now(const EstimateSums& all, bool of_rest) const {
        PublishedSums sums = all.sums;
        const auto count_of = [&](const Estimate& e) { return of_rest ? rest_of(e) : people_counted(e, m_info); };
        for (std::size_t s = 0; s < all.estimate.size(); ++s) {
            sums.sums[s].count = count_of(*all.estimate[s]);
            if (!m_withheld.contains(all.estimate[s])) continue;
            const bool small = is_withheld(m_rule, whole(sums.sums[s].count));
            sums.sums[s].is = small ? PublishedSum::Is::withheld : PublishedSum::Is::hidden;
        }
        std::size_t kept = all.estimate.size();
        for (std::size_t i = 0; i < all.combined.size(); ++i) {
            PublishedSum sum = std::move(sums.sums[all.estimate.size() + i]);
            for (const auto& [estimate, times] : all.combined[i])
                sum.count += times * count_of(*all.estimate[estimate]);
            if (is_withheld(m_rule, whole(sum.count))) sums.sums[kept++] = std::move(sum);
        }
        sums.sums.resize(kept);
        sums.reasons_tell = !is_proportion();
        for (PublishedSum& sum : sums.sums) sum.may_be_nought = is_proportion();
        return sums;
    }

    /// Footprints as rows, with their total where they have one; female and male as columns where there are both and
    /// everybody, else everybody alone.
    bool protect_rows(const std::vector<std::array<Estimate*, 3>*>& rows, std::array<Estimate*, 3>* total) {
        const auto has = [&](std::size_t sex) {
            return std::any_of(rows.begin(), rows.end(), [&](const auto* row) { return (*row)[sex] != nullptr; });
        };
        const bool by_sex = has(0) && has(1);
        const bool has_total = total && std::any_of(total->begin(), total->end(),
                                                    [](const Estimate* e) { return e && e->status == Status::known; });
        if (!by_sex && !has_total) return false;
        const std::vector<std::size_t> columns = by_sex ? std::vector<std::size_t>{0, 1} : std::vector<std::size_t>{2};
        CountTable table;
        table.rows = rows.size();
        table.columns = columns.size();
        table.row_totals = by_sex && has(2);
        table.column_totals = has_total;
        table.count = model::Values(table.rows * table.columns);
        table.hidden.assign((table.rows + 1) * (table.columns + 1), false);
        const auto estimate_at = [&](std::size_t row, std::size_t column) -> Estimate* {
            const std::array<Estimate*, 3>* from = row < rows.size() ? rows[row] : has_total ? total : nullptr;
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
                if (r < table.rows && c < table.columns && e->status == Status::known &&
                    !std::isnan(people_counted(*e, m_info)))
                    table.count.set(r * table.columns + c, static_cast<double>(whole(people_counted(*e, m_info))));
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
        if (is_proportion() || counts_denominator(e, m_info)) e.denominator = model::no_value;
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
        const auto in_fives = [&](double people) { return static_cast<double>(rounded(m_rule, whole(people))); };
        e.spread = {};
        if (counts_denominator(e, m_info)) {  // a mean stays; the sum that it is made of must not tell the people
            e.denominator = in_fives(e.denominator);
            e.numerator = e.value * e.denominator / m_info.multiplier;
            return;
        }
        e.numerator = in_fives(e.numerator);
        const bool simple =
            m_info.kind == IndicatorKind::count || is_proportion() || m_info.kind == IndicatorKind::rate;
        if (!simple) return;
        if (is_proportion() && !std::isnan(e.denominator))
            e.denominator = std::max(e.numerator, in_fives(e.denominator));
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

    const model::Result& m_result;
    const Group& m_group;
    const model::IndicatorInfo& m_info;
    const model::DisclosureRule& m_rule;
    const std::vector<Nest>& m_nests;
    std::vector<Block> m_blocks;
    std::size_t m_unsafe = 0;
    std::map<const Estimate*, Shown> m_withheld;
};

/// A project may show small numbers where its owner says so, not where nobody thought of them.
void warn_of_unprotected(model::Result& result) {
    std::vector<bool> has_figures(result.indicators.size());
    for (const model::FootprintSet& set : result.sets)
        for (const Estimate& e : set.estimates)
            if (e.status == Status::known) has_figures[e.indicator] = true;
    for (std::size_t i = 0; i < result.indicators.size(); ++i) {
        if (!result.indicators[i].sensitive || !has_figures[i]) continue;
        model::Issue issue;
        issue.severity = model::Severity::warning;
        issue.kind = "sensitive_unprotected";
        issue.layer = result.indicators[i].id;
        issue.what =
            "marked sensitive, but small numbers of people are shown as they are: the project says no rule for them; "
            "add [disclosure] with rule = \"nhs\" or \"under5\", or \"none\" if all may be shown";
        result.issues.push_back(std::move(issue));
    }
}

}  // namespace

bool is_kept_safe(const model::Result& result, std::size_t indicator) {
    return result.indicators.at(indicator).sensitive && result.disclosure.rule.changes_anything();
}

void protect_estimates(model::Result& result) {
    const model::DisclosureRule& rule = result.disclosure.rule;
    if (!rule.changes_anything()) {
        if (!result.disclosure.stated) warn_of_unprotected(result);
        return;
    }
    const std::map<std::pair<std::size_t, std::string>, Group> groups = groups_of(result);
    if (groups.empty()) return;
    const std::vector<Nest> nests = set_nests(result);
    const std::vector<ImpliedFootprint> implied = implied_footprints(result);
    for (const auto& [key, group] : groups) {
        Protection protection(result, group, nests);
        protection.run(implied);
        protection.apply();
        if (protection.unsafe() == 0) continue;
        model::Issue issue;
        issue.severity = model::Severity::warning;
        issue.kind = "weakly_withheld";
        issue.layer = result.indicators[key.first].id;
        issue.what = fmt::format(
            "{}: {} withheld counts can be worked out more narrowly than rule {} asks, and no further figure can be "
            "hidden "
            "to prevent it; look at how small the footprints are",
            key.second.empty() ? "one period" : key.second, protection.unsafe(), rule.name);
        result.issues.push_back(std::move(issue));
    }
}

}  // namespace locality::core
