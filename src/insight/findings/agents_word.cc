#include "insight/findings/agents_word.h"

namespace insyn::insight {
namespace {

// As many screens of a kind as somebody reads.
constexpr std::size_t kMostScreens = 10;

}  // namespace

std::vector<AgentsWord> agents_words(const Scan& scan, std::size_t calls, std::size_t kind,
                                     const Names& names, Gate& gate) {
  std::vector<AgentsWord> words;
  const auto count = [&](const Feature& feature, const CallSet& among, std::string screen) {
    CallSet said = feature.set(calls);
    // All but a few of them is as good as all, and says no more than that the others are few.
    CallSet spared = among;
    spared.remove_all({said});
    if (gate.is_safe(said) && !gate.is_safe(spared)) said = among;
    const auto of = gate.calls(among);
    const auto in = gate.calls(said);
    if (of && in) words.push_back({kind, std::move(screen), *of, *in});
  };
  if (const Feature* anywhere = scan.find({What::kDidNotHelp, 0, 0})) count(*anywhere, gate.all(), "");
  for (const Feature* feature : scan.all(What::kDidNotHelp)) {
    if (feature->key.b == 0) continue;
    if (words.size() > kMostScreens) break;
    // Where it was said is where the call was.
    CallSet came_by = feature->set(calls);
    const Place place(Event(0, Activity::kScreen, feature->key.a));
    if (const Feature* screen = scan.find({What::kPlace, place.number(), 0}))
      came_by.add_all(screen->set(calls));
    count(*feature, came_by, std::string(names.text(feature->key.a)));
  }
  return words;
}

}  // namespace insyn::insight
