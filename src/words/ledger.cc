#include "words/ledger.h"

#include <array>

#include "base/check.h"
#include "words/clock.h"

namespace insyn::words {
namespace {

using namespace ledger;

// What an entry can follow from, in both languages.
struct Earlier {
  std::string_view kind;
  const char* english;
  const char* swedish;
};
constexpr std::array kEarlier = {
    Earlier{OpeningRequested::kName, "request", "någon begäran"},
    Earlier{RequestApproved::kName, "approval", "något godkännande"},
    Earlier{PeelHandedOut::kName, "handing out", "något utlämnande"},
    Earlier{RecordingReceived::kName, "recording that was stored", "någon sparad inspelning"}};

const Earlier& earlier(std::string_view kind) {
  for (const Earlier& one : kEarlier)
    if (one.kind == kind) return one;
  CHECK(false);
  return kEarlier.front();
}

struct LedgerInEnglish {
  std::string operator()(const AgreementRegistered& entry) const {
    return fmt::format("the agreement “{}” was registered (SHA-256 {})", entry.id, to_hex(entry.agreement));
  }
  std::string operator()(const RosterRegistered& entry) const {
    return fmt::format("version {} of the roster “{}” was registered (SHA-256 {})", entry.version, entry.id,
                       to_hex(entry.roster));
  }
  std::string operator()(const AgreementWithdrawn& entry) const {
    return fmt::format("{} withdrew the agreement with the SHA-256 {}", entry.party, to_hex(entry.agreement));
  }
  std::string operator()(const CertificateBegun&) const { return "a workstation began a recording"; }
  std::string operator()(const RecordingReceived& entry) const {
    return fmt::format("a recording of {} {} was stored", entry.chunks,
                       entry.chunks == 1 ? "chunk" : "chunks");
  }
  std::string operator()(const OpeningRequested& entry) const {
    return fmt::format("somebody asked to see {} of a recording until {}, for the purpose “{}”",
                       what(entry.opens), local_minute(entry.until), entry.purpose);
  }
  std::string operator()(const RequestApproved& entry) const {
    return fmt::format("{} approved the request of entry {}{}", entry.party, entry.of.value,
                       entry.by == ApprovedBy::kRules ? " by the rules that it has signed" : "");
  }
  std::string operator()(const PeelHandedOut& entry) const {
    return fmt::format("what was approved in entry {} was handed out", entry.of.value);
  }
  std::string operator()(const ReadingBegun& entry) const {
    return fmt::format("the reader began to read what was handed out in entry {}", entry.of.value);
  }
  std::string operator()(const OwnReadingBegun&) const {
    return "an agent began to read a recording of their own";
  }
  std::string operator()(const ExportReported& entry) const {
    return fmt::format("the reader made {} of what was handed out in entry {}", what(entry.form),
                       entry.of.value);
  }
  std::string operator()(const RecordingDiscarded&) const { return "an agent discarded a recording"; }
  std::string operator()(const RecordingShredded& entry) const {
    return fmt::format("the recording {} was shredded, because {}", to_hex(entry.recording.bytes),
                       why(entry.because));
  }
  std::string operator()(const RecordingHeld& entry) const {
    return fmt::format("the parties agreed to keep a recording until {}", local_minute(entry.until));
  }
  std::string operator()(const RecordingForked& entry) const {
    return fmt::format("another recording came under the id of the one in entry {} and was refused",
                       entry.of.value);
  }
  std::string operator()(const RoleChanged& entry) const {
    return entry.change == RoleChange::kGiven ? fmt::format("somebody was made {}", what(entry.role))
                                              : fmt::format("somebody is no longer {}", what(entry.role));
  }
  std::string operator()(const PagesServed& entry) const {
    return fmt::format("the server began to serve the pages with the SHA-256 {}", to_hex(entry.pages));
  }

