#include "centre/client.h"

#include <algorithm>
#include <thread>

#include "json/members.h"
#include "recording/format/journal.h"
#include "recording/format/layout.h"

namespace insyn::centre {
namespace {

using http_client::Answer;
using json::Members;

constexpr std::size_t kLargestJson = std::size_t{4} << 20;
constexpr std::size_t kLargestList = std::size_t{16} << 20;
constexpr std::size_t kLongest = 4096;
constexpr std::size_t kLargestNote = recording::kLargestNote;
constexpr std::size_t kLargestShown = std::size_t{64} << 20;
constexpr std::size_t kMostListed = 200;
constexpr std::size_t kMostAccounts = 100'000;
constexpr std::size_t kMostRequests = 100'000;
constexpr std::size_t kMostReports = 1000;
constexpr const char* kText = "text/plain; charset=utf-8";
constexpr const char* kJson = "application/json";
// How often a server may ask to wait, and how long at a time.
constexpr int kMostPauses = 30;
constexpr std::chrono::seconds kLongestPause{5};

Failure not_understood() {
  return fail(Code::kBadPeer,
              "the server's answer cannot be understood; update Insyn, or ask whoever runs the server");
}

Result<Members> members_of(const Answer& answer) {
  TRY(http_client::expect_good(answer));
  auto members = Members::parse(answer.body);
  if (!members) return not_understood();
  return members;
}

template <std::size_t kSize>
bool read_hex(const std::optional<std::string>& text, std::array<std::uint8_t, kSize>& into) {
  if (!text) return false;
  const auto bytes = from_hex(*text);
  if (!bytes || bytes->size() != kSize) return false;
  std::ranges::copy(*bytes, into.begin());
  return true;
}

Result<Listed> listed_of(Members& members) {
  Listed one;
  const auto take = [&](const char* name) { return members.text(name, kLongest).value_or(""); };
  one.id = take("id");
  one.recording = take("recording");
  one.opens = take("opens");
  one.purpose = take("purpose");
  one.state = take("state");
  one.asked = take("asked");
  one.until = take("until");
  const auto entry = members.number("entry");
  // They become parts of paths.
  if (!recording::is_recording_id(one.id) || !recording::is_recording_id(one.recording) || !entry)
    return not_understood();
  one.entry = static_cast<std::uint64_t>(*entry);
  one.note = members.lines("note", kLargestNote).value_or("");
  one.answer = members.lines("answer", kLargestNote).value_or("");
  if (one.note.empty()) return not_understood();
  return one;
}

constexpr std::int64_t kMostMinutes = 24 * 60;
// Those that can be asked for.
constexpr const char* kThere = "&state=sealed&state=waiting&state=open&state=refused&state=expired";

Result<ListedRecording> listed_recording_of(Members& members) {
  ListedRecording one;
  const auto take = [&](const char* name) { return members.text(name, kLongest); };
  one.id = take("id").value_or("");
  one.agreement = take("agreement").value_or("");
  one.day = take("day").value_or("");
  one.kind = take("kind").value_or("");
  one.level = take("level").value_or("");
  const auto minutes = members.number("minutes");
  if (minutes && *minutes > 0 && *minutes <= kMostMinutes) one.minutes = static_cast<int>(*minutes);
  // They become parts of paths.
  if (!recording::is_recording_id(one.id) || one.day.empty()) return not_understood();
  if (auto device = take("device")) {
    one.whole = {std::move(*device),         take("agent").value_or(""), take("call").value_or(""),
                 take("queue").value_or(""), take("began").value_or(""), take("kept_until").value_or("")};
  }
  return one;
}

// As a value in a query: RFC 3986, 2.3.
std::string encoded(std::string_view value) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string text;
  for (const char byte : value) {
    if (kUnreserved.find(byte) != std::string_view::npos)
      text += byte;
    else
      text += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return text;
}

http_client::Server server_of(const http_client::Address& address, const Path& authority) {
  return {address, authority};
}

std::string session_token(const Answer& answer) {
  const std::string cookie = answer.value_of("set-cookie").value_or("");
  const std::size_t equals = cookie.find('=');
  if (equals == std::string::npos) return "";
  return cookie.substr(equals + 1, cookie.find(';') - equals - 1);
}

}  // namespace

Result<Client> Client::create(const Session& session, const Clock& clock) {
  TRY_ASSIGN(const http_client::Address address, http_client::parse_address(session.server));
  TRY_ASSIGN(http_client::Client client,
             http_client::Client::create(server_of(address, session.authority), session.token, clock));
  return Client(std::move(client));
}

Result<Client> Client::signed_in(const Path& state, const Clock& clock) {
  TRY_ASSIGN(const Session session, read_session(state));
  return create(session, clock);
}

Result<Session> Client::sign_in(const std::string& server, const Path& authority,
                                const Credentials& credentials, const Clock& clock) {
  TRY_ASSIGN(const http_client::Address address, http_client::parse_address(server));
  TRY_ASSIGN(http_client::Client client,
             http_client::Client::create(server_of(address, authority), std::monostate(), clock));
  json::Json body;
  if (credentials.invitation.empty())
    body["account"] = credentials.account;
  else
    body["invitation"] = credentials.invitation;
  body["passphrase"] = credentials.passphrase;
  http_client::Call call;
  call.method = "POST";
  call.target = credentials.invitation.empty() ? "/v1/sessions" : "/v1/invitations";
  call.body = http_client::body_of(kJson, json::line_of(body));
  TRY_ASSIGN(const Answer answer, client.ask(call));
  TRY_ASSIGN(Members members, members_of(answer));
  Session session{server, authority, members.text("account", kLongest).value_or(""),
                  members.text("role", kLongest).value_or(""), session_token(answer)};
  if (session.account.empty() || session.token.empty()) return not_understood();
  return session;
}

// A server that has much to do asks to wait.
Result<Answer> Client::ask_for(http_client::Call call) {
  for (int i = 0;; ++i) {
    TRY_ASSIGN(Answer answer, client_.ask(call));
    const auto wait = answer.retry_after();
    const bool asks = (answer.status == 429 || answer.status == 503) && wait && i < kMostPauses;
    if (!asks) return answer;
    std::this_thread::sleep_for(std::min(*wait, kLongestPause));
  }
}

Result<Answer> Client::get(const std::string& target, std::size_t largest) {
  http_client::Call call;
  call.target = target;
  call.largest_answer = largest;
  TRY_ASSIGN(Answer answer, ask_for(std::move(call)));
  TRY(http_client::expect_good(answer));
  return answer;
}

Result<Answer> Client::post(const std::string& target, const std::string& type, std::string body,
                            std::size_t largest) {
  http_client::Call call;
  call.method = "POST";
  call.target = target;
  call.largest_answer = largest;
  call.body = http_client::body_of(type, std::move(body));
  TRY_ASSIGN(Answer answer, ask_for(std::move(call)));
  TRY(http_client::expect_good(answer));
  return answer;
}

Status Client::sign_out() {
  http_client::Call call;
  call.method = "DELETE";
  call.target = "/v1/session";
  TRY_ASSIGN(const Answer answer, ask_for(std::move(call)));
  // One that has ended already is as good.
  if (answer.status == 401) return {};
  return http_client::expect_good(answer);
}

Result<std::string> Client::ask(const std::string& note) {
  TRY_ASSIGN(const Answer answer, post("/v1/requests", kText, note, kLargestJson));
  TRY_ASSIGN(Members members, members_of(answer));
  const std::string id = members.text("id", kLongest).value_or("");
  if (!recording::is_recording_id(id)) return not_understood();
  return id;
}

Result<std::vector<Listed>> Client::requests(const std::string& state) {
  std::vector<Listed> all;
  std::string after;
  do {
    std::string target = fmt::format("/v1/requests?most={}", kMostListed);
    if (!state.empty()) target += "&state=" + state;
    if (!after.empty()) target += "&after=" + after;
    TRY_ASSIGN(const Answer answer, get(target, kLargestList));
    TRY_ASSIGN(Members members, members_of(answer));
    auto page = members.objects("requests", kMostListed);
    if (!page) return not_understood();
    for (Members& one : *page) {
      TRY_ASSIGN(Listed listed, listed_of(one));
      all.push_back(std::move(listed));
    }
    if (all.size() > kMostRequests) return not_understood();
    after = page->empty() ? "" : members.text("next", kLongest).value_or("");
    if (after.find_first_not_of("0123456789abcdef.") != std::string::npos) return not_understood();
  } while (!after.empty());
  return all;
}

Result<Given> Client::request(const std::string& id) {
  TRY_ASSIGN(const Answer answer, get("/v1/requests/" + id, kLargestJson));
  TRY_ASSIGN(Members members, members_of(answer));
  Given given;
  TRY_ASSIGN(given.listed, listed_of(members));
  ledger::Salt salt;
  if (read_hex(members.text("salt", kLongest), salt.bytes)) given.salt = salt;
  if (given.listed.id != id) return not_understood();
  return given;
}

Status Client::discard(const std::string& note) {
  TRY(post("/v1/discards", kText, note, kLargestJson));
  return {};
}

Result<std::vector<Client::Account>> Client::accounts() {
  TRY_ASSIGN(const Answer answer, get("/v1/accounts", kLargestList));
  TRY_ASSIGN(Members members, members_of(answer));
  auto listed = members.objects("accounts", kMostAccounts);
  if (!listed) return not_understood();
  std::vector<Account> all;
  for (Members& one : *listed) {
    const auto invited = one.truth("invited");
    all.push_back({one.text("name", kLongest).value_or(""), one.text("role", kLongest).value_or(""),
                   one.text("created", kLongest).value_or(""), invited.value_or(false)});
    if (!invited || all.back().name.empty() || all.back().role.empty()) return not_understood();
  }
  return all;
}

Result<Client::Invitation> Client::invited(const std::string& target, const json::Json& body) {
  TRY_ASSIGN(const Answer answer, post(target, kJson, json::line_of(body), kLargestJson));
  TRY_ASSIGN(Members members, members_of(answer));
  Invitation invitation{members.text("invitation", kLongest).value_or(""),
                        members.text("until", kLongest).value_or("")};
  if (invitation.code.empty()) return not_understood();
  return invitation;
}

Result<Client::Invitation> Client::create_account(const std::string& name, const std::string& role) {
  return invited("/v1/accounts", {{"name", name}, {"role", role}});
}

Result<Client::Invitation> Client::invite_again(const std::string& name) {
  return invited("/v1/accounts/invitation", {{"name", name}});
}

Status Client::change_role(const std::string& name, const std::string& role) {
  TRY(post("/v1/accounts/role", kJson, json::line_of({{"name", name}, {"role", role}}), kLargestJson));
  return {};
}

Status Client::remove_account(const std::string& name) {
  TRY(post("/v1/accounts/removal", kJson, json::line_of({{"name", name}}), kLargestJson));
  return {};
}

Result<std::vector<ListedRecording>> Client::recordings(const RecordingFilter& filter, std::size_t most) {
  std::string query;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) query += fmt::format("&{}={}", name, encoded(value));
  };
  add("from", filter.from);
  add("to", filter.to);
  add("kind", filter.kind);
  add("level", filter.level);
  std::vector<ListedRecording> all;
  std::string after;
  while (all.size() < most) {
    const std::size_t page_size = std::min(kMostListed, most - all.size());
    std::string target = fmt::format("/v1/recordings?most={}{}{}", page_size, kThere, query);
    if (!after.empty()) target += "&after=" + encoded(after);
    TRY_ASSIGN(const Answer answer, get(target, kLargestList));
    TRY_ASSIGN(Members members, members_of(answer));
    auto page = members.objects("recordings", page_size);
    if (!page) return not_understood();
    for (Members& one : *page) {
      TRY_ASSIGN(ListedRecording listed, listed_recording_of(one));
      all.push_back(std::move(listed));
    }
    after = page->empty() ? "" : members.text("next", kLongest).value_or("");
    if (after.empty()) break;
  }
  return all;
}

