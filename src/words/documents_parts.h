// What the languages of documents have in common. Each language writes its own sentences.
#pragma once

#include <vector>

#include "words/documents.h"

namespace insyn::words {

// What these terms allow that makes a risk greater: each is said, with what would make it smaller.
enum class Weight {
  kFullPictures,   // with what they show of customers
  kNoHours,        // at any hour
  kEveryCall,      // no sample
  kAfterCall,      // some seconds after calls too
  kLongRetention,  // more than 90 days
  kManualCalls,    // the telephone system is not asked
  kOwnKey,         // agents' keys lie on their computers
  kOneUnionKey,    // if it is lost, everything is
  kSmallGroups,    // results of fewer than 10 agents
  kNoLedger,       // no trace of what was opened
  kVoices,         // agents' own voices
};
std::vector<Weight> weights_of(const DocumentSet& set);

// Their names: those of the ledger that the terms name.
std::vector<std::string> witnesses_of(const agreement::Terms& terms);

inline constexpr int kLongRetentionDays = 90;
inline constexpr int kSmallGroup = 10;

Document impact_assessment_in_english(const DocumentSet& set);
Document impact_assessment_in_swedish(const DocumentSet& set);
Document information_in_english(const DocumentSet& set);
Document information_in_swedish(const DocumentSet& set);

}  // namespace insyn::words
