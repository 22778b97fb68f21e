#include "leak/case.h"

#include <algorithm>
#include <stdexcept>

namespace insyn::leak {
namespace {

// What has to be kept and is not.
std::string missing(const Case& one, const Tally& tally) {
  if (tally.own_pixels == 0 && !one.situation->may_keep_nothing && one.cast.target != Target::kOffice)
    return "nothing of the application was kept";
  return one.situation->kept ? one.situation->kept(tally) : "";
}

void judge(const Case& one, Outcome& outcome) {
  if (one.cast.reader != Reader::kInsyn) return;
  const Tally& tally = outcome.tally;
  if (tally.foreign_pixels != 0) {
    outcome.faults.push_back(
        fmt::format("{} foreign pixels in {} moments", tally.foreign_pixels, tally.foreign_moments));
  }
  for (const std::string& problem : tally.problems) {
    if (!one.situation->ends_recorder || !problem.starts_with("the recorder did not end well"))
      outcome.faults.push_back(problem);
  }
  const bool one_colour = one.cast.target == Target::kRaw || one.cast.target == Target::kSlow;
  if (one_colour && tally.unknown_pixels != 0)
    outcome.faults.push_back(fmt::format("{} pixels kept that nobody has drawn", tally.unknown_pixels));
  const auto also = [&](std::string fault) {
    if (!fault.empty()) outcome.faults.push_back(std::move(fault));
  };
  also(missing(one, tally));
  if (one.situation->never) also(one.situation->never(tally));
  if (one.situation->alone && one.alone) also(one.situation->alone(tally));
}

// The longest of its kind, in milliseconds, and the longest without the application's part: "120 (30)".
std::string longest(const Tally& tally, Mark::Kind kind) {
  std::chrono::milliseconds all(-1), added(-1);
  for (const Return& one : tally.returns) {
    if (one.mark.kind != kind) continue;
    if (!one.after) return "never";
    all = std::max(all, *one.after);
    added = std::max(added, *one.after - one.application);
  }
  return all.count() < 0 ? "-" : fmt::format("{} ({})", all.count(), added.count());
}

}  // namespace

std::string withheld_text(const Tally& tally) {
  std::string text;
  for (const auto& entry : tally.withheld_time) {
    if (entry.second * 1000 < tally.area_time) continue;
    text += fmt::format("{}{} {:.1f}%", text.empty() ? "" : ", ", code_of(entry.first),
                        100 * entry.second / tally.area_time);
  }
  return text.empty() ? "-" : text;
}

std::string name_of(const Case& one) {
  return fmt::format("{}:{}:{}:{}", one.situation->name, name_of(one.cast.target), name_of(one.cast.manager),
                     name_of(one.cast.reader));
}

Case case_named(const std::string& name) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end; (end = name.find(':', begin)) != std::string::npos; begin = end + 1)
    parts.push_back(name.substr(begin, end - begin));
  parts.push_back(name.substr(begin));
  Case one;
  one.situation = find_situation(parts[0]);
  if (one.situation == nullptr) throw std::runtime_error("there is no situation " + parts[0]);
  if (parts.size() > 1) one.cast.target = target_of(parts[1]).value();
  if (parts.size() > 2) one.cast.manager = manager_of(parts[2]).value();
  if (parts.size() > 3) one.cast.reader = reader_of(parts[3]).value();
  return one;
}

namespace {

// Shadows say nothing about what a pixmap holds: what they may change is whether a frame is seen.
bool tried_with_shadows(const Case& one) {
  const std::string& group = one.situation->group;
  const bool framed = one.situation->core || group == "cover" || group == "marks" || group == "popups";
  const Target target = one.cast.target;
  return (framed || one.situation->measured) &&
         (target == Target::kRaw || target == Target::kXterm || target == Target::kGtk3 ||
          target == Target::kGtk3Csd || target == Target::kQt);
}

}  // namespace

