#include "catch.h"
#include "core/disclosure.h"
#include "io/read_table.h"
#include "real_data.h"

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using namespace locality;
using core::Shown;
using model::Status;
using model::Values;

namespace {

core::CountTable counts(std::size_t rows, std::size_t columns, const std::vector<double>& numbers, bool row_totals,
                        bool column_totals) {
    return {rows, columns, Values::of(numbers), row_totals, column_totals};
}

/// What a reader knows of one published cell by itself.
struct Known {
    int least = 0, most = 0;
    bool free = false;  ///< not published: nothing is known
};

/// All tables of small numbers that fit what was published, tried one by one: least and most of every cell.
class Trial {
public:
    Trial(const core::CountTable& table, const core::ProtectedTable& shown, const model::DisclosureRule& rule,
          bool knows_rule, int most)
        : m_table(table), m_most(most), m_number((table.rows + 1) * (table.columns + 1), 0) {
        for (const core::ProtectedCell& cell : shown.cell) {
            Known known{0, std::numeric_limits<int>::max(), cell.shown == Shown::absent};
            const int small = rule.zero_shown ? 1 : 0;
            if (cell.shown == Shown::withheld) {
                known.least = small;
                if (knows_rule) known.most = rule.withhold_to;
            } else if (cell.shown == Shown::hidden) {
                known.least = knows_rule ? rule.withhold_to + 1 : small;
            } else if (cell.shown == Shown::as_is) {
                known.least = std::numeric_limits<int>::max();
                known.most = 0;
                for (int n = 0; n <= 200; ++n)
                    if (!core::is_withheld(rule, n) && core::rounded(rule, n) == static_cast<int>(cell.value)) {
                        known.least = std::min(known.least, n);
                        known.most = std::max(known.most, n);
                    }
            }
            m_known.push_back(known);
        }
        least.assign(m_known.size(), std::numeric_limits<int>::max());
        greatest.assign(m_known.size(), -1);
        next(0);
    }
    std::vector<int> least, greatest;

private:
    void next(std::size_t at) {
        if (at == m_table.rows * m_table.columns) return check();
        const std::size_t cell = at / m_table.columns * (m_table.columns + 1) + at % m_table.columns;
        for (int n = m_known[cell].least; n <= std::min(m_most, m_known[cell].most); ++n) {
            m_number[cell] = n;
            next(at + 1);
        }
    }
    void check() {
        const std::size_t wide = m_table.columns + 1;
        for (std::size_t r = 0; r < m_table.rows; ++r) {
            m_number[r * wide + m_table.columns] = 0;
            for (std::size_t c = 0; c < m_table.columns; ++c)
                m_number[r * wide + m_table.columns] += m_number[r * wide + c];
        }
        for (std::size_t c = 0; c < wide; ++c) {
            m_number[m_table.rows * wide + c] = 0;
            for (std::size_t r = 0; r < m_table.rows; ++r) m_number[m_table.rows * wide + c] += m_number[r * wide + c];
        }
        for (std::size_t i = 0; i < m_known.size(); ++i)
            if (!m_known[i].free && (m_number[i] < m_known[i].least || m_number[i] > m_known[i].most)) return;
        for (std::size_t i = 0; i < m_known.size(); ++i) {
            least[i] = std::min(least[i], m_number[i]);
            greatest[i] = std::max(greatest[i], m_number[i]);
        }
    }
    const core::CountTable& m_table;
    int m_most;
    std::vector<int> m_number;
    std::vector<Known> m_known;
};

}  // namespace

TEST_CASE("NHS counts: the reference's figures, both ways of marking", "[disclosure][real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::SourceSpec spec;
    spec.path = real_data() / "golden/sdc_nhs_central_suppression.csv";
    model::Issues issues;
    const io::Table table = io::read_table(spec, issues);
    REQUIRE(table.columns == std::vector<std::string>{"count", "star_variant", "five_variant"});
    const model::DisclosureRule star = model::disclosure_rule("nhs").value();
    model::DisclosureRule five = star;
    five.mark = "5";
    CHECK(table.row_count() == 44);
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::int64_t count = std::stoll(std::string(table.cells[0][row]));
        INFO(count);
        CHECK(core::shown_text(star, count) == table.cells[1][row]);
        CHECK(core::shown_text(five, count) == table.cells[2][row]);
    }
}

