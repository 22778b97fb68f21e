// The recording of tests/golden/recording/, which the readers in web/ open too: what they are tested with has
// to stay what this reader takes. INSYN_WRITE_GOLDEN=1 makes it anew, with other keys.
#include <gtest/gtest.h>

#include <cstdlib>

#include "note/public_keys.h"
#include "recording/peel/peel.h"
#include "recording/store/recording.h"
#include "recording/testing.h"
#include "seal/recording_key.h"

namespace insyn::recording {
namespace {

const Path kGolden = Path(INSYN_SOURCE_DIR) / "tests/golden";
const Path kWhole = kGolden / "recording/whole", kPeeled = kGolden / "recording/peeled",
           kKeys = kGolden / "recording/keys";
const std::string kEvents = "call,time,event,object\n4711,2026-12-01T08:15:04.120Z,screen,sök\n";
const std::string kSaid = "insyn_call_statement = 1\nsource = \"pbx\"\n";

// The chunks of a track that lie one after another: docs/track-format.md.
std::vector<std::string> track_chunks() {
  constexpr std::size_t kHeader = 24;
  const std::string track = content(kGolden / "pages.track");
  std::vector<std::string> chunks;
  for (std::size_t at = 0; at + kHeader <= track.size(); at += chunks.back().size()) {
    std::size_t size = 0;
    for (std::size_t i = 4; i-- > 0;) size = size << 8U | static_cast<std::uint8_t>(track[at + 20 + i]);
    chunks.push_back(track.substr(at, kHeader + size));
  }
  return chunks;
}

void keep(const Path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  CHECK(write_file(file, view_of(text), Access::kEveryoneReads, IfExists::kReplace).has_value());
}

void keep_pub(const note::Signer& signer, note::Role role, const std::string& name, const std::string& age) {
  note::PublicKeys keys{role, name, signer.verifier(), age};
  keep(kKeys / fmt::format("{}.pub", note::role_name(role)), note::public_keys_text(keys));
}

std::vector<seal::Identity> identities(std::initializer_list<const char*> names) {
  std::vector<seal::Identity> all;
  for (const char* name : names)
    all.push_back(
        std::move(seal::parse_identity_file(content(kKeys / fmt::format("{}.age", name))).value().front()));
  return all;
}

note::Verifier pinned(const char* role) {
  return *note::parse_public_keys(content(kKeys / fmt::format("{}.pub", role))).value().verifier;
}

class Maker {
 public:
  void make() {
    std::filesystem::remove_all(kGolden / "recording");
    const Path folder = record();
    copy(folder, kWhole, [](const std::string&) { return true; });
    peel_to_request(folder);
    keep_pub(device_, note::Role::kDevice, "desk-12", "");
    keep_pub(union_signer_, note::Role::kUnion, "Klubben", union_.recipient().text());
    for (const auto& [name, identity] : {std::pair{"union", &union_},
                                         {"reviewer", &reviewer_},
                                         {"insight", &insight_},
                                         {"agent", &agent_},
                                         {"request", &request_}})
      keep(kKeys / fmt::format("{}.age", name), identity->secret_text() + "\n");
  }

