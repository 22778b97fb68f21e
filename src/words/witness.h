// What stands on a witness's page and in its mails beside what it has found.
#pragma once

#include "words/language.h"

namespace insyn::words {

struct WitnessTexts {
  // The page.
  const char* title;
  const char* good;
  const char* bad;
  const char* ledger;
  const char* server;
  const char* heard;
  const char* entries;
  const char* judged;
  const char* cosigned;
  const char* confirmed;
  const char* stopped;
  const char* never;
  const char* found;
  const char* nothing;
  const char* older;
  const char* problem;
  const char* too_many;  // in the place of what cannot be listed any more
  // The mail. The subject is ASCII.
  const char* subject;
  const char* of_ledger;
  const char* more;
  // "Entry {}: {}."
  const char* entry;
};

const WitnessTexts& witness_texts(Language language);

}  // namespace insyn::words
