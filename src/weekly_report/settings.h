// What insyn-insight is told: DIR/insyn-insight.toml, read strictly.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/path.h"
#include "base/result.h"
#include "words/language.h"

namespace insyn::weekly_report {

inline constexpr const char* kSettingsFile = "insyn-insight.toml";

// How recordings' events are asked for.
struct AskSettings {
  std::string purpose;  // a code of the agreement's
  std::string because;  // in words
};

struct Settings {
  std::string server;                  // "https://insyn.example:8443"
  std::optional<Path> authority = {};  // PEM: whose certificates alone are believed
  std::string account;                 // an analyst's
  Path passphrase;                     // a file with its passphrase
  Path agreement;
  std::vector<Path> pins;
  Path sign;                             // signs requests and reports: insight.sign, or its party's
  std::optional<Path> key = {};          // opens events: insight.age. Nothing where none are asked for
  std::vector<Path> files;               // calls, and events that are no recordings'
  std::optional<std::string> zone = {};  // of times without an offset
  std::vector<std::string> columns = {};
  std::optional<AskSettings> ask = {};  // nothing: no recording is opened
  words::Language language = words::Language::kSwedish;
  std::chrono::minutes pause{15};  // between two tries
};

// The text of `folder`/insyn-insight.toml; paths in it are relative to `folder`. kCorrupt, with the line,
// where a key is unknown, missing or wrong.
Result<Settings> parse_settings(std::string_view text, const Path& folder);

}  // namespace insyn::weekly_report
