// What a capture stage found out about a window, for the scope to decide on. Facts are about the moment that
// they name; none of them is a decision.
#pragma once

#include <string>

#include "base/file_identity.h"
#include "base/geometry.h"
#include "base/region.h"
#include "track/codec/surfaces.h"

namespace insyn::recorder {

// Who a window belongs to. `program` is the running program's device and inode, never a name that a program
// gives itself.
struct WindowFacts {
  FileIdentity program;
  std::string program_path;  // for messages only
  std::string wm_class;      // given by the program itself: may narrow the scope, never widen it
  bool popup = false;        // a menu, tooltip or the like, which the window manager does not manage
};

// What was true of a surface when the reply to a read had arrived, all earlier events counted in.
struct ReadFacts {
  FileIdentity program;          // asked again for this read
  bool program_running = false;  // the process that owns the window has not ended
  bool generation_current =
      false;                    // no resize, unmap, reparenting or destruction since the pixmap was scrubbed
  bool foreign_inside = false;  // a window of somebody else's lies inside the surface
  bool own_background = false;  // the server itself paints nothing that might be another window's
  Region undrawn;               // what the application has not painted since its pixmap was scrubbed
};

}  // namespace insyn::recorder
