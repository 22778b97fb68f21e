#include "recorder/stages/scope.h"

#include <algorithm>
#include <array>

#include "recorder/capture/guards.h"

namespace insyn::recorder {
namespace {

constexpr std::size_t kMostLookAlikes = 16;
constexpr const char* kRemoved = " (deleted)";

// A popup need not carry the class of the application that opened it. Whose it is then, only its process can
// tell: another one of the same program may be what the class was agreed to leave out.
bool class_fits(const ApplicationInScope& application, const WindowFacts& window) {
  if (application.wm_class().empty() || window.window_class == application.wm_class()) return true;
  return window.popup && window.window_class.empty() && (window.has_window || !guard_on(Guard::kPopupClass));
}

bool same_but_for_case(const std::string& a, const std::string& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char one, char other) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return lower(one) == lower(other);
  });
}

// Most programs call the class of their windows as their file is called.
bool class_looks_alike(const ApplicationInScope& application, const std::string& window_class) {
  if (window_class.empty()) return false;
  if (!application.wm_class().empty()) return window_class == application.wm_class();
  return same_but_for_case(window_class, Path(application.path()).filename().string());
}

bool looks_alike(const ApplicationInScope& application, const std::string& program_path,
                 const std::string& window_class) {
  const std::string name = Path(application.path()).filename().string();
  const std::string running = Path(program_path).filename().string();
  if (running == name || running == name + kRemoved) return true;
  return class_looks_alike(application, window_class);
}

// The kinds of misfit, the one that tells most first.
std::optional<reason::Reason> replaced(const ApplicationInScope& application, const OtherWindow& other) {
  // Where the kernel's word for the file that runs is the agreed path, another file has taken its place.
  const bool at_its_path =
      other.program_path == application.path() || other.program_path == application.path() + kRemoved;
  if (!at_its_path || !other.program || *other.program == application.program()) return std::nullopt;
  return reason::ProgramReplaced{application.name(), application.path()};
}

std::optional<reason::Reason> of_another_class(const ApplicationInScope& application,
                                               const OtherWindow& other) {
  if (other.program != application.program()) return std::nullopt;
  return reason::ProgramOtherClass{application.name(), application.path(), other.window_class,
                                   application.wm_class()};
}

std::optional<reason::Reason> started_by_it(const ApplicationInScope& application, const OtherWindow& other) {
  const auto& by = other.started_by;
  if (std::find(by.begin(), by.end(), application.program()) == by.end()) return std::nullopt;
  return reason::ProgramStartedAnother{application.name(), application.path(), other.program_path};
}

std::optional<reason::Reason> is_another(const ApplicationInScope& application, const OtherWindow& other) {
  if (!other.program || !looks_alike(application, other.program_path, other.window_class))
    return std::nullopt;
  return reason::ProgramIsAnother{application.name(), application.path(), other.program_path};
}

std::optional<reason::Reason> cannot_be_told(const ApplicationInScope& application,
                                             const OtherWindow& other) {
  if (other.program || !class_looks_alike(application, other.window_class)) return std::nullopt;
  return reason::ProgramUnknown{application.name(), application.path()};
}

constexpr std::array kMisfits = {&replaced, &of_another_class, &started_by_it, &is_another, &cannot_be_told};

}  // namespace

const ApplicationInScope* Scope::application_of(const WindowFacts& window) const {
  for (const ApplicationInScope& application : applications_) {
    if (window.program == application.program() && class_fits(application, window)) return &application;
  }
  return nullptr;
}

bool Scope::admits(const WindowFacts& window) {
  if (application_of(window) != nullptr) {
    misfit_.reset();
    return true;
  }
  note_look_alike(window);
  return false;
}

void Scope::none_admitted(const std::vector<OtherWindow>& others) {
  misfit_.reset();
  for (const auto& misfit : kMisfits) {
    for (const OtherWindow& other : others) {
      for (const ApplicationInScope& application : applications_) {
        if (std::optional<reason::Reason> found = misfit(application, other)) misfit_ = std::move(found);
      }
    }
    if (misfit_) return;
  }
}

bool Scope::agreed_program(const FileIdentity& program) const {
  return std::any_of(applications_.begin(), applications_.end(),
                     [&](const ApplicationInScope& application) { return application.program() == program; });
}

void Scope::note_look_alike(const WindowFacts& window) {
  if (look_alikes_.size() >= kMostLookAlikes) return;
  for (const ApplicationInScope& application : applications_) {
    if (!looks_alike(application, window.program_path, window.window_class)) continue;
    if (window.program == application.program()) {
      look_alikes_.insert(
          fmt::format("a window of {} has the class “{}”, agreed for “{}” is “{}”: not recorded",
                      window.program_path, window.window_class, application.name(), application.wm_class()));
    } else {
      look_alikes_.insert(
          fmt::format("a window looks like “{}” but belongs to {}, which is not the agreed {}: not recorded",
                      application.name(), window.program_path, application.path()));
    }
  }
}

std::optional<track::Withheld> Scope::reason_to_withhold(const ReadFacts& facts) const {
  const bool verified = facts.program && agreed_program(*facts.program);
  if (!verified && guard_on(Guard::kProgramEachRead)) return track::Withheld::kNotVerified;
  const bool own_inside = std::all_of(facts.inside.begin(), facts.inside.end(), [this](const auto& program) {
    return program && agreed_program(*program);
  });
  if (!own_inside) return track::Withheld::kForeignInside;
  return facts.doubt;
}

ScopedTitle Scope::pass(RawTitle title) const {
  ScopedTitle scoped;
  scoped.surface_ = title.surface_;
  if (!title.facts_.window || title.facts_.doubt) return scoped;
  const ApplicationInScope* application = application_of(*title.facts_.window);
  if (application == nullptr) return scoped;
  scoped.application_ = application->name();
  scoped.text_ = std::move(title.text_);
  return scoped;
}

ScopedFrame Scope::pass(RawFrame frame) const {
  ScopedFrame scoped;
  scoped.surface_ = frame.surface_;
  scoped.at_ = frame.at_;
  scoped.pixels_ = frame.pixels_;
  if (const std::optional<track::Withheld> reason = reason_to_withhold(frame.facts_)) {
    scoped.withheld_ = Region(frame.at_);
    scoped.reason_ = *reason;
    return scoped;
  }
  scoped.kept_ = Region(frame.at_);
  scoped.withheld_ = frame.facts_.undrawn.within(frame.at_);
  scoped.reason_ = track::Withheld::kNotYetDrawn;
  for (const Rect& undrawn : scoped.withheld_.rects()) scoped.kept_.subtract(undrawn);
  return scoped;
}

}  // namespace insyn::recorder
