#include "core/live_figures.h"

#include "core/deprivation_summary.h"
#include "core/footprint_figures.h"
#include "core/zone_figures.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

namespace locality::core {

using model::Values;

namespace {

Values zone_values(const model::Result& result, std::string_view id) {
    const model::Column* column = model::find_column(result.zone_columns, id);
    return column ? column->values : Values(result.zones.size());
}

/// 1 where the decile is 1, 0 where it is another.
Values in_decile_1(const Values& decile) {
    Values values = decile;
    for (std::size_t z = 0; z < values.size(); ++z)
        if (values.known(z)) values.number[z] = values.number[z] == 1.0 ? 1.0 : 0.0;
    return values;
}

}  // namespace

LiveFigures live_figures(const model::Result& result, const model::FootprintSet& set) {
    LiveFigures figures;
    const auto add = [&](const char* id, const char* title, const char* unit, Values values) {
        LiveFigures::Quantity quantity;
        quantity.column = {id, title, unit, 0, std::move(values)};
        for (const model::Ledger& line : result.ledger)
            if (line.set == set.id && line.quantity == id) {
                quantity.in = line.in;
                quantity.unallocatable = line.unallocatable;
            }
        figures.quantities.push_back(std::move(quantity));
    };
    const Values residents = zone_values(result, "residents");
    const Values decile = zone_values(result, "imd_decile");
    const Values registered = zone_values(result, "registered");
    std::vector<double> hectares(result.zones.area_m2);
    for (double& a : hectares) a /= 10000.0;
    add("residents", "Residents", "people", residents);
    add("registered", "Registered patients", "people", registered);
    add("imd1_residents", "Residents of decile 1 zones", "people", residents_to_decile(residents, decile, 1.0));
    add("area_ha", "Area", "ha", Values::of(std::move(hectares)));
    add("imd1_zones", "Decile 1 zones", "", in_decile_1(decile));
    // As the footprints' mean score: by the official denominators where the deprivation table has them.
    const Values weight =
        model::find_column(result.zone_columns, "imd_population") ? zone_values(result, "imd_population") : residents;
    add("score_weight", "People that the mean score is weighted by", "people", weight);
    add("score_people", "Those people x score", "", product(weight, zone_values(result, "imd_score")));
    add("imd12_residents", "Residents of decile 1 and 2 zones", "people", residents_to_decile(residents, decile, 2.0));
    if (const int n = result.deprivation_zones) {
        Values reversed = zone_values(result, "imd_rank"), extent = reversed;
        for (std::size_t z = 0; z < reversed.size(); ++z) {
            if (!reversed.known(z)) continue;
            extent.number[z] = extent_weight(reversed.number[z], n);
            reversed.number[z] = n + 1 - reversed.number[z];
        }
        add("rank_people", "Those people x rank from the least deprived", "", product(weight, reversed));
        add("extent_people", "Those people in the most deprived 30%, weighted", "people", product(weight, extent));
        add("reversed_rank", "Rank from the least deprived", "", std::move(reversed));
    }
    add("decile_people", "Residents whose decile is known", "people", residents_of_known_decile(residents, decile));

    if (set.registered) {
        figures.weights = *set.registered;
        for (std::size_t z = 0; z < registered.size(); ++z) {
            double sum = 0.0;
            for (std::uint32_t k = set.registered->row_begin[z]; k < set.registered->row_begin[z + 1]; ++k)
                sum += set.registered->weight[k];
            figures.row_total.push_back(registered.known(z) ? registered.number[z] : sum);
        }
    }
    return figures;
}

LiveAssignment live_assignment(const model::Result& result, const model::FootprintSet& set) {
    if (!set.assignment)
        throw model::InputError(
            fmt::format("footprint set \"{}\" splits zones, so none of them can be moved whole; choose a set made from "
                        "registrations, a lookup, or with method = \"largest_share\" or \"centroid\"",
                        set.id));
    return LiveAssignment(result.zones.topology, result.zones.adjacency, set.assignment->footprint, set.code.size(),
                          live_figures(result, set));
}

std::vector<model::Column> live_columns(const LiveAssignment& live, const model::FootprintSet& set,
                                        std::span<const std::int32_t> footprints) {
    const auto totals = [&](std::string_view id) {
        const std::optional<std::size_t> quantity = live.quantity(id);
        if (!quantity) throw std::invalid_argument("live_columns: the quantities are not those of live_figures");
        Values values(footprints.size());
        for (std::size_t i = 0; i < footprints.size(); ++i) {
            const Amount amount = live.total(*quantity, footprints[i]);
            values.number[i] = amount.number;
            values.status[i] = amount.status;
        }
        return values;
    };
    const auto zones_of_quantity = [&](std::string_view id) -> const Values& {
        return live.quantities()[live.quantity(id).value()].column.values;
    };
    const auto concentration = [&] {
        const Values &people = zones_of_quantity("score_weight"), &rank = zones_of_quantity("reversed_rank");
        Values values = totals("rank_people");
        for (std::size_t i = 0; i < footprints.size(); ++i) {
            if (!values.known(i)) continue;
            std::vector<RankedPeople> ranked;
            for (const std::int32_t z : live.zones_of(footprints[i])) {
                const auto zone = static_cast<std::size_t>(z);
                if (people.number[zone] > 0.0) ranked.push_back({rank.number[zone], people.number[zone]});
            }
            values.set(i, local_concentration(std::move(ranked)));
        }
        return values;
    };
    const auto times = [](Values values, double factor) {
        for (double& v : values.number) v *= factor;
        return values;
    };
    const auto of_whole = [&](const Values& part, const Values& by_zone) {
        double whole = 0.0;
        for (const double people : by_zone.number) whole += people;
        Values values(part.size());
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (!part.known(i))
                values.set_blank(i, part.status[i]);
            else if (whole > 0.0)
                values.set(i, 100.0 * part.number[i] / whole);
        }
        return values;
    };
    const auto counts = [&](auto&& count) {
        std::vector<double> numbers;
        for (const std::int32_t f : footprints) numbers.push_back(static_cast<double>(count(f)));
        return Values::of(std::move(numbers));
    };
    const auto values_of = [&](const model::Column& column) -> std::optional<Values> {
        const std::string_view id = column.id;
        if (id == "zones") return counts([&](std::int32_t f) { return live.zones_of(f).size(); });
        if (id == "pieces") return counts([&](std::int32_t f) { return live.pieces(f); });
        if (id == "residents" || id == "registered" || id == "imd1_residents") return totals(id);
        if (id == "imd1_share") return ratio(totals("imd1_residents"), totals("residents"), 100.0);
        if (id == "imd_score") return ratio(totals("score_people"), totals("score_weight"), 1.0);
        if (id == "imd12_residents") return totals(id);
        if (id == "imd1_of_whole") return of_whole(totals("imd1_residents"), zones_of_quantity("imd1_residents"));
        if (id == "imd1_zone_share")
            return times(
                ratio(totals("imd1_zones"), counts([&](std::int32_t f) { return live.zones_of(f).size(); }), 1.0),
                100.0);
        if (id == "imd_average_rank") return ratio(totals("rank_people"), totals("score_weight"), 1.0);
        if (id == "imd_extent") return ratio(totals("extent_people"), totals("score_weight"), 1.0);
        if (id == "imd_local_concentration") return concentration();
        if (id == "covered_share") return ratio(totals("decile_people"), totals("residents"), 1.0);
        if (id == "area_ha" || id == "imd1_zones") {  // a footprint without zones has none, which is known
            Values values = totals(id);
            for (std::size_t i = 0; i < footprints.size(); ++i)
                if (live.zones_of(footprints[i]).empty()) values.set(i, 0.0);
            return values;
        }
        if (id == "list_size") {
            Values values(footprints.size());
            for (std::size_t i = 0; i < footprints.size(); ++i) {
                if (footprints[i] == model::unassigned) continue;
                values.number[i] = column.values.number[static_cast<std::size_t>(footprints[i])];
                values.status[i] = column.values.status[static_cast<std::size_t>(footprints[i])];
            }
            return values;
        }
        return std::nullopt;
    };
    std::vector<model::Column> columns;
    for (const model::Column& column : set.columns)
        if (std::optional<Values> values = values_of(column))
            columns.push_back({column.id, column.title, column.unit, column.decimals, std::move(*values)});
    return columns;
}

}  // namespace locality::core
