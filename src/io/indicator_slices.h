#pragma once

#include "io/cells.h"
#include "model/indicator.h"
#include "model/period.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace locality::io {

/// Gathers the rows of an indicator's table into slices: one for each period, sex and set of categories.
class IndicatorSlices {
public:
    /// What becomes of several rows of one area in one slice.
    enum class Several {
        stand_alone,     ///< they are told as duplicates where areas are placed
        parts_of_total,  ///< added up (chosen by `where`); their denominators must agree, each giving that of them all
        individuals      ///< added up with their denominators: each row is one person
    };
    /// What rows hold besides a numerator.
    struct Holds {
        bool denominator = false, limits = false, squares = false;
    };
    IndicatorSlices(std::string source, std::string id, std::vector<model::AgeBand> bands, Holds holds,
                    Several several);

    struct Key {
        model::Period period;
        model::Sex sex = model::Sex::all;
        std::vector<model::Category> categories;
        friend bool operator<(const Key& a, const Key& b) {
            return std::tie(a.period, a.sex, a.categories) < std::tie(b.period, b.sex, b.categories);
        }
    };
    struct Number {
        double number = model::no_value;
        model::Status status = model::Status::missing;
    };
    struct Row {
        Number numerator, denominator, lower, upper, squares;
    };
    /// One row of an area. `band` is an index into the bands, -1 without ages.
    void add(const Key& key, std::string_view code, int band, const Row& row);

    /// In order; a slice by ages has the sums over its bands as numerator and denominator. An area without a row for
    /// an age has no figure for it.
    std::vector<model::IndicatorTable::Slice> take();

private:
    struct Gathered {
        model::IndicatorTable::Slice slice;
        std::unordered_map<std::string_view, std::size_t> row_of;  ///< only where rows of one area meet
    };
    std::size_t row_for(Gathered& gathered, std::string_view code);
    void add_again(model::IndicatorTable::Slice& slice, std::size_t at, const Row& row) const;

    std::string m_source, m_id;
    std::vector<model::AgeBand> m_bands;
    Holds m_holds;
    Several m_several;
    std::map<Key, Gathered> m_slices;
};

}  // namespace locality::io
