// The options of insyn export and of insyn-export, the program that does its work, so that FFmpeg's libraries
// are in no other one.
#pragma once

#include <optional>
#include <vector>

#include "os/file.h"

namespace insyn::cli {

enum class ExportKind { kVideo, kPictures, kEvents };

struct ExportOptions {
  Path recording;
  Path key;                  // as unlock writes it
  std::string to;            // says what kind, too
  std::optional<double> at;  // seconds from the start; of pictures: this one only
  std::optional<Path> pin;   // the workstation's .pub
  bool damaged_ok = false;
  int fps = 10;  // of a video, at most
  bool cursor = false;
  bool operator==(const ExportOptions&) const = default;
};

// By the ending of `to`: .webm and .mp4, .jsonl, and a folder where there is a slash or nothing. kPermanent
// for another ending, and for options that the kind does not take.
Result<ExportKind> kind_of(const ExportOptions& options);

// The command line that says the same.
std::vector<std::string> arguments_of(const ExportOptions& options);

// Becomes the program insyn-export, which lies beside this one. Returns only on failure.
Failure become_export_program(const ExportOptions& options);

}  // namespace insyn::cli