Result<Described> Client::recording(const std::string& id) {
  TRY_ASSIGN(const Answer answer, get("/v1/recordings/" + id, kLargestJson));
  TRY_ASSIGN(Members members, members_of(answer));
  Described described;
  const auto files = members.texts("files", 16, kLongest);
  const auto chunks = members.number("chunks");
  if (!files || !chunks) return not_understood();
  for (const std::string& name : *files)
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz.") != std::string::npos) return not_understood();
  described.files = *files;
  described.chunks = static_cast<std::uint64_t>(*chunks);
  return described;
}

Result<Bytes> Client::file(const std::string& recording, const std::string& name) {
  const std::size_t largest = std::max(recording::kLargestNote, recording::kLargestJournal);
  TRY_ASSIGN(const Answer answer, get(fmt::format("/v1/recordings/{}/files/{}", recording, name), largest));
  return bytes_of(answer.body);
}

Result<std::string> Client::roster(const Digest& hash) {
  TRY_ASSIGN(Answer answer, get("/v1/rosters/" + to_hex(hash), kLargestNote));
  return std::move(answer.body);
}

Result<std::string> Client::checkpoint() {
  TRY_ASSIGN(Answer answer, get("/ledger/checkpoint", std::size_t{64} << 10));
  return std::move(answer.body);
}

