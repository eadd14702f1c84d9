#include "io/indicator_slices.h"
#include "io/indicator_views.h"

#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/notes.h"
#include "io/people_words.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace locality::io {

namespace {

using model::IndicatorKind;
using model::IndicatorSpec;
using model::IndicatorTable;
using Number = IndicatorSlices::Number;

constexpr double z_95 = 1.959963984540054;
constexpr std::array periods{"period", "year", "time_period", "time period", "date"};
constexpr std::array sexes{"sex", "gender"};
constexpr std::array ages{"age", "age_band", "age band", "age_group", "age group", "ageband"};

/// "per 100,000".
std::string per(double multiplier) {
    std::string digits = fmt::format("{:.0f}", multiplier);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return "per " + digits;
}

std::string usual_unit(const IndicatorTable& table) {
    switch (table.kind) {
        case IndicatorKind::proportion:
            return table.multiplier == 100 ? "%" : per(table.multiplier);
        case IndicatorKind::rate:
        case IndicatorKind::standardised_rate:
            return per(table.multiplier);
        case IndicatorKind::life_expectancy:
            return "years";
        default:
            return "";
    }
}

double usual_multiplier(IndicatorKind kind) {
    if (kind == IndicatorKind::proportion || kind == IndicatorKind::indirect_ratio) return 100.0;
    return kind == IndicatorKind::rate || kind == IndicatorKind::standardised_rate ? 100'000.0 : 1.0;
}

/// Everybody together, in the words of a column of categories.
bool is_all(std::string_view cell) {
    static constexpr std::array words{"", "all", "total", "persons", "all people", "all persons", "everyone"};
    const std::string sought = lower(cell);
    return std::find(words.begin(), words.end(), sought) != words.end();
}

/// A dimension's column by the names that publishers give it, for dimensions that a library says there are.
std::optional<std::size_t> dimension_column(const Columns& columns, const std::string& dimension) {
    const auto fits = [&](std::string_view name) {
        std::string joined;
        for (const std::string& word : words_of(name)) joined += (joined.empty() ? "" : "_") + word;
        if (joined == dimension) return true;
        if (dimension == "ethnicity") return joined == "ethnic_group" || joined == "ethnic";
        if (dimension == "free_school_meals") return joined == "fsm" || joined == "fsm_status";
        if (dimension == "imd_decile") return joined == "deprivation_decile";
        return false;
    };
    return find_column(columns, fits);
}

/// Reads one table.
class IndicatorReader {
public:
    IndicatorReader(const IndicatorSpec& spec, const Table& table)
        : m_spec(spec), m_table(table), m_columns(columns_of(table)), m_views(indicator_views(spec, m_columns)) {
        const KeyColumn key = key_column(m_columns, spec.source, true);
        m_code = key.code;
        m_kind = key.kind == "other" ? "" : key.kind;
        find_period();
        m_sex = spec.sex.empty() ? one_of(m_columns, sexes) : column_called(m_columns, spec.sex, "sex");
        find_ages();
        for (const auto& b : spec.breakdowns)
            m_dimensions.push_back({b.dimension, column_called(m_columns, b.column, "breakdowns")});
        if (spec.breakdowns.empty())
            for (const std::string& dimension : spec.info.breakdowns)
                if (const auto c = dimension == "sex" || dimension == "age" ? std::nullopt
                                                                            : dimension_column(m_columns, dimension))
                    m_dimensions.push_back({dimension, *c});
        std::sort(m_dimensions.begin(), m_dimensions.end());
        for (const auto& condition : spec.where) add_condition(condition);
    }

    IndicatorTable read(model::Issues& issues) {
        IndicatorTable indicator;
        static_cast<model::IndicatorInfo&>(indicator) = m_spec.info;
        if (indicator.title.empty()) indicator.title = indicator.id;
        if (!m_spec.has_kind) indicator.multiplier = usual_multiplier(indicator.kind);
        if (indicator.unit.empty()) indicator.unit = usual_unit(indicator);
        indicator.source = m_table.source;
        indicator.zone_kind = m_kind;
        indicator.averages = m_views.averages;
        indicator.expected = m_spec.expected;
        indicator.assume = m_spec.assume;
        indicator.least_covered = m_spec.least_covered;
        indicator.bands = bands();

        using Several = IndicatorSlices::Several;
        IndicatorSlices slices(m_table.source, m_spec.info.id, indicator.bands,
                               {has_denominator(), m_views.has_limits(), m_spec.individuals || m_views.has_spread()},
                               m_spec.individuals     ? Several::individuals
                               : m_conditions.empty() ? Several::stand_alone
                                                      : Several::parts_of_total);
        for (const IndicatorView& view : m_views.all) read_view(view, indicator, slices);
        indicator.slices = slices.take();
        report(issues);
        if (indicator.slices.empty())
            throw model::InputError(
                fmt::format("{}: no row can be used for indicator \"{}\"", m_table.source, m_spec.info.id));
        return indicator;
    }

private:
    bool is(std::initializer_list<IndicatorKind> kinds) const {
        return std::find(kinds.begin(), kinds.end(), m_spec.info.kind) != kinds.end();
    }
    /// Each row of an individual is a count of one.
    bool has_denominator() const { return m_spec.individuals || m_views.has_denominator(); }

