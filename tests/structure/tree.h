// The repository as files: what the tests of its structure look at.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "os/file.h"

namespace insyn::structure {

// Each with the file and, where there is one, the line: "src/a.cc:3: …".
using Faults = std::vector<std::string>;

// Files or folders for which a rule does not hold, each with the reason.
using Exceptions = std::map<std::string, std::string>;

// The files below these folders of `root` (or these files), sorted, relative to `root`; without seed corpora
// and what package managers write.
std::vector<std::string> files_in(const Path& root, const std::vector<std::string>& folders);

std::vector<std::string> lines_of(const Path& root, const std::string& file);

bool has_ending(const std::string& file, const std::vector<std::string>& endings);

// Made for tests, and never part of a program: tests, fuzz targets, what is called testing, and scripted back
// ends.
bool is_for_tests(const std::string& file);

}  // namespace insyn::structure
