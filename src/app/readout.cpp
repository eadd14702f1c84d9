#include "app/readout.h"

#include "app/words.h"

#include <QCoreApplication>

namespace locality::app {

namespace {

struct Readout {
    Q_DECLARE_TR_FUNCTIONS(Readout)
};

QString shaded_value(const style::Shading& shading, const model::Column& column, std::size_t index) {
    const QString title = text(shading.title.empty() ? column.title : shading.title);
    if (!column.values.known(index)) return Readout::tr("%1: %2").arg(title, figure(column, index));
    const QString value = figure(column, index);
    if (!shading.across.empty()) return Readout::tr("%1: %2").arg(title, value);
    const int c = shading.class_of(column.values.number[index]);
    const QString label = c < 0 ? QString() : text(shading.classes[static_cast<std::size_t>(c)].label);
    // A class of one value: its words where it has some ("1 = most deprived 10% in England"), else the scale's.
    if (label == value) return Readout::tr("%1: %2").arg(text(column.title), value);
    if (label.startsWith(value)) return Readout::tr("%1: %2").arg(title, label);
    if (label.isEmpty()) return Readout::tr("%1: %2").arg(title, value);
    return Readout::tr("%1: %2 (class %3)").arg(title, value, label);
}

}  // namespace

QStringList readout(const style::Scene& scene, const Spot& spot) {
    if (spot.zone < 0) return {};
    const model::Result& result = *scene.result;
    const auto zone = static_cast<std::size_t>(spot.zone);
    const model::FootprintSet* set = scene.set < 0 ? nullptr : &result.sets[static_cast<std::size_t>(scene.set)];
    QStringList lines{name_and_code(result.zones.name[zone], result.zones.code[zone])};
    if (!scene.by_footprint) {
        lines << shaded_value(scene.shading, scene.column, zone);
        if (const model::Column* across = model::find_column(result.zone_columns, scene.shading.across))
            lines << Readout::tr("%1: %2").arg(text(scene.shading.across_title), figure(*across, zone));
    } else {
        for (const std::int32_t f : spot.footprints)
            lines << (spot.footprints.size() > 1 ? text(set->name[static_cast<std::size_t>(f)]) + QStringLiteral(", ")
                                                 : QString()) +
                         shaded_value(scene.shading, scene.column, static_cast<std::size_t>(f));
    }
    if (const model::Column* residents = model::find_column(result.zone_columns, "residents");
        residents && (scene.by_footprint || scene.shading.column != "residents"))
        lines << Readout::tr("Residents: %1").arg(figure(*residents, zone));
    if (set) {
        QStringList names;
        for (const std::int32_t f : spot.footprints) names << text(set->name[static_cast<std::size_t>(f)]);
        lines << Readout::tr("%1: %2").arg(
            text(set->title), names.isEmpty() ? Readout::tr("none here") : names.join(QStringLiteral(", ")));
    }
    return lines;
}

}  // namespace locality::app