TEST_CASE("rules are data", "[disclosure]") {
    const model::DisclosureRule under5 = model::disclosure_rule("under5").value();
    CHECK(core::shown_text(under5, 0) == "0");
    CHECK(core::shown_text(under5, 1) == "*");
    CHECK(core::shown_text(under5, 4) == "*");
    CHECK(core::shown_text(under5, 5) == "5");
    const model::DisclosureRule none = model::disclosure_rule("none").value();
    CHECK(core::shown_text(none, 1) == "1");
    CHECK_FALSE(model::disclosure_rule("secret"));
    model::DisclosureRule own = under5;
    own.zero_shown = false;
    own.round_to = 10;
    CHECK(core::shown_text(own, 0) == "*");
    CHECK(core::shown_text(own, 14) == "10");
    CHECK(core::shown_text(own, 15) == "20");
    CHECK_THROWS_AS(core::shown_text(none, -1), std::invalid_argument);
}

TEST_CASE("one small count of a list takes a second cell with it", "[disclosure]") {
    const model::DisclosureRule rule = model::disclosure_rule("under5").value();
    const auto list = counts(4, 1, {30, 3, 12, 50}, false, true);
    const core::ProtectedTable shown = core::protect(list, rule);
    CHECK(shown.safe);
    CHECK(shown.at(1, 0).shown == Shown::withheld);
    CHECK(shown.at(2, 0).shown == Shown::hidden);  // the cheapest that is large enough
    CHECK(shown.at(0, 0).shown == Shown::as_is);
    CHECK(shown.at(3, 0).value == 50);
    CHECK(shown.at(4, 0).value == 95);
    CHECK(shown.at(1, 0).least == 1);
    CHECK(shown.at(1, 0).most == 4);
    CHECK(shown.at(2, 0).least == 11);
    CHECK(shown.at(2, 0).most == 14);
    CHECK(shown.at(0, 1).shown == Shown::absent);
    // Without a total nothing can be subtracted.
    const core::ProtectedTable apart = core::protect(counts(4, 1, {30, 3, 12, 50}, false, false), rule);
    CHECK(apart.at(2, 0).shown == Shown::as_is);
}

TEST_CASE("whoever knows the rule cannot work out two counts that are both the largest small one", "[disclosure]") {
    // 7 + 7 = 14, and neither can be more than 7: without a third cell both are told.
    model::DisclosureRule rule = model::disclosure_rule("nhs").value();
    rule.round_to = 1;
    const core::ProtectedTable shown = core::protect(counts(3, 1, {7, 7, 40}, false, true), rule);
    CHECK(shown.safe);
    CHECK(shown.at(0, 0).least < 7);
    CHECK((shown.at(2, 0).shown == Shown::hidden || shown.at(3, 0).shown == Shown::hidden));
}

TEST_CASE("noughts are shown and protect nothing; a table of one count hides its totals", "[disclosure]") {
    const model::DisclosureRule rule = model::disclosure_rule("under5").value();
    const core::ProtectedTable shown = core::protect(counts(2, 2, {2, 0, 0, 90}, true, true), rule);
    CHECK(shown.safe);
    CHECK(shown.at(0, 1).shown == Shown::as_is);
    CHECK(shown.at(0, 1).value == 0);
    CHECK(shown.at(0, 0).shown == Shown::withheld);
    CHECK(shown.at(0, 2).shown == Shown::withheld);
    CHECK(shown.at(2, 0).shown == Shown::withheld);
    CHECK(shown.at(0, 0).most > shown.at(0, 0).least);
}

TEST_CASE("blanks stay blank, and so do their totals", "[disclosure]") {
    core::CountTable table = counts(2, 2, {10, 20, 30, 3}, true, true);
    table.count.set_blank(0, Status::suppressed);
    const core::ProtectedTable shown = core::protect(table, model::disclosure_rule("under5").value());
    CHECK(shown.at(0, 0).shown == Shown::blank);
    CHECK(shown.at(0, 2).shown == Shown::blank);
    CHECK(shown.at(2, 0).shown == Shown::blank);
    CHECK(shown.at(2, 2).shown == Shown::blank);
    CHECK(shown.at(1, 1).shown == Shown::withheld);
    CHECK(shown.at(1, 0).shown == Shown::hidden);  // else 33 - 30
    CHECK(shown.at(0, 1).shown == Shown::hidden);  // else 23 - 20
    CHECK(std::isnan(shown.at(0, 0).least));
}

