// How a recording gets its capture: a back end is chosen by the program and opened by the call.
#pragma once

#include <memory>

#include "reason/reason.h"
#include "recorder/capture/capture.h"

namespace insyn::recorder {

// What is to be captured.
struct CaptureSettings {
  bool pictures = false;  // what windows show; otherwise the capture has no way to read a pixel of them
  int max_fps = 1;        // at most so many pictures a second
  bool titles = false;    // what windows are called
};

class CaptureBackend {
 public:
  virtual ~CaptureBackend() = default;

  // Whether open() could succeed now, and what it gave be kept. A Fault, kTransient, where there is no
  // desktop session to be captured, kPermanent where the session lacks what the back end needs; or the kind
  // of reason that says what the session is.
  virtual reason::OrReason<void> probe() const = 0;
  // The same faults. `host` and `clock` outlive the capture.
  virtual Result<std::unique_ptr<Capture>> open(const CaptureSettings& settings, const CaptureHost& host,
                                                const Clock& clock) const = 0;
};

}  // namespace insyn::recorder
