// What a witness is told about itself: DIR/insyn-witness.toml, read strictly.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/path.h"
#include "note/key.h"
#include "words/language.h"

namespace insyn::witness {

inline constexpr const char* kSettingsFile = "insyn-witness.toml";

// Whom what is wrong is told by mail.
struct MailSettings {
  Path program = "/usr/sbin/sendmail";  // takes a message as sendmail does: `program -i -- RECIPIENT…`
  std::string from;
  std::vector<std::string> to;
  words::Language language = words::Language::kSwedish;
};

// Where ledgers come to the witness, beside its own looks.
struct ListenSettings {
  std::string address;
  std::uint16_t port = 0;
  std::optional<Path> certificate, key;  // both or none: plain, on loopback only
};

struct Settings {
  note::Verifier ledger;                  // whose name is the ledger's
  std::string server = {};                // "https://insyn.example:8443"
  std::optional<Path> authority = {};     // PEM: whose certificates alone are believed
  std::chrono::seconds poll{1};           // between two looks at the ledger
  std::chrono::seconds cosign{60};        // after which the same checkpoint is cosigned again, to be fresh
  std::chrono::minutes in_force{30};      // between two notes that an agreement is in force
  std::chrono::minutes silent{10};        // after which a server counts as silent
  std::optional<MailSettings> mail = {};  // nothing: by page alone
  Path page = "report.html";
  std::optional<ListenSettings> listen = {};

  const std::string& origin() const { return ledger.name(); }
};

// The text of `folder`/insyn-witness.toml; paths in it are relative to `folder`. kCorrupt, with the line,
// where a key is unknown, missing or wrong.
Result<Settings> parse_settings(std::string_view text, const Path& folder);

// What a new witness is told; the rest is left at what it is.
std::string settings_text(const Settings& settings);

}  // namespace insyn::witness
