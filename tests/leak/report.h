// docs/leaks.md, made of what many runs have written with --to.
#pragma once

#include <iosfwd>
#include <set>
#include <string>
#include <vector>

namespace insyn::leak {

// The cases whose outcome is in a file of results.
std::set<std::string> names_in(const std::string& results);
// Writes the page. `soaks` are files with what `leak_cases soak` has printed.
void write_report(std::ostream& page, const std::string& results, const std::vector<std::string>& soaks);

}  // namespace insyn::leak
