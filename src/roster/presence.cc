#include "roster/presence.h"

#include <algorithm>

#include "toml/document.h"

namespace insyn::roster {
namespace {

constexpr std::string_view kDash = "— ";

}  // namespace

std::string presence_text(const std::string& agent, const std::string& nonce) {
  return fmt::format("insyn_presence = 1\nagent = {}\nnonce = {}\n", toml::quoted(agent),
                     toml::quoted(nonce));
}

std::string sign_presence(const std::string& agent, const std::string& nonce, const note::Signer& key) {
  const std::string text = presence_text(agent, nonce);
  const std::string note = note::sign(text, key);
  const std::size_t begin = text.size() + 1 + kDash.size();
  return note.substr(begin, note.size() - 1 - begin);
}

Status check_presence(const Agent& agent, const std::string& nonce, const std::string& signature) {
  const auto note =
      note::parse(fmt::format("{}\n{}{}\n", presence_text(agent.name, nonce), kDash, signature));
  const bool fits = note && note->signatures.size() == 1 &&
                    std::any_of(agent.keys.begin(), agent.keys.end(), [&](const AgentKey& key) {
                      return note::signature_fits(note->text, note->signatures.front(), key.sign);
                    });
  if (!fits)
    return fail(Code::kDenied, "it is not signed with a key that “{}” has on the roster", agent.name);
  return {};
}

}  // namespace insyn::roster
