#include "damage.h"

namespace insyn::cli {
namespace {

void flip_one_bit(const std::string& path) {
  std::string bytes = read_all(path);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  write_all(path, bytes);
}

void cut_short(const std::string& path) {
  std::string bytes = read_all(path);
  bytes.pop_back();
  write_all(path, bytes);
}

void make_longer(const std::string& path) { write_all(path, read_all(path) + "x"); }

void swap(const std::string& a, const std::string& b) {
  const std::string bytes = read_all(a);
  write_all(a, read_all(b));
  write_all(b, bytes);
}

}  // namespace

std::vector<Damage> damages() {
  using On = const Sample&;
  using In = const std::string&;
  return {
      {"changed", "000002.chunk.age", [](On sample, In in) { flip_one_bit(sample.chunk(in, 2)); }},
      {"cut-short", "000001.chunk.age", [](On sample, In in) { cut_short(sample.chunk(in, 1)); }},
      {"too-long", "000001.chunk.age", [](On sample, In in) { make_longer(sample.chunk(in, 1)); }},
      {"swapped", "000001.chunk.age",
       [](On sample, In in) { swap(sample.chunk(in, 1), sample.chunk(in, 2)); }},
      {"missing", "000002.chunk.age", [](On sample, In in) { std::filesystem::remove(sample.chunk(in, 2)); }},
      {"missing", "000003.chunk.age", [](On sample, In in) { std::filesystem::remove(sample.chunk(in, 3)); }},
      {"foreign", "000004.chunk.age",
       [](On sample, In in) { write_all(sample.chunk(in, 4), read_all(sample.chunk(sample.record(), 0))); }},
  };
}

}  // namespace insyn::cli
