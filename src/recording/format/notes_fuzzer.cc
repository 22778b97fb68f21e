// Everything here that reads a recording's notes and its journal from outside.
#include <cstdlib>

#include "recording/format/audio_note.h"
#include "recording/format/call_statements.h"
#include "recording/format/certificate.h"
#include "recording/format/closing_note.h"
#include "recording/format/end_statement.h"
#include "recording/format/journal.h"
#include "recording/format/note_text.h"
#include "recording/format/opening_note.h"
#include "recording/format/peel_note.h"
#include "recording/format/version_0.h"

namespace {

using namespace insyn;
using namespace insyn::recording;

constexpr std::string_view kId = "0123456789abcdef0123456789abcdef";

// The recording's key in docs/recording.md, whose secret half is known, so that the seeds hold what it
// signed: 32 bytes 04.
const note::Signer& recording_signer() {
  static const auto signer = note::Signer::parse(
                                 "PRIVATE+KEY+0123456789abcdef0123456789abcdef+a56069eb+"
                                 "AQQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE")
                                 .value();
  return signer;
}

// Each has one way to be written, so what parses must come out the same again.
void texts_go_both_ways(std::string_view text) {
  const auto opening = parse_opening(text);
  if (opening && (recording::text_of(*opening) != text || !is_recording_id(opening->id))) std::abort();
  const auto closing = parse_closing(text);
  if (closing && (recording::text_of(*closing) != text || closing->chunks.size() > kMostChunks)) std::abort();
  const auto certificate = parse_certificate(text);
  if (certificate && (recording::text_of(*certificate) != text || !is_recording_id(certificate->id)))
    std::abort();
  const auto peel = parse_peel(text);
  if (peel && recording::text_of(*peel) != text) std::abort();
  const auto end = parse_end(text);
  if (end && recording::text_of(*end) != text) std::abort();
  const auto statements = parse_call_statements(text);
  if (statements && (recording::text_of(*statements) != text || statements->notes.size() > kMostCallNotes))
    std::abort();
  const auto audio = parse_audio_note(text);
  if (audio && (recording::text_of(*audio) != text || audio->cuts.size() > kMostCuts)) std::abort();
  if (opening.has_value() + closing.has_value() + certificate.has_value() + peel.has_value() +
          end.has_value() + statements.has_value() + audio.has_value() >
      1)
    std::abort();
  const auto old = parse_version_0(text);
  if (old && !is_version_0_id(old->id)) std::abort();
  const auto chunk = chunk_named(text);
  if (chunk && file_name_of(*chunk) != text) std::abort();
}

// A line that is accepted is one that the key signed, in its place.
void journal_goes_both_ways(std::string_view text) {
  const auto journal = parse_journal(text, kId, recording_signer().verifier());
  if (!journal) return;
  std::string lines;
  JournalChain chain(kId);
  for (const ChunkRecord& chunk : journal->chunks) lines += chain.next_line(chunk, recording_signer());
  if (!text.starts_with(lines) || journal->torn != (lines.size() != text.size())) std::abort();
}

// A note's text is the recording's, or there is none.
void notes_are_the_recordings(std::string_view note) {
  const auto text = verified_text(note, recording_signer().verifier());
  if (text && note::sign(*text, recording_signer()) != note) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = insyn::text_of(ByteView(data, size));
  texts_go_both_ways(text);
  if (const auto note = note::parse(text)) texts_go_both_ways(note->text);
  journal_goes_both_ways(text);
  notes_are_the_recordings(text);
  return 0;
}
