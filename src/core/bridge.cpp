#include "core/bridge.h"

#include "model/errors.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

namespace locality::core {

using model::Status;
using model::Values;

namespace {

/// Per zone "from" the first row of a table with its code, or -1.
std::vector<std::int32_t> rows_of(const std::vector<std::string>& code, const Bridge& bridge) {
    std::unordered_map<std::string_view, std::int32_t> row_of;
    for (std::size_t r = 0; r < code.size(); ++r) row_of.try_emplace(code[r], static_cast<std::int32_t>(r));
    std::vector<std::int32_t> rows;
    for (const std::string& from : bridge.from) {
        const auto at = row_of.find(from);
        rows.push_back(at == row_of.end() ? -1 : at->second);
    }
    return rows;
}

Bridging of_counts(Change change) {
    switch (change) {
        case Change::unchanged:
        case Change::merged:
            return Bridging::exact;
        case Change::split:
            return Bridging::apportioned;
        case Change::complex:
            return Bridging::estimated;
    }
    return Bridging::none;
}

Bridging of_means(Change change) {
    switch (change) {
        case Change::unchanged:
            return Bridging::exact;
        case Change::split:
            return Bridging::apportioned;
        case Change::merged:
        case Change::complex:
            return Bridging::estimated;
    }
    return Bridging::none;
}

/// A zone's parents: where each stands in a table, and what binds it.
struct Parent {
    std::int32_t row;
    double share, weight;
};

/// Makes the value of each zone from its parents, all of whom are known; else blank, suppressed before missing.
template <class Make>
Bridged from_parents(const std::vector<std::string>& code, const Values& values, const Bridge& bridge,
                     Bridging (*how)(Change), Make make) {
    const std::vector<std::int32_t> rows = rows_of(code, bridge);
    Bridged result;
    result.values = Values(bridge.to.size());
    std::vector<Parent> parents;
    for (std::size_t j = 0; j < bridge.to.size(); ++j) {
        parents.clear();
        Status blank = Status::known;
        for (std::uint32_t k = bridge.begin[j]; k < bridge.begin[j + 1]; ++k) {
            const std::int32_t row = rows[static_cast<std::size_t>(bridge.link_from[k])];
            parents.push_back({row, bridge.share[k], bridge.weight[k]});
            const Status status = row < 0 ? Status::missing : values.status[static_cast<std::size_t>(row)];
            if (status != Status::known && blank != Status::suppressed) blank = status;
        }
        if (blank == Status::known)
            result.values.set(j, make(std::span<const Parent>(parents)));
        else
            result.values.set_blank(j, blank);
        result.how.push_back(result.values.known(j) ? how(bridge.change[j]) : Bridging::none);
    }
    return result;
}

/// Rows of a table whose zone the bridge does not know, or that repeat one, ascending.
std::vector<std::size_t> rest_of(const std::vector<std::string>& code, const Bridge& bridge) {
    const std::vector<std::int32_t> rows = rows_of(code, bridge);
    std::vector<bool> used(code.size(), false);
    for (const std::int32_t row : rows)
        if (row >= 0) used[static_cast<std::size_t>(row)] = true;
    std::vector<std::size_t> rest;
    for (std::size_t r = 0; r < code.size(); ++r)
        if (!used[r]) rest.push_back(r);
    return rest;
}

Values with_rest(Values values, const Values& table, const std::vector<std::size_t>& rest) {
    for (const std::size_t r : rest) {
        values.number.push_back(table.number[r]);
        values.status.push_back(table.status[r]);
    }
    return values;
}

std::vector<std::string> codes_with_rest(const Bridge& bridge, const std::vector<std::string>& code,
                                         const std::vector<std::size_t>& rest) {
    std::vector<std::string> codes = bridge.to;
    for (const std::size_t r : rest) codes.push_back(code[r]);
    return codes;
}

void report(const std::string& table, const Bridge& bridge, const std::vector<Bridging>& how, model::Issues& issues) {
    static constexpr std::array<std::pair<Bridging, const char*>, 3> words{
        {{Bridging::apportioned, "apportioned: part of a zone that was split"},
         {Bridging::estimated, "estimated: of a zone made from several"},
         {Bridging::none, "missing: a zone it was made from has no figure, or they differ"}}};
    const auto exact = std::count(how.begin(), how.end(), Bridging::exact);
    for (const auto& [way, what] : words) {
        std::vector<std::string> codes;
        for (std::size_t j = 0; j < how.size(); ++j)
            if (how[j] == way) codes.push_back(bridge.to[j]);
        if (codes.empty()) continue;
        model::Issue issue;
        issue.severity = way == Bridging::none ? model::Severity::warning : model::Severity::note;
        issue.kind = "bridged";
        issue.layer = table;
        issue.code = fmt::format("{}", fmt::join(codes, " "));
        issue.what = fmt::format("{} of {} zones have a figure bridged by {} that is {}; {} are exact", codes.size(),
                                 how.size(), bridge.source, what, exact);
        issues.push_back(std::move(issue));
    }
}

}  // namespace

Bridge bridge(const model::BridgeTable& table) {
    std::map<std::pair<std::string, std::string>, double> links;
    std::map<std::string, double> total, heaviest_to;
    for (const auto& row : table.rows) {
        if (!(row.weight >= 0))
            throw model::InputError(fmt::format("{}: the link of {} and {} has no weight of nought or more; fill it in",
                                                table.source, row.from, row.to));
        if (!links.emplace(std::pair(row.to, row.from), row.weight).second)
            throw model::InputError(
                fmt::format("{}: the link of {} and {} stands twice; take one out", table.source, row.from, row.to));
        total[row.from] += row.weight;
        heaviest_to[row.to] = std::max(heaviest_to[row.to], row.weight);
    }
    std::map<std::string, int> ways_out;
    for (auto at = links.begin(); at != links.end();) {
        const auto& [to, from] = at->first;
        const bool empty = at->second == 0 && total[from] > 0 && heaviest_to[to] > 0;
        if (!empty) ++ways_out[from];
        at = empty ? links.erase(at) : std::next(at);
    }

    Bridge b;
    b.source = table.source;
    std::map<std::string_view, std::int32_t> index_of;
    for (const auto& [from, ways] : ways_out) {
        index_of.emplace(from, static_cast<std::int32_t>(b.from.size()));
        b.from.push_back(from);
    }
    for (auto at = links.begin(); at != links.end();) {
        const std::string& to = at->first.first;
        b.to.push_back(to);
        int parents = 0;
        bool divided = false;
        for (; at != links.end() && at->first.first == to; ++at) {
            const std::string& from = at->first.second;
            b.link_from.push_back(index_of.at(from));
            b.weight.push_back(at->second);
            b.share.push_back(total[from] > 0 ? at->second / total[from] : 1.0 / ways_out[from]);
            ++parents;
            divided = divided || ways_out[from] > 1;
        }
        b.begin.push_back(static_cast<std::uint32_t>(b.link_from.size()));
        b.change.push_back(parents == 1 ? (divided ? Change::split : Change::unchanged)
                                        : (divided ? Change::complex : Change::merged));
    }
    return b;
}

Bridged bridged_counts(const std::vector<std::string>& code, const Values& count, const Bridge& bridge) {
    return from_parents(code, count, bridge, of_counts, [&](std::span<const Parent> parents) {
        double sum = 0;
        for (const Parent& p : parents) sum += count.number[static_cast<std::size_t>(p.row)] * p.share;
        return sum;
    });
}

Bridged bridged_means(const std::vector<std::string>& code, const Values& value, const Bridge& bridge) {
    return from_parents(code, value, bridge, of_means, [&](std::span<const Parent> parents) {
        if (parents.size() == 1) return value.number[static_cast<std::size_t>(parents[0].row)];
        double sum = 0, people = 0;
        for (const Parent& p : parents) {
            sum += value.number[static_cast<std::size_t>(p.row)] * p.weight;
            people += p.weight;
        }
        return people > 0 ? sum / people : model::no_value;
    });
}

Bridged bridged_labels(const std::vector<std::string>& code, const Values& label, const Bridge& bridge) {
    return from_parents(code, label, bridge, of_means, [&](std::span<const Parent> parents) {
        const double first = label.number[static_cast<std::size_t>(parents[0].row)];
        for (const Parent& p : parents)
            if (label.number[static_cast<std::size_t>(p.row)] != first) return model::no_value;
        return first;
    });
}

model::ResidentsTable bridged(const model::ResidentsTable& table, const Bridge& bridge, model::Issues& issues) {
    const std::vector<std::size_t> rest = rest_of(table.code, bridge);
    model::ResidentsTable result = table;
    result.code = codes_with_rest(bridge, table.code, rest);
    const Bridged total = bridged_counts(table.code, table.total, bridge);
    result.total = with_rest(total.values, table.total, rest);
    for (Values& group : result.count) {
        const Values of_table = group;
        group = with_rest(bridged_counts(table.code, of_table, bridge).values, of_table, rest);
    }
    report("residents", bridge, total.how, issues);
    return result;
}

model::DeprivationTable bridged(const model::DeprivationTable& table, const Bridge& bridge, model::Issues& issues) {
    const std::vector<std::size_t> rest = rest_of(table.code, bridge);
    model::DeprivationTable result = table;
    result.code = codes_with_rest(bridge, table.code, rest);
    const Bridged score = bridged_means(table.code, table.score, bridge);
    const Bridged rank = bridged_labels(table.code, table.rank, bridge);
    const Bridged decile = bridged_labels(table.code, table.decile, bridge);
    result.score = with_rest(score.values, table.score, rest);
    result.rank = with_rest(rank.values, table.rank, rest);
    result.decile = with_rest(decile.values, table.decile, rest);
    report("deprivation", bridge, decile.how, issues);
    return result;
}

}  // namespace locality::core
