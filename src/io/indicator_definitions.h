#pragma once

#include "io/toml_section.h"
#include "model/project.h"

#include <functional>
#include <string>
#include <vector>

namespace locality::io {

/// Indicators as a project defines them: its own `[[indicators]]`, those of libraries (files of `[[indicators]]`
/// without tables of data, `geodata/indicators/<name>.toml` or the user's), and the two together: a project names a
/// library's indicator by its id and says which table holds it. What the project says goes before what the library
/// says.
class IndicatorDefinitions {
public:
    /// Reads `path`, `layer`, `code` ... of a section, looking for the file where the project's files are.
    using ReadSource = std::function<model::SourceSpec(const TomlSection&)>;
    /// Finds a library's file: one of the program's own by its name, else a .toml file.
    using FindLibrary = std::function<model::SourceSpec(const std::string& named, const TomlSection& section)>;
    IndicatorDefinitions(ReadSource source, FindLibrary find) : m_source(std::move(source)), m_find(std::move(find)) {}

    /// One `[[indicators]]` of the project. Throws model::InputError with file, line and what to write.
    void add(TomlSection& section);
    /// `indicators = ["marmot", "ours.toml"]`: every indicator of these libraries.
    void add_libraries(const TomlSection& root);
    /// All, in the order the project names them; what libraries define and the project gives no table stands last.
    std::vector<model::IndicatorSpec> take();
    /// The files of the libraries, in the order they were first named.
    std::vector<model::SourceSpec> libraries() const;

private:
    struct Library {
        std::string name;
        model::SourceSpec file;
        std::vector<model::IndicatorSpec> indicators;
        bool whole = false;  ///< every one is wanted, whether it has a table or not
    };
    Library& library(const std::string& name, const TomlSection& section);
    const model::IndicatorSpec& from_library(const Library& library, const std::string& id,
                                             const TomlSection& section) const;
    void refuse_repeated(const std::string& id, const TomlSection& section) const;

    ReadSource m_source;
    FindLibrary m_find;
    std::vector<model::IndicatorSpec> m_specs;
    std::vector<Library> m_libraries;
};

/// The indicators that a library file defines, as `locality figures --list` and tests read them.
std::vector<model::IndicatorSpec> read_indicator_library(const std::filesystem::path& file);

}  // namespace locality::io
