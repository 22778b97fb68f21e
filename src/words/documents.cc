#include "words/documents.h"

#include "words/agreement_parts.h"
#include "words/documents_parts.h"

namespace insyn::words {

std::vector<Weight> weights_of(const DocumentSet& set) {
  const agreement::Terms& terms = set.terms;
  std::vector<Weight> weights;
  const auto add_if = [&weights](bool applies, Weight weight) {
    if (applies) weights.push_back(weight);
  };
  add_if(terms.level == agreement::Level::kFull, Weight::kFullPictures);
  add_if(terms.audio == agreement::Audio::kBoth, Weight::kVoices);
  add_if(!terms.hours, Weight::kNoHours);
  add_if(terms.sample >= 1, Weight::kEveryCall);
  add_if(terms.after_call_seconds > 0, Weight::kAfterCall);
  add_if(terms.retention_days > kLongRetentionDays, Weight::kLongRetention);
  add_if(terms.manual_calls, Weight::kManualCalls);
  add_if(terms.see_own, Weight::kOwnKey);
  add_if(keeps_events(terms) && terms.min_group < kSmallGroup, Weight::kSmallGroups);
  if (set.verified != nullptr && has_pictures(terms))
    add_if(openers_of(*set.verified, agreement::Layer::kUnion).size() == 1, Weight::kOneUnionKey);
  add_if(!terms.ledger, Weight::kNoLedger);
  return weights;
}

std::vector<std::string> witnesses_of(const agreement::Terms& terms) {
  std::vector<std::string> names;
  if (!terms.ledger) return names;
  for (const note::Verifier& one : terms.ledger->witnesses) names.push_back(one.name());
  return names;
}

Document impact_assessment(const DocumentSet& set, Language language) {
  return language == Language::kSwedish ? impact_assessment_in_swedish(set)
                                        : impact_assessment_in_english(set);
}

Document information_to_employees(const DocumentSet& set, Language language) {
  return language == Language::kSwedish ? information_in_swedish(set) : information_in_english(set);
}

}  // namespace insyn::words
