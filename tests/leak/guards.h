// Switches off each guard that keeps foreign pixels out, one at a time, and checks that a case then fails.
#pragma once

namespace insyn::leak {

// Prints what was found without each guard; 0 where every one was noticed.
int try_without_guards();

}  // namespace insyn::leak
