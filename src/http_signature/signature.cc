#include "http_signature/signature.h"

#include <algorithm>
#include <array>

namespace insyn::http_signature {
namespace {

constexpr std::string_view kLabel = "insyn";
// RFC 9421, section 2.3: a signature made for another use of the same key is none here.
constexpr std::string_view kTag = "insyn";
constexpr std::string_view kSignatureAlgorithm = "ed25519";
constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kLongestNonce = 64;  // characters

constexpr std::array<std::string_view, 4> kAlways = {"@method", "@authority", "@path", "@query"};
constexpr std::array<std::string_view, 2> kWithBody = {"content-type", "content-digest"};

std::vector<std::string_view> to_be_covered(const Request& request) {
  std::vector<std::string_view> names(kAlways.begin(), kAlways.end());
  if (request.has_body) names.insert(names.end(), kWithBody.begin(), kWithBody.end());
  return names;
}

std::optional<std::string> component(const Request& request, std::string_view name) {
  if (name == "@method") return request.method;
  if (name == "@authority") return request.authority;
  if (name == "@path") return request.path.empty() ? "/" : request.path;
  if (name == "@query") return request.query.empty() ? "?" : request.query;
  if (name.starts_with('@')) return std::nullopt;
  return value_of(request, name);
}

const std::string* component_name(const Item& item) {
  return item.parameters.empty() ? std::get_if<std::string>(&item.value) : nullptr;
}

bool covers(const InnerList& covered, std::string_view name) {
  return std::any_of(covered.items.begin(), covered.items.end(), [&](const Item& item) {
    const std::string* covers = component_name(item);
    return covers != nullptr && *covers == name;
  });
}

template <class T>
const T* parameter(const InnerList& covered, std::string_view key) {
  const BareItem* value = find(covered.parameters, key);
  return value == nullptr ? nullptr : std::get_if<T>(value);
}

// One member of each field, by one label.
struct Found {
  InnerList covered;
  Bytes signature;
};

tl::expected<Found, Refusal> find_signature(const Request& request) {
  const auto inputs = value_of(request, "signature-input"), signatures = value_of(request, "signature");
  if (!inputs || !signatures) return tl::unexpected(Refusal::kNotSigned);
  const auto covered = parse_dictionary(*inputs), values = parse_dictionary(*signatures);
  if (!covered || !values) return tl::unexpected(Refusal::kMalformed);
  for (const Member& member : *covered) {
    const auto* list = std::get_if<InnerList>(&member.value);
    const auto* tag = list == nullptr ? nullptr : parameter<std::string>(*list, "tag");
    if (tag == nullptr || *tag != kTag) continue;
    for (const Member& value : *values) {
      const auto* item = std::get_if<Item>(&value.value);
      const auto* bytes = item == nullptr ? nullptr : std::get_if<Bytes>(&item->value);
      if (value.key == member.key && bytes != nullptr) return Found{*list, *bytes};
    }
  }
  return tl::unexpected(Refusal::kNotSigned);
}

std::optional<Refusal> by_time(Utc created, Utc now) {
  if (created + kTolerance < now) return Refusal::kTooOld;
  if (created > now + kTolerance) return Refusal::kTooNew;
  return std::nullopt;
}

std::int64_t seconds_of(Utc time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch() / std::chrono::seconds(1);
}

}  // namespace

std::string key_id_of(const note::Verifier& key) { return to_hex(sha256(key.key())); }

Result<std::string> signature_base(const Request& request, const InnerList& covered) {
  std::string text;
  std::vector<std::string_view> names;
  for (const Item& item : covered.items) {
    const std::string* name = component_name(item);
    if (name == nullptr) return fail(Code::kCorrupt, "a covered component is not a plain name");
    if (std::find(names.begin(), names.end(), *name) != names.end())
      return fail(Code::kCorrupt, "{} is covered twice", *name);
    names.push_back(*name);
    const auto value = component(request, *name);
    if (!value) return fail(Code::kCorrupt, "{} is covered and not there", *name);
    // It would make a line of its own, which nobody sent.
    if (value->find_first_of("\r\n") != std::string::npos)
      return fail(Code::kCorrupt, "{} has a line break", *name);
    text += fmt::format("{}: {}\n", to_text(BareItem(*name)), *value);
  }
  return text + "\"@signature-params\": " + to_text(covered);
}

Result<std::vector<Field>> sign(const Request& request, const note::Signer& signer, Utc now) {
  InnerList covered;
  for (const std::string_view name : to_be_covered(request)) {
    if (!component(request, name)) return fail(Code::kPermanent, "a request is signed with {}", name);
    covered.items.push_back({std::string(name), {}});
  }
  covered.parameters = {{"created", seconds_of(now)},
                        {"keyid", key_id_of(signer.verifier())},
                        {"alg", std::string(kSignatureAlgorithm)},
                        {"nonce", to_base64(random_bytes(kNonceBytes), Padding::kRequired)},
                        {"tag", std::string(kTag)}};
  TRY_ASSIGN(const std::string base, signature_base(request, covered));
  const std::string label(kLabel);
  return std::vector<Field>{{"signature-input", to_text(Dictionary{{label, covered}})},
                            {"signature", to_text(Dictionary{{label, Item{signer.sign(base), {}}}})}};
}

reason::RefusalCode code_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNotSigned:
      return "not-signed";
    case Refusal::kMalformed:
      return "malformed";
    case Refusal::kNotCovered:
      return "not-covered";
    case Refusal::kUnknownKey:
      return "unknown-key";
    case Refusal::kWrongSignature:
      return "wrong-signature";
    case Refusal::kTooOld:
      return "too-old";
    case Refusal::kTooNew:
      return "too-new";
    case Refusal::kSeenBefore:
      return "seen-before";
    case Refusal::kUnsure:
      return "unsure";
  }
  return "malformed";
}

tl::expected<note::Verifier, Refusal> verify(const Request& request, const FindKey& find_key,
                                             SeenNonces& seen, Utc now) {
  const auto found = find_signature(request);
  if (!found) return tl::unexpected(found.error());
  const InnerList& covered = found->covered;
  for (const std::string_view name : to_be_covered(request))
    if (!covers(covered, name)) return tl::unexpected(Refusal::kNotCovered);

  const auto* created = parameter<std::int64_t>(covered, "created");
  const auto* key_id = parameter<std::string>(covered, "keyid");
  const auto* nonce = parameter<std::string>(covered, "nonce");
  const auto* algorithm = parameter<std::string>(covered, "alg");
  if (created == nullptr || key_id == nullptr || nonce == nullptr || algorithm == nullptr ||
      *algorithm != kSignatureAlgorithm || nonce->size() < kNonceBytes || nonce->size() > kLongestNonce)
    return tl::unexpected(Refusal::kMalformed);

  const auto base = signature_base(request, covered);
  if (!base) return tl::unexpected(Refusal::kMalformed);
  const auto key = find_key(*key_id);
  if (!key || key_id_of(*key) != *key_id) return tl::unexpected(Refusal::kUnknownKey);
  if (!key->fits(*base, found->signature)) return tl::unexpected(Refusal::kWrongSignature);

  const Utc made{std::chrono::seconds(*created)};
  if (const auto refusal = by_time(made, now)) return tl::unexpected(*refusal);
  const auto is_new = seen.is_new(*key_id, *nonce, made + kTolerance);
  if (!is_new) return tl::unexpected(Refusal::kUnsure);
  if (!*is_new) return tl::unexpected(Refusal::kSeenBefore);
  return *key;
}

}  // namespace insyn::http_signature
