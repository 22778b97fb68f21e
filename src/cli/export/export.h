// A recording in a format that everybody can open: the work of insyn-export.
#pragma once

#include "cli/arguments/export_options.h"
#include "cli/console.h"

namespace insyn::cli {

// Nothing is left behind where it fails or is stopped.
Status export_recording(const ExportOptions& options, Console& console);

}  // namespace insyn::cli
