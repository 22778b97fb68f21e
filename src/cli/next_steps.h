// What somebody has to do before anybody can be recorded, as commands to be copied.
#pragma once

#include <string>

#include "enrolment/enrolment.h"

namespace insyn::cli {

// How a roster is made for these files, all of it; nothing is read but the agreement's id, where that can be.
std::string steps_to_a_roster(const enrolment::EnrolmentFiles& files);

// The first thing that is missing in these files, and the commands that make it, with the files' names. Empty
// where nothing is missing that a command could make.
std::string next_steps(const enrolment::EnrolmentFiles& files);

// The same error, with the next steps behind it.
Status with_next_steps(Status refused, const enrolment::EnrolmentFiles& files);

}  // namespace insyn::cli
