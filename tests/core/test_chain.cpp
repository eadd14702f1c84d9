#include "catch.h"
#include "core/bridge.h"
#include "core/chain.h"
#include "model/errors.h"

#include <map>

using namespace locality;
using core::Bridging;
using core::Change;
using model::CodedCrosswalk;
using model::Status;
using model::Values;

namespace {

struct Link {
    const char *from, *to;
    double share;
};
/// A crosswalk from rows in ascending order; every zone holds 100 people.
CodedCrosswalk crosswalk(std::vector<std::string> zones, std::vector<std::string> footprints,
                         const std::vector<Link>& links) {
    CodedCrosswalk c;
    for (const std::string& zone : zones) {
        double sum = 0;
        for (const Link& link : links) {
            if (zone != link.from) continue;
            c.shares.footprint.push_back(static_cast<std::int32_t>(
                std::find(footprints.begin(), footprints.end(), link.to) - footprints.begin()));
            c.shares.share.push_back(link.share);
            sum += link.share;
        }
        c.shares.row_begin.push_back(static_cast<std::uint32_t>(c.shares.footprint.size()));
        c.shares.covered.push_back(sum);
        c.shares.basis.push_back(model::Basis::residents);
        c.shares.whole.push_back(100);
    }
    c.shares.footprint_count = footprints.size();
    c.zone = std::move(zones);
    c.footprint = std::move(footprints);
    return c;
}

std::map<std::pair<std::string, std::string>, double> table(const CodedCrosswalk& c) {
    std::map<std::pair<std::string, std::string>, double> result;
    for (std::size_t z = 0; z < c.zone.size(); ++z)
        for (std::size_t k = 0; k < c.shares.footprints_of(z).size(); ++k)
            result[{c.zone[z], c.footprint[static_cast<std::size_t>(c.shares.footprints_of(z)[k])]}] =
                c.shares.shares_of(z)[k];
    return result;
}

/// U1 unchanged; S split into Sa and Sb; M1 and M2 merged into M; X1 and X2 exchange ground.
model::BridgeTable changes() {
    model::BridgeTable t;
    t.source = "links.csv";
    t.rows = {{"U1", "U1", 50}, {"S", "Sa", 30},  {"S", "Sb", 10},  {"M1", "M", 10},
              {"M2", "M", 30},  {"X1", "X1", 80}, {"X2", "X1", 10}, {"X2", "X2", 90}};
    return t;
}
const std::vector<std::string> from_codes{"U1", "S", "M1", "M2", "X1", "X2"};

}  // namespace

TEST_CASE("a chain multiplies shares, and says what each zone loses on the way") {
    const CodedCrosswalk first =
        crosswalk({"A1", "A2"}, {"B1", "B2", "B3"},
                  {{"A1", "B1", 0.25}, {"A1", "B2", 0.75}, {"A2", "B2", 0.5}, {"A2", "B3", 0.5}});
    const CodedCrosswalk second =
        crosswalk({"B1", "B2"}, {"C1", "C2"}, {{"B1", "C1", 1}, {"B2", "C1", 0.5}, {"B2", "C2", 0.25}});
    const core::Chained c = core::chained(first, second);
    CHECK(table(c.shares) ==
          std::map<std::pair<std::string, std::string>, double>{
              {{"A1", "C1"}, 0.625}, {{"A1", "C2"}, 0.1875}, {{"A2", "C1"}, 0.25}, {{"A2", "C2"}, 0.125}});
    CHECK(c.lost == std::vector<double>{0.1875, 0.625});
    CHECK(c.unknown == std::vector<std::string>{"B3"});
    CHECK(c.shares.shares.covered == std::vector<double>{0.8125, 0.375});
}

TEST_CASE("a crosswalk turned round twice is itself") {
    CodedCrosswalk c = crosswalk({"A1", "A2"}, {"B1", "B2"}, {{"A1", "B1", 0.25}, {"A1", "B2", 0.75}, {"A2", "B2", 1}});
    c.shares.whole = {40, 60};
    const CodedCrosswalk back = core::inverted(c);
    CHECK(back.shares.whole == std::vector<double>{10, 90});
    CHECK(table(back)[{"B2", "A1"}] == Approx(30.0 / 90));
    CHECK(table(core::inverted(back)) == table(c));
    c.shares.whole.clear();
    CHECK_THROWS_AS(core::inverted(c), std::invalid_argument);
}

TEST_CASE("what would have to move between two crosswalks is half their difference") {
    const CodedCrosswalk a =
        crosswalk({"A1", "A2", "A3"}, {"B1", "B2"}, {{"A1", "B1", 0.25}, {"A1", "B2", 0.75}, {"A2", "B2", 1}});
    const CodedCrosswalk b =
        crosswalk({"A1", "A2"}, {"B2", "B3"}, {{"A1", "B2", 0.5}, {"A1", "B3", 0.5}, {"A2", "B2", 0.5}});
    const std::vector<double> m = core::misplaced(a, b);
    CHECK(m[0] == Approx(0.5));
    CHECK(m[1] == Approx(0.5));
    CHECK(std::isnan(m[2]));
}

