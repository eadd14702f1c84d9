#include "io/project_file.h"

#include <algorithm>
#include <vector>

namespace locality::io {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters to add, drop, change or swap with their neighbour to turn one word into the other, whatever their case.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> known) {
    // Beyond this length a word is no slip of the keys, and comparing it with every column of a table would take long.
    constexpr std::size_t longest_word = 200;
    if (word.size() > longest_word) return {};
    std::string best;
    std::size_t best_distance = 0;
    for (const std::string& candidate : known) {
        if (candidate.empty() || candidate.size() > longest_word) continue;
        const std::size_t length = std::max(word.size(), candidate.size());
        const std::size_t distance = edit_distance(word, candidate);
        if (distance > std::max<std::size_t>(1, length / 3) || distance >= length) continue;
        if (best.empty() || distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace locality::io
