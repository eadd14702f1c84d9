#include "core/footprint_figures.h"

#include "core/allocate.h"
#include "core/deprivation_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace locality::core {

using model::Crosswalk;
using model::Status;
using model::Values;

namespace {

/// How many zones lie in each footprint, whole or in part; of those that `counts`, where it is given.
Values zone_counts(const Crosswalk& shares, const Values* decile) {
    std::vector<double> count(shares.footprint_count, 0.0);
    std::vector<Status> status(shares.footprint_count, Status::known);
    for (std::size_t z = 0; z < shares.zone_count(); ++z) {
        const auto footprints = shares.footprints_of(z);
        const auto part = shares.shares_of(z);
        for (std::size_t k = 0; k < footprints.size(); ++k) {
            if (part[k] < least_share_of_a_zone) continue;
            const std::int32_t f = footprints[k];
            if (!decile)
                count[f] += 1.0;
            else if (!decile->known(z))
                status[f] = decile->status[z];
            else if (decile->number[z] == 1.0)
                count[f] += 1.0;
        }
    }
    Values values(count.size());
    for (std::size_t f = 0; f < count.size(); ++f) {
        if (status[f] == Status::known)
            values.set(f, count[f]);
        else
            values.set_blank(f, status[f]);
    }
    return values;
}

std::string group_id(const model::PeopleGroup& g) {
    const std::string age = g.from == 0 && g.to >= 999 ? ""
                            : g.to >= 999              ? fmt::format("age_{}_over", g.from)
                                                       : fmt::format("age_{}_{}", g.from, g.to);
    const std::string sex = g.sex == model::Sex::female ? "female" : g.sex == model::Sex::male ? "male" : "";
    return sex.empty() ? age : age.empty() ? sex : sex + "_" + age;
}

std::string age_title(const model::PeopleGroup& g) {
    return g.to >= 999 ? fmt::format("Aged {} and over", g.from) : fmt::format("Aged {} to {}", g.from, g.to);
}

Values sum_of(const std::vector<const Values*>& parts, std::size_t size) {
    Values total(size);
    for (std::size_t f = 0; f < size; ++f) {
        double sum = 0.0;
        Status status = Status::known;
        for (const Values* part : parts) {
            if (part->known(f))
                sum += part->number[f];
            else if (status != Status::suppressed)
                status = part->status[f];
        }
        if (status == Status::known)
            total.set(f, sum);
        else
            total.set_blank(f, status);
    }
    return total;
}

/// The groups that add up to `wanted`: the group itself where the table has it; else its ages, if they tile it without
/// holes; else both sexes of it. Empty where the table does not say.
std::vector<const Values*> parts_of(const model::FootprintSet& set, const model::PeopleGroup& wanted) {
    for (std::size_t g = 0; g < set.groups.size(); ++g)
        if (set.groups[g] == wanted) return {&set.people[g]};
    std::map<int, std::size_t> by_first_age;
    for (std::size_t g = 0; g < set.groups.size(); ++g)
        if (set.groups[g].sex == wanted.sex) by_first_age[set.groups[g].from] = g;
    std::vector<const Values*> parts;
    int next = wanted.from;
    for (const auto& [from, g] : by_first_age) {
        if (from != next || set.groups[g].to > wanted.to) continue;
        parts.push_back(&set.people[g]);
        next = set.groups[g].to + 1;
    }
    if (!parts.empty() && next == wanted.to + 1) return parts;
    if (wanted.sex != model::Sex::all) return {};
    std::vector<const Values*> female = parts_of(set, {model::Sex::female, wanted.from, wanted.to});
    const std::vector<const Values*> male = parts_of(set, {model::Sex::male, wanted.from, wanted.to});
    if (female.empty() || male.empty()) return {};
    for (const Values* part : male) female.push_back(part);  // GCC 14 warns of an insert here, wrongly
    return female;
}

Values times(Values values, double factor) {
    for (double& v : values.number) v *= factor;
    return values;
}

/// Columns of the official summaries, and the people of the most deprived fifth.
void add_deprivation_columns(model::FootprintSet& set, const ZoneFigures& figures, const Values& imd1,
                             const std::string& index) {
    const DeprivationSummary summary = deprivation_summary(
        {deprivation_population(figures), figures.rank, figures.score, figures.decile, figures.national_zones},
        set.crosswalk);
    const auto add = [&](const char* id, std::string title, const char* unit, int decimals, Values values) {
        set.columns.push_back({id, std::move(title), unit, decimals, std::move(values)});
    };
    add("imd_score", index + " score, population-weighted mean (higher = more deprived)", "", 1, summary.average_score);
    add("imd12_residents", "Residents of " + index + " decile 1 and 2 zones", "people", 0,
        allocate_counts(figures.imd12_residents, set.crosswalk));
    double city = 0.0;
    for (std::size_t z = 0; z < figures.imd1_residents.size(); ++z) city += figures.imd1_residents.number[z];
    Values of_city(imd1.size());
    for (std::size_t f = 0; f < imd1.size(); ++f) {
        if (!imd1.known(f))
            of_city.set_blank(f, imd1.status[f]);
        else if (city > 0.0)
            of_city.set(f, 100.0 * imd1.number[f] / city);
    }
    add("imd1_of_whole", "Share of all residents of " + index + " decile 1 zones who live here", "%", 1,
        std::move(of_city));
    add("imd1_zone_share", "Share of its zones in " + index + " decile 1", "%", 1,
        times(summary.decile1_zone_share, 100.0));
    if (figures.national_zones == 0) return;
    add("imd_average_rank",
        fmt::format("{} average rank (higher = more deprived; the most deprived zone counts {})", index,
                    figures.national_zones),
        "", 0, summary.average_rank);
    add("imd_extent", index + " extent: people in the most deprived 30%, the worst 10% in full (0 to 1)", "", 4,
        summary.extent);
    add("imd_local_concentration",
        index + " local concentration: average rank of its most deprived tenth (higher = more deprived)", "", 0,
        summary.local_concentration);
}

}  // namespace

