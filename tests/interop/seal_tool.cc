// src/seal as a program, so that scripts can play it against other implementations of age. Messages go from
// standard input to standard output; keys are given as text.
#include <cstdio>
#include <iostream>
#include <iterator>

#include "seal/open/identity.h"
#include "seal/open/open_age.h"
#include "seal/open/open_recording_key.h"
#include "seal/recording_key.h"

namespace {

using namespace insyn;
using namespace insyn::seal;

constexpr std::size_t kLimit = 64 << 20;
constexpr const char* kUse =
    "seal_tool keygen\n"
    "seal_tool seal RECIPIENT...\n"
    "seal_tool open IDENTITY...\n"
    "seal_tool wrap RECORDING-IDENTITY UNION-RECIPIENT EMPLOYER-RECIPIENT\n"
    "seal_tool unlock UNION-IDENTITY EMPLOYER-IDENTITY\n";

using Arguments = std::span<const std::string>;

Bytes standard_input() {
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

template <class Key>
Result<std::vector<Key>> parse_all(Arguments texts, Result<Key> (*parse)(std::string_view)) {
  std::vector<Key> keys;
  for (const std::string& text : texts) {
    TRY_ASSIGN(Key key, parse(text));
    keys.push_back(std::move(key));
  }
  return keys;
}

Result<Bytes> seal_input(Arguments arguments) {
  TRY_ASSIGN(const std::vector<Recipient> recipients, parse_all(arguments, Recipient::parse));
  return seal_to(recipients, standard_input());
}

Result<Bytes> open_input(Arguments arguments) {
  TRY_ASSIGN(const std::vector<Identity> identities, parse_all(arguments, parse_identity));
  return open_with(identities, standard_input(), kLimit);
}

Result<Bytes> wrap(Arguments arguments) {
  TRY_ASSIGN(const Identity recording, parse_identity(arguments[0]));
  TRY_ASSIGN(const std::vector<Recipient> parties, parse_all(arguments.subspan(1), Recipient::parse));
  const std::span<const Recipient> both(parties);
  return wrap_for_two(recording, both.first(1), both.subspan(1));
}

Result<Bytes> unlock_input(Arguments arguments) {
  TRY_ASSIGN(const std::vector<Identity> parties, parse_all(arguments, parse_identity));
  const std::span<const Identity> both(parties);
  TRY_ASSIGN(const Identity recording, open_by_two(standard_input(), both.first(1), both.subspan(1)));
  return bytes_of(identity_file_text(recording, ""));
}

Result<Bytes> run(std::string_view verb, Arguments arguments) {
  if (verb == "keygen") return bytes_of(identity_file_text(Identity::generate(), "made by seal_tool"));
  if (verb == "seal") return seal_input(arguments);
  if (verb == "open") return open_input(arguments);
  if (verb == "wrap" && arguments.size() == 3) return wrap(arguments);
  if (verb == "unlock" && arguments.size() == 2) return unlock_input(arguments);
  return fail(Code::kPermanent, "use:\n{}", kUse);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto output = words.empty() ? run("", {}) : run(words.front(), Arguments(words).subspan(1));
  if (!output) {
    std::fprintf(stderr, "seal_tool: %s: %s\n", name_of(output.error().code), output.error().message.c_str());
    return 1;
  }
  return std::fwrite(output->data(), 1, output->size(), stdout) == output->size() ? 0 : 1;
}
