// A workstation's link with the centre: one thread brings recordings there, another one brings what is agreed
// here, and others carry call statements. No display, no pixels, no device's key, and nothing that opens.
#pragma once

#include <functional>

#include "link/store/data_folder.h"
#include "os/process.h"

namespace insyn::link {

// Until it is asked to stop, or until the enrolled agreement is another one: it is started again then. `say`
// takes lines of the journal, from any thread, without ids of calls or names of agents.
Status run_link(const DataFolder& data, const StopRequest& stop, const Clock& clock,
                const std::function<void(const std::string&)>& say);

// What stands in the way of it, a sentence each: of the files that it needs.
Result<std::vector<std::string>> check_link(const DataFolder& data);

// Gives up what a link does not need: other files, other programs, and the network but for its server. The
// result is empty or says what this kernel cannot forbid.
Result<std::string> enter_link_sandbox(const DataFolder& data);

}  // namespace insyn::link
