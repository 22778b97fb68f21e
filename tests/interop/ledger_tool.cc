// Writes a ledger into a folder, for another program to check: ledger_tool FOLDER SIZE EARLIER. Stores and
// signs it at both sizes (the earlier checkpoint as "checkpoint.before"), and prints its keys and the proofs
// that it makes.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/check.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/cosignature.h"
#include "ledger/folder/folder.h"
#include "ledger/proof/proof.h"
#include "ledger/tiles/appender.h"

namespace {

using namespace insyn;

void print_proof(const char* name, std::uint64_t number, const ledger::Proof& proof) {
  std::string line = fmt::format("{} {}", name, number);
  for (const Digest& hash : proof) line += " " + ledger::hash_text(hash);
  std::puts(line.c_str());
}

void store(ledger::Appender& appender, std::uint64_t size, std::uint64_t& next) {
  for (; next < size; ++next) {
    // Of every length from none to some hundred bytes.
    const Bytes entry = bytes_of(std::string(next % 300, 'a') + std::to_string(next));
    CHECK(appender.append(next == 0 ? ByteView() : ByteView(entry)).has_value());
  }
  CHECK(appender.store().has_value());
}

}  // namespace

int main(int count, char** arguments) {
  CHECK(count == 4);
  const Path path = arguments[1];
  const std::uint64_t size = std::strtoull(arguments[2], nullptr, 10);
  const std::uint64_t earlier = std::strtoull(arguments[3], nullptr, 10);
  const note::Signer log = note::Signer::generate("ledger.example/1").value();
  const note::Signer witness = note::Signer::generate("witness.example/w1").value();
  ledger::Folder folder(path);
  ledger::Appender appender = ledger::Appender::open(folder, 0, ledger::empty_root()).value();
  std::uint64_t next = 0;
  const auto keep = [&](std::uint64_t at, const char* name) {
    store(appender, at, next);
    const std::string text =
        ledger::text_of(ledger::Checkpoint{"ledger.example/1", appender.size(), appender.root(), {}});
    const std::chrono::sys_seconds time{std::chrono::seconds(1'800'000'000)};
    const std::string note = note::sign(text, log) + note::line_of(ledger::cosign(text, time, witness));
    CHECK(write_file(path / name, view_of(note), Access::kOwnerOnly, IfExists::kRefuse).has_value());
  };
  keep(earlier, "checkpoint.before");
  keep(size, "checkpoint");
  std::printf("ledger %s\ncosigner %s\n", log.verifier().text().c_str(),
              ledger::cosigner_text(witness.verifier()).c_str());
  const std::uint64_t step = std::max<std::uint64_t>(size / 60, 1);
  ledger::TileNodes nodes(folder, size);
  for (std::uint64_t number = 0; number < size; number += step)
    print_proof("inclusion", number, ledger::prove_inclusion(nodes, number, size).value());
  for (std::uint64_t old_size = 1; old_size <= size; old_size += step)
    print_proof("consistency", old_size, ledger::prove_consistency(nodes, old_size, size).value());
}