TEST_CASE("a bridge tells U, S, M and X by its links, either way") {
    const core::Bridge b = core::bridge(changes());
    CHECK(b.to == std::vector<std::string>{"M", "Sa", "Sb", "U1", "X1", "X2"});
    CHECK(b.change == std::vector<Change>{Change::merged, Change::split, Change::split, Change::unchanged,
                                          Change::complex, Change::split});
    model::BridgeTable back = changes();
    for (auto& row : back.rows) std::swap(row.from, row.to);
    const core::Bridge other = core::bridge(back);
    CHECK(other.to == std::vector<std::string>{"M1", "M2", "S", "U1", "X1", "X2"});
    CHECK(other.change == std::vector<Change>{Change::split, Change::split, Change::merged, Change::unchanged,
                                              Change::split, Change::complex});
}

TEST_CASE("counts move by shares and nobody is lost") {
    const core::Bridge b = core::bridge(changes());
    const core::Bridged counts = core::bridged_counts(from_codes, Values::of({7, 100, 5, 6, 160, 200}), b);
    CHECK(counts.values.number == std::vector<double>{11, 75, 25, 7, 160 + 20, 180});
    CHECK(counts.how == std::vector<Bridging>{Bridging::exact, Bridging::apportioned, Bridging::apportioned,
                                              Bridging::exact, Bridging::estimated, Bridging::apportioned});
    Values blank = Values::of({7, 100, 5, model::no_value, 160, 200});
    blank.set_blank(4, Status::suppressed);
    const core::Bridged some = core::bridged_counts(from_codes, blank, b);
    CHECK(some.values.status[0] == Status::missing);
    CHECK(some.values.status[4] == Status::suppressed);
    CHECK(some.how[0] == Bridging::none);
    CHECK(some.values.number[5] == 180);
}

TEST_CASE("scores are copied or averaged, ranks and deciles never made") {
    const core::Bridge b = core::bridge(changes());
    const core::Bridged means = core::bridged_means(from_codes, Values::of({7, 100, 20, 40, 9, 18}), b);
    CHECK(means.values.number == std::vector<double>{35, 100, 100, 7, 10, 18});
    CHECK(means.how[0] == Bridging::estimated);
    const core::Bridged labels = core::bridged_labels(from_codes, Values::of({1, 2, 3, 3, 4, 5}), b);
    CHECK(labels.values.number[0] == 3);
    CHECK(labels.values.number[1] == 2);
    CHECK(labels.values.status[4] == Status::missing);
    CHECK(labels.values.number[5] == 5);
}

TEST_CASE("bridged tables keep the rows that no link knows, and list what is not exact") {
    model::ResidentsTable residents;
    residents.code = {"U1", "S", "M1", "M2", "X1", "X2", "W01000001"};
    residents.total = Values::of({7, 100, 5, 6, 160, 200, 3});
    residents.groups = {{model::Sex::all, 0, 15}};
    residents.count = {Values::of({1, 10, 1, 2, 16, 20, 1})};
    model::Issues issues;
    const model::ResidentsTable r = core::bridged(residents, core::bridge(changes()), issues);
    CHECK(r.code.back() == "W01000001");
    CHECK(r.total.number.back() == 3);
    double sum = 0;
    for (const double n : r.total.number) sum += n;
    CHECK(sum == Approx(481).epsilon(1e-14));
    CHECK(r.count[0].number[1] == 7.5);
    REQUIRE(issues.size() == 2);
    CHECK(issues[0].code == "Sa Sb X2");
    CHECK(issues[1].code == "X1");

    model::DeprivationTable imd;
    imd.code = from_codes;
    imd.score = Values::of({7, 100, 20, 40, 9, 18});
    imd.rank = Values::of({1, 2, 3, 4, 5, 6});
    imd.decile = Values::of({1, 1, 1, 1, 2, 3});
    const model::DeprivationTable d = core::bridged(imd, core::bridge(changes()), issues);
    CHECK(d.decile.number[0] == 1);
    CHECK(d.rank.status[0] == Status::missing);
    CHECK(d.rank.number[1] == 2);
}

TEST_CASE("a bridge refuses links that are none") {
    model::BridgeTable twice = changes();
    twice.rows.push_back(twice.rows.front());
    CHECK_THROWS_AS(core::bridge(twice), model::InputError);
    model::BridgeTable negative = changes();
    negative.rows[0].weight = -1;
    CHECK_THROWS_AS(core::bridge(negative), model::InputError);
    // A link without people is no link where there are others; a zone nobody lives in still is bridged.
    model::BridgeTable empty = changes();
    empty.rows.push_back({"U1", "M", 0});
    empty.rows.push_back({"E1", "E1", 0});
    const core::Bridge b = core::bridge(empty);
    CHECK(b.change[static_cast<std::size_t>(std::find(b.to.begin(), b.to.end(), "U1") - b.to.begin())] ==
          Change::unchanged);
    CHECK(core::bridged_counts({"E1"}, Values::of({4}), b).values.number[0] == 4);
}
