#pragma once

#include "io/read_table.h"
#include "reading.h"
#include "scratch_folder.h"

#include <string>

namespace test {

namespace model = locality::model;
namespace io = locality::io;

/// A file of the text, and what reading it said.
struct Csv {
    explicit Csv(const std::string& text, const std::string& name = "t.csv") { spec.path = folder.write(name, text); }

    ScratchFolder folder;
    model::SourceSpec spec;
    model::Issues issues;

    std::string what(const std::string& kind) const { return said(issues, kind); }
    model::ResidentsTable residents() { return io::read_residents(spec, issues); }
    model::RegistrationsTable registrations() { return io::read_registrations(spec, issues); }
    model::PracticesTable practices() { return io::read_practices(spec, issues); }
    model::DeprivationTable deprivation() { return io::read_deprivation(spec, issues); }
};

}  // namespace test
