// docs/audio.md is a contract: its example is checked from the page itself.
#include <gtest/gtest.h>

#include <algorithm>

#include "audio/contents/contents.h"
#include "note/public_keys.h"
#include "os/file.h"
#include "recording/format/audio_note.h"
#include "recording/format/note_text.h"
#include "recording/format/opening_note.h"
#include "seal/open/identity.h"
#include "seal/open/open_age.h"

namespace insyn::audio {
namespace {

std::string example(const std::string& name) {
  const auto page = read_text(Path(INSYN_SOURCE_DIR) / "docs/audio.md", std::size_t{1} << 20);
  if (!page) return "no page";
  const std::string begin = "```" + name + "\n";
  const std::size_t at = page->find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return page->substr(start, page->find("```\n", start) - start);
}

TEST(AudioDocument, ItsNoteIsTheImportersAndOfItsRecording) {
  const auto keys = note::parse_public_keys(example("importer.pub"));
  ASSERT_TRUE(keys) << keys.error().message;
  EXPECT_EQ(note::public_keys_text(*keys), example("importer.pub"));
  agreement::Importer importer;
  importer.keys = *keys;
  const auto audio = recording::verify_audio_note(example("audio.note"), {importer});
  ASSERT_TRUE(audio) << audio.error().message;
  const auto signer = note::Signer::parse(example("importer.sign"));
  ASSERT_TRUE(signer);
  EXPECT_EQ(note::sign(recording::text_of(*audio), *signer), example("audio.note"));
  const std::string opening_note = example("opening.note");
  EXPECT_EQ(audio->opening_hash, sha256(view_of(opening_note)));
  const auto note = note::parse(opening_note);
  ASSERT_TRUE(note);
  const auto opening = recording::parse_opening(note->text);
  ASSERT_TRUE(opening) << opening.error().message;
  EXPECT_EQ(audio->id, opening->id);
}

TEST(AudioDocument, ItsFileIsTheNotesAndRsAlone) {
  std::string base64 = example("audio.age");
  base64.erase(std::remove(base64.begin(), base64.end(), '\n'), base64.end());
  const auto sealed = from_base64(base64, Padding::kRequired);
  ASSERT_TRUE(sealed) << sealed.error().message;
  const auto note = note::parse(example("audio.note"));
  ASSERT_TRUE(note);
  const auto audio = recording::parse_audio_note(note->text);
  ASSERT_TRUE(audio);
  EXPECT_EQ(audio->file_hash, sha256(*sealed));
  EXPECT_EQ(audio->file_length, sealed->size());
  const auto identities = seal::parse_identity_file(example("recording.age"));
  ASSERT_TRUE(identities);
  const auto opening = recording::parse_opening(note::parse(example("opening.note"))->text);
  ASSERT_TRUE(opening);
  EXPECT_EQ(identities->front().recipient().text(), opening->recipient);
  const auto opened = seal::open_with(*identities, *sealed, recording::kLargestAudio);
  ASSERT_TRUE(opened) << opened.error().message;
  const auto contents = read_contents(*opened);
  ASSERT_TRUE(contents) << contents.error().message;
  EXPECT_EQ(contents->head.channels, recording::channels_of(audio->sides));
  EXPECT_EQ(contents->peaks.size(),
            peaks_of(audio->duration_ms, contents->head.peaks_per_second, contents->head.channels));
  // The cut, 100 to 160 ms, is silent on both sides; before it both are heard.
  for (std::size_t step = 0; step < 10; ++step)
    EXPECT_EQ(contents->peaks[2 * step] == 0, step >= 5 && step < 8) << step;
  EXPECT_TRUE(insyn::text_of(contents->webm).starts_with("\x1A\x45\xDF\xA3"));
}

}  // namespace
}  // namespace insyn::audio
