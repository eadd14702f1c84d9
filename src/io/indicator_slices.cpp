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

IndicatorSlices::IndicatorSlices(std::string source, std::string id, std::vector<model::AgeBand> bands,
                                 bool has_denominator, bool adds_up)
    : m_source(std::move(source)),
      m_id(std::move(id)),
      m_bands(std::move(bands)),
      m_has_denominator(has_denominator),
      m_adds_up(adds_up) {}

std::size_t IndicatorSlices::row_for(Gathered& gathered, std::string_view code) {
    model::IndicatorTable::Slice& slice = gathered.slice;
    if (m_adds_up || !m_bands.empty()) {
        const auto [at, fresh] = gathered.row_of.try_emplace(code, slice.code.size());
        if (!fresh) return at->second;
    }
    slice.code.emplace_back(code);
    append_blank(slice.numerator);
    if (m_has_denominator) append_blank(slice.denominator);
    for (Values& band : slice.band_numerator) append_blank(band);
    for (Values& band : slice.band_denominator) append_blank(band);
    return slice.code.size() - 1;
}

void IndicatorSlices::add(const Key& key, std::string_view code, int band, Number numerator, Number denominator) {
    const auto [at, fresh] = m_slices.try_emplace(key);
    Gathered& gathered = at->second;
    model::IndicatorTable::Slice& slice = gathered.slice;
    if (fresh) {
        slice.period = key.period.text;
        slice.sex = key.sex;
        slice.categories = key.categories;
        slice.band_numerator.resize(m_bands.size());
        slice.band_denominator.resize(m_has_denominator ? m_bands.size() : 0);
    }
    const std::size_t before = slice.code.size();
    const std::size_t row = row_for(gathered, code);
    if (band >= 0) {
        Values& top = slice.band_numerator[static_cast<std::size_t>(band)];
        if (top.known(row) && !m_adds_up)
            throw model::InputError(
                fmt::format("{}: indicator \"{}\": {} has two rows for ages {} to {} of one period and sex; choose "
                            "with where = {{ ... }}, or name the column that parts them in breakdowns",
                            m_source, m_id, code, m_bands[static_cast<std::size_t>(band)].from,
                            m_bands[static_cast<std::size_t>(band)].to));
        set(top, row, numerator);
        if (m_has_denominator) set(slice.band_denominator[static_cast<std::size_t>(band)], row, denominator);
        return;
    }
    if (slice.code.size() > before) {
        set(slice.numerator, row, numerator);
        if (m_has_denominator) set(slice.denominator, row, denominator);
        return;
    }
    // Another of the rows that `where` chose: counts are added, a blank makes the sum blank.
    if (!slice.numerator.known(row) || numerator.status != Status::known) {
        const bool withheld =
            slice.numerator.status[row] == Status::suppressed || numerator.status == Status::suppressed;
        slice.numerator.set_blank(row, withheld ? Status::suppressed : Status::missing);
    } else {
        slice.numerator.set(row, slice.numerator.number[row] + numerator.number);
    }
    if (!m_has_denominator) return;
    const bool agree = slice.denominator.status[row] == denominator.status &&
                       (denominator.status != Status::known || slice.denominator.number[row] == denominator.number);
    if (!agree)
        throw model::InputError(
            fmt::format("{}: indicator \"{}\": rows of {} that where = {{ ... }} adds up have different denominators; "
                        "each must give the same total",
                        m_source, m_id, code));
}

std::vector<model::IndicatorTable::Slice> IndicatorSlices::take() {
    std::vector<model::IndicatorTable::Slice> slices;
    for (auto& [key, gathered] : m_slices) {
        model::IndicatorTable::Slice& slice = gathered.slice;
        if (!m_bands.empty()) {
            slice.numerator = summed(slice.band_numerator);
            if (m_has_denominator) slice.denominator = summed(slice.band_denominator);
        }
        slices.push_back(std::move(slice));
    }
    m_slices.clear();
    return slices;
}

}  // namespace locality::io