    void find_period() {
        if (m_spec.period.empty()) {
            m_period = one_of(m_columns, periods);
            return;
        }
        const auto exact = find_column(m_columns, [&](std::string_view n) { return lower(n) == lower(m_spec.period); });
        if (!exact && model::period_of(m_spec.period).known()) {
            m_one_period = m_spec.period;
            return;
        }
        m_period = column_called(m_columns, m_spec.period, "period");
    }

    void find_ages() {
        if (!m_spec.age.empty())
            m_age = column_called(m_columns, m_spec.age, "age");
        else if (is({IndicatorKind::standardised_rate, IndicatorKind::life_expectancy}) && m_spec.value.empty() &&
                 m_spec.wide.empty())
            m_age = required_column(m_columns, "", "age", one_of(m_columns, ages), m_spec.info.id);
    }

    void add_condition(const IndicatorSpec::Condition& condition) {
        Condition c{column_called(m_columns, condition.column, "where"), {}};
        for (const std::string& value : condition.values) {
            const auto& cells = m_table.cells[c.column];
            if (std::find(cells.begin(), cells.end(), std::string_view(value)) == cells.end()) {
                const std::set<std::string_view> there(cells.begin(), cells.end());
                std::string some;
                std::size_t shown = 0;
                for (std::string_view cell : there)
                    if (shown++ < 12) some += fmt::format("{}\"{}\"", some.empty() ? "" : ", ", cell);
                throw model::InputError(fmt::format(
                    "{}: indicator \"{}\": where = {{ {} = \"{}\" }}: no row has it; the "
                    "column holds {}{}",
                    m_table.source, m_spec.info.id, condition.column, value, some, there.size() > 12 ? " ..." : ""));
            }
            c.values.push_back(value);
        }
        m_conditions.push_back(std::move(c));
    }

