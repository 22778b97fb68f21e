#include "room/signed_texts.h"

#include <algorithm>

#include "json/members.h"

namespace insyn::room {
namespace {

constexpr std::size_t kMostTexts = 10'000;
constexpr std::size_t kLargestTextList = std::size_t{8} << 20;
constexpr std::size_t kLargestSigned = std::size_t{1} << 20;
constexpr std::size_t kLongestName = 1000;

Failure not_clear() {
  return fail(Code::kBadPeer,
              "the server's answer cannot be understood; update Insyn, or ask whoever runs the server");
}

Result<http_client::Answer> get_good(Upstream& server, const std::string& target, std::size_t largest) {
  http_client::Call call;
  call.target = target;
  call.largest_answer = largest;
  TRY_ASSIGN(http_client::Answer answer, server.ask(call));
  TRY(http_client::expect_good(answer));
  return answer;
}

// The list that is all of the answer.
Result<std::vector<json::Members>> list_all(Upstream& server, const std::string& kind) {
  TRY_ASSIGN(const http_client::Answer answer, get_good(server, "/v1/" + kind, kLargestTextList));
  auto members = json::Members::parse("{\"all\":" + answer.body + "}");
  if (!members) return not_clear();
  auto all = members->objects("all", kMostTexts);
  if (!all) return not_clear();
  return *std::move(all);
}

std::string hash_in(json::Members& one, const char* name = "hash") {
  std::string hash = one.text(name, kLongestName).value_or("");
  // It becomes part of a path.
  if (hash.size() != 64 || hash.find_first_not_of("0123456789abcdef") != std::string::npos) return "";
  return hash;
}

void verify_into(Upstream& server, const Keyring& keys, RegisteredAgreement& one) {
  const auto note = get_good(server, "/v1/agreements/" + one.hash, kLargestSigned);
  if (!note) {
    one.problem = note.error().message;
    return;
  }
  auto verified = agreement::Agreement::verify(note->body, keys.pins);
  if (!verified) {
    one.problem = verified.error().message;
  } else if (to_hex(verified->hash()) != one.hash) {
    one.problem = "the server gives another agreement under this hash";
  } else {
    one.agreement = std::make_shared<const agreement::Agreement>(*std::move(verified));
  }
}

Status take_withdrawals(Upstream& server, std::vector<RegisteredAgreement>& into) {
  TRY_ASSIGN(auto withdrawn, list_all(server, "withdrawals"));
  for (json::Members& one : withdrawn) {
    const std::string hash = hash_in(one), agreement = hash_in(one, "agreement");
    const auto of = std::find_if(into.begin(), into.end(),
                                 [&](const RegisteredAgreement& other) { return other.hash == agreement; });
    if (hash.empty() || of == into.end() || !of->agreement || !of->withdrawn_by.empty()) continue;
    TRY_ASSIGN(const http_client::Answer note,
               get_good(server, "/v1/withdrawals/" + hash, agreement::kLargestWithdrawal));
    const auto said = agreement::verify_withdrawal(note.body, of->agreement->parties());
    if (said && said->agreement == of->agreement->hash()) of->withdrawn_by = said->signed_by;
  }
  return {};
}

}  // namespace

Result<std::vector<RegisteredAgreement>> read_agreements(Upstream& server, const Keyring& keys,
                                                         const std::vector<RegisteredAgreement>& known) {
  TRY_ASSIGN(auto listed, list_all(server, "agreements"));
  std::vector<RegisteredAgreement> all;
  for (json::Members& member : listed) {
    RegisteredAgreement one;
    one.hash = hash_in(member);
    one.id = member.text("id", kLongestName).value_or("");
    const auto entry = member.number("entry");
    if (one.hash.empty() || !entry) return not_clear();
    one.entry = static_cast<std::uint64_t>(*entry);
    const auto before = std::find_if(known.begin(), known.end(), [&](const RegisteredAgreement& other) {
      return other.hash == one.hash && other.agreement;
    });
    if (before != known.end()) {
      one.agreement = before->agreement;
      one.withdrawn_by = before->withdrawn_by;
    } else if (keys.can_verify()) {
      verify_into(server, keys, one);
    }
    all.push_back(std::move(one));
  }
  if (keys.can_verify()) TRY(take_withdrawals(server, all));
  return all;
}

Result<std::vector<RegisteredRoster>> list_rosters(Upstream& server) {
  TRY_ASSIGN(auto listed, list_all(server, "rosters"));
  std::vector<RegisteredRoster> all;
  for (json::Members& member : listed) {
    RegisteredRoster one;
    one.hash = hash_in(member);
    one.id = member.text("id", kLongestName).value_or("");
    const auto version = member.number("version");
    const auto entry = member.number("entry");
    if (one.hash.empty() || !version || !entry) return not_clear();
    one.version = static_cast<std::uint64_t>(*version);
    one.entry = static_cast<std::uint64_t>(*entry);
    all.push_back(std::move(one));
  }
  return all;
}

Result<roster::SignedRoster> read_roster(Upstream& server, const std::string& hash, const Keyring& keys) {
  TRY_ASSIGN(const http_client::Answer note, get_good(server, "/v1/rosters/" + hash, kLargestSigned));
  TRY_ASSIGN(roster::SignedRoster signed_roster, roster::SignedRoster::verify(note.body, keys.pins));
  if (to_hex(signed_roster.hash()) != hash)
    return fail(Code::kBadPeer, "the server gives another roster under this hash");
  return signed_roster;
}

Status register_note(Upstream& server, const std::string& kind, const std::string& note) {
  http_client::Call call;
  call.method = "POST";
  call.target = "/v1/" + kind;
  call.body = http_client::body_of("text/plain", note);
  TRY_ASSIGN(const http_client::Answer answer, server.ask(call));
  return http_client::expect_good(answer);
}

}  // namespace insyn::room
