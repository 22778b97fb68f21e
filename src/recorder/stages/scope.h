// The scope decides which pixels are kept. What it is unsure of is withheld, with the reason.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "recorder/capture/capture.h"
#include "recorder/stages/application.h"

namespace insyn::recorder {

// Pixels that passed the scope: `kept` and `withheld` are in the surface's coordinates and lie inside `at`.
class ScopedFrame {
 public:
  ScopedFrame(ScopedFrame&&) = default;
  ScopedFrame& operator=(ScopedFrame&&) = default;
  ScopedFrame(const ScopedFrame&) = delete;
  ScopedFrame& operator=(const ScopedFrame&) = delete;

 private:
  friend class Scope;
  friend class MaskedFrame;
  ScopedFrame() = default;

  track::SurfaceId surface_ = 0;
  Rect at_;
  track::PixelView pixels_{};
  Region kept_;
  Region withheld_;
  track::Withheld reason_ = track::Withheld::kNotVerified;
};

// A title that passed the scope, and the agreement's name for the application whose window it is; both are
// empty where it did not.
class ScopedTitle {
 public:
  ScopedTitle(ScopedTitle&&) = default;
  ScopedTitle& operator=(ScopedTitle&&) = default;
  ScopedTitle(const ScopedTitle&) = delete;
  ScopedTitle& operator=(const ScopedTitle&) = delete;

 private:
  friend class Scope;
  friend class EventStage;
  ScopedTitle() = default;

  track::SurfaceId surface_ = 0;
  std::string application_;
  std::string text_;
};

class Scope final : public WindowQuestion {
 public:
  explicit Scope(std::vector<ApplicationInScope> applications) : applications_(std::move(applications)) {}

  // A window is in scope where its process runs the very file that the agreement names, and, where the
  // agreement names a window class, has that class too. A popup needs no class where its process has a window
  // that is in scope.
  bool admits(const WindowFacts& window) override;
  void none_admitted(const std::vector<OtherWindow>& others) override;

  // Every raw frame becomes a scoped one; where the facts do not prove it, one with nothing kept.
  ScopedFrame pass(RawFrame frame) const;
  // The same for a title.
  ScopedTitle pass(RawTitle title) const;

  // Sentences on windows that look like an agreed application and are not, so that the agent learns why
  // nothing is kept.
  const std::set<std::string>& look_alikes() const { return look_alikes_; }
  // Why no window was admitted at the last look, where one that is on the screen tells: ProgramReplaced,
  // ProgramOtherClass, ProgramStartedAnother, ProgramIsAnother or ProgramUnknown.
  const std::optional<reason::Reason>& misfit() const { return misfit_; }

 private:
  // Null where the window is none of theirs.
  const ApplicationInScope* application_of(const WindowFacts& window) const;
  bool agreed_program(const FileIdentity& program) const;
  void note_look_alike(const WindowFacts& window);
  std::optional<track::Withheld> reason_to_withhold(const ReadFacts& facts) const;

  std::vector<ApplicationInScope> applications_;
  std::set<std::string> look_alikes_;
  std::optional<reason::Reason> misfit_;
};

}  // namespace insyn::recorder