    bool chosen(std::size_t row) const {
        return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const Condition& c) {
            return std::find(c.values.begin(), c.values.end(), m_table.cells[c.column][row]) != c.values.end();
        });
    }

    /// The ages of the table, ascending. Bands that overlap would count people twice.
    std::vector<model::AgeBand> bands() {
        std::set<model::AgeBand> found;
        for (const IndicatorView& view : m_views.all)
            if (view.age) found.insert(*view.age);
        if (m_age) {
            std::set<std::string_view> texts;
            for (std::size_t r = 0; r < m_table.row_count(); ++r)
                if (chosen(r)) texts.insert(m_table.cells[*m_age][r]);
            for (std::string_view text : texts)
                if (const auto band = age_band_of(text)) {
                    m_band_of.emplace(text, *band);
                    found.insert(*band);
                }
            if (found.empty())
                throw model::InputError(fmt::format(
                    "{}: indicator \"{}\": no age is understood in column \"{}\" (first \"{}\"); write ages "
                    "as \"0-4\" or \"90+\"",
                    m_table.source, m_spec.info.id, m_table.columns[*m_age], m_table.cells[*m_age][0]));
        }
        int last = -1;
        for (const model::AgeBand& band : found) {
            if (band.from <= last)
                throw model::InputError(
                    fmt::format("{}: indicator \"{}\": ages {} to {} overlap the band before them; keep bands that do "
                                "not, with where = {{ ... }}",
                                m_table.source, m_spec.info.id, band.from, band.to));
            last = band.to;
        }
        return {found.begin(), found.end()};
    }

    void read_view(const IndicatorView& view, const IndicatorTable& indicator, IndicatorSlices& slices) {
        const bool by_bands = !indicator.bands.empty();
        std::map<std::string_view, model::Period> period_of_text;
        IndicatorSlices::Key key;
        for (std::size_t r = 0; r < m_table.row_count(); ++r) {
            if (!chosen(r)) continue;
            auto sex = view.sex ? view.sex : m_sex ? sex_of(m_table.cells[*m_sex][r]) : model::Sex::all;
            if (!sex) {
                if (m_odd_sex++ == 0) m_first_odd_sex = m_table.cells[*m_sex][r];
                continue;
            }
            int band = -1;
            if (by_bands) {
                const auto age = view.age ? view.age : band_in(r);
                if (!age) continue;
                band = static_cast<int>(std::lower_bound(indicator.bands.begin(), indicator.bands.end(), *age) -
                                        indicator.bands.begin());
            }
            const std::string_view text = !view.period.empty()    ? std::string_view(view.period)
                                          : !m_one_period.empty() ? std::string_view(m_one_period)
                                          : m_period              ? m_table.cells[*m_period][r]
                                                                  : std::string_view();
            const auto [at, fresh] = period_of_text.try_emplace(text);
            if (fresh) at->second = model::period_of(text);
            key.period = at->second;
            key.sex = *sex;
            key.categories = view.categories;
            for (const auto& [dimension, column] : m_dimensions)
                if (const std::string_view cell = m_table.cells[column][r]; !is_all(cell))
                    key.categories.push_back({dimension, std::string(cell)});
            if (!view.categories.empty()) std::sort(key.categories.begin(), key.categories.end());
            slices.add(key, m_table.cells[m_code][r], band, row(view, r));
        }
    }

    std::optional<model::AgeBand> band_in(std::size_t row) {
        const std::string_view text = m_table.cells[*m_age][row];
        const auto at = m_band_of.find(text);
        if (at != m_band_of.end()) return at->second;
        if (m_no_age++ == 0) m_first_no_age = text;
        return {};
    }

    IndicatorSlices::Row row(const IndicatorView& view, std::size_t r) {
        const auto number_in = [&](const std::optional<std::size_t>& column) {
            return column ? number(*column, r) : Number{};
        };
        const auto known = [](double n) {
            return Number{n, std::isnan(n) ? model::Status::missing : model::Status::known};
        };
        IndicatorSlices::Row row;
        row.numerator = number(view.numerator, r);
        row.denominator = number_in(view.denominator);
        row.lower = number_in(view.lower);
        row.upper = number_in(view.upper);
        const double value = row.numerator.number, n = row.denominator.number;
        if (m_spec.individuals) {
            row.denominator = known(row.numerator.status == model::Status::known ? 1.0 : model::no_value);
            row.squares = known(value * value);
            return row;
        }
        const double se = number_in(view.se).number;
        const double sd = view.sd ? number_in(view.sd).number : se * std::sqrt(n);
        if (view.denominator) {
            row.squares = known(n == 1.0 ? value * value : (n - 1) * sd * sd + n * value * value);
        } else if (view.se && !view.lower) {
            row.lower = known(value - z_95 * se);
            row.upper = known(value + z_95 * se);
        }
        return row;
    }

    Number number(std::size_t column, std::size_t row) {
        Number n;
        n.number = m_tally.read(m_table.cells[column][row], m_table.columns[column], n.status);
        const bool may_be_negative = m_views.averages || is({IndicatorKind::mean, IndicatorKind::score});
        if (n.number < 0 && !may_be_negative)
            throw model::InputError(
                fmt::format("{}: indicator \"{}\": {} has {} in column \"{}\", and nothing that is "
                            "counted is below 0; mend the table",
                            m_table.source, m_spec.info.id, m_table.cells[m_code][row], m_table.cells[column][row],
                            m_table.columns[column]));
        return n;
    }

    void report(model::Issues& issues) const {
        if (m_odd_sex > 0)
            warn(issues, m_table.source, "unknown_sex",
                 fmt::format("{} rows have a sex that is not understood (first \"{}\") and were left out", m_odd_sex,
                             m_first_odd_sex));
        if (m_no_age > 0)
            note(issues, m_table.source, "no_age",
                 fmt::format("{} rows are of no age band (first \"{}\") and were left out", m_no_age, m_first_no_age));
        m_tally.report(issues, m_table.source);
    }

    const IndicatorSpec& m_spec;
    const Table& m_table;
    Columns m_columns;
    IndicatorViews m_views;
    std::size_t m_code = 0;
    std::string m_kind;
    std::optional<std::size_t> m_period, m_sex, m_age;
    std::string m_one_period;
    std::vector<std::pair<std::string, std::size_t>> m_dimensions;
    struct Condition {
        std::size_t column;
        std::vector<std::string> values;
    };
    std::vector<Condition> m_conditions;
    std::map<std::string_view, model::AgeBand> m_band_of;
    CellTally m_tally;
    std::size_t m_odd_sex = 0, m_no_age = 0;
    std::string_view m_first_odd_sex, m_first_no_age;
};

model::LookupTable read_area_lookup(const IndicatorSpec& spec, model::Issues& issues) {
    const std::array hints{spec.from, spec.to, spec.share};
    const Table table = read_table_with(spec.lookup, hints, issues);
    const Columns columns = columns_of(table);
    const std::size_t from = column_called(columns, spec.from, "from"), to = column_called(columns, spec.to, "to");
    const auto share = spec.share.empty() ? std::nullopt : std::optional(column_called(columns, spec.share, "share"));
    model::LookupTable lookup;
    lookup.source = table.source;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        model::LookupTable::Row row{std::string(table.cells[from][r]), std::string(table.cells[to][r]), "", 1.0};
        if (row.from.empty() || row.to.empty()) continue;
        if (share) row.share = share_in(table, *share, r, row.from);
        lookup.rows.push_back(std::move(row));
    }
    return lookup;
}

}  // namespace

model::IndicatorTable read_indicator(const IndicatorSpec& spec, model::Issues& issues) {
    std::vector<std::string> hints{spec.numerator, spec.denominator, spec.value, spec.period, spec.sex,
                                   spec.age,       spec.lower,       spec.upper, spec.sd,     spec.se};
    for (const auto& b : spec.breakdowns) hints.push_back(b.column);
    for (const auto& w : spec.wide) hints.push_back(w.value.empty() ? w.numerator : w.value);
    const Table table = read_table_with(spec.source, hints, issues);
    model::IndicatorTable indicator = IndicatorReader(spec, table).read(issues);
    if (spec.lookup.given()) indicator.lookup = read_area_lookup(spec, issues);
    return indicator;
}

}  // namespace locality::io
