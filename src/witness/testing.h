// For tests: a witness's memory without a disk, and a ledger that it watches.
#pragma once

#include <functional>
#include <map>

#include "ledger/proof/testing.h"
#include "witness/witness.h"

namespace insyn::witness {

class MemoryState final : public State {
 public:
  Status begin(std::string_view origin, std::string_view checkpoint) override {
    if (!notes.try_emplace(std::string(origin), checkpoint).second)
      return fail(Code::kDenied, "begun already");
    return {};
  }
  Result<std::string> latest(std::string_view origin) override {
    const auto found = notes.find(std::string(origin));
    if (found == notes.end()) return fail(Code::kDenied, "never begun");
    return found->second;
  }
  Result<bool> replace(std::string_view origin, std::string_view expected,
                       std::string_view checkpoint) override {
    if (before_replace) std::exchange(before_replace, nullptr)();
    if (!can_write) return fail(Code::kFull, "no space");
    std::string& now = notes[std::string(origin)];
    if (now != expected) return false;
    now = checkpoint;
    return true;
  }

  std::map<std::string, std::string> notes;
  std::function<void()> before_replace;  // once
  bool can_write = true;
};

// A ledger of the entries "0", "1" …, which signs whatever it is asked to.
class TestLedger {
 public:
  static constexpr std::uint64_t kSize = 100;
  const note::Signer key = note::Signer::generate("ledger.example").value();
  const std::string origin = "ledger.example";

  Watched watched() const { return {origin, key.verifier()}; }
  ledger::Checkpoint at(std::uint64_t size) {
    return {origin, size, ledger::tree_of(nodes_, size)->root(), {}};
  }
  std::string signed_note(const ledger::Checkpoint& checkpoint) const {
    return note::sign(ledger::text_of(checkpoint), key);
  }
  AddCheckpoint request(std::uint64_t from, std::uint64_t to) {
    return {from, ledger::prove_consistency(nodes_, from, to).value(), signed_note(at(to))};
  }

 private:
  ledger::MemoryNodes nodes_{kSize};
};

}  // namespace insyn::witness
