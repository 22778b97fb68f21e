// gzip and UTF-16 from outside: what comes out is bounded, and of UTF-16 always UTF-8.
#include <cstdlib>
#include <istream>
#include <sstream>

#include "base/text.h"
#include "insight/input/decode.h"

namespace {

std::unique_ptr<std::streambuf> buffer_of(const std::string& bytes) {
  return std::make_unique<std::stringbuf>(bytes, std::ios::in);
}

std::string all_of(std::streambuf& buffer) {
  std::istream in(&buffer);
  std::string all;
  std::string piece(1 << 16, '\0');
  do {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    all.append(piece, 0, static_cast<std::size_t>(in.gcount()));
  } while (in);
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::insight;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Gunzip unpacked(buffer_of(bytes), std::make_shared<std::string>(), nullptr);
  if (all_of(unpacked).size() > Gunzip::kAlways + Gunzip::kMostTimes * (size + 1)) std::abort();
  for (const bool big_endian : {false, true}) {
    Utf16 wide(buffer_of(bytes), big_endian);
    const std::string text = all_of(wide);
    for (std::string_view rest = text; !rest.empty();) {
      const Utf8Character next = decode_utf8(rest);
      if (next.bytes == 0) std::abort();
      rest.remove_prefix(next.bytes);
    }
  }
  return 0;
}
