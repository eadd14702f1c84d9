#include "core/published_sums.h"

#include "core/disclosure.h"
#include "core/linear_ranges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace locality::core {

namespace {

using model::DisclosureRule;
using Is = PublishedSum::Is;

constexpr double no_limit = std::numeric_limits<double>::infinity();
constexpr double rounding = 1e-6;     // of a linear program's answers
constexpr double least_person = 0.5;  // what is less counts as nobody

bool has_fractions(const PublishedSums& table) {
    return std::any_of(table.sums.begin(), table.sums.end(), [](const PublishedSum& sum) {
        return std::any_of(sum.parts.begin(), sum.parts.end(),
                           [](const auto& part) { return part.second != std::floor(part.second); });
    });
}

/// What is more may be hidden. What is shown as nought can be a part of a person, and tell of the rest of them: it is
/// hidden, too, where nobody is told that hidden counts are large ones.
double least_hidden(const PublishedSums& table) {
    return !table.reasons_tell && has_fractions(table) ? rounding : least_person;
}

/// How much a reader is taken to know: the published sums; or the rule as well, and why each count is withheld.
enum class Reader { of_sums, of_rules };

class Span {
public:
    Span(PublishedSums& table, const DisclosureRule& rule)
        : m_table(table),
          m_rule(rule),
          m_fractions(has_fractions(table)),
          m_least_hidden(least_hidden(table)),
          m_ranges(table.unknowns, rows_of(table)) {
        for (std::size_t r = 0; r < table.relations.size(); ++r)
            m_ranges.limit(table.sums.size() + r, 0.0, table.relations[r].exact ? 0.0 : no_limit);
    }

    Hiding run() {
        for (const Reader reader : {Reader::of_sums, Reader::of_rules}) protect(reader);
        return std::move(m_hiding);
    }

private:
    static std::vector<stats::SparseVector> rows_of(const PublishedSums& table) {
        std::vector<stats::SparseVector> rows;
        for (const PublishedSum& sum : table.sums) rows.push_back(sum.parts);
        for (const auto& relation : table.relations) rows.push_back(relation.parts);
        return rows;
    }

    ShownRange range(const PublishedSum& sum, Reader reader) const {
        const bool rules = reader == Reader::of_rules && m_table.reasons_tell;
        const double half = m_fractions ? 0.5 : 0.0;
        const double least = m_rule.zero_shown && !sum.may_be_nought && m_least_hidden >= least_person ? 1 - half : 0.0;
        switch (sum.is) {
            case Is::shown:
                return shown_range(m_rule, sum.count, m_fractions);
            case Is::withheld:
                return {least, rules ? m_rule.withhold_to + half : no_limit};
            case Is::hidden:
                return {rules ? m_rule.withhold_to + 1 - half : least, no_limit};
            case Is::implied:
                break;
        }
        return {-no_limit, no_limit};
    }
    void set_limits(std::size_t s, Reader reader) {
        const ShownRange r = range(m_table.sums[s], reader);
        m_ranges.limit(s, r.least, r.most);
    }

    double needed(Reader reader) const { return reader == Reader::of_sums ? m_rule.withhold_to + 1.0 : 1.0; }
    bool in_danger(const PublishedSum& sum, Reader reader) const {
        if (reader == Reader::of_sums) return sum.is == Is::withheld || sum.is == Is::implied;
        const bool nought = m_rule.zero_shown && sum.count < least_person;  // may be told by every rule
        return sum.is == Is::withheld || (sum.is == Is::hidden && !nought);
    }

    /// What is known to be possible of each sum in danger.
    struct Watched {
        std::size_t sum = 0;
        double least = 0, most = 0;
    };

    void protect(Reader reader) {
        for (std::size_t s = 0; s < m_table.sums.size(); ++s) set_limits(s, reader);
        std::vector<Watched> open;
        for (std::size_t s = 0; s < m_table.sums.size(); ++s)
            if (in_danger(m_table.sums[s], reader) && !told_by_rule(s, reader))
                open.push_back({s, m_table.sums[s].count, m_table.sums[s].count});
        while (!open.empty()) {
            if (sweep(open, reader)) continue;
            const Watched one = open.front();
            open.erase(open.begin());
            const std::size_t hidden = secure(one, open, reader);
            if (hidden < m_table.sums.size() && reader == Reader::of_rules)
                open.push_back({hidden, m_table.sums[hidden].count, m_table.sums[hidden].count});
        }
    }

