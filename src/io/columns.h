#pragma once

#include "io/read_table.h"
#include "model/project.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// The columns of a table or a layer, for recognising which is which.
struct Columns {
    std::string source;  ///< for messages
    std::span<const std::string> names;
    std::size_t rows = 0;
    std::function<std::string_view(std::size_t column, std::size_t row)> cell;
    std::function<std::string(std::size_t column)> type;  ///< "text", "whole number" ...; empty for tables: all is text
};
Columns columns_of(const Table& table);

/// The columns' names, with their types where they have any, for messages.
std::string listed(const Columns& columns);

/// The column that the project file names, whatever the case. `key` is the project file's word for it ("code").
/// Throws model::InputError with the nearest name and the columns that are there.
std::size_t column_called(const Columns& columns, std::string_view name, std::string_view key);

/// The column that holds each row's own code, and what it is a code of.
struct KeyColumn {
    std::size_t code = 0;
    std::optional<std::size_t> name;  ///< the column of names that goes with it
    std::string kind;                 ///< "lsoa" ...; "other" where nothing tells
    int vintage = 0;
    bool only_names = false;  ///< there is no code: names are used as codes
};

/// Finds it: the one that spec.code names, else the recognised column with most different codes (so a ward's code
/// is taken before its district's), the finer kind where they have as many. Practices, PCNs, ICBs and postcodes are
/// passed over where `zones_only` and there is anything else.
/// Throws model::InputError where none is recognised, or two of the same kind and different years are.
KeyColumn key_column(const Columns& columns, const model::SourceSpec& spec, bool zones_only);

/// The first column for which `fits` is true.
std::optional<std::size_t> find_column(const Columns& columns, const std::function<bool(std::string_view)>& fits);

/// Where the column that is a `kind`'s code (or name) stands; the plainest name first ("icb_code" before
/// "ons_icb_code").
std::optional<std::size_t> code_of(const Columns& columns, std::string_view kind);
std::optional<std::size_t> name_of(const Columns& columns, std::string_view kind);

}  // namespace locality::io
