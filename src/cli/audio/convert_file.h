// The work of insyn-audio: a file of somebody's becomes peaks and sound, in a sandbox.
#pragma once

#include "base/result.h"
#include "cli/console.h"
#include "cli/convert_options.h"

namespace insyn::cli {

// From standard input to standard output: a line with the duration, then what is sealed. From the start on it
// can open no file, no network and no other program.
Status convert_file(const ConvertOptions& options, Console& console);

}  // namespace insyn::cli
