// Reads the published age test vectors (C2SP CCTV) of the X25519 class and compares what opening them gives
// with what each says it must give.
#include <cstdio>
#include <map>

#include "base/sha256.h"
#include "os/file.h"
#include "seal/open/identity.h"
#include "seal/open/open_age.h"

namespace {

using namespace insyn;
using namespace insyn::seal;

constexpr std::size_t kLargestVector = 64 << 20;
// The class has 66; fewer than this means that the vectors were not read rightly.
constexpr int kFewest = 60;

struct Vector {
  std::multimap<std::string, std::string> fields;
  Bytes sealed;

  std::string field(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? "" : found->second;
  }
};

Result<Vector> parse_vector(ByteView bytes) {
  Vector vector;
  std::string_view rest = text_of(bytes);
  while (true) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return fail(Code::kCorrupt, "the vector's own header is cut off");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.empty()) break;
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) return fail(Code::kCorrupt, "not a vector: {}", line);
    vector.fields.emplace(line.substr(0, colon), line.substr(colon + 2));
  }
  vector.sealed = bytes_of(rest);
  return vector;
}

// Why a vector lies outside what src/seal does; empty where it lies inside.
std::string skipped_because(const Vector& vector) {
  if (!vector.field("armored").empty()) return "armored";
  if (!vector.field("passphrase").empty()) return "passphrase";
  if (vector.field("identity").empty()) return "no identity";
  for (const auto& [name, value] : vector.fields) {
    if (name == "identity" && value.starts_with("AGE-SECRET-KEY-PQ-")) return "post-quantum";
  }
  return "";
}

// In the words of the vectors: what opening came to.
std::string outcome_of(const Result<Bytes>& opened) {
  if (opened) return "success";
  const Error& error = opened.error();
  if (error.code == Code::kDenied) return "no match";
  if (error.message.starts_with("age header")) return "header failure";
  if (error.message.starts_with("age MAC")) return "HMAC failure";
  if (error.message.starts_with("age payload")) return "payload failure";
  return "another failure: " + error.message;
}

Result<std::string> failure_of(const Vector& vector) {
  std::vector<Identity> identities;
  for (const auto& [name, value] : vector.fields) {
    if (name != "identity") continue;
    TRY_ASSIGN(Identity identity, parse_identity(value));
    identities.push_back(std::move(identity));
  }
  const auto opened = open_with(identities, vector.sealed, kLargestVector);
  const std::string outcome = outcome_of(opened);
  if (outcome != vector.field("expect")) {
    return fmt::format("expected {}, but got {}", vector.field("expect"), outcome);
  }
  if (opened && to_hex(sha256(*opened)) != vector.field("payload"))
    return std::string("opened to another payload");
  return std::string();
}

Result<std::string> failure_in(const Path& file, std::map<std::string, int>& skipped, int& ran) {
  TRY_ASSIGN(const Bytes bytes, read_file(file, kLargestVector));
  TRY_ASSIGN(const Vector vector, parse_vector(bytes));
  const std::string reason = skipped_because(vector);
  if (!reason.empty()) {
    ++skipped[reason];
    return std::string();
  }
  ++ran;
  return failure_of(vector);
}

int run(const Path& folder) {
  const auto names = list_folder(folder, 1000);
  if (!names) {
    std::fprintf(stderr, "%s\n", names.error().message.c_str());
    return 1;
  }
  std::map<std::string, int> skipped;
  int ran = 0, failed = 0;
  for (const std::string& name : *names) {
    const auto failure = failure_in(folder / name, skipped, ran);
    const std::string text = failure ? *failure : failure.error().message;
    if (text.empty()) continue;
    std::printf("FAILED %s: %s\n", name.c_str(), text.c_str());
    ++failed;
  }
  std::printf("%d of %zu vectors ran, %d failed\n", ran, names->size(), failed);
  for (const auto& [reason, count] : skipped) std::printf("  %d skipped: %s\n", count, reason.c_str());
  if (ran < kFewest) std::printf("fewer than %d ran\n", kFewest);
  return failed == 0 && ran >= kFewest ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2) return run(argv[1]);
  std::fprintf(stderr, "seal_vectors_test FOLDER\n");
  return 2;
}
