#include "recorder/call/permission.h"

#include <algorithm>

#include "agreement/call_id.h"
#include "agreement/not_enforced.h"

namespace insyn::recorder {
namespace {

const agreement::Application* named(const agreement::Terms& terms, const std::string& name) {
  const auto found = std::find_if(terms.applications.begin(), terms.applications.end(),
                                  [&](const agreement::Application& one) { return one.name == name; });
  return found == terms.applications.end() ? nullptr : &*found;
}

reason::OrReason<std::vector<ApplicationInScope>> find_named(const agreement::Terms& terms,
                                                             const std::vector<std::string>& names) {
  std::vector<ApplicationInScope> found;
  for (const std::string& name : names) {
    const agreement::Application* agreed = named(terms, name);
    if (agreed == nullptr) {
      return fail(Code::kDenied, "the agreement “{}” does not name an application “{}”; nothing is recorded",
                  terms.id, name);
    }
    reason::OrReason<ApplicationInScope> application = ApplicationInScope::find(*agreed);
    if (!application) return reason::because(application.error());
    found.push_back(*std::move(application));
  }
  return found;
}

std::vector<std::string> all_names(const agreement::Terms& terms) {
  std::vector<std::string> names;
  for (const agreement::Application& application : terms.applications) names.push_back(application.name);
  return names;
}

}  // namespace

std::optional<reason::Reason> why_never(const agreement::Terms& terms) {
  if (std::string keys = agreement::not_enforced_text(terms); !keys.empty()) {
    return reason::NotEnforced{std::move(keys)};
  }
  // Nobody may say that a call has begun.
  if (!terms.manual_calls && terms.call_sources.empty()) return reason::ManualCalls{};
  return std::nullopt;
}

reason::OrReason<Permission> permission_for(const agreement::Agreement& agreement, const CallFacts& call,
                                            const agreement::UsageLog& usage, Utc now) {
  const agreement::Terms& terms = agreement.terms();
  if (call.not_listed) return reason::because(*call.not_listed);
  if (std::optional<reason::Reason> never = why_never(terms)) return reason::because(*std::move(never));
  if (call.by_hand && !terms.manual_calls) return reason::because(reason::ManualCalls{});
  TRY_ASSIGN(const agreement::Usage used, agreement::usage_this_week(usage, terms, now));
  const std::string& who = call.agent.empty() ? call.device : call.agent;
  const agreement::Allowed allowed =
      agreement::allowed_for_call(agreement, now, who, call.call, used.calls_of(call.agent, call.device));
  const bool left_out = !allowed && allowed.why_not->as<reason::NotSampled>() != nullptr;
  if (!allowed && !left_out) return reason::because(*allowed.why_not);
  const std::chrono::minutes longest(terms.max_minutes);
  const auto* against = used.against(call.agent, agreement.hash(), call.call, now, longest);
  if (against != nullptr && against->discarded) return reason::because(reason::Discarded{});
  if (left_out || against != nullptr) {
    // It is not recorded either way, but another id must not be tried for the same call.
    (void)usage.write_down(
        {now, call.agent, agreement.hash(), agreement::normalised_call_id(call.call), false});
    return reason::because(reason::NotSampled{});
  }
  if (terms.level == agreement::Level::kMetrics && terms.screens.empty()) {
    return fail(Code::kDenied,
                "the agreement “{}” allows no pictures and has no [[screen]] rules; nothing is recorded",
                terms.id);
  }
  std::optional<Mask> mask;
  if (terms.level != agreement::Level::kMetrics) {
    TRY_ASSIGN(mask, Mask::for_level(terms.level));
  }
  auto applications = find_named(terms, call.applications.empty() ? all_names(terms) : call.applications);
  if (!applications) return reason::because(applications.error());
  return Permission{*std::move(applications), mask, allowed.until};
}

}  // namespace insyn::recorder
