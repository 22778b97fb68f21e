// Parties, keys and terms for tests.
#pragma once

#include <string>

#include "agreement/agreement.h"
#include "base/testing.h"

namespace insyn::agreement {

inline const std::string kReviewerRecipient = "age1" + std::string(58, 'q');
inline const std::string kUnionRecipient = "age1" + std::string(58, 'p');
inline const std::string kThirdRecipient = "age1" + std::string(58, 'z');

// The example of docs/agreement.md.
inline std::string example_terms() {
  return R"(insyn = 1
id = "kundtjanst-2026-11"
employer = "Kundcenter Nord AB"
union = "Unionen, klubben vid Kundcenter Nord"
purpose = "Att se vilka frågor Kundstöd inte ger svar på."
negotiation = "MBL §11, protokoll 2026-11-02"
dpia = "Konsekvensbedömning 2026-10-19"
not_before = 2026-12-01
not_after = 2027-01-31
hours = { days = ["mon", "tue", "wed", "thu", "fri"], from = "08:00", to = "18:00", zone = "Europe/Stockholm" }

[[application]]
name = "Kundstöd"
kind = "native"
exe = "/opt/kundstod/bin/kundstod"

[[application]]
name = "Wiki"
kind = "web"
origins = ["https://wiki.example"]
except = ["/personal/*"]

[recording]
level = "full"
calls_per_agent_per_week = 10
sample = 0.2
max_minutes = 60
after_call_seconds = 0
max_fps = 10

[agent]
pause = true
discard_within_hours = 72
see_own = true

[access]
open = "both"

[retention]
days = 30

[insight]
min_group = 10
min_calls = 30

[calls]
manual = true
)";
}

// The shortest terms that there are.
inline std::string short_terms() {
  return R"(insyn = 1
id = "x"
employer = "E"
union = "U"
purpose = "P"
not_before = 2026-12-01
not_after = 2027-01-31
[[application]]
name = "A"
kind = "native"
exe = "/bin/a"
[recording]
level = "metrics"
[calls]
manual = true
)";
}

// Terms under which no picture is made.
inline std::string metrics_terms() {
  const std::string tables = R"([[application]]
name = "Arkiv"
kind = "native"
exe = "/opt/kundstod/bin/arkiv"
[[screen]]
name = "sök"
title = "Sök – *"
application = "Kundstöd"
[[screen]]
name = "artikel"
title = "Artikel *"
event = "article"
[[screen]]
name = "annan"
title = "*"
application = "Kundstöd"
)";
  const std::string named = with(short_terms(), "name = \"A\"", "name = \"Kundstöd\"");
  return with(named, "[recording]", tables + "[recording]") + "[insight]\nrecipient = \"" + kThirdRecipient +
         "\"\n";
}

struct Party {
  note::Signer signer;
  note::PublicKeys keys;
};

inline Party party(note::Role role, const std::string& name, const std::string& recipient) {
  note::Signer signer = note::Signer::generate(note::key_name_from(name)).value();
  note::PublicKeys keys{role, name, signer.verifier(), recipient};
  return {std::move(signer), std::move(keys)};
}

inline Party employer_party() {
  return party(note::Role::kEmployer, "Kundcenter Nord AB", kReviewerRecipient);
}
inline Party union_party() { return party(note::Role::kUnion, "Klubben", kUnionRecipient); }

inline std::string signed_by_both(const std::string& text, const Party& a, const Party& b) {
  return note::add_signature(note::sign(text, a.signer), b.signer).value();
}

// The [[recipient]] table of a key that `party` vouches for.
inline std::string vouched_table(note::Role role, const std::string& name, const std::string& recipient,
                                 const Party& party) {
  note::PublicKeys keys{role, name, std::nullopt, recipient};
  if (role != note::Role::kInsight)
    keys.verifier = note::Signer::generate(note::key_name_from(name)).value().verifier();
  return vouched_table_of(note::sign(note::public_keys_text(keys), party.signer)).value();
}

// metrics_terms(), signed, with the insight key that the employer vouches for.
inline std::string signed_metrics_terms(const Party& employer, const Party& union_side) {
  return signed_by_both(
      metrics_terms() + vouched_table(note::Role::kInsight, "Analys", kThirdRecipient, employer), employer,
      union_side);
}

inline Utc utc(std::string_view text) { return parse_utc(text).value(); }

}  // namespace insyn::agreement
