#include "app/map_command.h"

#include "app/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace locality::app {

namespace {

void add(QStringList& arguments, const char* option, const std::string& value) {
    // With "=", so that no value that begins with a dash is taken for an option.
    if (!value.empty()) arguments << QString::fromLatin1(option) + QLatin1Char('=') + text(value);
}

QStringList begun(const MapOrder& order, const char* command) {
    QStringList arguments{QString::fromLatin1(command), path_text(order.project)};
    if (order.data) arguments << QStringLiteral("--data=") + path_text(*order.data);
    return arguments;
}

QString quoted(const QString& argument) {
    const auto plain = [](QChar c) {
        return (c < QChar(128) && c.isLetterOrNumber()) || QStringLiteral("_-./=,:+%@").contains(c);
    };
    if (!argument.isEmpty() && std::all_of(argument.begin(), argument.end(), plain)) return argument;
    return QLatin1Char('\'') + QString(argument).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

}  // namespace

style::Sheet MapOrder::sheet() const {
    style::Sheet sheet = style::sheet_of(size, dpi).value();
    sheet.extent = extent;
    return sheet;
}

QStringList map_arguments(const MapOrder& order, const QString& file) {
    QStringList arguments = begun(order, "map");
    const style::SceneChoice& choice = order.choice;
    add(arguments, "--shade", choice.shade);
    add(arguments, "--footprints", choice.footprints.empty() ? "none" : choice.footprints);
    if (choice.by_footprint) arguments << QStringLiteral("--shade-footprints");
    if (choice.across.empty()) {
        add(arguments, "--method", choice.recipe.method);
        if (choice.recipe.classes != 0) add(arguments, "--classes", std::to_string(choice.recipe.classes));
        add(arguments, "--palette", choice.recipe.palette);
        add(arguments, "--breaks", fmt::format("{}", fmt::join(choice.recipe.breaks, ",")));
    } else {
        add(arguments, "--across", choice.across);
    }
    add(arguments, "--backdrop", order.backdrop.string());
    if (order.zones_percent >= 0) add(arguments, "--zones-percent", std::to_string(order.zones_percent));
    if (choice.show_imd1) arguments << QStringLiteral("--imd1");
    if (!choice.show_labels) arguments << QStringLiteral("--no-labels");
    add(arguments, "--pick", order.picked);
    add(arguments, "--scenario", order.scenario);
    add(arguments, "--disputed", order.disputed);
    add(arguments, "--piece", order.piece);
    add(arguments, "--title", order.title);
    if (order.extent)
        add(arguments, "--extent",
            fmt::format("{},{},{},{}", order.extent->min_x, order.extent->min_y, order.extent->max_x,
                        order.extent->max_y));
    add(arguments, "--size", order.size);
    add(arguments, "--dpi", std::to_string(order.dpi));
    arguments << QStringLiteral("-o") << file;
    return arguments;
}

QStringList build_arguments(const MapOrder& order, const QString& file) {
    QStringList arguments = begun(order, "build");
    add(arguments, "--scenario", order.scenario);
    return arguments << QStringLiteral("-o") << file;
}

QString command_line(const QStringList& arguments) {
    QStringList words{QStringLiteral("locality")};
    for (const QString& argument : arguments) words << quoted(argument);
    return words.join(QLatin1Char(' '));
}

}  // namespace locality::app
