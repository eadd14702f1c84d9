#include "catch.h"
#include "core/assign.h"
#include "core/fit.h"
#include "core/mend.h"
#include "core/mend_exact.h"
#include "core/reconcile.h"
#include "io/load.h"
#include "io/project_file.h"
#include "real_data.h"

#include <algorithm>

// What bringing split footprints into one piece costs in two places, by each mender. The figures of `exact` are proven.

using namespace locality;
using model::Mender;

namespace {

struct Place {
    model::Result result;
    const model::FootprintSet* set;
    model::Assignment start;
    std::vector<double> row_total;

    explicit Place(const char* example)
        : result(core::reconcile(io::load(
              io::read_project(std::filesystem::path(LOCALITY_SOURCE_DIR) / "geodata" / example, real_data())))),
          set(result.set("pcn")),
          start(core::assign_largest(*set->registered)) {}

    core::Mended mend(Mender mender) const {
        return core::mend({start, *set->registered, result.zones.adjacency, result.zones.code, set->code}, mender);
    }
};

void check_audit(const core::Mended& mended) {
    double sum = 0;
    for (const model::Override& o : mended.overrides) {
        sum += o.patients_moved;
        CHECK(o.cumulative_cost == sum);
        CHECK(o.patients_moved == o.patients_from - o.patients_to);
        CHECK_FALSE(o.reason.empty());
    }
    CHECK(sum == mended.report.patients_moved);
    CHECK(mended.overrides.size() == mended.report.zones_moved);
}

}  // namespace

TEST_CASE("Leeds: the rule of thumb moves 3,777 patients, 2,312 are needed", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Place leeds("leeds.toml");
    const core::Mended rule = leeds.mend(Mender::rule), local = leeds.mend(Mender::local),
                       exact = leeds.mend(Mender::exact);
    CHECK(rule.report.patients_moved == 3777);
    CHECK(rule.report.zones_moved == 24);
    CHECK(local.report.patients_moved == 2312);
    CHECK(exact.report.patients_moved == 2312);
    CHECK(exact.report.bound == 2312);
    CHECK(exact.report.status == "optimal");
    CHECK(exact.report.seconds < 10 * 6);  // aim: 10 s in a release build; this one may be slow and shared
    for (const core::Mended* m : {&rule, &local, &exact}) {
        check_audit(*m);
        CHECK(m->issues.empty());
    }
    const auto fits = core::fits(*leeds.set);
    CHECK(fits.back().zones == 488);
    CHECK(fits.back().fit() > 0.4);
    CHECK(fits.back().fit() < 1.0);
}

TEST_CASE("Staffordshire: the rule of thumb moves 19,058 patients, 5,708 are needed", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
#if defined(__SANITIZE_ADDRESS__)
    WARN("SKIPPED: the exact mending of Staffordshire takes too long in a build with sanitizers");
    return;
#endif
    const Place staffordshire("staffordshire.toml");
    const core::Mended rule = staffordshire.mend(Mender::rule), local = staffordshire.mend(Mender::local),
                       exact = staffordshire.mend(Mender::exact);
    CHECK(rule.report.patients_moved == 19058);
    CHECK(rule.report.zones_moved == 29);
    CHECK(local.report.patients_moved == 5708);
    CHECK(exact.report.patients_moved == 5708);
    CHECK(exact.report.bound == 5708);
    CHECK(exact.report.status == "optimal");
    for (const core::Mended* m : {&rule, &local, &exact}) {
        check_audit(*m);
        // One zone touches no other, and stays.
        REQUIRE(m->issues.size() == 1);
        CHECK(m->issues[0].code == "E01028875");
    }
    CHECK(std::any_of(exact.overrides.begin(), exact.overrides.end(),
                      [](const model::Override& o) { return o.kind == model::OverrideKind::bridge; }));
}
