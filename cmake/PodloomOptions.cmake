# What a build can switch: everything else follows from the preset.
option(PODLOOM_BUILD_TESTS "Build the unit, contract, system and app tests" ON)
option(PODLOOM_BUILD_FUZZERS "Build the libFuzzer targets (needs clang)" OFF)
option(PODLOOM_BUILD_BENCHES "Build the benchmarks in tests/bench" ON)
option(PODLOOM_PRECOMPILE "Use precompiled headers" ON)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

# "all_verify_interface_header_sets" compiles every header of a library on its own.
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

# Everything that a program starts beside itself is found in one folder, as after an installation.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(PODLOOM_CCACHE ccache)
if(PODLOOM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # A precompiled header is only cacheable when its time stamps and defines are not part of the key.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${PODLOOM_CCACHE})
endif()

# lld links the test programs several times faster than ld; any linker works.
find_program(PODLOOM_LLD ld.lld)
if(PODLOOM_LLD)
    add_link_options(-fuse-ld=lld)
endif()

# moc of Qt 6.4 cannot read <concepts>, which <compare> includes; defining its guard lets moc pass it by.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS=1)
