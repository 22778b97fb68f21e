#include "leak/situation.h"

#include <algorithm>

namespace insyn::leak {

const std::vector<Situation>& all_situations() {
  static const std::vector<Situation> all = [] {
    std::vector<Situation> joined;
    for (const auto& group :
         {growth_situations(), cover_situations(), inside_situations(), popup_situations(), mark_situations(),
          identity_situations(), desktop_situations(), ending_situations()})
      joined.insert(joined.end(), group.begin(), group.end());
    return joined;
  }();
  return all;
}

const Situation* find_situation(const std::string& name) {
  const auto& all = all_situations();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Situation& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string nothing_is_open_at_the_end(const Tally& tally) {
  return tally.surfaces_at_end == 0 ? "" : "a surface is still open at the end";
}

std::string popups_were_kept(const Tally& tally) {
  if (tally.popups == 0) return "no popup was recorded";
  return tally.popup_pixels == 0 ? "the popup's pixels were not kept" : "";
}

std::string all_is_kept_at_the_end(const Tally& tally) {
  if (tally.surfaces_at_end == 0) return "no surface is open at the end";
  return tally.withheld_at_end == 0 ? ""
                                    : fmt::format("{} pixels are withheld at the end", tally.withheld_at_end);
}

}  // namespace insyn::leak
