#include "core/scenario_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace locality::core {

using model::CodedScenario;
using model::unassigned;

namespace {

std::optional<std::int32_t> index_of(std::span<const std::string> codes, const std::string& code) {
    const auto at = std::ranges::lower_bound(codes, code);
    if (at == codes.end() || *at != code) return std::nullopt;
    return static_cast<std::int32_t>(at - codes.begin());
}

std::string named(std::span<const std::string> codes, std::int32_t footprint) {
    return footprint == unassigned ? "no footprint" : codes[static_cast<std::size_t>(footprint)];
}

}  // namespace

TakenUp take_up(const CodedScenario& coded, std::span<const std::string> zone_codes,
                std::span<const std::string> footprint_codes, const model::Assignment& start) {
    TakenUp taken;
    model::Scenario& scenario = taken.scenario;
    scenario.title = coded.title;
    scenario.set = coded.set;
    scenario.start = start;
    scenario.locked.assign(zone_codes.size(), false);
    const auto say = [&](const std::string& code, std::string what) {
        model::Issue issue;
        issue.kind = "scenario_unmatched";
        issue.layer = coded.set;
        issue.code = code;
        issue.what = fmt::format("scenario \"{}\": {}", coded.title, what);
        taken.issues.push_back(std::move(issue));
    };
    const auto footprint = [&](const std::string& code) {
        return code.empty() ? std::optional(unassigned) : index_of(footprint_codes, code);
    };
    std::vector<std::int32_t> stands = start.footprint;
    for (std::size_t s = 0; s < coded.steps.size(); ++s) {
        model::Step step;
        step.reason = coded.steps[s].reason;
        for (const CodedScenario::Move& move : coded.steps[s].moves) {
            const auto zone = index_of(zone_codes, move.zone);
            const auto from = footprint(move.from), to = footprint(move.to);
            if (!zone) {
                say(move.zone, fmt::format("step {} moves this zone, which is not on the map; left out", s + 1));
                continue;
            }
            if (!to) {
                say(move.zone,
                    fmt::format("step {} moves it to \"{}\", which is no footprint here; left out", s + 1, move.to));
                continue;
            }
            std::int32_t& here = stands[static_cast<std::size_t>(*zone)];
            if (here == *to) {
                say(move.zone, fmt::format("step {} moves it to {}, where it is already; left out", s + 1,
                                           named(footprint_codes, *to)));
                continue;
            }
            if (!from || *from != here)
                say(move.zone, fmt::format("step {} expected it in {}; it is moved from {}", s + 1,
                                           move.from.empty() ? "no footprint" : move.from,
                                           named(footprint_codes, here)));
            step.moves.push_back({*zone, here, *to});
            here = *to;
        }
        if (step.moves.empty()) continue;
        if (s < coded.done) ++scenario.done;
        scenario.steps.push_back(std::move(step));
    }
    for (const std::string& code : coded.locked) {
        if (const auto zone = index_of(zone_codes, code))
            scenario.locked[static_cast<std::size_t>(*zone)] = true;
        else
            say(code, "this zone is locked, but not on the map; left out");
    }
    return taken;
}

CodedScenario with_codes(const model::Scenario& scenario, std::span<const std::string> zone_codes,
                         std::span<const std::string> footprint_codes) {
    CodedScenario coded;
    coded.title = scenario.title;
    coded.set = scenario.set;
    coded.done = scenario.done;
    const auto footprint = [&](std::int32_t f) {
        return f == unassigned ? std::string() : footprint_codes[static_cast<std::size_t>(f)];
    };
    for (const model::Step& step : scenario.steps) {
        CodedScenario::Step& written = coded.steps.emplace_back();
        written.reason = step.reason;
        for (const model::Move& move : step.moves)
            written.moves.push_back(
                {zone_codes[static_cast<std::size_t>(move.zone)], footprint(move.from), footprint(move.to)});
    }
    for (std::size_t z = 0; z < scenario.locked.size(); ++z)
        if (scenario.locked[z]) coded.locked.push_back(zone_codes[z]);
    return coded;
}

}  // namespace locality::core
