#include "stats/classes.h"
#include "stats/natural_breaks.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <vector>

// Times, in the processor's own time, natural breaks of as many values as England has LSOAs, of three kinds:
// long-tailed, bell-shaped, and rounded to one decimal as rates are published.

namespace {

using Numbers = std::vector<double>;
namespace stats = locality::stats;

double best_ms(int runs, const std::function<void()>& work) {
    double best = 0;
    for (int run = 0; run < runs; ++run) {
        const std::clock_t start = std::clock();
        work();
        const double took = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        if (run == 0 || took < best) best = took;
    }
    return best;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App program("Times natural breaks");
    int count = 33'755, classes = 10, runs = 20;
    program.add_option("--values", count, "Number of values")->check(CLI::Range(1, 10'000'000))->capture_default_str();
    program.add_option("--classes", classes, "Number of classes")->check(CLI::Range(1, 100))->capture_default_str();
    program.add_option("--runs", runs, "Runs, of which the best counts")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    CLI11_PARSE(program, argc, argv);

    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    Numbers tailed, bell, rounded;
    for (int i = 0; i < count; ++i) {
        tailed.push_back(std::exp(3 + normal(random)));
        bell.push_back(1500 + 300 * normal(random));
        rounded.push_back(std::round(150 + 60 * normal(random)) / 10);
    }
    fmt::print("{} values, {} classes, best of {} runs\n", count, classes, runs);
    const std::pair<const char*, const Numbers*> kinds[] = {
        {"long-tailed", &tailed}, {"bell-shaped", &bell}, {"one decimal", &rounded}};
    for (const auto& [name, values] : kinds) {
        Numbers breaks, sorted;
        const double sorting = best_ms(runs, [&, values = values] {
            sorted = *values;
            std::sort(sorted.begin(), sorted.end());
        });
        const double all = best_ms(runs, [&, values = values] { breaks = stats::natural_breaks(*values, classes); });
        fmt::print("{:12} {:6.2f} ms, {:.2f} of them sorting; GADF {:.4f}\n", name, all, sorting,
                   stats::class_fit(*values, breaks).goodness);
    }
}
