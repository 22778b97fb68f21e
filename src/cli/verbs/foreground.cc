#include "cli/verbs/foreground.h"

#include "words/clock.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::uint64_t times_withheld(const recording::Balance& balance) {
  std::uint64_t times = 0;
  for (const auto& entry : balance.withheld) times += entry.second.times;
  return times;
}

std::string status_of(const recorder::CallProgress& progress, const std::optional<reason::Reason>& why) {
  return fmt::format("● REC {}  kept {}×  withheld {}×  {} sealed{}", words::elapsed_text(progress.elapsed),
                     progress.balance.kept.times, times_withheld(progress.balance), size_text(progress.bytes),
                     why ? "  (" + words::say(*why, words::Language::kEnglish) + ")" : "");
}

// `why`: why nothing was kept at the end.
void say_balance(const recorder::CallProgress& progress, const std::optional<reason::Reason>& why,
                 Console& console) {
  console.say(fmt::format("kept: {}; {} sealed in {}", in_words(progress.balance.kept),
                          size_text(progress.bytes), words::elapsed_text(progress.elapsed)));
  for (const auto& entry : progress.balance.withheld) {
    console.say(fmt::format("withheld, {}: {}", words::say(entry.first, words::Language::kEnglish),
                            in_words(entry.second)));
  }
  if (progress.balance.kept.times == 0)
    console.say(why ? "nothing was kept: " + words::say(*why, words::Language::kEnglish)
                    : "nothing was kept");
}

}  // namespace

Failure not_recorded(const reason::Reason& why) {
  const std::string text = words::say(why, words::Language::kEnglish);
  const bool fault = why.as<reason::Fault>() != nullptr;
  return Failure(Error{error_code_of(why), fault ? text : text + "; nothing is recorded"});
}

std::string why_ended(const recorder::CallEnding& ending) {
  return words::say_end(ending.why, ending.tail_lost, words::Language::kEnglish);
}

std::string in_words(const recording::Tally& tally) {
  std::string times = fmt::format("{} {}", tally.times, tally.times == 1 ? "time" : "times");
  if (tally.pixels == 0) return times;
  return fmt::format("{}, {:.2f} Mpixel", times, static_cast<double>(tally.pixels) / 1e6);
}

Result<recorder::CallEnding> record_in_foreground(recorder::ForegroundRecording& recording,
                                                  Console& console) {
  std::size_t look_alikes_told = 0;
  bool on_screen = false;
  std::optional<reason::Reason> why;
  const auto after_turn = [&] {
    const recorder::CallRecorder& recorder = recording.current();
    const recorder::CallProgress progress = recorder.progress();
    const std::optional<reason::Reason> before = std::exchange(why, recorder.why_nothing_is_kept());
    if (on_screen && progress.open_surfaces == 0)
      console.say("no window of it is on the screen any more; nothing is kept until there is one again");
    on_screen = progress.open_surfaces != 0;
    if (!on_screen) {
      if (why && why != before && why->as<reason::NoWindow>() == nullptr)
        console.say("nothing is kept: " + words::say(*why, words::Language::kEnglish));
    } else if (recorder.look_alikes().size() != look_alikes_told) {
      look_alikes_told = recorder.look_alikes().size();
      for (const std::string& sentence : recorder.look_alikes()) console.say(sentence);
    }
    console.status(status_of(progress, why));
  };
  Result<recorder::CallEnding> ending = recording.run(after_turn);
  console.clear_status();
  if (!ending) return ending;
  console.say(fmt::format("the recording is closed: {}", why_ended(*ending)));
  say_balance(ending->progress, why, console);
  return ending;
}

}  // namespace insyn::cli
