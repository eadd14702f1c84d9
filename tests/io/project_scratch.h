#pragma once

#include "io/project_file.h"
#include "reading.h"
#include "scratch_folder.h"

#include <string>

namespace test {

namespace model = locality::model;
namespace io = locality::io;

/// What a user writes at the least, in line 1 and 2, with more below it.
inline const std::string zones = "[zones]\npath = \"zones.gpkg\"\n";

/// A folder with a project file and the (empty) files that it may name.
struct Scratch {
    ScratchFolder folder;
    Scratch() {
        for (const char* name : {"zones.gpkg", "wards.gpkg", "people.csv", "imd.csv", "patients.csv", "practices.csv",
                                 "centroids.csv", "points.csv", "lookup.csv", "smoking.csv", "postcodes.csv"})
            folder.write(name, "");
    }
    model::Project read(const std::string& toml) const { return io::read_project(folder.write("p.toml", toml)); }
    std::string error(const std::string& toml) const {
        return project_refusal([&] { read(toml); });
    }
};

inline const std::string registrations = "[registrations]\npath = \"patients.csv\"\n";
inline const std::string pcn = "[[footprints]]\nset = \"pcn\"\nfrom = \"registrations\"\n";
inline const std::string ward = "[[footprints]]\nset = \"ward\"\nfrom = \"boundaries\"\npath = \"wards.gpkg\"\n";

}  // namespace test
