#include "recording/format/notes.h"

#include "recording/format/layout.h"

namespace insyn::recording {

bool fits_in_note(std::string_view value) {
  constexpr std::size_t kLongest = 500;
  if (value.empty() || value.size() > kLongest || value.front() == ' ' || value.back() == ' ') return false;
  if (value.find('\n') != std::string_view::npos) return false;
  return note::check_signable(std::string(value) + "\n").has_value();
}

Result<std::string> verified_text(std::string_view note, const note::Verifier& device) {
  TRY_ASSIGN(note::Note parsed, note::parse(note));
  if (parsed.signatures.size() != 1) {
    return fail(Code::kDenied, "it has {} signatures, where the device's alone belongs",
                parsed.signatures.size());
  }
  if (!note::signature_fits(parsed.text, parsed.signatures.front(), device)) {
    return fail(Code::kDenied, "it is signed by “{}”, and not with the device key “{}” that was pinned",
                parsed.signatures.front().name, device.name());
  }
  return std::move(parsed.text);
}

}  // namespace insyn::recording
