#include "recorder/events/event_stage.h"

#include "agreement/screen_terms.h"
#include "base/check.h"

namespace insyn::recorder {
namespace {

constexpr std::string_view kHead = "call,time,event,object\n";

// RFC 4180. None of what is written here holds a line end.
std::string cell(std::string_view text) {
  if (text.find_first_of(",;\t\"") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

void EventStage::title(Mono now, Utc at, ScopedTitle title) {
  if (title.application_.empty()) return;
  const agreement::Screen* screen = agreement::screen_of(terms_, title.application_, title.text_);
  const agreement::Screen*& shown = shown_[title.surface_];
  if (screen == std::exchange(shown, screen) || screen == nullptr) return;
  if (lines_.empty()) first_ = now;
  lines_ += fmt::format("{},{},{},{}\n", cell(call_), to_text(at), screen->event, cell(screen->name));
  ++count_;
}

std::optional<Mono> EventStage::due() const {
  return lines_.empty() ? std::nullopt : std::optional<Mono>(first_ + kGathered);
}

EventChunk EventStage::take() {
  CHECK(!lines_.empty());
  return EventChunk(std::string(kHead) + std::exchange(lines_, {}));
}

}  // namespace insyn::recorder
