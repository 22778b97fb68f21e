#include "words/call_news.h"

#include <fmt/format.h>

#include "words/call_event.h"
#include "words/clock.h"
#include "words/reason.h"
#include "words/tray.h"

namespace insyn::words {
namespace {

using control::CallNews;

// The parts of a line that differ by language; {} is filled in.
struct Parts {
  Text sources, no_sources;
  Text heard_since, not_heard_since;     // {} since; {} since, {} why
  Text heard, not_heard;                 // {} the source; and {} why
  Text call;                             // {} its id, {} the number
  Text queue;                            // {}
  Text since;                            // {}
  Text not_followed;                     // {} why
  Text confirmed, not_stored;            // {} the source, {} milliseconds; and {} why
  Text left_out;                         // {} how many
  Text recording_begun, recording_over;  // {} its id
};

const Parts& parts(Language language) {
  static constexpr Parts kSwedish{"Samtalskällor enligt avtalet:",
                                  "Avtalet nämner ingen samtalskälla.",
                                  "hörs sedan {}",
                                  "hörs inte sedan {}: {}",
                                  "{} hörs",
                                  "{} hörs inte: {}",
                                  "samtal {} på {}",
                                  "kö {}",
                                  "sedan {}",
                                  "det följs inte: {}",
                                  "{} bekräftar samtalet ({} ms)",
                                  "det som väntade på svar från {} sparas inte ({} ms): {}",
                                  "{} till kom samtidigt och visas inte",
                                  "inspelningen {} har börjat",
                                  "inspelningen {} är avslutad"};
  static constexpr Parts kEnglish{"Call sources of the agreement:",
                                  "The agreement names no call source.",
                                  "heard since {}",
                                  "not heard since {}: {}",
                                  "{} is heard",
                                  "{} is not heard: {}",
                                  "call {} at {}",
                                  "queue {}",
                                  "since {}",
                                  "not followed: {}",
                                  "{} confirms the call ({} ms)",
                                  "what waited for an answer of {} is not stored ({} ms): {}",
                                  "{} more came at once and are not shown",
                                  "the recording {} has begun",
                                  "the recording {} has ended"};
  return language == Language::kSwedish ? kSwedish : kEnglish;
}

template <class... With>
std::string put(Text text, const With&... with) {
  return fmt::format(fmt::runtime(std::string_view(text)), with...);
}

// "call 4711 at 201, Faktura, queue Privat".
template <class OfCall>
std::string about(const OfCall& call, const Parts& words) {
  std::string text = put(words.call, call.call, call.number);
  if (!call.kind.empty()) text += ", " + call.kind;
  if (!call.queue.empty()) text += ", " + put(words.queue, call.queue);
  return text;
}

struct Line {
  const Parts& words;
  Language language;
  std::string why;  // empty where there is none

  std::string operator()(const control::SourceNews& news) const {
    return why.empty() ? put(words.heard, news.source) : put(words.not_heard, news.source, why);
  }
  std::string operator()(const control::PresentCall& news) const {
    std::string text = fmt::format("{}: {}, {}", news.source, about(news, words),
                                   put(words.since, local_second(news.began)));
    return why.empty() ? text : text + ": " + why;
  }
  std::string operator()(const control::AllPresent&) const { return ""; }
  std::string operator()(const control::SourceSaid& news) const {
    const auto event = calls::event_of(news.event);
    std::string text = fmt::format("{}: {} ({})", news.source, event ? say(*event, language) : news.event,
                                   about(news, words));
    return why.empty() ? text : text + "; " + put(words.not_followed, why);
  }
  std::string operator()(const control::NotSigned&) const { return why; }
  std::string operator()(const control::SourceAnswered& news) const {
    return why.empty() ? put(words.confirmed, news.source, news.ms)
                       : put(words.not_stored, news.source, news.ms, why);
  }
  std::string operator()(const control::LeftOut& news) const { return put(words.left_out, news.count); }
};

}  // namespace

std::string heading_of_sources(Language language) { return std::string(parts(language).sources); }
std::string without_sources(Language language) { return std::string(parts(language).no_sources); }

std::string say_how_heard(const CallNews& source, Language language) {
  const auto* news = std::get_if<control::SourceNews>(&source.what);
  const std::string since = news == nullptr ? "" : local_second(news->since);
  return source.why ? put(parts(language).not_heard_since, since, say(*source.why, language))
                    : put(parts(language).heard_since, since);
}

std::string say(const CallNews& news, Language language) {
  return std::visit(Line{parts(language), language, news.why ? say(*news.why, language) : ""}, news.what);
}

std::vector<std::string> say_change(const control::State& before, const control::State& now,
                                    Language language) {
  std::vector<std::string> lines;
  if (before.recording != now.recording && !before.recording.empty())
    lines.push_back(put(parts(language).recording_over, before.recording));
  if (before.recording != now.recording && !now.recording.empty())
    lines.push_back(put(parts(language).recording_begun, now.recording));
  // In a pause the next call changes nothing but which call it is.
  const bool another = before.call != now.call && !now.call.empty();
  if (before.activity != now.activity || before.why != now.why || another)
    lines.push_back(say(now, language));
  return lines;
}

}  // namespace insyn::words
