#include "allocation_methods.h"

#include "core/allocate.h"
#include "core/bridge.h"
#include "core/join.h"
#include "core/repair.h"
#include "core/shares.h"
#include "geo/mending.h"
#include "io/crosswalk_csv.h"
#include "io/read_layer.h"
#include "io/read_table.h"

#include <map>
#include <stdexcept>

namespace bench {

using namespace locality;

namespace {

model::SourceSpec source(const std::filesystem::path& file, const char* layer = "") {
    model::SourceSpec spec;
    spec.path = file;
    spec.layer = layer;
    return spec;
}

/// The first number in `column` for each code: a long table repeats a zone's total on each of its rows.
std::map<std::string, double> first_numbers(const std::filesystem::path& file, const std::string& code,
                                            const std::string& column) {
    model::Issues issues;
    const io::Table table = io::read_table(source(file), issues);
    const auto at = [&](const std::string& name) {
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            if (table.columns[c] == name) return c;
        throw std::runtime_error(file.string() + ": no column " + name);
    };
    std::map<std::string, double> numbers;
    const std::size_t key = at(code), value = at(column);
    for (std::size_t r = 0; r < table.row_count(); ++r)
        numbers.try_emplace(std::string(table.cells[key][r]), io::parse_cell(table.cells[value][r]).number);
    return numbers;
}

}  // namespace

std::vector<AllocationMethod> allocation_methods(const std::filesystem::path& data) {
    const std::filesystem::path leeds = data / "leeds";
    model::Issues issues;
    const model::Boundaries msoa =
        core::prepare(io::read_layer(source(leeds / "leeds_27700.gpkg", "msoa21"), "msoa", issues)).boundaries;
    const model::Boundaries lsoa =
        core::prepare(io::read_layer(source(leeds / "leeds_27700.gpkg", "lsoa21"), "lsoa", issues)).boundaries;

    const model::ResidentsTable census =
        io::read_residents(source(leeds / "population/census21_pop_6bands_lsoa21_long.csv"), issues);
    const model::Values truth =
        core::pick(census.total, core::join(census.code, lsoa.code, "census", "lsoa").row_of_code);
    std::map<std::string, std::string> msoa_of;
    {
        const io::Table nesting = io::read_table(source(leeds / "lookups/lsoa21_msoa21_by_name.csv"), issues);
        for (std::size_t r = 0; r < nesting.row_count(); ++r) msoa_of.emplace(nesting.cells[0][r], nesting.cells[2][r]);
    }
    std::vector<double> total(msoa.size(), 0.0);
    for (std::size_t z = 0; z < lsoa.size(); ++z) {
        const auto at = std::lower_bound(msoa.code.begin(), msoa.code.end(), msoa_of.at(lsoa.code[z]));
        total[static_cast<std::size_t>(at - msoa.code.begin())] += truth.number[z];
    }
    const model::Values residents = model::Values::of(total);

    /// A point well inside each LSOA, that names its MSOA, with a weight.
    const std::vector<geo::Point> inside = geo::interior_points(lsoa.shapes);
    const auto weighted = [&](std::vector<double> weight) {
        model::PointLayer points;
        points.id = "weights";
        points.unit = "residents";
        points.code = lsoa.code;
        points.place = inside;
        for (const std::string& code : lsoa.code) points.zone.push_back(msoa_of.at(code));
        points.weight = model::Values::of(std::move(weight));
        return points;
    };
    std::vector<AllocationMethod> methods;
    const auto add = [&](const char* name, const char* how, const model::Crosswalk& shares) {
        const model::Values estimate = core::allocate_counts(residents, shares);
        std::vector<double> known;
        for (std::size_t z = 0; z < estimate.size(); ++z) known.push_back(estimate.known(z) ? estimate.number[z] : 0.0);
        methods.push_back({name, how, stats::estimation_error(known, truth.number)});
    };

    add("area", "square metres of each LSOA", core::shares_by_area(msoa, lsoa));
    model::WeightsSpec spec;
    spec.source = source(leeds / "points/postcodes_leeds.csv");
    spec.source.code = "pcds";
    model::PointLayer postcodes = io::read_points(spec, "postcodes", issues);
    add("postcodes", "postcodes where they lie, each alike", core::shares_by_people(msoa, lsoa, postcodes, issues));
    add("equal", "each LSOA of an MSOA alike",
        core::shares_by_people(msoa, lsoa, weighted(std::vector<double>(lsoa.size(), 1.0)), issues));
    const auto households =
        first_numbers(leeds / "indicators/census21_household_type21_lsoa21.csv", "lsoa21_code", "total_households");
    std::vector<double> of_lsoa;
    for (const std::string& code : lsoa.code) of_lsoa.push_back(households.at(code));
    add("households", "households of Census 2021", core::shares_by_people(msoa, lsoa, weighted(of_lsoa), issues));

    model::BridgeSpec links;
    links.source = source(leeds / "lookups/lsoa11_lsoa21_hhweights.csv");
    links.from = "LSOA11CD";
    links.to = "LSOA21CD";
    links.weight = "Households";
    model::ResidentsTable earlier =
        io::read_residents(source(leeds / "population/population20_lsoa11_syoa.csv"), issues);
    earlier = core::bridged(earlier, core::bridge(io::read_bridge(links, issues)), issues);
    const model::Values mid_2020 =
        core::pick(earlier.total, core::join(earlier.code, lsoa.code, "mid-2020", "lsoa").row_of_code);
    add("earlier residents", "residents of mid-2020 by LSOA 2011, bridged to 2021 by households",
        core::shares_by_people(msoa, lsoa, weighted(mid_2020.number), issues));
    return methods;
}

}  // namespace bench