    bool told_by_rule(std::size_t s, Reader reader) const {
        const ShownRange r = range(m_table.sums[s], reader);
        return reader == Reader::of_rules && r.most - r.least < needed(reader) + rounding;
    }

    void learn(const LinearRanges::Extreme& end, std::vector<Watched>& open, Reader reader) const {
        if (!end.found) return;
        for (Watched& w : open) {
            w.least = std::min(w.least, end.sums[w.sum]);
            w.most = std::max(w.most, end.sums[w.sum]);
        }
        std::erase_if(open, [&](const Watched& w) { return w.most - w.least >= needed(reader) - rounding; });
    }

    /// All that are open pulled up, then down, together: most turn out safe so. True where any did.
    bool sweep(std::vector<Watched>& open, Reader reader) {
        if (open.size() < 2) return false;
        const std::size_t before = open.size();
        std::vector<std::size_t> sums;
        for (const Watched& w : open) sums.push_back(w.sum);
        for (const std::size_t s : sums) hold_near(s, reader);
        for (const bool most : {true, false}) learn(m_ranges.extreme(sums, most), open, reader);
        for (const std::size_t s : sums) set_limits(s, reader);
        return open.size() < before;
    }

    /// No farther from its count than it takes: programs then have an end.
    void hold_near(std::size_t s, Reader reader) {
        const ShownRange r = range(m_table.sums[s], reader);
        const double count = m_table.sums[s].count, far = needed(reader) + 1;
        m_ranges.limit(s, std::max(r.least, count - far), std::min(r.most, count + far));
    }

    /// Hides a sum that pins this one down, unless it is safe; gives what was hidden, else the number of sums. Where it
    /// was not enough, the sum is open again.
    std::size_t secure(Watched one, std::vector<Watched>& open, Reader reader) {
        const std::size_t none = m_table.sums.size();
        std::vector<std::size_t> pinning;
        hold_near(one.sum, reader);
        for (const bool most : {true, false}) {
            const std::array<std::size_t, 1> sums{one.sum};
            const LinearRanges::Extreme end = m_ranges.extreme(sums, most);
            if (!end.found) continue;
            learn(end, open, reader);
            one.least = std::min(one.least, end.value);
            one.most = std::max(one.most, end.value);
            if (one.most - one.least >= needed(reader) - rounding) break;
            pinning.insert(pinning.end(), end.by.begin(), end.by.end());
        }
        set_limits(one.sum, reader);
        if (one.most - one.least >= needed(reader) - rounding) return none;
        std::size_t cheapest = none;
        for (const std::size_t s : pinning)
            if (s < none && m_table.sums[s].is == Is::shown && !m_table.sums[s].fixed &&
                m_table.sums[s].count > m_least_hidden &&
                (cheapest == none ||
                 std::pair(m_table.sums[s].count, s) < std::pair(m_table.sums[cheapest].count, cheapest)))
                cheapest = s;
        if (cheapest == none) {
            if (std::ranges::find(m_hiding.unsafe, one.sum) == m_hiding.unsafe.end())
                m_hiding.unsafe.push_back(one.sum);
            return none;
        }
        m_table.sums[cheapest].is = Is::hidden;
        m_hiding.hide.push_back(cheapest);
        set_limits(cheapest, reader);
        open.insert(open.begin(), one);
        return cheapest;
    }

    PublishedSums& m_table;
    const DisclosureRule& m_rule;
    bool m_fractions;
    double m_least_hidden;
    LinearRanges m_ranges;
    Hiding m_hiding;
};

/// Parts with their times as whole billionths: equal sums have equal keys.
using Key = std::vector<std::pair<std::size_t, std::int64_t>>;
struct KeyHash {
    std::size_t operator()(const Key& key) const {
        std::uint64_t h = 0x9E3779B97F4A7C15ULL;
        for (const auto& [unknown, times] : key) {
            h ^= unknown + static_cast<std::uint64_t>(times) * 0xBF58476D1CE4E5B9ULL;
            h = (h << 27 | h >> 37) * 0x94D049BB133111EBULL;
        }
        return h;
    }
};

Key key_of(const stats::SparseVector& parts) {
    Key key;
    for (const auto& [unknown, times] : parts)
        if (const std::int64_t t = std::llround(times * 1e9); t != 0) key.emplace_back(unknown, t);
    return key;
}

Key difference(const Key& a, const Key& b) {
    Key rest;
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        const bool left = j == b.size() || (i < a.size() && a[i].first <= b[j].first);
        const bool right = i == a.size() || (j < b.size() && b[j].first <= a[i].first);
        const std::int64_t times = (left ? a[i].second : 0) - (right ? b[j].second : 0);
        if (times != 0) rest.emplace_back(left ? a[i].first : b[j].first, times);
        i += left ? 1 : 0;
        j += right ? 1 : 0;
    }
    return rest;
}

