// The rows of may_include.cc for what the programs are made of: command lines, verbs, mains.
#pragma once

#include "may_include.h"

namespace insyn::structure {

std::vector<Room> rooms_of_programs();

}  // namespace insyn::structure
