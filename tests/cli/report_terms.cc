#include "report_terms.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "program.h"

namespace insyn::cli {

std::string report_terms(const std::string& not_before, const std::string& not_after,
                         const std::string& employer, const std::string& unions) {
  return fmt::format(R"(insyn = 1
id = "prov"
employer = "{}"
union = {}
purpose = "prov"
not_before = {}
not_after = {}
[[application]]
name = "Kundstöd"
kind = "native"
exe = "/opt/kundstod"
[recording]
level = "metrics"
)",
                     employer, unions, not_before, not_after);
}

void write_agreement(const std::string& file, const std::string& terms,
                     const std::vector<std::string>& keys) {
  write_all(file, terms);
  for (const std::string& key : keys) {
    const Ran ran = run({"agreement", "sign", file, "--key", key});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
}

}  // namespace insyn::cli
