#include "insight/register/counted.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>
#include <utility>

#include "base/parallel.h"

namespace insyn::insight {
namespace {

constexpr std::string_view kMagic = "insyn counted calls 1\n";
constexpr std::size_t kCallBytes = 16;

std::uint64_t hash_of(std::string_view text, std::uint64_t key) {
  return XXH3_64bits_withSeed(text.data(), text.size(), key);
}

std::vector<std::uint64_t> hashes_of(const Names& names, std::uint64_t key) {
  std::vector<std::uint64_t> hashes(names.size());
  for (NameId id = 0; id < names.size(); ++id) hashes[id] = hash_of(names.text(id), key);
  return hashes;
}

class Counter {
 public:
  Counter(const Log& log, std::uint64_t key)
      : log_(log),
        key_(key),
        ids_key_(hash_of("calls", key)),
        labels_(hashes_of(log.labels, key)),
        objects_(hashes_of(log.objects, key)) {}

  CountedKind count(const KindCalls& calls) const {
    CountedKind kind{labels_[calls.kind], {}};
    kind.calls.reserve(calls.calls.size());
    for (const std::uint32_t call : calls.calls)
      kind.calls.push_back({id_of(call), content_of(log_.calls[call]), log_.calls[call].agent});
    std::sort(kind.calls.begin(), kind.calls.end(),
              [](const CountedCall& a, const CountedCall& b) { return a.id < b.id; });
    return kind;
  }

 private:
  std::uint64_t id_of(std::uint32_t call) const { return hash_of(log_.ids.of(call), ids_key_); }

  std::uint32_t content_of(const Call& call) const {
    std::uint64_t hash = key_;
    const auto add = [&](std::uint64_t value) { hash = XXH3_64bits_withSeed(&value, sizeof value, hash); };
    const std::array<std::uint64_t, 9> facts = {static_cast<std::uint64_t>(call.start),
                                                call.duration,
                                                call.hold,
                                                labels_[call.queue],
                                                labels_[call.group],
                                                labels_[call.version],
                                                static_cast<std::uint64_t>(call.outcome),
                                                call.repeat ? 1U : 0U,
                                                call.repeat_of == kNoCall ? 0 : id_of(call.repeat_of)};
    hash = XXH3_64bits_withSeed(facts.data(), sizeof facts, hash);
    for (const Event& event : log_.events_of(call)) {
      const bool is_number = event.activity() == Activity::kSearch;
      add(static_cast<std::uint64_t>(event.time()) << 3 | static_cast<std::uint64_t>(event.activity()));
      add(is_number ? event.object() : objects_[event.object()]);
    }
    return static_cast<std::uint32_t>(hash >> 32 ^ hash);
  }

