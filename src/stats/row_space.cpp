#include "stats/row_space.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace locality::stats {

namespace {

using Rational = boost::multiprecision::cpp_rational;
using Integer = boost::multiprecision::cpp_int;

constexpr double tiny = 1e-9;

bool is_zero(const Rational& x) {
    return x.is_zero();
}
bool is_zero(double x) {
    return std::abs(x) < tiny;
}
double size_of(const Rational& x) {
    return x.is_zero() ? 0.0 : 1.0;  // every pivot is as good as another
}
double size_of(double x) {
    return std::abs(x);
}
double number(const Rational& x) {
    return x.convert_to<double>();
}
double number(double x) {
    return x;
}

/// Makes the coefficients whole, without a common factor; the same factor is put to `entries`.
void tidy(std::vector<Rational>& coefficients, std::vector<Rational>& entries) {
    Integer denominator = 1, factor = 0;
    for (const Rational& c : coefficients)
        if (!c.is_zero()) denominator = boost::multiprecision::lcm(denominator, boost::multiprecision::denominator(c));
    for (const Rational& c : coefficients)
        factor = boost::multiprecision::gcd(factor, boost::multiprecision::numerator(Rational(c * denominator)));
    if (factor.is_zero()) return;
    const auto first =
        std::find_if(coefficients.begin(), coefficients.end(), [](const Rational& c) { return !c.is_zero(); });
    const Rational scale = Rational(denominator, factor) * (first->sign() < 0 ? -1 : 1);
    for (Rational& c : coefficients) c *= scale;
    for (Rational& e : entries) e *= scale;
}
void tidy(std::vector<double>& coefficients, std::vector<double>& entries) {
    double most = 0;
    for (const double c : coefficients)
        if (std::abs(c) > std::abs(most)) most = c;
    if (most == 0) return;
    for (double& c : coefficients) c /= most;
    for (double& e : entries) e /= most;
}

/// Columns that are alike in every row, as one.
struct Atom {
    std::vector<std::size_t> columns;
    SparseVector entries;  ///< by row
    double weight = 0;
};

std::vector<Atom> atoms_of(std::span<const SparseVector> rows, std::span<const double> weight) {
    std::vector<SparseVector> by_column(weight.size());
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (const auto& [column, value] : rows[r]) {
            if (column >= weight.size())
                throw std::invalid_argument("small_supports: an entry lies beyond the columns");
            if (value != 0) by_column[column].emplace_back(r, value);
        }
    std::map<SparseVector, std::size_t> index;
    std::vector<Atom> atoms;
    for (std::size_t c = 0; c < weight.size(); ++c) {
        if (!(weight[c] >= 0)) throw std::invalid_argument("small_supports: a weight is negative or missing");
        if (weight[c] == 0 || by_column[c].empty()) continue;
        const auto [at, fresh] = index.try_emplace(by_column[c], atoms.size());
        if (fresh) atoms.push_back({{}, by_column[c], 0});
        atoms[at->second].columns.push_back(c);
        atoms[at->second].weight += weight[c];
    }
    return atoms;
}

template <class Number>
class Search {
public:
    Search(std::size_t rows, std::vector<Atom> atoms, double below, std::size_t most_steps)
        : m_rows(rows), m_atoms(std::move(atoms)), m_below(below), m_steps_left(most_steps) {
        // Heavy atoms first: what stays once they are eliminated is 0 in all of them.
        std::stable_sort(m_atoms.begin(), m_atoms.end(),
                         [](const Atom& a, const Atom& b) { return a.weight > b.weight; });
    }

    SupportSearch run() {
        eliminate_heavy();
        descend(std::move(m_basis), 0, 0.0);
        SupportSearch search;
        search.complete = m_complete;
        for (auto& [atoms, support] : m_found) search.found.push_back(std::move(support));
        std::stable_sort(search.found.begin(), search.found.end(), [](const SmallSupport& a, const SmallSupport& b) {
            return a.weight != b.weight ? a.weight < b.weight : a.columns < b.columns;
        });
        return search;
    }

private:
    /// A combination of rows: what it has in each light atom, and its coefficients.
    struct Vector {
        std::vector<Number> entries, coefficients;
    };
    using Basis = std::vector<Vector>;

    static void subtract(std::vector<Number>& from, const std::vector<Number>& what, const Number& times) {
        for (std::size_t i = 0; i < from.size(); ++i)
            if (!is_zero(what[i])) from[i] -= what[i] * times;
    }
    static void subtract(Vector& from, const Vector& what, const Number& times) {
        subtract(from.entries, what.entries, times);
        subtract(from.coefficients, what.coefficients, times);
    }

    /// Moves the best pivot of a column to `place`; false where the column is 0 from there on.
    static bool bring_pivot(Basis& basis, std::size_t place, std::size_t column) {
        std::size_t best = basis.size();
        for (std::size_t r = place; r < basis.size(); ++r)
            if (!is_zero(basis[r].entries[column]) &&
                (best == basis.size() || size_of(basis[r].entries[column]) > size_of(basis[best].entries[column])))
                best = r;
        if (best == basis.size()) return false;
        std::swap(basis[place], basis[best]);
        return true;
    }

