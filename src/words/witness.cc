#include "words/witness.h"

namespace insyn::words {
namespace {

constexpr WitnessTexts kSwedish = {
    .title = "Vittnet",
    .good = "Vittnet läser liggaren och har inget att anmärka.",
    .bad = "Vittnet har hittat fel.",
    .ledger = "Liggaren",
    .server = "Server",
    .heard = "Servern visade liggaren",
    .entries = "Medundertecknade poster",
    .judged = "Kontrollerade poster",
    .cosigned = "Medundertecknat",
    .confirmed = "Bekräftade avtalet",
    .stopped = "vittnet bekräftar inget avtal",
    .never = "aldrig",
    .found = "Vad som är fel",
    .nothing = "Inget.",
    .older = "De äldsta står inte här; insyn-witness report visar alla.",
    .problem = "Senaste försöket",
    .too_many = "Mer är fel än vad som kan räknas upp här.",
    .subject = "vittnet har hittat fel",
    .of_ledger = "Vittnet för liggaren",
    .more = "till står på sidan.",
    .entry = "Post {}: {}.",
};

constexpr WitnessTexts kEnglish = {
    .title = "The witness",
    .good = "The witness reads the ledger and has found nothing wrong.",
    .bad = "The witness has found something wrong.",
    .ledger = "Ledger",
    .server = "Server",
    .heard = "The server showed the ledger",
    .entries = "Entries cosigned",
    .judged = "Entries checked",
    .cosigned = "Cosigned",
    .confirmed = "Confirmed the agreement",
    .stopped = "the witness confirms no agreement",
    .never = "never",
    .found = "What is wrong",
    .nothing = "Nothing.",
    .older = "The oldest are not here; insyn-witness report shows all.",
    .problem = "The last try",
    .too_many = "More is wrong than can be listed here.",
    .subject = "the witness has found something wrong",
    .of_ledger = "The witness of the ledger",
    .more = "more are on the page.",
    .entry = "Entry {}: {}.",
};

}  // namespace

const WitnessTexts& witness_texts(Language language) {
  return language == Language::kSwedish ? kSwedish : kEnglish;
}

}  // namespace insyn::words