Values ratio(const Values& numerator, const Values& denominator, double multiplier) {
    Values values(numerator.size());
    for (std::size_t f = 0; f < values.size(); ++f) {
        if (numerator.known(f) && denominator.known(f)) {
            if (denominator.number[f] > 0.0) values.set(f, numerator.number[f] / denominator.number[f] * multiplier);
        } else if (numerator.status[f] == Status::suppressed || denominator.status[f] == Status::suppressed) {
            values.set_blank(f, Status::suppressed);
        }
    }
    return values;
}

Values product(const Values& people, const Values& score) {
    Values values(people.size());
    for (std::size_t z = 0; z < values.size(); ++z) {
        if (people.known(z) && people.number[z] == 0.0)
            values.set(z, 0.0);
        else if (people.known(z) && score.known(z))
            values.set(z, people.number[z] * score.number[z]);
        else
            values.set_blank(z, people.known(z) ? score.status[z] : people.status[z]);
    }
    return values;
}

Values residents_of_known_decile(const Values& residents, const Values& decile) {
    Values known(residents.size());
    for (std::size_t z = 0; z < known.size(); ++z) {
        if (!decile.known(z))
            known.set(z, 0.0);
        else if (residents.known(z))
            known.set(z, residents.number[z]);
        else
            known.set_blank(z, residents.status[z]);
    }
    return known;
}

std::vector<model::Column> people_columns(const model::FootprintSet& set) {
    std::vector<model::Column> columns;
    const auto add = [&](const model::PeopleGroup& group, std::string title) {
        if (const auto parts = parts_of(set, group); !parts.empty())
            columns.push_back({group_id(group), std::move(title), "people", 0, sum_of(parts, set.code.size())});
    };
    add({model::Sex::female, 0, 999}, "Female residents");
    add({model::Sex::male, 0, 999}, "Male residents");
    std::set<std::pair<int, int>> ages;
    for (const model::PeopleGroup& g : set.groups)
        if (g.from != 0 || g.to < 999) ages.emplace(g.from, g.to);
    for (const auto& [from, to] : ages) add({model::Sex::all, from, to}, age_title({model::Sex::all, from, to}));
    return columns;
}

