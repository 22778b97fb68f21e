// The entries of a ledger: what was done at a centre that parties, agents and the public may check. Each is a
// text of lines "key value" in a fixed order; docs/ledger.md describes them byte for byte. No entry names a
// person: what would is salted.
#pragma once

#include <array>
#include <string>
#include <variant>

#include "base/clock.h"
#include "ledger/entries/code.h"
#include "ledger/entries/salted.h"

namespace insyn::ledger {

// Each kind of entry is a type of its own: its name in kName, its parameters as members, and fields(), which
// calls `field(key, member)` for each of them, in the order in which they are written. Where it follows from
// an earlier entry, that is one of the kind Of, and `of` is its number.

// The number of an earlier entry of the same ledger, counted from 0.
struct EntryNumber {
  std::uint64_t value = 0;
  bool operator==(const EntryNumber&) const = default;
};

// A recording's id, 32 hexadecimal digits, where it is named as it is.
struct RecordingId {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(const RecordingId&) const = default;
};

// An agreement was registered: nothing is taken that was recorded under any other.
struct AgreementRegistered {
  static constexpr const char* kName = "agreement";
  std::string id;      // as it calls itself
  Digest agreement{};  // the hash of its text
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("id", self.id);
    field("agreement", self.agreement);
  }
  bool operator==(const AgreementRegistered&) const = default;
};

// A version of the roster was registered.
struct RosterRegistered {
  static constexpr const char* kName = "roster";
  std::string id;
  std::uint64_t version = 1;
  Digest roster{};  // the hash of its text
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("id", self.id);
    field("version", self.version);
    field("roster", self.roster);
  }
  bool operator==(const RosterRegistered&) const = default;
};

// A party has withdrawn an agreement.
struct AgreementWithdrawn {
  static constexpr const char* kName = "withdrawal";
  std::string party;    // its name
  Digest agreement{};   // the hash of the agreement's text
  Digest withdrawal{};  // of the withdrawal's note
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("party", self.party);
    field("agreement", self.agreement);
    field("withdrawal", self.withdrawal);
  }
  bool operator==(const AgreementWithdrawn&) const = default;
};

// A recording has begun on a workstation: its certificate.note was handed in. What never arrives afterwards
// shows.
struct CertificateBegun {
  static constexpr const char* kName = "certificate";
  Salted recording;    // its id
  Salted certificate;  // the bytes of certificate.note
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("certificate", self.certificate);
  }
  bool operator==(const CertificateBegun&) const = default;
};

// A recording is stored whole.
struct RecordingReceived {
  static constexpr const char* kName = "received";
  Salted recording;
  Salted contents;  // salted_contents()
  std::uint64_t chunks = 0;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("contents", self.contents);
    field("chunks", self.chunks);
  }
  bool operator==(const RecordingReceived&) const = default;
};

// A reviewer, or the insight engine, asks to open a recording.
struct OpeningRequested {
  static constexpr const char* kName = "request";
  Salted recording;
  Opens opens = Opens::kPictures;
  Salted reader;        // the recipient ("age1…") of the one who asks
  Salted request;       // the bytes of the signed request
  std::string purpose;  // the code of an agreed purpose
  Utc until{};          // how long access is asked for
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("opens", self.opens);
    field("reader", self.reader);
    field("request", self.request);
    field("purpose", self.purpose);
    field("until", self.until);
  }
  bool operator==(const OpeningRequested&) const = default;
};

// The union approves a request.
struct RequestApproved {
  static constexpr const char* kName = "approval";
  using Of = OpeningRequested;
  EntryNumber of;
  std::string party;  // the union's name
  ApprovedBy by = ApprovedBy::kPerson;
  Salted approval;  // the bytes of the signed approval
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("of", self.of);
    field("party", self.party);
    field("by", self.by);
    field("approval", self.approval);
  }
  bool operator==(const RequestApproved&) const = default;
};

// The server has handed out what the union peeled.
struct PeelHandedOut {
  static constexpr const char* kName = "peel";
  using Of = RequestApproved;
  EntryNumber of;
  Salted peel;  // the bytes of peel.note
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("of", self.of);
    field("peel", self.peel);
  }
  bool operator==(const PeelHandedOut&) const = default;
};

// The reader of a peel begins to read the recording's chunks.
struct ReadingBegun {
  static constexpr const char* kName = "reading";
  using Of = PeelHandedOut;
  EntryNumber of;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("of", self.of);
  }
  bool operator==(const ReadingBegun&) const = default;
};

// An agent begins to read a recording of their own, for which nobody peels.
struct OwnReadingBegun {
  static constexpr const char* kName = "own-reading";
  Salted recording;
  Salted agent;  // the recipient ("age1…") of the agent's key
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("agent", self.agent);
  }
  bool operator==(const OwnReadingBegun&) const = default;
};

// A reader has reported that something was made of a recording that others can look at.
struct ExportReported {
  static constexpr const char* kName = "export";
  using Of = PeelHandedOut;
  EntryNumber of;
  ExportForm form = ExportForm::kVideo;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("of", self.of);
    field("form", self.form);
  }
  bool operator==(const ExportReported&) const = default;
};

