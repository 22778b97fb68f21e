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

# insyn_library(NAME SOURCES … [PUBLIC libs…] [PRIVATE libs…]): one folder of src/.
function(insyn_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(insyn_${name} STATIC ${arg_SOURCES})
  target_link_libraries(insyn_${name} PUBLIC ${arg_PUBLIC} PRIVATE insyn_options ${arg_PRIVATE})
  target_include_directories(insyn_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
endfunction()

# insyn_read_heavy_headers_once(NAME): compiles the folder's sources as one, where a library's headers are most of the build.
# Not for clang-tidy, which is to see each source by itself.
function(insyn_read_heavy_headers_once name)
  if(NOT CMAKE_CXX_CLANG_TIDY)
    set_target_properties(insyn_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  endif()
endfunction()

# What nearly every test includes, read once instead of once a file: more than half of their build. Libraries' headers only: one of
# ours that changes would have every test built again. The tidy preset does without, so a file that leans on an include which it
# does not name is found there.
# They run once, so little is optimised. g++ 12 forgets that precompiled headers were the system's and warns of strings in them.
if(INSYN_TESTS)
  set(insyn_test_options $<$<CONFIG:Release>:-O1> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds$<SEMICOLON>-Wno-stringop-overflow>)
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
  # Where the sources and the programs lie, for the few files that ask (a new one needs CMake to run again): every other file
  # compiles to the same in any folder, so that a compiler cache serves all of them.
  get_target_property(sources ${name} SOURCES)
  get_target_property(folder ${name} SOURCE_DIR)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder})
    file(STRINGS ${source} asks REGEX "INSYN_(SOURCE|BIN)_DIR")
    if(asks)
      set_property(SOURCE ${source} APPEND PROPERTY COMPILE_DEFINITIONS INSYN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        INSYN_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    endif()
  endforeach()
endfunction()

# insyn_test(NAME SOURCES … [LIBS …] [PROPERTIES …]): tests, one ctest entry per case.
function(insyn_test name)
  if(NOT INSYN_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS;PROPERTIES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  insyn_test_sources(${name})
  target_link_libraries(${name} PRIVATE ${arg_LIBS} GTest::gtest_main)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 TEST_PREFIX "${INSYN_TEST_PREFIX}" PROPERTIES TIMEOUT 300 ${arg_PROPERTIES})
endfunction()

# insyn_fuzzer(NAME SOURCE file CORPUS dir [LIBS …]): with the fuzz preset a libFuzzer program; in every other build the same
# target reads its seed corpus once, as a test.
function(insyn_fuzzer name)
  if(NOT INSYN_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "" "SOURCE;CORPUS" "LIBS" ${ARGN})
  if(INSYN_FUZZ)
    add_executable(${name} ${arg_SOURCE})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${name})
  else()
    add_executable(${name} ${arg_SOURCE} ${PROJECT_SOURCE_DIR}/tests/corpus_main.cc)
    add_test(NAME ${INSYN_TEST_PREFIX}corpus.${name} COMMAND ${name} ${arg_CORPUS})
  endif()
  target_link_libraries(${name} PRIVATE insyn_options ${arg_LIBS})
endfunction()
