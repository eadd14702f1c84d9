#include "core/figure_standing.h"

#include "stats/comparison.h"
#include "stats/trend.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace locality::core {

using model::Estimate;
using model::Status;

namespace {

stats::Polarity polarity_of(model::Polarity polarity) {
    switch (polarity) {
        case model::Polarity::low_is_good:
            return stats::Polarity::low_is_good;
        case model::Polarity::high_is_good:
            return stats::Polarity::high_is_good;
        case model::Polarity::neutral:
            break;
    }
    return stats::Polarity::neutral;
}

}  // namespace

model::Standing standing_of(double value, const model::Limits& limits, double benchmark, model::Polarity polarity) {
    const stats::Figure figure{value, {limits.lower, limits.upper}, stats::Blank::no};
    if (std::isnan(value) || std::isnan(benchmark)) return model::Standing::not_compared;
    switch (stats::against_benchmark(figure, benchmark, polarity_of(polarity))) {
        case stats::Standing::similar:
            return model::Standing::similar;
        case stats::Standing::better:
        case stats::Standing::best:
            return model::Standing::better;
        case stats::Standing::worse:
        case stats::Standing::worst:
            return model::Standing::worse;
        case stats::Standing::higher:
        case stats::Standing::highest:
            return model::Standing::higher;
        case stats::Standing::lower:
        case stats::Standing::lowest:
            return model::Standing::lower;
        case stats::Standing::not_compared:
            break;
    }
    return model::Standing::not_compared;
}

model::RecentTrend trend_of(const model::IndicatorTable& table, std::span<const Estimate* const> points) {
    for (const Estimate* e : points)
        if (e->status != Status::known) return model::RecentTrend::cannot_be_calculated;
    stats::Trend trend;
    if (table.kind == model::IndicatorKind::proportion && !table.averages) {
        std::vector<double> count, total;
        for (const Estimate* e : points) {
            count.push_back(std::min(e->numerator, e->denominator));
            total.push_back(e->denominator);
        }
        trend = stats::recent_trend_of_proportion(count, total);
    } else {
        std::vector<stats::Figure> figures;
        for (const Estimate* e : points)
            figures.push_back({e->value, {e->limits_95.lower, e->limits_95.upper}, stats::Blank::no});
        trend = stats::recent_trend(figures);
    }
    switch (trend.direction) {
        case stats::TrendDirection::increasing:
            return model::RecentTrend::increasing;
        case stats::TrendDirection::decreasing:
            return model::RecentTrend::decreasing;
        case stats::TrendDirection::no_significant_change:
            return model::RecentTrend::no_significant_change;
        case stats::TrendDirection::cannot_be_calculated:
            break;
    }
    return model::RecentTrend::cannot_be_calculated;
}

bool evenly_spaced(std::span<const model::Period> periods) {
    const int months = periods[0].months(), step = periods[1].first_month - periods[0].first_month;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        if (!periods[i].known() || periods[i].months() != months) return false;
        if (i > 0 &&
            (periods[i].overlaps(periods[i - 1]) || periods[i].first_month - periods[i - 1].first_month != step))
            return false;
    }
    return true;
}

}  // namespace locality::core
