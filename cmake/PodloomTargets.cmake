# Every target of the project is made by one of the functions below.

# Warnings and the include root ("core/model/design.h" everywhere), in one INTERFACE target.
add_library(podloom_options INTERFACE)
target_compile_options(podloom_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overlaps and overruns in inlined std::string::insert and operator+ that are not there (GCC bugs
    # 105651 and 105329). The sanitizer builds look for real ones.
    target_compile_options(podloom_options INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()
if(PODLOOM_SANITIZED)
    # What a sanitizer adds to the code hides from GCC that a value was set.
    target_compile_options(podloom_options INTERFACE -Wno-maybe-uninitialized)
endif()
target_compile_definitions(podloom_options INTERFACE QT_NO_CAST_FROM_ASCII)
target_include_directories(podloom_options INTERFACE ${PROJECT_SOURCE_DIR})
if(PODLOOM_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC looks for -include'd headers first in the precompiled form; the flag keeps ccache exact.
    target_compile_options(podloom_options INTERFACE -fpch-preprocess)
endif()

# podloom_add_library(<name> HEADERS <h>... [SOURCES <cpp>...] [PUBLIC <lib>...] [PRIVATE <lib>...] [QT])
# One library per folder, called by its path: core/net is podloom_core_net, alias podloom::core_net.
# The header file set is what makes CMake compile each header alone. QT switches on moc for the folder.
function(podloom_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "QT" "" "HEADERS;SOURCES;PUBLIC;PRIVATE")
    set(scope PUBLIC)
    if(arg_SOURCES)
        add_library(${name} STATIC ${arg_SOURCES})
        target_link_libraries(${name} PRIVATE ${arg_PRIVATE})
        podloom_precompile(${name} "${arg_QT}")
    else()
        add_library(${name} INTERFACE)
        set(scope INTERFACE)
    endif()
    target_sources(${name} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS})
    target_link_libraries(${name} ${scope} podloom_options ${arg_PUBLIC})
    if(arg_QT)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    string(REGEX REPLACE "^podloom_" "podloom::" alias ${name})
    add_library(${alias} ALIAS ${name})
endfunction()

# podloom_add_program(<name> SOURCES <cpp>... [LIBRARIES <lib>...] [QT] [STATIC] [DESTINATION <dir>])
# A program that is installed. STATIC links everything in: for what runs inside a pod or as a CNI plugin.
function(podloom_add_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "QT;STATIC" "DESTINATION" "SOURCES;LIBRARIES")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE podloom_options ${arg_LIBRARIES})
    if(arg_STATIC AND NOT PODLOOM_SANITIZED)
        target_link_options(${name} PRIVATE -static)
    endif()
    if(arg_QT)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    if(NOT arg_DESTINATION)
        set(arg_DESTINATION ${CMAKE_INSTALL_BINDIR})
    endif()
    install(TARGETS ${name} RUNTIME DESTINATION ${arg_DESTINATION})
endfunction()

# What every test reads, compiled once. Position independent, as all code is that meets Qt: a precompiled header serves
# only those that are compiled alike.
function(podloom_test_headers)
    add_library(podloom_test_headers OBJECT ${PROJECT_SOURCE_DIR}/tests/headers.cpp)
    target_link_libraries(podloom_test_headers PRIVATE podloom_options GTest::gmock)
    target_compile_options(podloom_test_headers PRIVATE ${podloom_test_flags})
    target_precompile_headers(podloom_test_headers PRIVATE <gmock/gmock.h>)
endfunction()

# Tests are compiled for quick building; what they test, and the samples that they share, is as fast as it is delivered.
set(podloom_test_flags -fPIC $<$<CONFIG:Release>:-O0>)

# podloom_add_test(<name> SOURCES <cpp>... [LIBRARIES <lib>...] [LABEL unit|contract|system|app] [SERIAL] [TIMEOUT s] [QT])
# One GoogleTest program and one CTest entry per folder of tests. SERIAL: never beside another test.
function(podloom_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL;QT" "LABEL;TIMEOUT" "SOURCES;LIBRARIES")
    if(NOT arg_LABEL)
        set(arg_LABEL unit)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE podloom_options ${arg_LIBRARIES} GTest::gmock_main)
    target_compile_options(${name} PRIVATE ${podloom_test_flags})
    if(PODLOOM_PRECOMPILE)
        target_precompile_headers(${name} REUSE_FROM podloom_test_headers)
    endif()
    target_compile_definitions(${name} PRIVATE
        PODLOOM_SOURCE_DIR="${PROJECT_SOURCE_DIR}" PODLOOM_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    if(arg_QT)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT})
    if(arg_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()

# podloom_add_bench(<name> SOURCES <cpp>... [LIBRARIES <lib>...])
# A Google Benchmark program in bench/ of the build; ./test --full runs them all.
function(podloom_add_bench name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
    target_link_libraries(${name} PRIVATE podloom_options ${arg_LIBRARIES} benchmark::benchmark_main)
    target_compile_definitions(${name} PRIVATE PODLOOM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endfunction()

# podloom_add_fuzzer(<subject> SOURCES <cpp>... [LIBRARIES <lib>...])
# The sources define LLVMFuzzerTestOneInput. With PODLOOM_BUILD_FUZZERS: fuzz/fuzz_<subject>, to be run for new
# findings. Always: the test fuzz.<subject>, which replays tests/fuzz/corpus/<subject>.
function(podloom_add_fuzzer subject)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
    if(PODLOOM_BUILD_FUZZERS)
        add_executable(fuzz_${subject} ${arg_SOURCES})
        set_target_properties(fuzz_${subject} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
        target_link_libraries(fuzz_${subject} PRIVATE podloom_options ${arg_LIBRARIES})
        target_link_options(fuzz_${subject} PRIVATE -fsanitize=fuzzer)
        add_dependencies(fuzzers fuzz_${subject})
    endif()
    add_executable(replay_${subject} ${arg_SOURCES} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay.cpp)
    set_target_properties(replay_${subject} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(replay_${subject} PRIVATE podloom_options ${arg_LIBRARIES})
    add_test(NAME fuzz.${subject}
        COMMAND replay_${subject} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${subject})
    set_tests_properties(fuzz.${subject} PROPERTIES LABELS unit)
endfunction()

# The standard headers that almost every file reads; with Qt, the few Qt ones that its folders share.
function(podloom_precompile name qt)
    if(NOT PODLOOM_PRECOMPILE)
        return()
    endif()
    if(qt)
        target_precompile_headers(${name} PRIVATE <QObject> <QString> <QStringList> <QVector> <map> <memory> <string> <vector>)
    endif()
endfunction()
