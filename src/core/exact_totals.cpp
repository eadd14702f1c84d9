#include "core/exact_totals.h"

#include <cmath>
#include <stdexcept>

namespace locality::core {

using geo::Int128;
using model::Status;

namespace {

constexpr int fraction_bits = 64;
constexpr int most_bits = 44;  // and 2^18 zones of that keep below 2^62
constexpr std::size_t most_zones = std::size_t{1} << 18;

}  // namespace

Int128 fixed_point(double number) {
    if (!(std::abs(number) <= std::ldexp(1.0, most_bits)))
        throw std::invalid_argument("live totals: a number is not finite, or too large to be added up exactly");
    return static_cast<Int128>(std::round(std::ldexp(number, fraction_bits)));
}

double floating_point(Int128 fixed) {
    return std::ldexp(static_cast<double>(fixed), -fraction_bits);
}

ExactTotals::ExactTotals(const model::Values& values, std::size_t totals) : m_status(values.status), m_totals(totals) {
    if (values.size() > most_zones) throw std::invalid_argument("live totals: more than 262,144 zones");
    m_number.reserve(values.size());
    for (std::size_t z = 0; z < values.size(); ++z)
        m_number.push_back(values.known(z) ? fixed_point(values.number[z]) : 0);
}

void ExactTotals::change(std::size_t zone, std::size_t total, int sign) {
    Total& t = m_totals[total];
    t.sum += sign * m_number[zone];
    t.zones += sign;
    if (m_status[zone] == Status::missing) t.missing += sign;
    if (m_status[zone] == Status::suppressed) t.suppressed += sign;
}

Amount ExactTotals::amount(std::size_t total) const {
    const Total& t = m_totals[total];
    if (t.suppressed > 0) return {model::no_value, Status::suppressed};
    if (t.missing > 0 || t.zones == 0) return {};
    return {floating_point(t.sum), Status::known};
}

double ExactTotals::known_part(std::size_t total) const {
    return floating_point(m_totals[total].sum);
}

double ExactTotals::known_part_of_first(std::size_t count) const {
    Int128 sum = 0;
    for (std::size_t t = 0; t < count; ++t) sum += m_totals[t].sum;
    return floating_point(sum);
}

void ExactTotals::write(std::string& bytes) const {
    for (const Total& t : m_totals) {
        append_bytes(bytes, t.sum);
        append_bytes(bytes, t.zones);
        append_bytes(bytes, t.missing);
        append_bytes(bytes, t.suppressed);
    }
}

}  // namespace locality::core
