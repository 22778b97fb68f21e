// What a capture found out about a window, for the scope to decide on. Facts are about the moment that they
// name; none of them is a decision. How a back end came to know them is its own business.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/file_identity.h"
#include "base/region.h"
#include "track/codec/scene.h"

namespace insyn::recorder {

// Who a window belongs to. `program` is the running program's device and inode, never a name that a program
// gives itself.
struct WindowFacts {
  FileIdentity program;
  std::string program_path;  // for messages only
  std::string window_class;  // given by the program itself: may narrow the scope, never widen it
  bool popup = false;        // a menu, tooltip or the like, which no window manager manages
  bool has_window = false;   // of a popup: its very process has a window on the screen that is admitted
};

// A window that is on the screen and not in scope, while none that is in scope is: it may tell why.
struct OtherWindow {
  std::optional<FileIdentity> program;  // nothing where it cannot be told: of another user or computer
  std::string program_path;             // for messages only
  std::string window_class;
  std::vector<FileIdentity> started_by;  // the programs of its process's parent, of that one's, and so on
};

// What was true of a surface when the answer to a read had arrived, everything that happened before it
// counted in. What nobody filled in keeps nothing.
struct ReadFacts {
  // Of the process that the surface belongs to, asked again for this read; nothing once that has ended.
  std::optional<FileIdentity> program;
  // The same of the other processes that have windows inside it.
  std::vector<std::optional<FileIdentity>> inside;
  // Why the back end cannot answer for it that these pixels are the program's own, all of them of one moment;
  // nothing where it can.
  std::optional<track::Withheld> doubt = track::Withheld::kNotVerified;
  // Where the program has drawn nothing yet, and something else may show.
  Region undrawn;
};

// The same of a title.
struct TitleFacts {
  std::optional<WindowFacts> window;  // asked again for this read; nothing once its process has ended
  std::optional<track::Withheld> doubt = track::Withheld::kNotVerified;
};

}  // namespace insyn::recorder
