# How every folder of the tree becomes a target: warnings are errors, hardening is on, links are private to the folder.

option(INSYN_TESTS "Build the tests too; they need more packages than the programs" ON)
option(INSYN_FUZZ "Build the fuzz targets (clang only)" OFF)
if(INSYN_FUZZ)
  add_custom_target(fuzzers)
endif()

add_library(insyn_options INTERFACE)
target_compile_options(insyn_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror
  -fstack-protector-strong)
target_include_directories(insyn_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(insyn_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
target_link_options(insyn_options INTERFACE -Wl,-z,relro,-z,now)

# What nearly every source includes, read once instead of once a file: half of the build. Libraries' headers only: one of ours that
# changes would have everything built again. The tidy preset does without, so a file that leans on an include which it does not
# name is found there. g++ 12 forgets that precompiled headers were the system's and warns of strings in them.
if(NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
  target_compile_options(insyn_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds$<SEMICOLON>-Wno-stringop-overflow>)
endif()
file(WRITE ${CMAKE_BINARY_DIR}/headers.cc "")
add_library(insyn_headers OBJECT ${CMAKE_BINARY_DIR}/headers.cc)
target_link_libraries(insyn_headers PRIVATE insyn_options fmt::fmt)
target_precompile_headers(insyn_headers PRIVATE
  <algorithm> <array> <chrono> <filesystem> <functional> <map> <memory> <mutex> <optional> <set> <span> <string> <unordered_map>
  <variant> <vector> <fmt/core.h> <tl/expected.hpp>)

# Sources of a folder are compiled several at once, so that what they include is read and instantiated once: a quarter of the time that
# each by itself takes. A name in an unnamed namespace therefore stands once in its folder. clang-tidy sees each source by itself, so a
# file that leans on another's include is found there.
option(INSYN_UNITY "Compile the sources of a folder several at once" ON)
function(insyn_compile_together name)
  if(INSYN_UNITY AND NOT CMAKE_CXX_CLANG_TIDY)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
    # g++ takes a source's own types for those of a header that all read.
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# insyn_optimise_more(NAME [OPTION]): for what runs for every pixel or every event. OPTION: how other builds than the release compile it.
function(insyn_optimise_more name)
  set(more ${ARGN})
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    set(more -O3)
  endif()
  if(more)
    target_compile_options(insyn_${name} PRIVATE ${more})
    # Headers that were read for less are inlined less.
    set_target_properties(insyn_${name} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
  endif()
endfunction()

# insyn_library(NAME SOURCES … [PUBLIC libs…] [PRIVATE libs…]): one folder of src/.
function(insyn_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(insyn_${name} STATIC ${arg_SOURCES})
  # fmt is in what is precompiled.
  target_link_libraries(insyn_${name} PUBLIC ${arg_PUBLIC} PRIVATE insyn_options fmt::fmt ${arg_PRIVATE})
  target_include_directories(insyn_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_precompile_headers(insyn_${name} REUSE_FROM insyn_headers)
  insyn_compile_together(insyn_${name})
endfunction()

# insyn_program(NAME SOURCES … LIBS …): a program; where only parts of the tree are built, those whose parts are there.
function(insyn_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS" ${ARGN})
  foreach(lib IN LISTS arg_LIBS)
    if(lib MATCHES "^insyn_" AND NOT TARGET ${lib})
      return()
    endif()
  endforeach()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE insyn_options ${arg_LIBS})
  target_precompile_headers(${name} REUSE_FROM insyn_headers)
  insyn_compile_together(${name})
endfunction()

# As above, for tests. They run once, so little is optimised; INSYN_TEST_OPTIONS: how else a preset compiles them.
if(INSYN_TESTS)
  set(insyn_test_options $<$<CONFIG:Release>:-O1> ${INSYN_TEST_OPTIONS})
  file(WRITE ${CMAKE_BINARY_DIR}/test_headers.cc "")
  add_library(insyn_test_headers OBJECT ${CMAKE_BINARY_DIR}/test_headers.cc)
  target_link_libraries(insyn_test_headers PRIVATE insyn_options fmt::fmt GTest::gtest)
  target_compile_options(insyn_test_headers PRIVATE ${insyn_test_options})
  target_precompile_headers(insyn_test_headers PRIVATE
    <chrono> <filesystem> <fstream> <functional> <optional> <set> <span> <string> <thread> <vector>
    <fmt/format.h> <gtest/gtest.h> <tl/expected.hpp>)
endif()

# insyn_test_sources(TARGET): how the sources of a test program are compiled.
function(insyn_test_sources name)
  target_link_libraries(${name} PRIVATE insyn_options fmt::fmt GTest::gtest)
  target_compile_options(${name} PRIVATE ${insyn_test_options})
  target_precompile_headers(${name} REUSE_FROM insyn_test_headers)
  insyn_compile_together(${name})
  # Where the sources and the programs lie, for the few that ask (a new one needs CMake to run again): every other one compiles to the
  # same in any folder, so that a compiler cache serves all of them.
  get_target_property(sources ${name} SOURCES)
  get_target_property(folder ${name} SOURCE_DIR)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder})
    file(STRINGS ${source} asks REGEX "INSYN_(SOURCE|BIN)_DIR")
    if(asks)
      target_compile_definitions(${name} PRIVATE INSYN_SOURCE_DIR="${PROJECT_SOURCE_DIR}" INSYN_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
      break()
    endif()
  endforeach()
endfunction()

# insyn_test_library(NAME SOURCES … [PUBLIC libs…] [PRIVATE libs…]): what several test programs have in common.
function(insyn_test_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(insyn_${name} STATIC ${arg_SOURCES})
  insyn_test_sources(insyn_${name})
  target_link_libraries(insyn_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  target_include_directories(insyn_${name} PUBLIC ${PROJECT_SOURCE_DIR}/tests)
endfunction()

# insyn_test(NAME SOURCES … [LIBS …] [PROPERTIES …]): tests. Those of a room of src/ work and hardly wait: they are one ctest entry, which
# keeps a processor busy. Those of tests/ run programs and mostly wait: each case is an entry.
function(insyn_test name)
  if(NOT INSYN_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS;PROPERTIES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  insyn_test_sources(${name})
  target_link_libraries(${name} PRIVATE ${arg_LIBS} GTest::gtest_main)
  if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/src/")
    add_test(NAME ${INSYN_TEST_PREFIX}${name} COMMAND ${name})
    set_tests_properties(${INSYN_TEST_PREFIX}${name} PROPERTIES TIMEOUT 900 PROCESSORS 2 ${arg_PROPERTIES})
  else()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 TEST_PREFIX "${INSYN_TEST_PREFIX}" PROPERTIES TIMEOUT 300 ${arg_PROPERTIES})
  endif()
endfunction()

if(INSYN_TESTS AND NOT INSYN_FUZZ AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  add_library(insyn_corpus_main OBJECT ${PROJECT_SOURCE_DIR}/tests/corpus_main.cc)
  insyn_test_sources(insyn_corpus_main)
endif()

# insyn_fuzzer(NAME SOURCE file CORPUS dir [LIBS …]): with the fuzz preset a libFuzzer program; in every other build the same
# target reads its seed corpus once, as a test, except in a release, where nothing would notice what it reads wrongly.
function(insyn_fuzzer name)
  if(NOT INSYN_TESTS OR CMAKE_BUILD_TYPE STREQUAL "Release")
    return()
  endif()
  cmake_parse_arguments(arg "" "SOURCE;CORPUS" "LIBS" ${ARGN})
  if(INSYN_FUZZ)
    add_executable(${name} ${arg_SOURCE})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${name})
  else()
    add_executable(${name} ${arg_SOURCE} $<TARGET_OBJECTS:insyn_corpus_main>)
    target_precompile_headers(${name} REUSE_FROM insyn_headers)
    add_test(NAME ${INSYN_TEST_PREFIX}corpus.${name} COMMAND ${name} ${arg_CORPUS})
  endif()
  target_link_libraries(${name} PRIVATE insyn_options ${arg_LIBS})
endfunction()
