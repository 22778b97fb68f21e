#include "words/alarm.h"

#include "words/clock.h"

namespace insyn::words {
namespace {

using namespace witness;

struct AlarmInEnglish {
  std::string operator()(const Silent& what) const {
    return fmt::format("The server has not shown its ledger since {}: {}.", local_minute(what.since),
                       what.problem);
  }
  std::string operator()(const SilentNoMore& what) const {
    return fmt::format("The server, which was silent since {}, shows its ledger again.",
                       local_minute(what.since));
  }
  std::string operator()(const TwoHistories& what) const {
    return fmt::format(
        "The server has signed two histories of the ledger that contradict each other ({} entries). Both "
        "checkpoints are kept as evidence; the witness confirms nothing any more.",
        what.size);
  }
  std::string operator()(const ShowsLess& what) const {
    return fmt::format(
        "The server shows {} entries of the ledger and had shown {}: it was put back, or hides some.",
        what.shown, what.seen);
  }
  std::string operator()(const OtherEntries& what) const {
    return fmt::format(
        "The entries that the server shows are not those for which it signed its checkpoint of {} entries.",
        what.size);
  }
  std::string operator()(const PutBack& what) const {
    return fmt::format(
        "The server was put back from a backup and had forgotten the entries {} to {}; this witness has "
        "given "
        "them back.",
        what.from, what.size - 1);
  }
  std::string operator()(const WithdrawalHidden& what) const {
    return fmt::format(
        "{} has withdrawn the agreement (SHA-256 {}), and the ledger does not say so. The witness confirms "
        "that agreement no more.",
        what.party, to_hex(what.agreement));
  }
  std::string operator()(const WithdrawalUnreadable& what) const {
    return fmt::format(
        "The file {} among the withdrawals cannot be understood: {}. The witness confirms no agreement while "
        "it "
        "lies there.",
        what.file, what.problem);
  }
};

struct AlarmInSwedish {
  std::string operator()(const Silent& what) const {
    return fmt::format("Servern har inte visat sin liggare sedan {}: {}.", local_minute(what.since),
                       what.problem);
  }
  std::string operator()(const SilentNoMore& what) const {
    return fmt::format("Servern, som var tyst sedan {}, visar sin liggare igen.", local_minute(what.since));
  }
  std::string operator()(const TwoHistories& what) const {
    return fmt::format(
        "Servern har undertecknat två versioner av liggaren som motsäger varandra ({} poster). Båda är "
        "sparade "
        "som bevis, och vittnet bekräftar ingenting mer.",
        what.size);
  }
  std::string operator()(const ShowsLess& what) const {
    return fmt::format(
        "Servern visar {} poster av liggaren och har visat {}: den är återställd, eller döljer några.",
        what.shown, what.seen);
  }
  std::string operator()(const OtherEntries& what) const {
    return fmt::format("Posterna som servern visar är inte de som den har undertecknat, {} poster.",
                       what.size);
  }
  std::string operator()(const PutBack& what) const {
    return fmt::format(
        "Servern är återställd från en säkerhetskopia och hade glömt posterna {} till {}; vittnet har gett "
        "tillbaka dem.",
        what.from, what.size - 1);
  }
  std::string operator()(const WithdrawalHidden& what) const {
    return fmt::format(
        "{} har sagt upp avtalet (SHA-256 {}), och det står inte i liggaren. Vittnet bekräftar inte det "
        "avtalet "
        "längre.",
        what.party, to_hex(what.agreement));
  }
  std::string operator()(const WithdrawalUnreadable& what) const {
    return fmt::format(
        "Filen {} bland uppsägningarna går inte att förstå: {}. Vittnet bekräftar inget avtal så länge den "
        "ligger "
        "där.",
        what.file, what.problem);
  }
};

}  // namespace

std::string say(const Alarm& what, Language language) {
  return language == Language::kSwedish ? std::visit(AlarmInSwedish(), what)
                                        : std::visit(AlarmInEnglish(), what);
}

}  // namespace insyn::words
