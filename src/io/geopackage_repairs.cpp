#include "io/geopackage_records.h"

namespace locality::io::geopackage {

using enum FieldType;

void write_repairs(NewFile& file, const model::Result& result, const std::string& notice) {
    if (!result.faults.rows.empty()) {
        TableWriter table(file, "faults", "Gaps and overlaps between zones, closed or left" + notice,
                          {{"layer", text},
                           {"kind", text},
                           {"zones", text},
                           {"area_m2", real},
                           {"width_m", real},
                           {"given_to", text},
                           {"rule", text}},
                          TableWriter::Holds::shapes);
        for (std::size_t i = 0; i < result.faults.rows.size(); ++i) {
            const model::Fault& f = result.faults.rows[i];
            table.text(f.layer).text(f.kind).text(f.zones).number(f.area_m2).number(f.width_m);
            table.text_or_null(f.given_to).text_or_null(f.rule).shape(result.faults.ground, i).end_row();
        }
    }
    if (result.area_changes.empty()) return;
    TableWriter table(file, "area_changes", "What repairing did to areas" + notice,
                      {{"layer", text},
                       {"code", text},
                       {"step", text},
                       {"before_m2", real},
                       {"after_m2", real},
                       {"change_m2", real}});
    for (const model::AreaChange& c : result.area_changes) {
        table.text(c.layer).text(c.code).text(c.step).number(c.before_m2).number(c.after_m2);
        table.number(c.after_m2 - c.before_m2).end_row();
    }
}

void read_repairs(GDALDataset& dataset, const std::string& file, model::Result& result) {
    if (dataset.GetLayerByName("faults") != nullptr) {
        TableReader table(dataset, file, "faults",
                          {"layer", "kind", "zones", "area_m2", "width_m", "given_to", "rule"});
        while (table.next()) {
            result.faults.rows.push_back({table.text(0), table.text(1), table.text(2), table.number(3), table.number(4),
                                          table.text(5), table.text(6)});
            table.shape(result.faults.ground);
        }
    }
    if (dataset.GetLayerByName("area_changes") == nullptr) return;
    TableReader table(dataset, file, "area_changes", {"layer", "code", "step", "before_m2", "after_m2"});
    while (table.next()) {
        result.area_changes.push_back({table.text(0), table.text(1), table.text(2), table.number(3), table.number(4)});
    }
}

}  // namespace locality::io::geopackage
