#include "app/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace locality::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

constexpr int open_age = 999;  // model::PeopleGroup::to of a band without an upper end

}  // namespace

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString path_text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

std::filesystem::path path_of(const QString& file) {
    return file.toStdString();
}

QString number(double value, int decimals) {
    static const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    return english.toString(value, 'f', decimals);
}

QString figure(double value, model::Status status, std::string_view unit, int decimals) {
    if (status == model::Status::suppressed) return Words::tr("withheld");
    if (status == model::Status::missing || std::isnan(value)) return Words::tr("no data");
    const QString digits = number(value, decimals);
    if (unit.empty() || unit == "people") return digits;
    if (unit == "%") return digits + QLatin1Char('%');
    return digits + QChar(0x00a0) + text(unit);
}

QString figure(const model::Column& column, std::size_t index) {
    return figure(column.values.number[index], column.values.status[index], column.unit, column.decimals);
}

QString percent(double share) {
    if (std::isnan(share)) return Words::tr("no data");
    if (share > 0 && share < 0.01) return Words::tr("under 1%");
    if (share > 0.99 && share < 1 - 1e-9) return Words::tr("over 99%");
    return number(share * 100) + QLatin1Char('%');
}

QString words(model::Sex sex) {
    switch (sex) {
        case model::Sex::female:
            return Words::tr("Female");
        case model::Sex::male:
            return Words::tr("Male");
        case model::Sex::all:
            break;
    }
    return Words::tr("All");
}

QString ages(const model::PeopleGroup& group) {
    if (group.from == 0 && group.to >= open_age) return Words::tr("All ages");
    if (group.to >= open_age) return Words::tr("%1 and over").arg(group.from);
    if (group.from == group.to) return QString::number(group.from);
    return Words::tr("%1 to %2").arg(group.from).arg(group.to);
}

QString name_and_code(std::string_view name, std::string_view code) {
    if (name.empty() || name == code) return text(code);
    return Words::tr("%1 (%2)").arg(text(name), text(code));
}

}  // namespace locality::app