    void eliminate_heavy() {
        Basis all(m_rows);
        for (std::size_t r = 0; r < m_rows; ++r) {
            all[r].entries.assign(m_atoms.size(), Number(0));
            all[r].coefficients.assign(m_rows, Number(0));
            all[r].coefficients[r] = Number(1);
        }
        for (std::size_t a = 0; a < m_atoms.size(); ++a)
            for (const auto& [row, value] : m_atoms[a].entries) all[row].entries[a] = Number(value);
        while (m_first_light < m_atoms.size() && m_atoms[m_first_light].weight >= m_below) ++m_first_light;
        std::size_t rank = 0, heavy_rank = 0;
        for (std::size_t a = 0; a < m_atoms.size() && rank < m_rows; ++a) {
            if (!bring_pivot(all, rank, a)) continue;
            for (std::size_t r = rank + 1; r < m_rows; ++r)
                if (!is_zero(all[r].entries[a]))
                    subtract(all[r], all[rank], Number(all[r].entries[a] / all[rank].entries[a]));
            ++rank;
            if (a < m_first_light) heavy_rank = rank;
        }
        for (std::size_t r = heavy_rank; r < rank; ++r) m_basis.push_back(std::move(all[r]));
        for (std::size_t r = rank; r < m_rows; ++r) m_dependent.push_back(std::move(all[r].coefficients));
    }

    /// Light atoms in turn: 0 in the combination, or not and paid for.
    void descend(Basis basis, std::size_t light, double paid) {
        if (basis.empty()) return;
        if (basis.size() == 1) return keep(basis.front());
        if (m_steps_left == 0) {
            m_complete = false;
            return;
        }
        --m_steps_left;
        std::size_t atom = m_first_light + light;
        for (; atom < m_atoms.size(); ++atom)
            if (std::any_of(basis.begin(), basis.end(), [&](const Vector& v) { return !is_zero(v.entries[atom]); }))
                break;
        if (atom == m_atoms.size()) return;  // larger supports, whose parts the other branches find
        const std::size_t next = atom - m_first_light + 1;
        if (paid + m_atoms[atom].weight < m_below) descend(basis, next, paid + m_atoms[atom].weight);
        bring_pivot(basis, 0, atom);
        for (std::size_t r = 1; r < basis.size(); ++r)
            if (!is_zero(basis[r].entries[atom]))
                subtract(basis[r], basis[0], Number(basis[r].entries[atom] / basis[0].entries[atom]));
        basis.erase(basis.begin());
        descend(std::move(basis), next, paid);
    }

    void keep(Vector v) {
        std::vector<std::size_t> atoms;
        double weight = 0;
        for (std::size_t a = m_first_light; a < m_atoms.size(); ++a) {
            if (is_zero(v.entries[a])) continue;
            atoms.push_back(a);
            weight += m_atoms[a].weight;
        }
        if (atoms.empty() || weight >= m_below || m_found.contains(atoms)) return;
        use_fewer_rows(v.coefficients);
        tidy(v.coefficients, v.entries);
        SmallSupport support;
        support.weight = weight;
        for (std::size_t r = 0; r < m_rows; ++r)
            if (!is_zero(v.coefficients[r])) support.rows.emplace_back(r, number(v.coefficients[r]));
        for (const std::size_t a : atoms)
            for (const std::size_t column : m_atoms[a].columns)
                support.columns.emplace_back(column, number(v.entries[a]));
        std::sort(support.columns.begin(), support.columns.end());
        m_found.emplace(std::move(atoms), std::move(support));
    }

    /// The same combination of fewer rows, where rows depend on one another.
    void use_fewer_rows(std::vector<Number>& coefficients) const {
        const auto used = [](const std::vector<Number>& c) {
            return std::count_if(c.begin(), c.end(), [](const Number& x) { return !is_zero(x); });
        };
        for (bool better = true; better;) {
            better = false;
            for (const std::vector<Number>& dependent : m_dependent)
                for (std::size_t r = 0; r < m_rows; ++r) {
                    if (is_zero(dependent[r]) || is_zero(coefficients[r])) continue;
                    std::vector<Number> other = coefficients;
                    subtract(other, dependent, Number(coefficients[r] / dependent[r]));
                    if (used(other) >= used(coefficients)) continue;
                    coefficients = std::move(other);
                    better = true;
                }
        }
    }

    std::size_t m_rows;
    std::vector<Atom> m_atoms;
    double m_below;
    std::size_t m_steps_left;
    std::size_t m_first_light = 0;
    bool m_complete = true;
    Basis m_basis;                                 ///< of the combinations that are 0 in every heavy atom
    std::vector<std::vector<Number>> m_dependent;  ///< combinations that are 0 everywhere
    std::map<std::vector<std::size_t>, SmallSupport> m_found;
};

}  // namespace

SupportSearch small_supports(std::span<const SparseVector> rows, std::span<const double> weight, double below,
                             std::size_t most_steps) {
    std::vector<Atom> atoms = atoms_of(rows, weight);
    const bool whole = std::all_of(atoms.begin(), atoms.end(), [](const Atom& atom) {
        return std::all_of(atom.entries.begin(), atom.entries.end(),
                           [](const auto& entry) { return entry.second == std::floor(entry.second); });
    });
    SupportSearch search = whole ? Search<Rational>(rows.size(), std::move(atoms), below, most_steps).run()
                                 : Search<double>(rows.size(), std::move(atoms), below, most_steps).run();
    search.exact = whole;
    return search;
}

}  // namespace locality::stats
