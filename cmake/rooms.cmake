# A room is a library whose link line is the table of rooms in README.md.

# Flags every target of the project is compiled with. -ffp-contract=off: two machines print the same bytes.
add_library(locality_flags INTERFACE)
target_compile_features(locality_flags INTERFACE cxx_std_20)
# -Wno-restrict: GCC 12 sees overlaps in std::string that are not there when it optimises (GCC bug 105329).
target_compile_options(locality_flags INTERFACE -Wall -Wextra -Wpedantic -Wno-restrict -ffp-contract=off
    $<$<BOOL:${LOCALITY_WARNINGS_ARE_ERRORS}>:-Werror>)
target_include_directories(locality_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)

# Precompiles the headers that most files include, and those that a target names: a third of the time that a build from
# scratch takes. Only presets that run tests do it; elsewhere every file must include what it uses.
function(locality_precompile target)
    list(TRANSFORM ARGN REPLACE "(.+)" "<\\1>")
    target_precompile_headers(${target} PRIVATE ${ARGN}
        <algorithm> <array> <cmath> <cstdint> <cstdio> <filesystem> <fstream> <functional> <map> <memory> <numeric>
        <optional> <random> <set> <span> <sstream> <stdexcept> <string> <string_view> <utility> <variant> <vector>)
endfunction()

# locality_room(<name> SOURCES <file>... ROOMS <room>... LINK <library>... PRECOMPILE <header>...)
function(locality_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LINK;PRECOMPILE" ${ARGN})
    list(TRANSFORM ROOM_ROOMS PREPEND locality_)
    if(ROOM_SOURCES)
        add_library(locality_${name} STATIC ${ROOM_SOURCES})
        target_link_libraries(locality_${name} PUBLIC locality_flags ${ROOM_ROOMS} PRIVATE ${ROOM_LINK})
        if(ROOM_PRECOMPILE)
            locality_precompile(locality_${name} ${ROOM_PRECOMPILE})
        endif()
    else()
        add_library(locality_${name} INTERFACE)
        target_link_libraries(locality_${name} INTERFACE locality_flags ${ROOM_ROOMS})
    endif()
endfunction()