Result<std::map<std::uint64_t, opening::ShownEntry>> Client::shown(std::uint64_t from, std::uint64_t to) {
  TRY_ASSIGN(const Answer answer,
             get(fmt::format("/v1/ledger/shown?from={}&to={}", from, to), kLargestShown));
  TRY_ASSIGN(Members members, members_of(answer));
  auto all = members.objects("shown", kMostShown);
  if (!all) return not_understood();
  std::map<std::uint64_t, opening::ShownEntry> shown;
  for (Members& one : *all) {
    const auto number = one.number("entry");
    if (!number) return not_understood();
    opening::ShownEntry& entry = shown[static_cast<std::uint64_t>(*number)];
    ledger::Salt salt;
    ledger::RecordingId recording;
    if (read_hex(one.text("salt", kLongest), salt.bytes)) entry.salt = salt;
    if (read_hex(one.text("recording", kLongest), recording.bytes)) entry.recording = recording;
    entry.note = one.lines("note", kLargestNote).value_or("");
  }
  return shown;
}

Result<std::optional<Bytes>> Client::tile(const std::string& path, std::size_t limit) {
  http_client::Call call;
  call.target = "/ledger/" + path;
  call.largest_answer = limit;
  TRY_ASSIGN(const Answer answer, ask_for(std::move(call)));
  if (answer.status == 404) return std::optional<Bytes>();
  TRY(http_client::expect_good(answer));
  return std::optional(bytes_of(answer.body));
}

