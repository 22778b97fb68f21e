// docs/leaks.md, made of what many runs have written with --to.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace insyn::leak {

// Writes the page. `soaks` are files with what `leak_gallery soak` has printed.
void write_report(std::ostream& page, const std::string& results, const std::vector<std::string>& soaks);

}  // namespace insyn::leak
