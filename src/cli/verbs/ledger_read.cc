#include "cli/verbs/ledger_read.h"

#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "ledger/checkpoint/trust.h"
#include "ledger/entries/order.h"
#include "ledger/folder/folder.h"
#include "ledger/tiles/edge.h"

namespace insyn::cli {
namespace {

using ledger::Believed;
using ledger::Checkpoint;
using ledger::Entry;
using ledger::Trust;

// How many faults are told one by one.
constexpr std::size_t kMostFaults = 100;

// Which entries are not in order.
class Reading {
 public:
  struct Faulty {
    std::uint64_t number;
    ledger::Fault fault;
  };

  void take(std::uint64_t number, ByteView bytes) {
    auto fault = order_.take(ledger::parse_entry(text_of(bytes)));
    if (!fault) return;
    ++count_;
    if (faults_.size() < kMostFaults) faults_.push_back({number, *std::move(fault)});
  }
  const std::vector<Faulty>& faults() const { return faults_; }  // the first kMostFaults
  std::uint64_t count() const { return count_; }                 // all of them

 private:
  ledger::Order order_;
  std::vector<Faulty> faults_;
  std::uint64_t count_ = 0;
};

// All that the agreement names have to cosign: each union has a witness of its own.
Result<Trust> trust_of(const LedgerVerifyOptions& options) {
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  const auto& named = agreement.terms().ledger;
  if (!named) {
    return fail(Code::kDenied,
                "{} names no ledger: it has no [ledger] section, so recordings stay on the workstation",
                options.agreement.string());
  }
  return Trust{named->origin, named->key, named->witnesses, named->witnesses.size()};
}

Status check_after(ledger::Folder& folder, const Believed& believed, const Trust& trust, const Path& file) {
  TRY_ASSIGN(const std::string note, read_text(file, ledger::kLargestCheckpoint));
  auto earlier = ledger::verify_checkpoint(note, trust, std::nullopt);
  if (!earlier) return in_context(file.string(), std::move(earlier).error());
  const Checkpoint& before = earlier->checkpoint;
  if (before.size > believed.checkpoint.size) {
    return fail(Code::kDenied,
                "the ledger had {} entries in {} and has {} here: it is an older copy, or was put back; do "
                "not believe it",
                before.size, file.string(), believed.checkpoint.size);
  }
  ledger::TileNodes nodes(folder, believed.checkpoint.size);
  TRY_ASSIGN(const ledger::Tree then, ledger::tree_of(nodes, before.size));
  if (then.root() == before.root) return {};
  return fail(Code::kDenied,
              "the ledger does not begin with the {} entries that {} states: its keeper has signed two "
              "histories. Keep "
              "both checkpoints, they prove it",
              before.size, file.string());
}

struct VerifiedLedger {
  Believed believed;
  Reading reading;
};

Result<VerifiedLedger> verified(const LedgerVerifyOptions& options, const Trust& trust, Utc now,
                                Console& console) {
  ledger::Folder folder(options.folder);
  TRY_ASSIGN(const std::string note, folder.checkpoint());
  std::optional<ledger::Freshness> freshness;
  if (options.max_age) freshness = ledger::Freshness{now, std::chrono::minutes(*options.max_age)};
  VerifiedLedger result;
  TRY_ASSIGN(result.believed, ledger::verify_checkpoint(note, trust, freshness));
  const Checkpoint& checkpoint = result.believed.checkpoint;
  const auto take = [&](std::uint64_t number, ByteView bytes) -> Status {
    result.reading.take(number, bytes);
    console.progress("verifying", static_cast<double>(number) / static_cast<double>(checkpoint.size));
    return {};
  };
  const Status whole = ledger::verify_entries(folder, checkpoint.size, checkpoint.root, take);
  console.clear_status();
  TRY(whole);
  if (options.after) TRY(check_after(folder, result.believed, trust, *options.after));
  return result;
}

Json json_of(const VerifiedLedger& verified, const Trust& trust) {
  const Checkpoint& checkpoint = verified.believed.checkpoint;
  Json json = {{"valid", true},
               {"origin", checkpoint.origin},
               {"size", checkpoint.size},
               {"root", ledger::hash_text(checkpoint.root)},
               {"witnesses", Json::array()},
               {"in_order", verified.reading.count() == 0},
               {"faults_found", verified.reading.count()},
               {"faults", Json::array()}};
  for (std::size_t i = 0; i < trust.witnesses.size(); ++i) {
    json["witnesses"].push_back(
        {{"name", trust.witnesses[i].name()}, {"cosigned", to_text(Utc(*verified.believed.cosigned[i]))}});
  }
  for (const auto& [number, fault] : verified.reading.faults()) {
    json["faults"].push_back({{"entry", number},
                              {"fault", ledger::name_of(fault)},
                              {"reason", words::say(fault, words::Language::kEnglish)}});
  }
  return json;
}

std::string text_of_result(const VerifiedLedger& verified, const Trust& trust) {
  const Checkpoint& checkpoint = verified.believed.checkpoint;
  Table table({Table::kLeft, Table::kLeft});
  table.row({"Ledger", checkpoint.origin});
  table.row({"Root", ledger::hash_text(checkpoint.root)});
  for (std::size_t i = 0; i < trust.witnesses.size(); ++i) {
    table.row({"Cosigned", fmt::format("{}, {}", trust.witnesses[i].name(),
                                       time_text(Utc(*verified.believed.cosigned[i])))});
  }
  std::string text =
      fmt::format("The ledger is whole: {}, as the ledger and {} have signed them.\n{}",
                  count_text(checkpoint.size, "entry", "entries"),
                  trust.witnesses.size() == 1 ? "its witness" : "all its witnesses", table.text(2));
  if (verified.reading.count() == 0) return text;
  text += fmt::format("\nBut what stands in it is not in order, {}:",
                      count_text(verified.reading.count(), "fault", "faults"));
  for (const auto& [number, fault] : verified.reading.faults())
    text += fmt::format("\n  entry {}: {}", number, words::say(fault, words::Language::kEnglish));
  if (verified.reading.count() > kMostFaults) text += "\n  …";
  return text;
}

// Parameters by their keys, as they stand in the entry.
Json json_of(std::uint64_t number, std::string_view text) {
  const auto entry = ledger::parse_entry(text);
  Json json = {{"entry", number}};
  if (!entry) {
    json["error"] = entry.error().message;
    return json;
  }
  json["kind"] = ledger::name_of(entry->what);
  const std::string lines = ledger::text_of(*entry);
  for (std::size_t at = lines.find('\n') + 1; at < lines.size(); at = lines.find('\n', at) + 1) {
    const std::size_t space = lines.find(' ', at);
    json[lines.substr(at, space - at)] = lines.substr(space + 1, lines.find('\n', at) - space - 1);
  }
  return json;
}

}  // namespace

Result<Outcome> ledger_verify(const LedgerVerifyOptions& options, Utc now, Console& console) {
  TRY_ASSIGN(const Trust trust, trust_of(options));
  auto result = verified(options, trust, now, console);
  if (!result) {
    if (options.json) {
      const Error& error = result.error();
      console.result(
          json_text({{"valid", false}, {"error", name_of(error.code)}, {"reason", error.message}}));
    }
    return Failure(std::move(result).error());
  }
  console.result(options.json ? json_text(json_of(*result, trust)) : text_of_result(*result, trust));
  return result->reading.count() == 0 ? Outcome::kGood : Outcome::kBad;
}

Status ledger_show(const LedgerShowOptions& options, Console& console) {
  ledger::Folder folder(options.folder);
  TRY_ASSIGN(const std::string note, folder.checkpoint());
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  TRY_ASSIGN(const Checkpoint checkpoint, ledger::parse_checkpoint(parsed.text));
  if (options.from >= checkpoint.size && options.from != 0) {
    return fail(Code::kPermanent,
                "the ledger has {} entries, counted from 0; there is none with the number {}",
                checkpoint.size, options.from);
  }
  Json entries = Json::array();
  const auto take = [&](std::uint64_t number, ByteView bytes) -> Status {
    if (options.json) {
      entries.push_back(json_of(number, text_of(bytes)));
      return {};
    }
    const auto entry = ledger::parse_entry(text_of(bytes));
    console.result(entry ? fmt::format("{:>6}  {}  {}", number, time_text(entry->time),
                                       words::say(entry->what, options.language))
                         : fmt::format("{:>6}  {}", number, entry.error().message));
    return {};
  };
  TRY(ledger::read_entries(folder, options.from, checkpoint.size, take));
  if (options.json) {
    console.result(
        json_text({{"origin", checkpoint.origin}, {"size", checkpoint.size}, {"entries", entries}}));
    return {};
  }
  console.say(fmt::format("The ledger “{}”, {}. Nothing was checked: insyn ledger verify does",
                          checkpoint.origin, count_text(checkpoint.size, "entry", "entries")));
  return {};
}

}  // namespace insyn::cli
