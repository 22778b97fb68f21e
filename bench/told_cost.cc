// What it costs that a call is confirmed each second: the same track, cut and sealed as one of a call that
// was begun by hand, and as one that a call source tells of.
//   told_cost NAME CHUNKS      prints rows of a table; CHUNKS as bench/chunks.h reads them
#include <cstdio>

#include "base/check.h"
#include "calls/statement/answer.h"
#include "chunks.h"
#include "recording/writer/sealed_chunk.h"
#include "replay.h"

namespace {

using namespace insyn;
using namespace insyn::track;

struct Cost {
  std::size_t bytes = 0, chunks = 0, index_points = 0;
  double cpu = 0;  // ms
};

class Costs {
 public:
  explicit Costs(std::vector<Bytes> chunks) : chunks_(std::move(chunks)) {}

  // `confirmed`: each chunk after an answer that is verified.
  Cost of(bench::Cuts cuts, bool confirmed) const {
    Cost cost;
    bench::Replay replay(
        [&](const Chunk& chunk) {
          const double begin = bench::cpu_time();
          if (confirmed) CHECK(calls::verify_answer(answer_, sources_));
          cost.bytes += recording::SealedChunk::seal(key_, chunk.bytes).value().bytes().size();
          cost.cpu += bench::cpu_time() - begin;
          ++cost.chunks;
          cost.index_points += chunk.index_point ? 1 : 0;
        },
        cuts);
    Reader reader;
    for (const Bytes& chunk : chunks_)
      bench::must(reader.feed(chunk, [&](const Event& event) -> Status {
        replay.event(event, reader.scene());
        return {};
      }));
    replay.finish();
    cost.cpu += replay.total();
    return cost;
  }

 private:
  const std::vector<Bytes> chunks_;
  const seal::Recipient key_ = seal::Identity::generate().recipient();
  const note::Signer source_ = note::Signer::generate("pbx").value();
  const std::vector<agreement::CallSource> sources_ = {{"pbx", source_.verifier(), 5}};
  const std::string answer_ =
      calls::sign_answer({"pbx", {}, "call", "leg", "201", calls::CallState::kConnected, {}, 1}, source_)
          .value();
};

// What is measured is never less than what it costs.
constexpr int kRuns = 7;
Cost cheaper(const Cost& one, const Cost& other) {
  return one.chunks > 0 && one.cpu < other.cpu ? one : other;
}

void print(const char* name, const char* how, const Cost& cost, const Cost& before) {
  std::printf("| %s, %s | %zu | %zu | %.3f | **%.3f** | %.1f | **%.2f** |\n", name, how, cost.chunks,
              cost.index_points, static_cast<double>(cost.bytes) / 1e6,
              static_cast<double>(cost.bytes) / static_cast<double>(before.bytes), cost.cpu,
              cost.cpu / before.cpu);
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) {
    std::fprintf(stderr, "usage: told_cost NAME CHUNKS\n");
    return 2;
  }
  const Costs costs(bench::read_chunks(values[2]));
  // In turn, so that another program's burst takes from all of them.
  Cost by_hand, told, held;
  for (int run = 0; run < kRuns; ++run) {
    by_hand = cheaper(by_hand, costs.of({}, false));
    told = cheaper(told, costs.of({bench::kCutToldCall}, true));
    held = cheaper(held, costs.of({bench::kCutToldCall, std::chrono::minutes(1)}, true));
  }
  print(values[1], "begun by hand", by_hand, by_hand);
  print(values[1], "told", told, by_hand);
  print(values[1], "told, a hold each minute", held, by_hand);
  return 0;
}