void fill_figures(model::FootprintSet& set, const ZoneFigures& figures, std::span<const double> list_size) {
    const Crosswalk& shares = set.crosswalk;
    const std::string index = figures.edition ? fmt::format("IMD {}", figures.edition) : "IMD";
    std::vector<double> hectares(set.code.size());
    for (std::size_t f = 0; f < hectares.size(); ++f) hectares[f] = geo::area_m2(set.shapes, f) / 10000.0;
    const Values residents = allocate_counts(figures.residents, shares);
    const Values imd1 = allocate_counts(figures.imd1_residents, shares);
    std::vector<double> pieces(set.pieces_after.begin(), set.pieces_after.end());

    set.columns.clear();
    set.columns.push_back({"zones", "Zones, whole or in part (1% or more)", "", 0, zone_counts(shares, nullptr)});
    set.columns.push_back({"area_ha", "Area", "ha", 0, Values::of(std::move(hectares))});
    set.columns.push_back({"residents", "Residents", "people", 0, residents});
    set.columns.push_back(
        {"registered", "Registered patients living here", "people", 0, allocate_counts(figures.registered, shares)});
    if (!list_size.empty())
        set.columns.push_back({"list_size", "Patients on the lists of its practices, wherever they live", "people", 0,
                               Values::of({list_size.begin(), list_size.end()})});
    set.columns.push_back({"imd1_zones", index + " decile 1 zones (most deprived 10% in England)", "", 0,
                           zone_counts(shares, &figures.decile)});
    set.columns.push_back({"imd1_residents", "Residents of " + index + " decile 1 zones", "people", 0, imd1});
    set.columns.push_back(
        {"imd1_share", "Share of residents in " + index + " decile 1 zones", "%", 1, ratio(imd1, residents, 100.0)});
    add_deprivation_columns(set, figures, imd1, index);
    set.columns.push_back(
        {"covered_share", "Part of the residents whose deprivation is known (0 to 1)", "", 3,
         ratio(allocate_counts(residents_of_known_decile(figures.residents, figures.decile), shares), residents, 1.0)});
    set.columns.push_back({"pieces", "Pieces", "", 0, Values::of(std::move(pieces))});
    set.groups = figures.groups;
    set.people.clear();
    for (const Values& group : figures.people) set.people.push_back(allocate_counts(group, shares));
    for (model::Column& column : people_columns(set)) set.columns.push_back(std::move(column));
}

std::vector<model::Ledger> ledger_lines(const model::FootprintSet& set, const ZoneFigures& figures,
                                        const model::Inputs& inputs) {
    std::vector<model::Ledger> lines;
    const auto figure = [&](const char* id) -> const Values& { return model::find_column(set.columns, id)->values; };
    if (inputs.residents)
        lines.push_back(ledger(set.id, "residents", figures.residents_in, figures.residents_unplaced, figures.residents,
                               figure("residents"), set.crosswalk));
    if (inputs.registrations)
        lines.push_back(ledger(set.id, "registered", figures.registered_in, figures.registered_unplaced,
                               figures.registered, figure("registered"), set.crosswalk));
    if (inputs.residents && inputs.deprivation) {
        double in = 0.0;
        for (std::size_t z = 0; z < figures.imd1_residents.size(); ++z)
            if (figures.imd1_residents.known(z)) in += figures.imd1_residents.number[z];
        lines.push_back(
            ledger(set.id, "imd1_residents", in, 0.0, figures.imd1_residents, figure("imd1_residents"), set.crosswalk));
    }
    return lines;
}

}  // namespace locality::core