  std::string operator()(const ExtensionReleased& entry) const {
    return fmt::format(
        "both parties released version {} of the browser's extension for the agreement with the SHA-256 {}; "
        "its "
        "package "
        "has the SHA-256 {}",
        entry.version, to_hex(entry.agreement), to_hex(entry.package));
  }
  std::string operator()(const AudioLookedUp&) const {
    return "an importer of audio looked up a call and was told of a recording of it";
  }
  std::string operator()(const AudioAttached&) const {
    return "audio of the call was put beside a recording";
  }

  std::string operator()(const Unreadable& fault) const {
    return fmt::format("it is no entry that this version can read: {}", fault.problem);
  }
  std::string operator()(const FollowsFromNone& fault) const {
    return fmt::format("it says that it follows from entry {}, which is no {} before it and in order",
                       fault.of, earlier(fault.wanted).english);
  }
  std::string operator()(const AfterItsTime& fault) const {
    return fmt::format("it is of a later time than {}, until when entry {} asked for access",
                       local_minute(fault.until), fault.request);
  }

  static std::string_view what(Opens opens) {
    return opens == Opens::kPictures ? "the pictures" : "the events";
  }
  static std::string_view what(ExportForm form) {
    switch (form) {
      case ExportForm::kVideo:
        return "a video";
      case ExportForm::kPictures:
        return "pictures";
      case ExportForm::kText:
        return "a text";
    }
    return "";
  }
  static std::string_view what(Role role) {
    switch (role) {
      case Role::kAdministrator:
        return "an administrator";
      case Role::kReviewer:
        return "a reviewer";
      case Role::kUnion:
        return "a representative of the union";
      case Role::kAnalyst:
        return "an analyst";
      case Role::kAgent:
        return "an agent";
      case Role::kImporter:
        return "an importer of audio";
    }
    return "";
  }
  static std::string_view why(ShreddedBecause because) {
    switch (because) {
      case ShreddedBecause::kRetention:
        return "the agreed time for keeping it is over";
      case ShreddedBecause::kDiscard:
        return "its agent has discarded it";
      case ShreddedBecause::kErasure:
        return "the customer has asked for it";
    }
    return "";
  }
};

struct LedgerInSwedish {
  std::string operator()(const AgreementRegistered& entry) const {
    return fmt::format("avtalet ”{}” registrerades (SHA-256 {})", entry.id, to_hex(entry.agreement));
  }
  std::string operator()(const RosterRegistered& entry) const {
    return fmt::format("version {} av förteckningen ”{}” registrerades (SHA-256 {})", entry.version, entry.id,
                       to_hex(entry.roster));
  }
  std::string operator()(const AgreementWithdrawn& entry) const {
    return fmt::format("{} återkallade avtalet med SHA-256 {}", entry.party, to_hex(entry.agreement));
  }
  std::string operator()(const CertificateBegun&) const { return "en arbetsplats började en inspelning"; }
  std::string operator()(const RecordingReceived& entry) const {
    return fmt::format("en inspelning på {} {} togs emot och sparades", entry.chunks,
                       entry.chunks == 1 ? "stycke" : "stycken");
  }
  std::string operator()(const OpeningRequested& entry) const {
    return fmt::format("någon bad att få se {} i en inspelning till {}, för ändamålet ”{}”",
                       what(entry.opens), local_minute(entry.until), entry.purpose);
  }
  std::string operator()(const RequestApproved& entry) const {
    return fmt::format("{} godkände begäran i post {}{}", entry.party, entry.of.value,
                       entry.by == ApprovedBy::kRules ? " enligt regler som facket har skrivit under" : "");
  }
  std::string operator()(const PeelHandedOut& entry) const {
    return fmt::format("det som godkändes i post {} lämnades ut", entry.of.value);
  }
  std::string operator()(const ReadingBegun& entry) const {
    return fmt::format("läsaren började läsa det som lämnades ut i post {}", entry.of.value);
  }
  std::string operator()(const OwnReadingBegun&) const {
    return "en handläggare började läsa en av sina egna inspelningar";
  }
  std::string operator()(const ExportReported& entry) const {
    return fmt::format("läsaren gjorde {} av det som lämnades ut i post {}", what(entry.form),
                       entry.of.value);
  }
  std::string operator()(const RecordingDiscarded&) const { return "en handläggare kastade en inspelning"; }
  std::string operator()(const RecordingShredded& entry) const {
    return fmt::format("inspelningen {} förstördes, eftersom {}", to_hex(entry.recording.bytes),
                       why(entry.because));
  }
  std::string operator()(const RecordingHeld& entry) const {
    return fmt::format("parterna kom överens om att behålla en inspelning till {}",
                       local_minute(entry.until));
  }
  std::string operator()(const RecordingForked& entry) const {
    return fmt::format("en annan inspelning kom in med samma id som den i post {} och avvisades",
                       entry.of.value);
  }
  std::string operator()(const RoleChanged& entry) const {
    return entry.change == RoleChange::kGiven ? fmt::format("någon blev {}", what(entry.role))
                                              : fmt::format("någon är inte längre {}", what(entry.role));
  }
  std::string operator()(const PagesServed& entry) const {
    return fmt::format("servern började visa sidorna med SHA-256 {}", to_hex(entry.pages));
  }