// An agent has discarded a recording.
struct RecordingDiscarded {
  static constexpr const char* kName = "discard";
  Salted recording;
  Salted discard;  // the bytes of the agent's signed discard
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("discard", self.discard);
  }
  bool operator==(const RecordingDiscarded&) const = default;
};

// A recording's key files are gone, and its chunks after them. The one entry that names the recording, so
// that it is shredded in a backup too; the id is random and tells nothing by then.
struct RecordingShredded {
  static constexpr const char* kName = "shredded";
  RecordingId recording;
  ShreddedBecause because = ShreddedBecause::kRetention;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("because", self.because);
  }
  bool operator==(const RecordingShredded&) const = default;
};

// Both parties keep a recording beyond its retention.
struct RecordingHeld {
  static constexpr const char* kName = "hold";
  Salted recording;
  Salted hold;  // the bytes of the hold that both have signed
  Utc until{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("hold", self.hold);
    field("until", self.until);
  }
  bool operator==(const RecordingHeld&) const = default;
};

// A second, different recording came under the id of one that is stored, and was refused.
struct RecordingForked {
  static constexpr const char* kName = "fork";
  using Of = RecordingReceived;
  EntryNumber of;
  Salted contents;  // the second one's, as salted_contents()
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("of", self.of);
    field("contents", self.contents);
  }
  bool operator==(const RecordingForked&) const = default;
};

// Somebody was given a role at the centre, or it was taken from them.
struct RoleChanged {
  static constexpr const char* kName = "role";
  Role role = Role::kReviewer;
  RoleChange change = RoleChange::kGiven;
  Salted person;  // the account's name
  Salted by;      // that of who did it
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("role", self.role);
    field("change", self.change);
    field("person", self.person);
    field("by", self.by);
  }
  bool operator==(const RoleChanged&) const = default;
};

// The server serves other pages than before: from now on those with this hash, until the next such entry.
struct PagesServed {
  static constexpr const char* kName = "pages";
  Digest pages{};  // the bundle's hash: of its manifest.txt
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("pages", self.pages);
  }
  bool operator==(const PagesServed&) const = default;
};

// Audio of the call was put beside a recording, by an importer.
struct AudioAttached {
  static constexpr const char* kName = "audio";
  Salted recording;
  Salted audio;  // the bytes of audio.note
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("audio", self.audio);
  }
  bool operator==(const AudioAttached&) const = default;
};

// An importer of audio was told that a call was recorded, and whose the recording is.
struct AudioLookedUp {
  static constexpr const char* kName = "audio-lookup";
  Salted recording;
  Salted importer;  // the account's name
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("recording", self.recording);
    field("importer", self.importer);
  }
  bool operator==(const AudioLookedUp&) const = default;
};

// A release of the browser's extension was registered, which both parties have signed.
struct ExtensionReleased {
  static constexpr const char* kName = "extension";
  Digest agreement{};   // the hash of the agreement's text
  std::string version;  // of the package
  Digest package{};     // of its archive
  Digest release{};     // of the note that both have signed
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("agreement", self.agreement);
    field("version", self.version);
    field("package", self.package);
    field("release", self.release);
  }
  bool operator==(const ExtensionReleased&) const = default;
};

using AnyEntry =
    std::variant<AgreementRegistered, RosterRegistered, AgreementWithdrawn, CertificateBegun,
                 RecordingReceived, OpeningRequested, RequestApproved, PeelHandedOut, ReadingBegun,
                 OwnReadingBegun, ExportReported, RecordingDiscarded, RecordingShredded, RecordingHeld,
                 RecordingForked, RoleChanged, PagesServed, AudioAttached, AudioLookedUp, ExtensionReleased>;

struct Entry {
  Utc time{};  // when the server says that it was done
  AnyEntry what;
  bool operator==(const Entry&) const = default;
};

inline constexpr std::size_t kLongestEntryText = 4096;

// Its name in the ledger: "request".
const char* name_of(const AnyEntry& entry);

// kPermanent where a text in it cannot stand in an entry: a name that check_name() refuses or that is longer
// than 200 bytes, or a purpose that is not 1 to 64 of a-z, 0-9 and "-". What parse_entry() gives can.
Status check_entry(const Entry& entry);
// Of an entry that passes check_entry().
std::string text_of(const Entry& entry);
// kCorrupt where it is not exactly what text_of() would write.
Result<Entry> parse_entry(std::string_view text);

// The earlier entry that it is about; nothing where it names none.
std::optional<std::uint64_t> earlier_entry(const AnyEntry& entry);

// Calls `visitor` with an entry of each kind, its parameters empty.
template <class Visitor>
void for_each_kind(Visitor&& visitor) {
  [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    (visitor(std::variant_alternative_t<kIndex, AnyEntry>{}), ...);
  }
  (std::make_index_sequence<std::variant_size_v<AnyEntry>>());
}

}  // namespace insyn::ledger
