#include "cli/convert_options.h"

#include <fmt/format.h>

namespace insyn::cli {

std::vector<std::string> arguments_of(const ConvertOptions& options) {
  std::vector<std::string> arguments = {"--voices=" + options.voices, "--customer=" + options.customer,
                                        fmt::format("--skip={}", options.skip_ms),
                                        fmt::format("--most={}", options.most_ms)};
  for (const auto& [from, length] : options.cuts) {
    arguments.emplace_back("--cut");
    arguments.push_back(std::to_string(from));
    arguments.push_back(std::to_string(length));
  }
  return arguments;
}

}  // namespace insyn::cli
