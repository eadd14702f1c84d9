#include "io/people_words.h"

#include "io/column_words.h"

#include <algorithm>
#include <array>

namespace locality::io {

namespace {

constexpr int open_end = 999;
constexpr int oldest = 125;

template <std::size_t N>
bool among(const std::string& word, const std::array<const char*, N>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Words that may stand beside an age, a sex or a total and change nothing.
constexpr std::array fillers{
    "age",      "aged",     "ages",       "year",     "years",   "yr",          "yrs",     "y",         "old",
    "usual",    "resident", "value",      "measures", "mid",     "count",       "number",  "of",        "the",
    "estimate", "sex",      "band",       "group",    "no",      "observation", "between", "in",        "from",
    "obs",      "census",   "population", "people",   "persons", "person",      "number",  "residents", "pop",
    "total",    "all",      "both",       "sexes",    "x"};  // R writes "X0" for "0"
// Of those, the ones that by themselves say that people are counted.
constexpr std::array totals{"total", "all", "persons", "population", "people", "residents", "pop"};
constexpr std::array females{"f", "female", "females", "women", "girls"};
constexpr std::array males{"m", "male", "males", "men", "boys"};
constexpr std::array above{"plus", "over", "above", "older", "more"};
constexpr std::array below{"under", "below", "younger", "less"};

}  // namespace

std::optional<model::Sex> sex_of(std::string_view word) {
    const std::string w = lower(trimmed(word));
    if (among(w, females)) return model::Sex::female;
    if (among(w, males)) return model::Sex::male;
    if (w.empty() || w == "all" || w == "persons" || w == "person" || w == "both" || w == "total" ||
        w == "all persons" || w == "both sexes" || w == "people" || w == "all people" || w == "t" || w == "p")
        return model::Sex::all;
    return {};
}

std::optional<PeopleWords> people_of(std::string_view text) {
    // Census tables of any topic: "Ethnic group: Total: All usual residents".
    if (const std::size_t at = lower(text).find(": total: "); at != std::string::npos) text.remove_prefix(at + 9);
    PeopleWords found;
    std::vector<int> numbers;
    bool over = false, under = false, under_first = false, and_word = false, counts = false, sexed = false;
    for (const std::string& word : words_of(text)) {
        if (std::all_of(word.begin(), word.end(), is_digit)) {
            if (word.size() > 4) return {};
            const int number = std::stoi(word);
            if (number > oldest) {
                found.year = year_of(word);
                if (found.year == 0) return {};
            } else {
                numbers.push_back(number);
            }
        } else if (among(word, females) || among(word, males)) {
            const model::Sex sex = among(word, females) ? model::Sex::female : model::Sex::male;
            if (sexed && found.group.sex != sex) return {};
            found.group.sex = sex;
            sexed = true;
        } else if (among(word, above)) {
            over = true;
        } else if (among(word, below)) {
            under = true;
            under_first = numbers.empty();
        } else if (word == "and" || word == "to" || word == "or" || word == "than") {
            and_word = true;
        } else if (!among(word, fillers)) {
            return {};
        }
        counts = counts || among(word, totals);
    }
    model::PeopleGroup& group = found.group;
    if (numbers.empty()) {
        if (over || under || and_word || !(counts || sexed)) return {};
        return found;
    }
    found.has_age = true;
    if (numbers.size() > 2 || (over && under)) return {};
    if (numbers.size() == 2) {
        if (over || under || numbers[0] > numbers[1]) return {};
        group.from = numbers[0];
        group.to = numbers[1];
    } else if (over) {
        group.from = numbers[0];
        group.to = open_end;
    } else if (under) {
        group.from = 0;
        group.to = numbers[0] - (under_first ? 1 : 0);  // "under 1" is age 0; "4 years and under" includes 4
        if (group.to < 0) return {};
    } else {
        group.from = group.to = numbers[0];
    }
    return found;
}

}  // namespace locality::io
