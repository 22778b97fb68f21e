// What a witness answers to a checkpoint, from outside: a cosignature that is kept fits, and a size is one.
#include <cstdlib>

#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/cosignature.h"
#include "note/note.h"
#include "witness/add_checkpoint.h"

using namespace insyn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Those of docs/ledger.md.
  static const std::string checkpoint =
      "ledger.example\n16\n8Vaa0e3rxiWumpTPXCycVXjCQWrSpE0ghbadw2bItew=\n\n"
      "— ledger.example "
      "PqR4jkMnmS9z8IYgFwSNR4Fxbp82AtcQQBDR1NPZLcnigd/OfCaYnHA35wTueVITDrywxT+ZIX7ivh/8SLRa0bNwugk=\n";
  static const note::Verifier witness =
      note::Verifier::parse("witness.example+9b7f51ad+AaCapfR6Z1mAL/lV+NwtKhSlyZ0jvpf4ZBJ/+Tg0VaTw").value();
  const std::string_view body = text_of(ByteView(data, size));
  if (const auto said = witness::parse_conflict(body); said && fmt::format("{}\n", *said) != body)
    std::abort();
  const auto note = witness::with_cosignatures(checkpoint, body, std::span(&witness, 1));
  if (!note) return 0;
  if (!note->starts_with(checkpoint) || note->size() > ledger::kLargestCheckpoint) std::abort();
  const auto parsed = note::parse(*note);
  if (!parsed || parsed->text != note::parse(checkpoint)->text) std::abort();
  const auto at = ledger::cosigned_at(*parsed, witness);
  if (!at || !*at) std::abort();
  return 0;
}
