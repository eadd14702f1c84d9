#include "write.h"

#include <fstream>
#include <stdexcept>

namespace locality::demo {

namespace {

/// A CSV file on its way to disk. No cell of the demo city needs quotes: none holds a comma.
class Csv {
public:
    Csv(const std::filesystem::path& folder, const std::string& name)
        : m_path(folder / ("synthetic_" + name + ".csv")) {}

    template <class... Cells>
    void row(const Cells&... cells) {
        bool first = true;
        ((m_text += first ? "" : ",", first = false, add(cells)), ...);
        m_text += '\n';
    }
    void close() {
        std::ofstream out(m_path, std::ios::binary);
        out.write(m_text.data(), static_cast<std::streamsize>(m_text.size()));
        out.close();
        if (!out) throw std::runtime_error(m_path.string() + ": cannot be written");
    }

private:
    void add(const std::string& text) { m_text += text; }
    void add(int number) { m_text += std::to_string(number); }

    std::filesystem::path m_path;
    std::string m_text;
};

/// Three decimals, rounded half up; no printf, whose rounding and point depend on library and locale.
std::string decimals3(double x) {
    const int thousandths = static_cast<int>(x * 1'000 + 0.5);
    const std::string rest = std::to_string(1'000 + thousandths % 1'000);
    return std::to_string(thousandths / 1'000) + "." + rest.substr(1);
}

const std::string publication = "SYNTHETIC_NOT_NHS";
const std::string extract_date = "01Oct2025";

void write_zones(const City& city, const std::filesystem::path& folder) {
    Csv csv(folder, "oa21_lsoa21_msoa21");
    csv.row("OA21CD", "LSOA21CD", "LSOA21NM", "MSOA21CD", "MSOA21NM", "RESIDENTS");
    for (std::size_t i = 0; i < city.oa.size(); ++i) {
        const auto z = static_cast<std::size_t>(city.lsoa_of_oa[i]);
        const auto m = static_cast<std::size_t>(city.msoa_of_lsoa[z]);
        csv.row(city.oa.code[i], city.lsoa.code[z], city.lsoa.name[z], city.msoa.code[m], city.msoa.name[m],
                city.oa.people[i]);
    }
    csv.close();

    Csv teams(folder, "lsoa21_neighbourhood_team");
    teams.row("LSOA21CD", "LSOA21NM", "TEAM_CODE", "TEAM_NAME");
    for (std::size_t z = 0; z < city.lsoa.size(); ++z) {
        const auto t = static_cast<std::size_t>(city.team_of_lsoa[z]);
        teams.row(city.lsoa.code[z], city.lsoa.name[z], city.team.code[t], city.team.name[t]);
    }
    teams.close();
}

void write_residents(const DemoCity& demo, const std::filesystem::path& folder) {
    Csv csv(folder, "residents_2024_lsoa21");
    csv.row("LSOA21CD", "SEX", "AGE_GROUP", "RESIDENTS");
    for (std::size_t z = 0; z < demo.ages.size(); ++z) {
        for (const bool female : {true, false}) {
            const auto& counts = female ? demo.ages[z].female : demo.ages[z].male;
            for (int b = 0; b < band_count; ++b) {
                const std::string band = b == 0                ? "Aged 4 years and under"
                                         : b == band_count - 1 ? "Aged 90 years and over"
                                                               : "Aged " + std::to_string(5 * b) + " to " +
                                                                     std::to_string(5 * b + 4) + " years";
                csv.row(demo.city.lsoa.code[z], std::string(female ? "Female" : "Male"), band,
                        counts[static_cast<std::size_t>(b)]);
            }
        }
    }
    csv.close();
}

void write_deprivation(const DemoCity& demo, const std::filesystem::path& folder) {
    Csv csv(folder, "deprivation_lsoa21");
    csv.row("LSOA21CD", "LSOA21NM", "IMD_score", "IMD_rank", "IMD_decile", "Income_rank", "Income_decile",
            "Health_rank", "Health_decile");
    const auto& d = demo.deprivation;
    for (std::size_t z = 0; z < d.overall.size(); ++z) {
        csv.row(demo.city.lsoa.code[z], demo.city.lsoa.name[z], decimals3(d.overall[z].score), d.overall[z].rank,
                d.overall[z].decile, d.income[z].rank, d.income[z].decile, d.health[z].rank, d.health[z].decile);
    }
    csv.close();
}

void write_health_care(const HealthCare& care, const std::filesystem::path& folder) {
    Csv practices(folder, "practice_pcn");
    practices.row("PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "PRACTICE_POSTCODE", "PCN_CODE",
                  "PCN_NAME", "NUMBER_OF_PATIENTS");
    for (const Practice& p : care.practices) {
        const bool member = p.pcn >= 0;
        practices.row(publication, extract_date, p.code, p.name, p.postcode,
                      member ? care.pcn_code[static_cast<std::size_t>(p.pcn)] : "U",
                      member ? care.pcn_name[static_cast<std::size_t>(p.pcn)] : "Unallocated", p.list_size);
    }
    practices.close();

    Csv registrations(folder, "registrations_lsoa21");
    registrations.row("PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "LSOA_CODE", "SEX",
                      "NUMBER_OF_PATIENTS");
    for (const Registered& r : care.registered) {
        const Practice& p = care.practices[static_cast<std::size_t>(r.practice)];
        registrations.row(publication, extract_date, p.code, p.name, r.zone, "ALL", r.patients);
    }
    registrations.close();

    Csv lcps(folder, "pcn_lcp");
    lcps.row("PCN_CODE", "PCN_NAME", "LCP_CODE", "LCP_NAME");
    for (std::size_t n = 0; n < care.pcn_code.size(); ++n) {
        const auto l = static_cast<std::size_t>(care.lcp_of_pcn[n]);
        lcps.row(care.pcn_code[n], care.pcn_name[n], care.lcp_code[l], care.lcp_name[l]);
    }
    lcps.close();
}

void write_indicator(const City& city, const IndicatorTable& table, const std::filesystem::path& folder) {
    Csv csv(folder, table.file + "_lsoa21");
    if (table.by_sex) {
        csv.row("LSOA21CD", "PERIOD", "SEX", table.numerator, table.denominator);
        for (const auto& r : table.rows)
            csv.row(city.lsoa.code[static_cast<std::size_t>(r.lsoa)], r.period, r.sex, r.numerator, r.denominator);
    } else {
        csv.row("LSOA21CD", "PERIOD", table.numerator, table.denominator);
        for (const auto& r : table.rows)
            csv.row(city.lsoa.code[static_cast<std::size_t>(r.lsoa)], r.period, r.numerator, r.denominator);
    }
    csv.close();
}

}  // namespace

void write_tables(const DemoCity& demo, const std::filesystem::path& folder) {
    write_zones(demo.city, folder);
    write_residents(demo, folder);
    write_deprivation(demo, folder);
    write_health_care(demo.care, folder);
    for (const IndicatorTable& table : demo.indicators) write_indicator(demo.city, table, folder);
}

}  // namespace locality::demo
