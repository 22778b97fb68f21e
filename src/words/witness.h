// What stands on a witness's page and in its mails beside what it has found.
#pragma once

#include "words/language.h"
#include "words/text.h"

namespace insyn::words {

struct WitnessTexts {
  // The page.
  Text title;
  Text good;
  Text bad;
  Text unsure;   // the last try went wrong, and nothing else was found
  Text written;  // before a time
  Text stale;
  Text ledger;
  Text server;
  Text heard;
  Text entries;
  Text judged;
  Text cosigned;
  Text confirmed;
  Text stopped;
  Text never;
  Text found;
  Text nothing;
  Text what_to_do;
  Text older;
  Text problem;
  Text too_many;  // in the place of what cannot be listed any more
  // The mail. The subject is ASCII.
  Text subject;
  Text of_ledger;
  Text more;
  // "Entry {}: {}."
  Text entry;
};

const WitnessTexts& witness_texts(Language language);

}  // namespace insyn::words