Status Client::approve(const Approved& approved) {
  json::Json body;
  body["approval"] = approved.approval;
  body["peel"] = approved.peel;
  body["key"] = to_base64(approved.key, Padding::kRequired);
  TRY(post(fmt::format("/v1/requests/{}/approval", approved.request), kJson, json::line_of(body),
           kLargestJson));
  return {};
}

Status Client::refuse(const std::string& request, const std::string& note) {
  TRY(post(fmt::format("/v1/requests/{}/refusal", request), kText, note, kLargestJson));
  return {};
}

Result<HandedOut> Client::peel(const std::string& request) {
  TRY_ASSIGN(const Answer answer,
             get(fmt::format("/v1/requests/{}/peel", request), 4 * recording::kLargestJournal));
  TRY_ASSIGN(Members members, members_of(answer));
  HandedOut out;
  out.approval = members.lines("approval", kLargestNote).value_or("");
  out.peel = members.lines("peel", kLargestNote).value_or("");
  out.opening = members.lines("opening", kLargestNote).value_or("");
  out.closing = members.lines("closing", kLargestNote).value_or("");
  out.journal = members.lines("journal", recording::kLargestJournal).value_or("");
  const auto key =
      from_base64(members.text("key", recording::kLargestKeyFile * 2).value_or(""), Padding::kRequired);
  if (!key) return not_understood();
  out.key = *key;
  return out;
}

