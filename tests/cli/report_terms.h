// Agreements that reports are made under.
#pragma once

#include <string>
#include <vector>

namespace insyn::cli {

// Terms of whole days, by which there are reports and no pictures. `unions` as TOML: "\"U\"".
std::string report_terms(const std::string& not_before, const std::string& not_after,
                         const std::string& employer = "E", const std::string& unions = "\"U\"");

// The agreement with these terms, signed with these .sign files.
void write_agreement(const std::string& file, const std::string& terms, const std::vector<std::string>& keys);

}  // namespace insyn::cli
