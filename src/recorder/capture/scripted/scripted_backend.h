// The capture back end for a scripted desktop. It keeps every rule of a real one: windows are asked about
// before they are touched, nothing is read of what is not marked or while the session is not on the screen,
// and what happens while something is read counts for it.
#pragma once

#include "recorder/capture/backend.h"
#include "recorder/capture/scripted/scripted_desktop.h"

namespace insyn::recorder::scripted {

class Backend final : public CaptureBackend {
 public:
  // `desktop` outlives the back end and all its captures.
  explicit Backend(Desktop& desktop) : desktop_(desktop) {}

  reason::OrReason<void> probe() const override;
  // A window's border consists, to this desktop, of the window itself: who answers with its number among the
  // sides has marked it.
  Result<std::unique_ptr<Capture>> open(const CaptureSettings& settings, const CaptureHost& host,
                                        const Clock& clock) const override;

 private:
  Desktop& desktop_;
};

// Marks at once whatever it is told to, or nothing where `blind`.
class Indicator final : public IndicatorQuestion {
 public:
  explicit Indicator(const Clock& clock) : clock_(clock) {}
  void show(std::vector<indicator::MarkedWindow> windows) override { windows_ = std::move(windows); }
  void ask() override { asked_ = clock_.mono(); }
  std::optional<Painted> painted() override;
  const std::vector<indicator::MarkedWindow>& windows() const { return windows_; }

  bool blind = false;

 private:
  const Clock& clock_;
  std::vector<indicator::MarkedWindow> windows_;
  std::optional<Mono> asked_;
};

}  // namespace insyn::recorder::scripted