bool makes_sense(const Case& one) {
  const bool raw = one.cast.target == Target::kRaw || one.cast.target == Target::kSlow;
  if (!one.situation->any_target && !raw) return false;
  if (one.cast.target == Target::kGtk3Csd && !composites(one.cast.manager)) return false;
  if (casts_shadows(one.cast.manager) && !tried_with_shadows(one)) return false;
  if (one.situation->needs_manager && one.cast.manager == Manager::kNone) return false;
  return !one.situation->only_unmanaged || one.cast.manager == Manager::kNone;
}

bool is_here(const Case& one) {
  return is_here(one.cast.target) && is_here(one.cast.manager) && is_here(one.cast.reader);
}

std::vector<Case> short_cases(const std::string& group) {
  std::vector<Case> cases;
  for (const Situation& situation : all_situations()) {
    if (situation.group != group) continue;
    const Manager usual = situation.needs_manager ? Manager::kOpenbox : Manager::kNone;
    for (const Manager manager : all_managers()) {
      const bool shadows = casts_shadows(manager);
      if (manager == usual || (situation.core && !shadows) || (situation.shadowed && shadows))
        cases.push_back({&situation, {shadows ? Target::kRaw : Target::kSlow, manager, {}}});
    }
    if (situation.core) cases.push_back({&situation, {Target::kXterm, Manager::kOpenbox, {}}});
  }
  std::erase_if(cases, [](const Case& one) { return !makes_sense(one); });
  return cases;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const Situation& situation : all_situations()) {
    for (const Manager manager : all_managers()) {
      for (const Target target : all_targets())
        cases.push_back({&situation, {target, manager, Reader::kInsyn}});
    }
    for (const Reader reader : {Reader::kPlain, Reader::kFfmpeg, Reader::kCrop}) {
      const Manager usual = situation.needs_manager ? Manager::kXfwm : Manager::kNone;
      cases.push_back({&situation, {Target::kSlow, usual, reader}});
    }
  }
  std::erase_if(cases, [](const Case& one) { return !makes_sense(one) || !is_here(one); });
  return cases;
}

std::vector<Case> control_cases() {
  std::vector<Case> cases;
  for (const Situation& situation : all_situations()) {
    if (situation.plain_leaks) cases.push_back({&situation, {Target::kSlow, Manager::kNone, Reader::kPlain}});
  }
  return cases;
}

Outcome act(const Case& one) {
  Outcome outcome;
  outcome.name = name_of(one);
  try {
    Stage stage(one.cast);
    one.situation->act(stage);
    stage.until_kept([&](const Tally& so_far) { return missing(one, so_far).empty(); });
    outcome.tally = stage.finish();
    judge(one, outcome);
  } catch (const NotHere& reason) {
    outcome.not_here = reason.what();
  } catch (const std::exception& error) {
    outcome.faults.push_back(std::string("could not be acted: ") + error.what());
  }
  return outcome;
}

std::string text_of(const Outcome& outcome) {
  if (!outcome.not_here.empty()) return fmt::format("{}\tnot here: {}", outcome.name, outcome.not_here);
  const Tally& tally = outcome.tally;
  const double memory = tally.memory_mb.empty() ? 0 : tally.memory_mb.back();
  std::string faults;
  for (const std::string& fault : outcome.faults) faults += (faults.empty() ? "" : "; ") + fault;
  std::replace(faults.begin(), faults.end(), '\n', ' ');
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{} #{:06x}\t{:.2f}\t{}\t{}\t{}\t{:.1f}\t{:.0f}\t{}", outcome.name,
                     tally.moments, tally.foreign_moments, tally.foreign_pixels, tally.own_pixels,
                     tally.unknown_pixels, tally.an_unknown_colour, 100 * tally.withheld_share(),
                     withheld_text(tally), longest(tally, Mark::kMapped), longest(tally, Mark::kResized),
                     tally.seconds == 0 ? 0 : 100 * tally.cpu_seconds / tally.seconds, memory,
                     faults.empty() ? "-" : faults);
}

}  // namespace insyn::leak