class Pairs {
public:
    Pairs(PublishedSums& table, const DisclosureRule& rule)
        : m_table(table), m_rule(rule), m_fractions(has_fractions(table)), m_least_hidden(least_hidden(table)) {
        for (std::size_t s = 0; s < table.sums.size(); ++s) {
            m_keys.push_back(key_of(table.sums[s].parts));
            if (table.sums[s].is == Is::implied) continue;
            m_sums_of[m_keys[s]].push_back(s);
            for (const auto& [unknown, times] : m_keys[s]) m_with[unknown].push_back(s);
        }
    }

    Hiding run() {
        for (std::size_t s = 0; s < m_table.sums.size(); ++s)
            if (m_table.sums[s].is == Is::withheld || m_table.sums[s].is == Is::implied) protect(s);
        return std::move(m_hiding);
    }

private:
    /// Every way to make a sum of one or two shown ones; the smaller of the two is hidden where it tells too much.
    void protect(std::size_t secret) {
        const Key& key = m_keys[secret];
        if (key.empty()) return;
        bool unsafe = false;
        for (const std::size_t a : m_with[key.front().first]) {
            if (a == secret || m_table.sums[a].is != Is::shown) continue;
            const ShownRange first = shown_range(m_rule, m_table.sums[a].count, m_fractions);
            Key rest = difference(m_keys[a], key);
            if (rest.empty()) {
                if (first.most - first.least < wide()) unsafe = !hide(a) || unsafe;
                continue;
            }
            const bool plus = rest.front().second > 0;
            const bool one_sign =
                std::all_of(rest.begin(), rest.end(), [&](const auto& part) { return (part.second > 0) == plus; });
            if (!one_sign) continue;
            if (!plus)
                for (auto& [unknown, times] : rest) times = -times;
            const auto others = m_sums_of.find(rest);
            if (others == m_sums_of.end()) continue;
            for (const std::size_t b : others->second) {
                if (m_table.sums[b].is != Is::shown || m_table.sums[a].is != Is::shown) continue;
                const ShownRange second = shown_range(m_rule, m_table.sums[b].count, m_fractions);
                const double least = std::max(0.0, plus ? first.least - second.most : first.least + second.least);
                const double most = plus ? first.most - second.least : first.most + second.most;
                if (most - least >= wide()) continue;
                const bool first_smaller = m_table.sums[a].count <= m_table.sums[b].count;
                if (!hide(first_smaller ? a : b) && !hide(first_smaller ? b : a)) unsafe = true;
            }
        }
        if (unsafe) m_hiding.unsafe.push_back(secret);
    }

    double wide() const { return m_rule.withhold_to + 1.0 - rounding; }

    bool hide(std::size_t s) {
        if (m_table.sums[s].fixed || m_table.sums[s].count <= m_least_hidden) return false;
        m_table.sums[s].is = Is::hidden;
        m_hiding.hide.push_back(s);
        return true;
    }

    PublishedSums& m_table;
    const DisclosureRule& m_rule;
    bool m_fractions;
    double m_least_hidden;
    std::vector<Key> m_keys;
    std::unordered_map<Key, std::vector<std::size_t>, KeyHash> m_sums_of;
    std::unordered_map<std::size_t, std::vector<std::size_t>> m_with;
    Hiding m_hiding;
};

}  // namespace

ShownRange shown_range(const DisclosureRule& rule, double count, bool fractions) {
    if (rule.round_to <= 1) return {count, count};
    const double half = fractions ? 0.5 : 0.0, base = rule.round_to;
    const auto shown = static_cast<double>(rounded(rule, std::llround(std::max(0.0, count))));
    const double most = shown + std::floor((base - 1) / 2) + half;
    if (shown == 0 && rule.zero_shown) return {0.0, rule.withhold_to > 0 ? half : most};
    const double first_large = rule.withhold_to > 0 ? rule.withhold_to + 1 - half : 0.0;
    return {std::max(shown - std::floor(base / 2) - half, first_large), most};
}

Hiding hide_over_span(PublishedSums sums, const DisclosureRule& rule) {
    return Span(sums, rule).run();
}

Hiding hide_over_pairs(PublishedSums sums, const DisclosureRule& rule) {
    return Pairs(sums, rule).run();
}

}  // namespace locality::core
