#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "core/explain.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

namespace locality::cli {

namespace {

using Align = TextTable::Align;
using nlohmann::ordered_json;

constexpr int decimals_of_values = 2;

struct ExplainOptions {
    std::string project, figure;
};

std::string described(const model::Estimate& e) {
    std::string text = e.period.empty() ? "all periods" : e.period;
    text += e.sex == model::Sex::all ? ", all people" : ", " + word(model::sex_words, e.sex);
    if (!e.breakdown.empty()) text += ", " + e.breakdown;
    return text +
           (e.population == model::Population::registered ? ", on the lists of its practices" : ", living there");
}

std::string exact(double number) {
    if (std::isnan(number)) return {};
    return std::abs(number) < 1e6 ? fmt::format("{:.6g}", number) : fmt::format("{:.0f}", number);
}

std::string explanation_text(const core::Explanation& why, bool synthetic) {
    const model::Estimate& e = why.estimate;
    std::string text = fmt::format("{}{}: {}\n", why.title, why.unit.empty() ? "" : " (" + why.unit + ")",
                                   figure(e.value, e.status, decimals_of_values));
    text += fmt::format("{} ({}), {}; {}\n{}\n", why.name, why.code, why.set_title, described(e), why.address);
    if (synthetic) text += "Synthetic data\n";
    if (!why.definition.empty()) text += why.definition + "\n";
    text += "\n";
    for (const std::string& step : why.steps) text += "- " + step + "\n";

    TextTable bands;
    bands.add_column("By age", Align::left);
    for (const char* header : {"events", "people"}) bands.add_column(header, Align::right);
    if (!why.band_weight.empty()) bands.add_column(why.band_weight, Align::right);
    for (const core::Explanation::Band& band : why.bands) {
        std::vector<std::string> cells{band.ages, exact(band.events), exact(band.people)};
        if (!why.band_weight.empty()) cells.push_back(exact(band.weight));
        bands.add_row(std::move(cells));
    }
    if (!bands.empty()) text += "\n" + bands.text();

    TextTable areas;
    areas.add_column(fmt::format("From {} {}", why.from.size(), why.areas), Align::left);
    const bool named =
        std::any_of(why.from.begin(), why.from.end(), [](const auto& area) { return !area.name.empty(); });
    if (named) areas.add_column("name", Align::left);
    const bool averaged =
        std::any_of(why.from.begin(), why.from.end(), [](const auto& area) { return !std::isnan(area.value); });
    areas.add_column("% of it here", Align::right);
    const std::vector<const char*> headers =
        averaged ? std::vector<const char*>{"value", "weight", "weight here"}
                 : std::vector<const char*>{"numerator", "denominator", "numerator here", "denominator here"};
    for (const char* header : headers) areas.add_column(header, Align::right);
    for (const core::Explanation::Area& area : why.from) {
        const bool known = area.status == model::Status::known;
        const std::string blank = known ? "" : area.status == model::Status::suppressed ? "suppressed" : "no data";
        const auto cell = [&](double number) { return std::isnan(number) ? blank : exact(number); };
        std::vector<std::string> cells{area.code};
        if (named) cells.push_back(area.name);
        cells.push_back(fmt::format("{:.4g}", 100 * area.share));
        if (averaged)
            for (const double number : {area.value, area.denominator, area.share * area.denominator})
                cells.push_back(cell(number));
        else
            for (const double number :
                 {area.numerator, area.denominator, area.share * area.numerator, area.share * area.denominator})
                cells.push_back(cell(number));
        areas.add_row(std::move(cells));
    }
    if (!areas.empty()) text += "\n" + areas.text();

    TextTable files;
    for (const char* header : {"File", "as", "SHA-256"}) files.add_column(header, Align::left);
    for (const model::InputFile& file : why.files)
        files.add_row({file.path + (file.layer.empty() ? "" : ", layer " + file.layer), file.role, file.sha256});
    return text + "\n" + files.text();
}

ordered_json limits_json(const model::Limits& limits) {
    return {{"lower", number_json(limits.lower)}, {"upper", number_json(limits.upper)}};
}

ordered_json explanation_json(const core::Explanation& why) {
    const model::Estimate& e = why.estimate;
    ordered_json areas = ordered_json::array(), bands = ordered_json::array(), files = ordered_json::array();
    for (const core::Explanation::Band& band : why.bands)
        bands.push_back({{"ages", band.ages},
                         {"events", number_json(band.events)},
                         {"people", number_json(band.people)},
                         {"weight", number_json(band.weight)}});
    for (const core::Explanation::Area& area : why.from)
        areas.push_back({{"code", area.code},
                         {"name", area.name},
                         {"share", area.share},
                         {"numerator", number_json(area.numerator)},
                         {"denominator", number_json(area.denominator)},
                         {"value", number_json(area.value)},
                         {"status", word(model::status_words, area.status)}});
    for (const model::InputFile& file : why.files)
        files.push_back({{"role", file.role}, {"path", file.path}, {"layer", file.layer}, {"sha256", file.sha256}});
    return {{"figure", why.address},
            {"title", why.title},
            {"unit", why.unit},
            {"set_title", why.set_title},
            {"code", why.code},
            {"name", why.name},
            {"value", number_json(e.value)},
            {"numerator", number_json(e.numerator)},
            {"denominator", number_json(e.denominator)},
            {"status", word(model::status_words, e.status)},
            {"limits_95", limits_json(e.limits_95)},
            {"limits_998", limits_json(e.limits_998)},
            {"whole", number_json(why.whole)},
            {"steps", why.steps},
            {"bands_are_weighted_by", why.band_weight},
            {"bands", bands},
            {"areas", areas},
            {"files", files}};
}

int print_explanation(const ExplainOptions& options, const Common& common) {
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    const core::Explanation why = core::explain(result, core::find_figure(result, options.figure));
    fmt::print("{}", common.json ? printed(explanation_json(why)) : explanation_text(why, result.synthetic));
    return exit_done;
}

}  // namespace

void add_explain(CLI::App& program, Common& common, Run& run) {
    CLI::App* command =
        program.add_subcommand("explain", "Prints how one figure came about, back to its zones and files");
    auto options = std::make_shared<ExplainOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), or demo; may be left out")->type_name("");
    command
        ->add_option(
            "FIGURE", options->figure,
            "INDICATOR/SET/FOOTPRINT[/PERIOD][/BREAKDOWN], as locality figures prints it; the latest period and "
            "all people where they are left out")
        ->type_name("");
    add_common(*command, common);
    command->footer("Example: locality explain demo smoking/lcp/ZLCP01");
    command->callback([options, &common, &run] {
        if (options->project.empty()) throw CLI::RequiredError("FIGURE");
        if (options->figure.empty()) options->figure = std::exchange(options->project, demo_name);
        run = [options, &common] { return print_explanation(*options, common); };
    });
}

}  // namespace locality::cli
