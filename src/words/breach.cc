#include "words/breach.h"

#include "words/clock.h"
#include "words/ledger.h"

namespace insyn::words {
namespace {

using namespace witness;

struct BreachInEnglish {
  std::string operator()(const ledger::Fault& fault) const { return say(fault, Language::kEnglish); }
  std::string operator()(const NotShown&) const {
    return "the server has not shown what it is about, so it cannot be checked";
  }
  std::string operator()(const ShownFalsely&) const {
    return "what the server shows of it is not what stands in the ledger";
  }
  std::string operator()(const NotCertified& what) const {
    return fmt::format("its recording is not certified by a workstation on the roster: {}", what.problem);
  }
  std::string operator()(const CertifiedTwice& what) const {
    return fmt::format("entry {} has certified a recording with the same id before", what.first);
  }
  std::string operator()(const UnknownAgreement& what) const {
    return fmt::format("it registers an agreement that this witness does not have (SHA-256 {})",
                       to_hex(what.agreement));
  }
  std::string operator()(const NotInForce& what) const {
    return fmt::format("it was recorded under an agreement that was not in force (SHA-256 {})",
                       to_hex(what.agreement));
  }
  std::string operator()(const OverTheCap& what) const {
    return fmt::format("more calls of {} were recorded in the week from {} than the agreed {}", what.agent,
                       local_minute(what.week), what.cap);
  }
  std::string operator()(const NumberTwice& what) const {
    return fmt::format("the workstation {} has certified two recordings with the number {}", what.device,
                       what.number);
  }
  std::string operator()(const NumbersMissing& what) const {
    return what.first == what.last
               ? fmt::format("a recording is missing before it: number {} of the workstation {}", what.first,
                             what.device)
               : fmt::format("recordings are missing before it: numbers {} to {} of the workstation {}",
                             what.first, what.last, what.device);
  }
  std::string operator()(const OtherBefore& what) const {
    return fmt::format(
        "number {} of the workstation {} follows another recording than the one before it here", what.number,
        what.device);
  }
  std::string operator()(const NeverCertified&) const {
    return "it is about a recording that no entry before it has certified";
  }
  std::string operator()(const OpenedWhenGone& what) const {
    return fmt::format("it opens a recording that was discarded or shredded in entry {}", what.gone);
  }
  std::string operator()(const ReceivedWhenGone& what) const {
    return fmt::format("it stores something of a recording that was discarded or shredded in entry {}",
                       what.gone);
  }
  std::string operator()(const AttachedTwice& what) const {
    return fmt::format("entry {} has put audio beside the same recording before, which is done once",
                       what.first);
  }
  std::string operator()(const NotReceived& what) const {
    return fmt::format("its recording, which began at {}, has not arrived at the server",
                       local_minute(what.began));
  }
  std::string operator()(const Misdated& what) const {
    return fmt::format("the server has dated it {}, which cannot be true: it counts as of {}",
                       local_minute(what.stated), local_minute(what.counted));
  }
  std::string operator()(const ShreddedEarly& what) const {
    return fmt::format("the recording was shredded because its time was over, which it was not before {}",
                       local_minute(what.not_before));
  }
  std::string operator()(const ShreddedWithoutDiscard&) const {
    return "the recording was shredded because its agent had discarded it, of which there is no entry";
  }
  std::string operator()(const NotShredded& what) const {
    return fmt::format("its recording was not shredded by {}, as it had to be", local_minute(what.due));
  }
};

struct BreachInSwedish {
  std::string operator()(const ledger::Fault& fault) const { return say(fault, Language::kSwedish); }
  std::string operator()(const NotShown&) const {
    return "servern har inte visat vad den handlar om, så den kan inte kontrolleras";
  }
  std::string operator()(const ShownFalsely&) const {
    return "det servern visar av den är inte det som står i liggaren";
  }
  std::string operator()(const NotCertified& what) const {
    return fmt::format("dess inspelning är inte intygad av en arbetsplats i förteckningen: {}", what.problem);
  }
  std::string operator()(const CertifiedTwice& what) const {
    return fmt::format("post {} har redan intygat en inspelning med samma id", what.first);
  }
  std::string operator()(const UnknownAgreement& what) const {
    return fmt::format("den registrerar ett avtal som det här vittnet inte har (SHA-256 {})",
                       to_hex(what.agreement));
  }
  std::string operator()(const NotInForce& what) const {
    return fmt::format("den spelades in under ett avtal som inte gällde då (SHA-256 {})",
                       to_hex(what.agreement));
  }
  std::string operator()(const OverTheCap& what) const {
    return fmt::format("fler samtal av {} spelades in under veckan från {} än de avtalade {}", what.agent,
                       local_minute(what.week), what.cap);
  }
  std::string operator()(const NumberTwice& what) const {
    return fmt::format("arbetsplatsen {} har intygat två inspelningar med numret {}", what.device,
                       what.number);
  }
  std::string operator()(const NumbersMissing& what) const {
    return what.first == what.last
               ? fmt::format("en inspelning saknas före den: nummer {} av arbetsplatsen {}", what.first,
                             what.device)
               : fmt::format("inspelningar saknas före den: nummer {} till {} av arbetsplatsen {}",
                             what.first, what.last, what.device);
  }
  std::string operator()(const OtherBefore& what) const {
    return fmt::format("nummer {} av arbetsplatsen {} följer på en annan inspelning än den som står före här",
                       what.number, what.device);
  }
  std::string operator()(const NeverCertified&) const {
    return "den handlar om en inspelning som ingen tidigare post har intygat";
  }
  std::string operator()(const OpenedWhenGone& what) const {
    return fmt::format("den öppnar en inspelning som kastades eller förstördes i post {}", what.gone);
  }
  std::string operator()(const ReceivedWhenGone& what) const {
    return fmt::format("den lagrar något av en inspelning som kastades eller förstördes i post {}",
                       what.gone);
  }
  std::string operator()(const AttachedTwice& what) const {
    return fmt::format("post {} har redan lagt ljud bredvid samma inspelning, vilket görs en gång",
                       what.first);
  }
  std::string operator()(const NotReceived& what) const {
    return fmt::format("dess inspelning, som började {}, har inte kommit fram till servern",
                       local_minute(what.began));
  }
  std::string operator()(const Misdated& what) const {
    return fmt::format("servern har daterat den {}, vilket inte kan stämma: den räknas från {}",
                       local_minute(what.stated), local_minute(what.counted));
  }
  std::string operator()(const ShreddedEarly& what) const {
    return fmt::format("inspelningen förstördes för att dess tid var slut, vilket den inte var före {}",
                       local_minute(what.not_before));
  }
  std::string operator()(const ShreddedWithoutDiscard&) const {
    return "inspelningen förstördes för att handläggaren hade kastat den, men det finns ingen post om det";
  }
  std::string operator()(const NotShredded& what) const {
    return fmt::format("dess inspelning förstördes inte senast {}, som den skulle", local_minute(what.due));
  }
};

}  // namespace

std::string say(const Broken& what, Language language) {
  return language == Language::kEnglish ? std::visit(BreachInEnglish(), what)
                                        : std::visit(BreachInSwedish(), what);
}

}  // namespace insyn::words
