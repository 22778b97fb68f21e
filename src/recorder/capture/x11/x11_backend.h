// The capture back end for X servers on this computer.
#pragma once

#include <string>

#include "recorder/capture/backend.h"

namespace insyn::recorder::x11 {

class X11Backend final : public CaptureBackend {
 public:
  // `display` as in $DISPLAY; empty for that itself.
  explicit X11Backend(std::string display = "") : display_(std::move(display)) {}

  reason::OrReason<void> probe() const override;
  Result<std::unique_ptr<Capture>> open(const CaptureSettings& settings, const CaptureHost& host,
                                        const Clock& clock) const override;

 private:
  std::string display_;
};

}  // namespace insyn::recorder::x11
