#include "recording/peel/peel.h"

#include <gtest/gtest.h>

#include "recording/store/recording.h"
#include "recording/testing.h"
#include "seal/age.h"
#include "seal/open/open_recording_key.h"

namespace insyn::recording {
namespace {

class PeelTest : public testing::Test {
 protected:
  // Two chunks of pictures and one of events, whose keys are sealed to the reviewer and around that to the
  // union.
  Path record(bool closed = true, bool pictures = true) {
    Beginning beginning = station_.beginning();
    beginning.keys.pictures = beginning.keys.events = sealed_;
    if (!pictures) beginning = without_pictures(std::move(beginning));
    RecordingWriter writer = station_.begin(std::move(beginning)).value();
    if (pictures) CHECK(writer.append(station_.chunk(0)).has_value());
    CHECK(writer.append(station_.events("call,time,event,object\n")).has_value());
    if (pictures) CHECK(writer.append(station_.chunk(1)).has_value());
    if (closed) CHECK(Workstation::close(writer).has_value());
    return writer.folder();
  }
  static Bytes sealed(const seal::Identity& to, ByteView plain) {
    const seal::Recipient recipient = to.recipient();
    return seal::seal_to({&recipient, 1}, plain).value();
  }
  Result<Peeled> peeled(const Path& folder, PeelKind kind = PeelKind::kPictures,
                        const std::string& name = "Ärende 17") const {
    TRY_ASSIGN(const Recording one, Recording::read(folder));
    TRY_ASSIGN(const Verification verified, verify(one, one.files(), station_.certifier.device()));
    return peel(one, one.files(), verified, {kind, request_.recipient(), name}, {with_, 1}, signer_,
                utc("2026-12-02T09:00:00.000Z"));
  }

  Workstation station_;
  const seal::Identity reviewer_ = seal::Identity::generate(), union_ = seal::Identity::generate(),
                       request_ = seal::Identity::generate();
  const seal::Identity* with_ = &union_;
  const note::Signer signer_ = note::Signer::generate("union").value();
  const Bytes inner_ = sealed(reviewer_, view_of("the keys"));
  const Bytes sealed_ = sealed(union_, inner_);
};

TEST_F(PeelTest, TheKeyIsSealedToTheRequestAndTheNoteSaysWhatWasVerified) {
  const Path folder = record();
  const auto one = peeled(folder);
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(seal::take_off_union_layer(one->key, {&request_, 1}).value(), inner_);
  EXPECT_FALSE(seal::take_off_union_layer(one->key, {&union_, 1}));
  const auto note = note::parse(one->note);
  ASSERT_TRUE(note);
  EXPECT_TRUE(note::is_signed_by(*note, signer_.verifier()).value());
  const Peel said = parse_peel(note->text).value();
  EXPECT_EQ(said, one->peel);
  EXPECT_EQ(said.key_file.sha256, sha256(one->key));
  EXPECT_EQ(said.opening_hash, sha256(view_of(content(folder / kOpeningNote))));
  EXPECT_EQ(said.closing_hash, sha256(view_of(content(folder / kClosingNote))));
  EXPECT_EQ(said.chunks_listed, 2U);
  EXPECT_EQ(said.chunks_proven, 2U);
  const auto events = peeled(folder, PeelKind::kEvents);
  ASSERT_TRUE(events) << events.error().message;
  EXPECT_EQ(events->peel.chunks_listed, 1U);
  EXPECT_EQ(events->peel.key_file.name, kEventsKey);
}

TEST_F(PeelTest, OfOneThatWasNeverClosedTheJournalIsNamed) {
  const Path folder = record(false);
  const auto one = peeled(folder);
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_FALSE(one->peel.closing_hash);
  EXPECT_EQ(one->peel.journal_hash, sha256(view_of(content(folder / kJournal))));
}

TEST_F(PeelTest, NothingIsPeeledWhereAnythingButAChunkIsNotAsItWasMade) {
  const Path folder = record();
  const std::string key_file = content(folder / kCallsKey);
  put(folder / kCallsKey, "another's");
  EXPECT_EQ(peeled(folder).error().code, Code::kCorrupt);
  EXPECT_NE(peeled(folder).error().message.find("key.calls.age"), std::string::npos);
  put(folder / kCallsKey, key_file);
  const std::string closing = content(folder / kClosingNote);
  put(folder / kClosingNote, closing.substr(0, closing.size() / 2));
  EXPECT_FALSE(peeled(folder));
  put(folder / kClosingNote, closing);
  std::filesystem::remove(folder / file_name_of(Recording::read(folder)->chunk_files.front()));
  const auto one = peeled(folder);
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(one->peel.chunks_proven, 1U);
  EXPECT_EQ(one->peel.chunks_listed, 2U);
}

TEST_F(PeelTest, WhatIsNotThereOrNotTheUnionsIsNotPeeled) {
  const Path folder = record();
  EXPECT_EQ(peeled(folder, PeelKind::kPictures, "two\nlines").error().code, Code::kPermanent);
  with_ = &reviewer_;
  EXPECT_EQ(peeled(folder).error().code, Code::kDenied);
  with_ = &union_;
  std::filesystem::remove_all(folder);
  const auto none = peeled(record(true, false));
  EXPECT_EQ(none.error().code, Code::kDenied);
  EXPECT_NE(none.error().message.find("there are no pictures to open"), std::string::npos);
}

}  // namespace
}  // namespace insyn::recording