  std::string operator()(const ExtensionReleased& entry) const {
    return fmt::format(
        "båda parter släppte version {} av webbläsartillägget för avtalet med SHA-256 {}; dess paket har "
        "SHA-256 {}",
        entry.version, to_hex(entry.agreement), to_hex(entry.package));
  }
  std::string operator()(const AudioLookedUp&) const {
    return "en importör av ljud slog upp ett samtal och fick veta att det finns en inspelning av det";
  }
  std::string operator()(const AudioAttached&) const {
    return "ljud från samtalet lades bredvid en inspelning";
  }

  std::string operator()(const Unreadable& fault) const {
    return fmt::format("den är ingen post som den här versionen kan läsa: {}", fault.problem);
  }
  std::string operator()(const FollowsFromNone& fault) const {
    return fmt::format("den säger sig följa av post {}, som inte är {} före den och i ordning", fault.of,
                       earlier(fault.wanted).swedish);
  }
  std::string operator()(const AfterItsTime& fault) const {
    return fmt::format("den är av en senare tid än {}, till vilken post {} bad om tillgång",
                       local_minute(fault.until), fault.request);
  }

  static std::string_view what(Opens opens) { return opens == Opens::kPictures ? "bilderna" : "händelserna"; }
  static std::string_view what(ExportForm form) {
    switch (form) {
      case ExportForm::kVideo:
        return "en video";
      case ExportForm::kPictures:
        return "bilder";
      case ExportForm::kText:
        return "en text";
    }
    return "";
  }
  static std::string_view what(Role role) {
    switch (role) {
      case Role::kAdministrator:
        return "administratör";
      case Role::kReviewer:
        return "granskare";
      case Role::kUnion:
        return "företrädare för facket";
      case Role::kAnalyst:
        return "analytiker";
      case Role::kAgent:
        return "handläggare";
      case Role::kImporter:
        return "importör av ljud";
    }
    return "";
  }
  static std::string_view why(ShreddedBecause because) {
    switch (because) {
      case ShreddedBecause::kRetention:
        return "den avtalade tiden för att spara den är slut";
      case ShreddedBecause::kDiscard:
        return "handläggaren har kastat den";
      case ShreddedBecause::kErasure:
        return "kunden har begärt det";
    }
    return "";
  }
};

}  // namespace

std::string say(const AnyEntry& entry, Language language) {
  return language == Language::kEnglish ? std::visit(LedgerInEnglish(), entry)
                                        : std::visit(LedgerInSwedish(), entry);
}

std::string say(const Fault& fault, Language language) {
  return language == Language::kEnglish ? std::visit(LedgerInEnglish(), fault)
                                        : std::visit(LedgerInSwedish(), fault);
}

}  // namespace insyn::words
