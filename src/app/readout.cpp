#include "app/readout.h"

#include "app/words.h"

#include <QCoreApplication>

namespace locality::app {

namespace {

struct Readout {
    Q_DECLARE_TR_FUNCTIONS(Readout)
};

QString shaded_value(const model::Result& result, const style::Shading& shading, std::size_t zone) {
    const model::Column* column = model::find_column(result.zone_columns, shading.column);
    if (!column) return {};
    const QString title = text(shading.title.empty() ? column->title : shading.title);
    if (!column->values.known(zone)) return Readout::tr("%1: %2").arg(title, figure(*column, zone));
    const int c = shading.class_of(column->values.number[zone]);
    const QString value = figure(*column, zone);
    const QString label = c < 0 ? QString() : text(shading.classes[static_cast<std::size_t>(c)].label);
    // A class of one value: its words where it has some ("1 = most deprived 10% in England"), else the scale's.
    if (label == value) return Readout::tr("%1: %2").arg(text(column->title), value);
    if (label.startsWith(value)) return Readout::tr("%1: %2").arg(title, label);
    if (label.isEmpty()) return Readout::tr("%1: %2").arg(title, value);
    return Readout::tr("%1: %2 (class %3)").arg(title, value, label);
}

}  // namespace

QStringList readout(const model::Result& result, const style::Shading& shading, const model::FootprintSet* set,
                    const Spot& spot) {
    if (spot.zone < 0) return {};
    const auto zone = static_cast<std::size_t>(spot.zone);
    QStringList lines{name_and_code(result.zones.name[zone], result.zones.code[zone])};
    if (const QString value = shaded_value(result, shading, zone); !value.isEmpty()) lines << value;
    if (const model::Column* residents = model::find_column(result.zone_columns, "residents");
        residents && shading.column != "residents")
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