Result<Bytes> Client::chunks(const std::string& request, std::uint64_t from, std::uint64_t length) {
  http_client::Call call;
  call.target = fmt::format("/v1/requests/{}/chunks", request);
  call.range = http_client::Range{from, length};
  call.largest_answer = static_cast<std::size_t>(length);
  TRY_ASSIGN(const Answer answer, ask_for(std::move(call)));
  TRY(http_client::expect_good(answer));
  return bytes_of(answer.body);
}

Status Client::report_export(const std::string& request, const std::string& form) {
  TRY(post(fmt::format("/v1/requests/{}/export", request), kJson, json::line_of({{"form", form}}),
           kLargestJson));
  return {};
}

Result<std::vector<OfferedRecording>> Client::recordings_of_call(const std::string& call) {
  TRY_ASSIGN(const Answer answer, get("/v1/audio/calls?call=" + encoded(call), kLargestList));
  TRY_ASSIGN(Members members, members_of(answer));
  auto listed = members.objects("recordings", kMostListed);
  if (!listed) return not_understood();
  std::vector<OfferedRecording> all;
  for (Members& one : *listed) {
    OfferedRecording offered;
    offered.id = one.text("id", kLongest).value_or("");
    offered.certificate = one.lines("certificate", kLargestNote).value_or("");
    offered.opening = one.lines("opening", kLargestNote).value_or("");
    offered.has_audio = one.truth("audio").value_or(false);
    // It becomes a part of a path.
    if (!recording::is_recording_id(offered.id)) return not_understood();
    all.push_back(std::move(offered));
  }
  return all;
}

Status Client::attach_audio(const std::string& recording, const std::string& note, const Bytes& sealed,
                            const std::function<void(double)>& progress) {
  std::string body = fmt::format("audio {} {}\n{}", note.size(), sealed.size(), note);
  body += insyn::text_of(sealed);
  http_client::Call call;
  call.method = "PUT";
  call.target = fmt::format("/v1/recordings/{}/audio", recording);
  call.largest_answer = kLargestJson;
  const auto whole = static_cast<double>(body.size());
  call.body = http_client::body_of("application/x-insyn-audio", std::move(body));
  // However slow the line is, as long as something goes.
  call.times.whole = std::chrono::milliseconds(0);
  if (progress)
    call.progress = [progress, whole](std::uint64_t sent, std::uint64_t) {
      progress(static_cast<double>(sent) / whole);
    };
  TRY_ASSIGN(const Answer answer, ask_for(std::move(call)));
  return http_client::expect_good(answer);
}

Result<std::set<std::string>> Client::reports() {
  TRY_ASSIGN(const Answer answer, get("/v1/reports", kLargestList));
  TRY_ASSIGN(Members members, members_of(answer));
  auto listed = members.objects("reports", kMostReports);
  if (!listed) return not_understood();
  std::set<std::string> ids;
  for (Members& one : *listed) ids.insert(one.text("id", kLongest).value_or(""));
  return ids;
}

Result<std::string> Client::hand_in_report(const std::string& report, const std::string& note,
                                           const Bytes& examples) {
  json::Json body = {{"report", report}, {"register", note}};
  if (!examples.empty()) body["examples"] = to_base64(examples, Padding::kRequired);
  TRY_ASSIGN(const Answer answer, post("/v1/reports", kJson, json::line_of(body), kLargestJson));
  TRY_ASSIGN(json::Members members, json::Members::parse(answer.body));
  const auto id = members.text("id", 64);
  if (const Status all = members.finish(); !all || !id)
    return fail(Code::kBadPeer, "the server did not say what it has made of the report");
  return *id;
}

}  // namespace insyn::centre
