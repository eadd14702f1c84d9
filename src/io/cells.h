#pragma once

#include "io/read_table.h"
#include "model/values.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// Counts what was odd in cells that should be numbers, and reports each kind once per table.
class CellTally {
public:
    /// Reads a cell into `values[row]`.
    void read(std::string_view text, std::string_view column, model::Values& values, std::size_t row);
    /// Reads a cell as a number: NaN where it is none, with its status.
    double read(std::string_view text, std::string_view column, model::Status& status);

    /// Notes: thousands commas, suppressed and missing cells; warning: text where a number is due.
    void report(model::Issues& issues, const std::string& source) const;

private:
    struct Kind {
        std::size_t count = 0;
        std::string example;
        std::vector<std::string> columns;
        void add(std::string_view text, std::string_view column);
    };
    Kind m_thousands, m_suppressed, m_missing, m_text;
    static void report(const Kind& kind, const char* word, const char* says, model::Severity severity,
                       model::Issues& issues, const std::string& source);
};

/// One whole column as numbers.
model::Values numbers(const Table& table, std::size_t column, CellTally& tally);

/// The share in a cell of the row of `code`, 0 to 1. Throws model::InputError where there is none.
double share_in(const Table& table, std::size_t column, std::size_t row, std::string_view code);

}  // namespace locality::io
