// The options of insyn export and of insyn-export. Only insyn-export, which does the work, is linked with
// FFmpeg's libraries.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "os/file.h"

namespace CLI {
class App;
}

namespace insyn::cli {

enum class ExportKind { kVideo, kPictures, kEvents };

struct ExportOptions {
  Path recording;
  std::vector<Path> keys;    // the one that insyn unlock writes; or those that open the recording together
  std::string to;            // its ending chooses the kind
  std::optional<double> at;  // pictures: only the one shown this many seconds from the start
  std::optional<Path> pin;   // the workstation's .pub, or the union's
  bool damaged_ok = false;
  int fps = 10;  // video: at most
  bool cursor = false;
  bool operator==(const ExportOptions&) const = default;
};

// By the ending of `to`: .webm and .mp4 are video, .jsonl is events, a slash or no ending is a folder of
// pictures. kPermanent for another ending, and for options that the kind does not take.
Result<ExportKind> kind_of(const ExportOptions& options);

// Adds the options and the recording's folder to `app`. Parsing ends with a call of `chosen`.
void add_export_options(CLI::App& app, const std::function<void(const ExportOptions&)>& chosen);

// The arguments of insyn-export that give the same options.
std::vector<std::string> arguments_of(const ExportOptions& options);

// Replaces this program by insyn-export from the same folder. Returns only on failure.
Failure become_export_program(const ExportOptions& options);

}  // namespace insyn::cli
