#include "recorder/stages/event_stage.h"

#include <algorithm>

#include "agreement/screens.h"
#include "base/check.h"
#include "base/text.h"
#include "recording/format/layout.h"

namespace insyn::recorder {
namespace {

// RFC 4180. None of what is written here holds a line end.
std::string cell(std::string_view text) {
  if (text.find_first_of(",;\t\"") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// Every byte is the character of that number.
std::string from_latin_1(std::string_view text) {
  std::string utf8;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xc0 | byte >> 6);
      utf8 += static_cast<char>(0x80 | (byte & 0x3f));
    }
  }
  return utf8;
}

// WM_NAME is Latin-1 by the ICCCM (section 2.7.1), and UTF-8 by what most programs write there.
std::string as_utf8(std::string text) {
  for (std::string_view rest = text; !rest.empty();) {
    if (!take_character(rest)) return from_latin_1(text);
  }
  return text;
}

}  // namespace

void EventStage::title(Mono now, Utc at, ScopedTitle title) {
  if (title.application_.empty()) return;
  const agreement::Screen* screen =
      agreement::screen_of(terms_, title.application_, as_utf8(std::move(title.text_)));
  const agreement::Screen*& shown = shown_[title.surface_];
  if (screen == std::exchange(shown, screen)) return;
  last_ = title.surface_;
  if (screen == nullptr) return;
  if (lines_.empty()) first_ = now;
  lines_ += line(at, screen->event, screen->name);
  ++count_;
}

void EventStage::surface_closed(track::SurfaceId surface) {
  shown_.erase(surface);
  if (last_ == surface) last_.reset();
}

std::string EventStage::line(Utc at, std::string_view event, std::string_view object) const {
  return fmt::format("{},{},{},{}\n", cell(call_), to_text(at), event, cell(object));
}

void EventStage::did_not_help(Mono now, Utc at) {
  const agreement::Screen* screen = last_ ? shown_[*last_] : nullptr;
  if (lines_.empty()) first_ = now;
  lines_ += line(at, recording::kDidNotHelp, screen == nullptr ? "" : screen->name);
  words_.push_back(line(at, recording::kDidNotHelp, ""));
  ++count_;
}

std::optional<Mono> EventStage::due(std::chrono::milliseconds gathered) const {
  return lines_.empty() ? std::nullopt : std::optional<Mono>(first_ + gathered);
}

void EventStage::begin_anew(std::uint64_t count) {
  lines_.clear();
  shown_.clear();
  last_.reset();
  alone_ = words_.size();
  taken_ = 0;
  count_ = count + alone_;
}

EventChunk EventStage::take() {
  CHECK(!lines_.empty() || alone_ > 0);
  std::string csv(recording::kEventsHead);
  for (std::size_t i = 0; i < alone_; ++i) csv += words_[i];
  taken_ = words_.size();
  return EventChunk(csv + std::exchange(lines_, {}));
}

std::optional<EventChunk> EventStage::take_words() {
  return alone_ == 0 ? std::nullopt : std::optional<EventChunk>(take());
}

void EventStage::stored() {
  words_.erase(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(taken_));
  alone_ -= std::min(alone_, taken_);
  taken_ = 0;
}

}  // namespace insyn::recorder
