// Everything here that reads a recording's notes and its journal from outside.
#include <cstdlib>

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

// Whose secret key is known, so that the seeds hold lines that it signed: 32 bytes 03.
const note::Signer& device() {
  static const auto device =
      note::Signer::parse("PRIVATE+KEY+desk-12+a961a248+AQMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD")
          .value();
  return device;
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
  if (opening.has_value() + closing.has_value() + certificate.has_value() + peel.has_value() +
          end.has_value() >
      1)
    std::abort();
  const auto old = parse_version_0(text);
  if (old && !is_version_0_id(old->id)) std::abort();
  const auto chunk = chunk_named(text);
  if (chunk && file_name_of(*chunk) != text) std::abort();
}

// A line that is accepted is one that the key signed, in its place.
void journal_goes_both_ways(std::string_view text) {
  const auto journal = parse_journal(text, kId, device().verifier());
  if (!journal) return;
  std::string lines;
  JournalChain chain(kId);
  for (const ChunkRecord& chunk : journal->chunks) lines += chain.next_line(chunk, device());
  if (!text.starts_with(lines) || journal->torn != (lines.size() != text.size())) std::abort();
}

// A note's text is the device's, or there is none.
void notes_are_the_devices(std::string_view note) {
  const auto text = verified_text(note, device().verifier());
  if (text && note::sign(*text, device()) != note) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = insyn::text_of(ByteView(data, size));
  texts_go_both_ways(text);
  if (const auto note = note::parse(text)) texts_go_both_ways(note->text);
  journal_goes_both_ways(text);
  notes_are_the_devices(text);
  return 0;
}