 private:
  Path record() {
    Beginning beginning = station_.beginning();
    const auto one = [](const seal::Identity& identity) { return std::vector{identity.recipient()}; };
    beginning.keys.pictures = seal::wrap_for_two(station_.key, one(union_), one(reviewer_)).value();
    beginning.keys.events = seal::wrap_for_two(station_.events_key, one(union_), one(insight_)).value();
    const std::array calls = {&std::as_const(station_.calls_key)};
    beginning.keys.calls = seal::wrap_for_one(calls, one(union_)).value();
    const std::array all = {&std::as_const(station_.key), &std::as_const(station_.events_key), calls.front()};
    beginning.keys.agent = seal::wrap_for_one(all, one(agent_)).value();
    RecordingWriter writer = RecordingWriter::begin(station_.spool, std::move(beginning), certifier_).value();
    CHECK(writer.append_statements({kSaid}).has_value());
    for (const std::string& chunk : track_chunks()) {
      CHECK(writer.append(SealedChunk::seal(station_.key.recipient(), view_of(chunk)).value()).has_value());
      if (writer.chunks().size() == 2) CHECK(writer.append(station_.events(kEvents)).has_value());
    }
    CHECK(Workstation::close(writer).has_value());
    return writer.folder();
  }
  template <class Wanted>
  static void copy(const Path& from, const Path& to, const Wanted& wanted) {
    const std::vector<std::string> names = FolderFiles(from).names().value();
    for (const std::string& name : names)
      if (wanted(name)) keep(to / name, content(from / name));
  }
  void peel_to_request(const Path& folder) {
    const Recording one = Recording::read(folder).value();
    const Verification verified = verify(one, one.files(), device_.verifier()).value();
    const Peeled peeled =
        peel(one, one.files(), verified, {PeelKind::kPictures, request_.recipient(), "Ärende 17"},
             {&union_, 1}, union_signer_, utc("2026-12-03T09:00:00.000Z"))
            .value();
    copy(folder, kPeeled, [](const std::string& name) {
      const auto chunk = chunk_named(name);
      return name == kOpeningNote || name == kClosingNote ||
             (chunk && is_handed_out(chunk->kind, PeelKind::kPictures));
    });
    keep(kPeeled / kPeelNote, peeled.note);
    keep(kPeeled / kKey, insyn::text_of(peeled.key));
  }

  Workstation station_;
  const note::Signer device_ = new_device(), union_signer_ = note::Signer::generate("Klubben").value();
  SigningCertifier certifier_{note::Signer::parse(device_.secret_text()).value()};
  const seal::Identity union_ = seal::Identity::generate(), reviewer_ = seal::Identity::generate(),
                       insight_ = seal::Identity::generate(), agent_ = seal::Identity::generate(),
                       request_ = seal::Identity::generate();
};

std::vector<std::string> track_of(const Recording& recording, const Verification& verified,
                                  const std::vector<seal::Identity>& keys) {
  std::vector<std::string> chunks;
  auto own = open_own_key(recording, OwnKey::kPictures, keys);
  EXPECT_TRUE(own) << own.error().message;
  if (!own) return chunks;
  auto sealed = SealedRecording::open(recording, verified.proven, *std::move(own)).value();
  while (const auto next = sealed.next().value()) chunks.emplace_back(insyn::text_of(*next));
  return chunks;
}

TEST(GoldenRecording, IsIntactAndItsAgentOpensAllOfIt) {
  if (std::getenv("INSYN_WRITE_GOLDEN") != nullptr) Maker().make();
  const Recording whole = Recording::read(kWhole).value();
  const auto verified = verify(whole, whole.files(), pinned("device"));
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_TRUE(verified->intact() && verified->closed && verified->remarks.empty());
  const auto agent = identities({"agent"});
  EXPECT_EQ(track_of(whole, *verified, agent), track_chunks());
  const auto key = [&](OwnKey which) { return open_own_key(whole, which, agent).value(); };
  EXPECT_EQ(std::string(kEventsHead) + read_events(whole, key(OwnKey::kEvents)).value(), kEvents);
  EXPECT_EQ(read_statements(whole, key(OwnKey::kCalls)).value(), std::vector{kSaid});
  const auto end = read_end(whole, key(OwnKey::kCalls)).value();
  ASSERT_TRUE(end);
  EXPECT_EQ(end->balance, Workstation::ending().balance);
}

TEST(GoldenRecording, IsPeeledForTheRequestWhichOpensItWithTheReviewer) {
  const Recording peeled = Recording::read(kPeeled).value();
  const auto verified = verify_peeled(peeled, peeled.files(), pinned("union"));
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_TRUE(verified->intact() && verified->closed && verified->remarks.empty());
  EXPECT_FALSE(peeled.certificate);
  EXPECT_EQ(track_of(peeled, *verified, identities({"request", "reviewer"})), track_chunks());
  EXPECT_FALSE(open_own_key(peeled, OwnKey::kPictures, identities({"request", "insight"})));
}

}  // namespace
}  // namespace insyn::recording
