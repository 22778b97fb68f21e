// Whether the programs of an agreement are, on this computer, what is run: what the recorder would find out
// when a call begins is found out when the agreement is signed, and when a workstation is enrolled.
#pragma once

#include "agreement/terms.h"
#include "cli/console.h"

namespace insyn::cli {

// For a workstation that is to record: kDenied, with the reason and the next step, where one of them could
// not be recorded.
Status check_agreed_programs(const agreement::Terms& terms);

// For a text that is to be signed, on whichever computer. A link or a wrapper script is exchanged for the
// program that it leads to, which the console is told, where nobody has signed yet (`is_signed`): the text as
// it is to be signed. kDenied where a script or link would be signed. What cannot be known here is said: a
// program that is not on this computer.
Result<std::string> with_programs_that_run(std::string text, bool is_signed, Console& console);

}  // namespace insyn::cli
