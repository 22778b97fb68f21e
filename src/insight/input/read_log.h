// Files to a Log.
#pragma once

#include "insight/input/log_part.h"
#include "insight/input/read_options.h"
#include "os/file.h"

namespace insyn::insight {

struct Reading {
  Log log;
  Rejects rejects;
  std::vector<std::string> files;    // as they are numbered in `rejects`
  std::vector<std::string> remarks;  // how each was understood
  std::uint64_t times_with_offset = 0;
  std::uint64_t times_in_zone = 0;
};

// Events and calls from CSV, XES and OCEL 2.0 (JSON, XML, SQLite) files, which are told apart by their
// content, and may be packed with gzip. `progress` is given shares from 0 to 1. Errors name the file:
// kPermanent where it cannot be read, kCorrupt where it is none of these formats or is not what it begins as.
Result<Reading> read_log(const std::vector<Path>& files, const Period& period,
                         const std::function<void(double)>& progress, const ReadOptions& options = {});

}  // namespace insyn::insight
