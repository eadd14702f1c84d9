#include "io/indicator_slices.h"

#include "io/age_bands.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <cmath>

namespace locality::io {

using model::Status;
using model::Values;

namespace {

void append_blank(Values& values) {
    values.number.push_back(model::no_value);
    values.status.push_back(Status::missing);
}

void set(Values& values, std::size_t row, IndicatorSlices::Number n) {
    if (n.status == Status::known)
        values.set(row, n.number);
    else
        values.set_blank(row, n.status);
}

}  // namespace

IndicatorSlices::IndicatorSlices(std::string source, std::string id, std::vector<model::AgeBand> bands, Holds holds,
                                 Several several)
    : m_source(std::move(source)),
      m_id(std::move(id)),
      m_bands(std::move(bands)),
      m_holds(holds),
      m_several(several) {}

std::size_t IndicatorSlices::row_for(Gathered& gathered, std::string_view code) {
    model::IndicatorTable::Slice& slice = gathered.slice;
    if (m_several != Several::stand_alone || !m_bands.empty()) {
        const auto [at, fresh] = gathered.row_of.try_emplace(code, slice.code.size());
        if (!fresh) return at->second;
    }
    slice.code.emplace_back(code);
    append_blank(slice.numerator);
    if (m_holds.denominator) append_blank(slice.denominator);
    if (m_holds.limits) append_blank(slice.lower);
    if (m_holds.limits) append_blank(slice.upper);
    if (m_holds.squares) append_blank(slice.squares);
    for (Values& band : slice.band_numerator) append_blank(band);
    for (Values& band : slice.band_denominator) append_blank(band);
    return slice.code.size() - 1;
}

void IndicatorSlices::add(const Key& key, std::string_view code, int band, const Row& row) {
    const auto [at, fresh] = m_slices.try_emplace(key);
    Gathered& gathered = at->second;
    model::IndicatorTable::Slice& slice = gathered.slice;
    if (fresh) {
        slice.period = key.period.text;
        slice.sex = key.sex;
        slice.categories = key.categories;
        slice.band_numerator.resize(m_bands.size());
        slice.band_denominator.resize(m_holds.denominator ? m_bands.size() : 0);
    }
    const std::size_t before = slice.code.size();
    const std::size_t place = row_for(gathered, code);
    if (band >= 0) {
        Values& top = slice.band_numerator[static_cast<std::size_t>(band)];
        if (top.known(place) && m_several == Several::stand_alone)
            throw model::InputError(
                fmt::format("{}: indicator \"{}\": {} has two rows for ages {} to {} of one period and sex; choose "
                            "with where = {{ ... }}, or name the column that parts them in breakdowns",
                            m_source, m_id, code, m_bands[static_cast<std::size_t>(band)].from,
                            m_bands[static_cast<std::size_t>(band)].to));
        set(top, place, row.numerator);
        if (m_holds.denominator) set(slice.band_denominator[static_cast<std::size_t>(band)], place, row.denominator);
        return;
    }
    if (slice.code.size() == before) return add_again(slice, place, row);
    set(slice.numerator, place, row.numerator);
    if (m_holds.denominator) set(slice.denominator, place, row.denominator);
    if (m_holds.limits) set(slice.lower, place, row.lower);
    if (m_holds.limits) set(slice.upper, place, row.upper);
    if (m_holds.squares) set(slice.squares, place, row.squares);
}

/// Another row of an area: counts are added, a blank makes the sum blank. Limits of a sum are not the rows'.
void IndicatorSlices::add_again(model::IndicatorTable::Slice& slice, std::size_t at, const Row& row) const {
    const auto add_to = [&](Values& values, const Number& more) {
        if (values.known(at) && more.status == Status::known) {
            values.set(at, values.number[at] + more.number);
            return;
        }
        const bool withheld = values.status[at] == Status::suppressed || more.status == Status::suppressed;
        values.set_blank(at, withheld ? Status::suppressed : Status::missing);
    };
    add_to(slice.numerator, row.numerator);
    if (m_holds.squares) add_to(slice.squares, row.squares);
    if (m_holds.limits) slice.lower.set_blank(at, Status::missing);
    if (m_holds.limits) slice.upper.set_blank(at, Status::missing);
    if (!m_holds.denominator) return;
    if (m_several == Several::individuals) return add_to(slice.denominator, row.denominator);
    const bool agree = slice.denominator.status[at] == row.denominator.status &&
                       (row.denominator.status != Status::known || slice.denominator.number[at] == row.denominator.number);
    if (!agree)
        throw model::InputError(
            fmt::format("{}: indicator \"{}\": rows of {} that where = {{ ... }} adds up have different denominators; "
                        "each must give the same total",
                        m_source, m_id, slice.code[at]));
}

std::vector<model::IndicatorTable::Slice> IndicatorSlices::take() {
    std::vector<model::IndicatorTable::Slice> slices;
    for (auto& [key, gathered] : m_slices) {
        model::IndicatorTable::Slice& slice = gathered.slice;
        if (!m_bands.empty()) {
            slice.numerator = summed(slice.band_numerator);
            if (m_holds.denominator) slice.denominator = summed(slice.band_denominator);
        }
        slices.push_back(std::move(slice));
    }
    m_slices.clear();
    return slices;
}

}  // namespace locality::io