TEST_CASE("no count can be worked out: every table that fits is tried", "[disclosure][property]") {
    std::mt19937 random(3);
    int withheld = 0, hidden = 0, unsafe = 0;
    for (int round = 0; round < 120; ++round) {
        model::DisclosureRule rule;
        rule.withhold_to = 2 + static_cast<int>(random() % 2);
        rule.round_to = round % 3 == 2 ? 3 : 1;
        rule.zero_shown = round % 5 != 4;
        const std::size_t rows = 1 + random() % 2, columns = rows == 2 ? 2 : 2 + random() % 2;
        std::vector<double> numbers;
        for (std::size_t i = 0; i < rows * columns; ++i) numbers.push_back(random() % 3 ? random() % 9 : random() % 4);
        const bool row_totals = random() % 4 != 0, column_totals = rows > 1 && random() % 4 != 0;
        const core::CountTable table = counts(rows, columns, numbers, row_totals, column_totals);
        const core::ProtectedTable shown = core::protect(table, rule);
        INFO("round " << round);
        constexpr int far = 26;
        const Trial knowing(table, shown, rule, true, far), summing(table, shown, rule, false, far);
        if (!shown.safe) {
            // Then hiding every count above nought would not help either.
            core::CountTable all = table;
            all.hidden.assign(shown.cell.size(), true);
            const core::ProtectedTable darkest = core::protect(all, rule);
            const Trial still(table, darkest, rule, true, far);
            bool told = false;
            for (std::size_t i = 0; i < shown.cell.size(); ++i)
                told = told || (shown.cell[i].shown == Shown::withheld && still.least[i] == still.greatest[i]);
            CHECK(told);
            ++unsafe;
        }
        for (std::size_t i = 0; i < shown.cell.size(); ++i) {
            const core::ProtectedCell& cell = shown.cell[i];
            if (cell.shown == Shown::absent) continue;
            INFO("cell " << i);
            CHECK(knowing.least[i] == cell.least);
            if (std::isinf(cell.most))
                CHECK(knowing.greatest[i] >= far);
            else
                CHECK(knowing.greatest[i] == cell.most);
            if (cell.shown == Shown::as_is) continue;
            if (shown.safe) CHECK(knowing.greatest[i] > knowing.least[i]);
            if (cell.shown == Shown::withheld) CHECK(summing.greatest[i] - summing.least[i] > rule.withhold_to);
            ++(cell.shown == Shown::withheld ? withheld : hidden);
        }
    }
    CHECK(withheld > 100);
    CHECK(hidden > 30);
    CHECK(unsafe < 12);
}

TEST_CASE("what is hidden already stays hidden, and can serve as cover", "[disclosure]") {
    core::CountTable list = counts(4, 1, {30, 3, 12, 50}, false, true);
    list.hidden.assign(10, false);
    list.hidden[6] = true;  // the fourth row
    const core::ProtectedTable shown = core::protect(list, model::disclosure_rule("under5").value());
    CHECK(shown.at(3, 0).shown == Shown::hidden);
    CHECK(shown.at(2, 0).shown == Shown::as_is);
    list.hidden.pop_back();
    CHECK_THROWS_AS(core::protect(list, model::disclosure_rule("under5").value()), std::invalid_argument);
}

TEST_CASE("counts must be counts", "[disclosure]") {
    const model::DisclosureRule rule = model::disclosure_rule("nhs").value();
    CHECK_THROWS_AS(core::protect(counts(1, 1, {1.5}, false, false), rule), std::invalid_argument);
    CHECK_THROWS_AS(core::protect(counts(1, 1, {-1}, false, false), rule), std::invalid_argument);
    CHECK_THROWS_AS(core::protect(counts(1, 2, {1}, false, false), rule), std::invalid_argument);
}
