#pragma once

#include "model/people.h"
#include "model/result.h"

#include <QString>

#include <filesystem>
#include <string_view>

namespace locality::app {

QString text(std::string_view utf8);
QString path_text(const std::filesystem::path& path);
std::filesystem::path path_of(const QString& file);

/// "811,960", "12.5": English digits and grouping, as the rest of the window speaks English.
QString number(double value, int decimals = 0);

/// A figure with its unit ("1,512", "23.4%", "551.8 ha"), or why there is none: "no data" where it was never given,
/// "withheld" where its publisher suppressed it.
QString figure(double value, model::Status status, std::string_view unit, int decimals);
QString figure(const model::Column& column, std::size_t index);

/// A share of 0 to 1 as "62%"; "under 1%" and "over 99%" where rounding would say none or all.
QString percent(double share);

QString words(model::Sex sex);
/// "0 to 15", "90 and over", "all ages", "16".
QString ages(const model::PeopleGroup& group);

/// "Seacroft (U16878)", or the name alone where it is the code.
QString name_and_code(std::string_view name, std::string_view code);

}  // namespace locality::app
