// What may be recorded: the [[application]] tables of an agreement.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/sha256.h"

namespace insyn::toml {
class TableReader;
}

namespace insyn::agreement {

// A program or a set of web pages that may be recorded.
struct Application {
  enum Kind { kNative, kWeb };

  std::string name;  // unique within the terms
  Kind kind = kNative;
  std::string exe;                   // native: absolute path
  std::optional<Digest> sha256;      // native: of the program file, if one version is agreed
  std::string wm_class;              // native: empty means any window class
  std::vector<std::string> origins;  // web: "https://host" or "https://host:port"
  std::vector<std::string> except;   // web: excluded path patterns, "/personal/*"
  std::vector<std::string> masks;    // web: CSS selectors of what is never kept
  std::vector<std::string> shown;    // web: CSS selectors of what the level "masked" leaves readable
  bool stills = false;               // web: canvas and video as still images, instead of blank
  bool search_words = false;         // web: events contain what was searched for
};

// Those of `top`, 1 to 50. kCorrupt, with the line and the reason, where one is malformed.
Result<std::vector<Application>> read_applications(toml::TableReader& top);

}  // namespace insyn::agreement
