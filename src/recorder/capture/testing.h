// Raw frames and titles for tests, of what the test says.
#pragma once

#include "recorder/capture/capture.h"

namespace insyn::recorder {

// Never made: it hands out what only a capture may make.
class RawForTests : public Capture {
 public:
  using Capture::raw_frame;
  using Capture::raw_title;
};

// What is true of a good read.
inline ReadFacts good_facts(const FileIdentity& program) {
  ReadFacts facts;
  facts.program = program;
  facts.doubt.reset();
  return facts;
}

}  // namespace insyn::recorder