  const Log& log_;
  std::uint64_t key_;
  std::uint64_t ids_key_;
  std::vector<std::uint64_t> labels_;
  std::vector<std::uint64_t> objects_;
};

template <class Number>
void put(Bytes& bytes, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i)
    bytes.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

template <class Number>
Number take(ByteView& bytes) {
  Number number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number |= static_cast<Number>(Number{bytes[i]} << (8 * i));
  bytes = bytes.subspan(sizeof number);
  return number;
}

bool is_safe(std::vector<std::uint32_t> agents, const Floor& floor) {
  std::sort(agents.begin(), agents.end());  // those of one are adjacent
  CallSet all(agents.size());
  for (std::size_t i = 0; i < agents.size(); ++i) all.add(i);
  return Gate(floor, std::move(agents)).is_safe(all);
}

// What the new report makes of a part.
enum class Now { kNotCounted, kSame, kOther };

std::uint64_t next_part(std::uint64_t part, std::uint32_t report, Now now, std::uint64_t kind) {
  const std::array<std::uint64_t, 4> what = {part, report, static_cast<std::uint64_t>(now), kind};
  return XXH3_64bits(what.data(), sizeof what);
}

}  // namespace

std::uint64_t hash_of_kind(std::string_view kind, std::uint64_t key) { return hash_of(kind, key); }

Counted counted_calls(const Log& log, const std::vector<KindCalls>& population, std::uint64_t key) {
  const Counter counter(log, key);
  Counted counted(population.size());
  in_parallel(population.size(), [&](std::size_t i) { counted[i] = counter.count(population[i]); });
  std::sort(counted.begin(), counted.end(),
            [](const CountedKind& a, const CountedKind& b) { return a.kind < b.kind; });
  return counted;
}

Bytes encode(const Counted& counted) {
  Bytes bytes(kMagic.begin(), kMagic.end());
  put(bytes, static_cast<std::uint32_t>(counted.size()));
  for (const CountedKind& kind : counted) {
    put(bytes, kind.kind);
    put(bytes, static_cast<std::uint32_t>(kind.calls.size()));
    for (const CountedCall& call : kind.calls) {
      put(bytes, call.id);
      put(bytes, call.content);
      put(bytes, call.agent);
    }
  }
  return bytes;
}

Result<Counted> decode_counted(ByteView bytes) {
  const auto corrupt = [] { return fail(Code::kCorrupt, "it is no list of counted calls"); };
  if (!text_of(bytes).starts_with(kMagic)) return corrupt();
  bytes = bytes.subspan(kMagic.size());
  if (bytes.size() < 4) return corrupt();
  const auto kinds = take<std::uint32_t>(bytes);
  Counted counted;
  for (std::uint32_t i = 0; i < kinds; ++i) {
    if (bytes.size() < 12) return corrupt();
    CountedKind& kind = counted.emplace_back();
    kind.kind = take<std::uint64_t>(bytes);
    const auto calls = take<std::uint32_t>(bytes);
    if (bytes.size() / kCallBytes < calls) return corrupt();
    kind.calls.resize(calls);
    for (CountedCall& call : kind.calls) {
      call.id = take<std::uint64_t>(bytes);
      call.content = take<std::uint32_t>(bytes);
      call.agent = take<std::uint32_t>(bytes);
    }
  }
  if (!bytes.empty()) return corrupt();
  return counted;
}

void Division::add(const Counted& counted, std::uint32_t report) {
  newest_ = report;
  for (const CountedKind& kind : counted) {
    last_report_[kind.kind] = report;
    for (const CountedCall& call : kind.calls) {
      State& state = calls_[call.id];
      const bool other = state.report != 0 && state.content != call.content;
      const Now now = other ? Now::kOther : Now::kSame;
      state = {next_part(state.part, report, now, kind.kind), kind.kind, call.content, call.agent, report};
    }
  }
}

std::optional<Conflict> Division::conflict_of(const Counted& now, const Floor& floor) const {
  // Of a part, or of the calls that are new: those that are counted alike now.
  struct Piece {
    std::vector<std::uint32_t> agents;
    std::uint64_t kind = 0;
    std::uint32_t report = 0;
  };
  std::map<std::uint64_t, std::map<std::pair<Now, std::uint64_t>, Piece>> parts;
  std::unordered_set<std::uint64_t> counted;
  for (const CountedKind& kind : now) {
    Piece added;
    for (const CountedCall& call : kind.calls) {
      const auto found = calls_.find(call.id);
      if (found == calls_.end()) {
        added.agents.push_back(call.agent);
        continue;
      }
      const State& state = found->second;
      counted.insert(call.id);
      const Now what = call.content == state.content ? Now::kSame : Now::kOther;
      Piece& piece = parts[state.part][{what, kind.kind}];
      piece.kind = kind.kind;
      piece.agents.push_back(call.agent);
      piece.report = state.report;
    }
    // A kind of which each call is new is safe, as all that is analysed.
    if (added.agents.empty() || added.agents.size() == kind.calls.size()) {
      if (added.agents.empty() || !last_report_.contains(kind.kind)) continue;
    }
    if (is_safe(std::move(added.agents), floor)) continue;
    const auto last = last_report_.find(kind.kind);
    return Conflict{kind.kind, last == last_report_.end() ? newest_ : last->second};
  }
  for (const auto& [id, state] : calls_) {
    const auto part = parts.find(state.part);
    if (part == parts.end() || counted.contains(id)) continue;
    Piece& piece = part->second[{Now::kNotCounted, 0}];
    piece.kind = state.kind;
    piece.agents.push_back(state.agent);
    piece.report = state.report;
  }
  for (auto& [part, pieces] : parts) {
    if (pieces.size() < 2) continue;
    for (auto& [what, piece] : pieces)
      if (!is_safe(std::move(piece.agents), floor)) return Conflict{piece.kind, piece.report};
  }
  return std::nullopt;
}

}  // namespace insyn::insight
