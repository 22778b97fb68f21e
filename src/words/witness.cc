#include "words/witness.h"

namespace insyn::words {
namespace {

constexpr WitnessTexts kSwedish = {
    .title = "Vittnet",
    .good = "Vittnet läser liggaren och har inget att anmärka.",
    .bad = "Vittnet har hittat fel.",
    .unsure = "Vittnet kunde inte läsa liggaren vid senaste försöket. Det försöker igen.",
    .written = "Skrivet",
    .stale =
        "Sidan skrivs om minst en gång i minuten. Är tiden äldre än så går vittnet inte: starta det igen.",
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
    .what_to_do =
        "Fråga arbetsgivaren om varje rad. Den som inte får ett svar som håller kan säga upp avtalet "
        "(insyn agreement withdraw); då stannar inspelningen. Bevis ligger i vittnets mapp, i evidence.",
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
    .unsure = "The witness could not read the ledger at its last try. It tries again.",
    .written = "Written",
    .stale =
        "The page is written anew at least once a minute. Where its time is older than that the witness "
        "does not run: start it again.",
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
    .what_to_do =
        "Ask the employer about each line. Whoever gets no answer that holds can withdraw the "
        "agreement (insyn agreement withdraw), which stops the recording. Evidence lies in the "
        "witness's folder, in evidence.",
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
