#include "calls/ami/session.h"

// An interface of OpenSSL 3 that needs no provider; nothing is protected by it here that MD5 would have to be
// good for: the challenge keeps the secret off the wire, and TLS keeps the rest.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>

#include <algorithm>

#include "base/bytes.h"

namespace insyn::calls {
namespace {

constexpr std::string_view kGreeting = "Asterisk Call Manager/";

std::string_view value_of(const AmiBlock& block, std::string_view name) {
  const auto found = block.find(name);
  return found == block.end() ? std::string_view() : std::string_view(found->second);
}

std::set<std::string> names_of(const Mapping& mapping) {
  std::set<std::string> names = mapping.names();
  for (const char* name :
       {"Response", "ActionID", "Challenge", "Event", "Uniqueid", "Linkedid", "ChannelStateDesc"})
    names.emplace(name);
  return names;
}

bool is_line(std::string_view text) {
  return !text.empty() && text.size() <= 200 &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

// MD5 (RFC 1321) of challenge and secret, in hexadecimal, as AMI defines its login.
std::string key_for(std::string_view challenge, ByteView secret) {
  MD5_CTX context;
  MD5_Init(&context);
  MD5_Update(&context, challenge.data(), challenge.size());
  MD5_Update(&context, secret.data(), secret.size());
  std::array<std::uint8_t, MD5_DIGEST_LENGTH> digest{};
  MD5_Final(digest.data(), &context);
  return to_hex(digest);
}

}  // namespace

AmiSession::AmiSession(AmiLogin login, const Mapping& mapping, Mono now)
    : login_(std::move(login)),
      mapping_(&mapping),
      reader_(names_of(mapping)),
      since_(now),
      heard_(now),
      asked_(now) {}

Result<AmiSession> AmiSession::make(AmiLogin login, const Mapping& mapping, Mono now) {
  if (!is_line(login.user) || !is_line(text_of(login.secret.view())))
    return fail(
        Code::kPermanent,
        "the user or the secret of the manager interface is empty, longer than 200 bytes or has a control "
        "character; correct it");
  return AmiSession(std::move(login), mapping, now);
}

std::string AmiSession::action(std::string_view name, std::string_view lines) {
  return fmt::format("Action: {}\r\nActionID: {}\r\n{}\r\n", name, ++actions_, lines);
}

// Of all events those that tell of calls and agents; what is dialled is a class of its own.
std::string AmiSession::log_in(std::string_view challenge) {
  const std::string how =
      login_.plain ? fmt::format("Secret: {}\r\n", text_of(login_.secret.view()))
                   : fmt::format("AuthType: MD5\r\nKey: {}\r\n", key_for(challenge, login_.secret.view()));
  return action("Login", fmt::format("Username: {}\r\n{}Events: call,agent\r\n", login_.user, how));
}

Status AmiSession::take_greeting(std::string_view& bytes, AmiTurn& turn) {
  while (!bytes.empty() && state_ == State::kGreeting) {
    const char c = bytes.front();
    bytes.remove_prefix(1);
    if (c != '\n') greeting_ += c;
    const std::size_t so_far = std::min(greeting_.size(), kGreeting.size());
    const bool cut = c == '\n' && so_far < kGreeting.size();
    if (cut || greeting_.size() > kLongestGreeting || greeting_.compare(0, so_far, kGreeting, 0, so_far) != 0)
      return fail(Code::kBadPeer, "what answers there is no manager interface of Asterisk");
    if (c != '\n') continue;
    state_ = login_.plain ? State::kLogin : State::kChallenge;
    turn.send += login_.plain ? log_in({}) : action("Challenge", "AuthType: MD5\r\n");
    awaited_ = std::to_string(actions_);
  }
  return {};
}

Status AmiSession::take_response(const AmiBlock& block, AmiTurn& turn) {
  if (value_of(block, "ActionID") != awaited_ || state_ == State::kReady) return {};
  if (value_of(block, "Response") != "Success")
    return fail(
        Code::kDenied,
        "Asterisk refuses the login or an action; check user, secret and the rights to read call and agent "
        "(manager.conf)");
  if (state_ == State::kChallenge) {
    const std::string_view challenge = value_of(block, "Challenge");
    if (challenge.empty()) return fail(Code::kBadPeer, "Asterisk gives no challenge");
    state_ = State::kLogin;
    turn.send += log_in(challenge);
  } else if (state_ == State::kLogin) {
    state_ = State::kReading;
    turn.send += action("CoreShowChannels", "");
    turn.told.emplace_back(ReadingBegins{});
  } else {
    return {};
  }
  awaited_ = std::to_string(actions_);
  return {};
}

// A channel that there was before anybody listened. Whose it is does not matter: what is read back begins
// nothing.
void AmiSession::take_read_back(const AmiBlock& block, AmiTurn& turn) const {
  Notice notice;
  notice.what = value_of(block, "ChannelStateDesc") == "Up" ? What::kConnected : What::kOffered;
  notice.dialog = value_of(block, "Uniqueid");
  notice.call = value_of(block, "Linkedid");
  notice.read_back = true;
  if (!notice.dialog.empty()) turn.told.emplace_back(std::move(notice));
}

Status AmiSession::take(const AmiBlock& block, AmiTurn& turn) {
  if (block.contains("Response")) return take_response(block, turn);
  const std::string_view event = value_of(block, "Event");
  const bool reading = state_ == State::kReading && value_of(block, "ActionID") == awaited_;
  if (event == "CoreShowChannel" || event == "CoreShowChannelsComplete") {
    if (!reading) return {};
    if (event == "CoreShowChannel") {
      take_read_back(block, turn);
    } else {
      state_ = State::kReady;
      turn.told.emplace_back(ReadingEnds{});
    }
    return {};
  }
  if (state_ != State::kReading && state_ != State::kReady) return {};
  auto notice = mapping_->notice([&](std::string_view name) -> std::optional<std::string> {
    const auto found = block.find(name);
    return found == block.end() ? std::nullopt : std::optional(found->second);
  });
  if (notice) turn.told.emplace_back(*std::move(notice));
  return {};
}

Result<AmiTurn> AmiSession::feed(std::string_view bytes, Mono now) {
  AmiTurn turn;
  heard_ = now;
  TRY(take_greeting(bytes, turn));
  TRY_ASSIGN(const std::vector<AmiBlock> blocks, reader_.feed(bytes));
  for (const AmiBlock& block : blocks) TRY(take(block, turn));
  return turn;
}

Result<AmiTurn> AmiSession::pass(Mono now) {
  AmiTurn turn;
  if (state_ != State::kReady && now - since_ > kLoginWithin)
    return fail(Code::kTransient, "Asterisk's manager interface lets nobody in within {} seconds",
                kLoginWithin.count());
  if (now - heard_ > kLostAfter)
    return fail(Code::kTransient, "Asterisk's manager interface has been silent for {} seconds",
                kLostAfter.count());
  if (state_ == State::kReady && now - std::max(heard_, asked_) >= kAskAfter) {
    turn.send = action("Ping", "");
    asked_ = now;
  }
  return turn;
}

}  // namespace insyn::calls
