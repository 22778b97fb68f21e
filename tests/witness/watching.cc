#include "witness/watching.h"

#include <fstream>

#include "agreement/in_force_note.h"
#include "base/check.h"

namespace insyn::witness_test {
namespace {

void write(const Path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace

Watching::Watching() {
  std::filesystem::create_directories(folder / "centre");
  centre = std::make_unique<Centre>(folder / "centre", parties, clock);
  served.serve(centre.get());
  write(folder / "agreement", parties.note);
  write(folder / "employer.pub", note::public_keys_text(parties.employer.keys));
  write(folder / "union.pub", note::public_keys_text(parties.union_side.keys));
  write(folder / "witness.sign", parties.witness.secret_text() + "\n");
  const auto made = witness::create_place(place,
                                          {folder / "agreement",
                                           {folder / "employer.pub", folder / "union.pub"},
                                           folder / "witness.sign",
                                           served.url(),
                                           {}},
                                          clock.utc());
  CHECK(made);
}

void Watching::settle(const std::string& from, const std::string& to) {
  const std::string text = read_text(place.settings(), 65536).value();
  write(place.settings(), insyn::with(text, from, to));
}

void Watching::start() {
  stop();
  auto opened = witness::open_place(place);
  ASSERT_TRUE(opened) << opened.error().message;
  with.emplace(*std::move(opened));
  client.emplace(http_client::Client::create({http_client::parse_address(with->settings.server).value(), {}},
                                             &with->key, clock)
                     .value());
  auto watching = witness::Watch::open(
      place, *with, *client, clock, [](std::chrono::milliseconds) { return true; },
      [this](const std::string& line) { said += line + "\n"; });
  ASSERT_TRUE(watching) << watching.error().message;
  watch = *std::move(watching);
}

int Watching::told(const std::string& part) const {
  int count = 0;
  for (const witness::Told& one : watch->told().all())
    if (one.in(words::Language::kEnglish).find(part) != std::string::npos) ++count;
  return count;
}

ledger::Checkpoint Watching::cosigned() {
  witness::FileState state(place.state());
  const note::Note note = note::parse(state.latest("centre.example").value()).value();
  return ledger::parse_checkpoint(note.text).value();
}

std::optional<Utc> Watching::confirmed_at() {
  const auto rows = centre->query("SELECT note FROM in_force_notes");
  if (rows.empty()) return std::nullopt;
  return agreement::verify_in_force(server::text(rows[0][0]), parties.witness.verifier()).value().at;
}

}  // namespace insyn::witness_test
