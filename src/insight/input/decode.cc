#include "insight/input/decode.h"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

namespace insyn::insight {
namespace {

constexpr int kGzipHeader = 16;  // zlib's flag for this header and no other

void append_utf8(std::string& text, unsigned character) {
  const auto byte = [&](unsigned value) { text.push_back(static_cast<char>(value)); };
  if (character < 0x80) {
    byte(character);
  } else if (character < 0x800) {
    byte(0xc0 | character >> 6);
    byte(0x80 | (character & 0x3f));
  } else if (character < 0x10000) {
    byte(0xe0 | character >> 12);
    byte(0x80 | (character >> 6 & 0x3f));
    byte(0x80 | (character & 0x3f));
  } else {
    byte(0xf0 | character >> 18);
    byte(0x80 | (character >> 12 & 0x3f));
    byte(0x80 | (character >> 6 & 0x3f));
    byte(0x80 | (character & 0x3f));
  }
}

}  // namespace

Gunzip::Gunzip(std::unique_ptr<std::streambuf> packed, std::shared_ptr<std::string> trouble,
               Progress* progress)
    : packed_(std::move(packed)), trouble_(std::move(trouble)), progress_(progress) {
  if (inflateInit2(&zip_, MAX_WBITS + kGzipHeader) != Z_OK) throw std::bad_alloc();
}

Gunzip::~Gunzip() { inflateEnd(&zip_); }

void Gunzip::give_up(const char* why) {
  *trouble_ = why;
  throw std::runtime_error(why);  // the stream takes it for bad()
}

void Gunzip::refill() {
  const auto got = packed_->sgetn(from_.data(), static_cast<std::streamsize>(from_.size()));
  zip_.next_in = reinterpret_cast<Bytef*>(from_.data());
  zip_.avail_in = static_cast<uInt>(got);
  in_ += static_cast<std::uint64_t>(got);
  if (progress_ != nullptr) progress_->advance(static_cast<std::uint64_t>(got));
}

Gunzip::int_type Gunzip::underflow() {
  zip_.next_out = reinterpret_cast<Bytef*>(to_.data());
  zip_.avail_out = static_cast<uInt>(to_.size());
  while (zip_.avail_out == to_.size()) {
    if (zip_.avail_in == 0) refill();
    if (zip_.avail_in == 0) {
      if (in_member_) give_up("the gzip file is cut off");
      return traits_type::eof();
    }
    in_member_ = true;
    const int result = inflate(&zip_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      in_member_ = false;
      inflateReset(&zip_);
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      give_up("the gzip file is damaged, or something stands behind it");
    }
  }
  const std::size_t got = to_.size() - zip_.avail_out;
  out_ += got;
  if (out_ > kAlways && out_ / kMostTimes > in_)
    give_up(
        "the gzip file holds more than 200 times its size, as no log does; unpack it by hand if it is one");
  setg(to_.data(), to_.data(), to_.data() + got);
  return traits_type::to_int_type(*gptr());
}

int Utf16::unit() {
  if (pending_ >= 0) return std::exchange(pending_, -1);
  const int_type first = from_->sbumpc();
  if (first == traits_type::eof()) return -1;
  const int_type second = from_->sbumpc();
  if (second == traits_type::eof()) return 0xfffd;
  return big_ ? first << 8 | second : second << 8 | first;
}

Utf16::int_type Utf16::underflow() {
  constexpr std::size_t kPiece = 1 << 16;
  constexpr unsigned kUnknown = 0xfffd;
  to_.clear();
  while (to_.size() < kPiece) {
    const int next = unit();
    if (next < 0) break;
    auto character = static_cast<unsigned>(next);
    if (character >= 0xdc00 && character < 0xe000) {
      character = kUnknown;
    } else if (character >= 0xd800 && character < 0xdc00) {
      const int low = unit();
      if (low >= 0xdc00 && low < 0xe000) {
        character = 0x10000 + ((character - 0xd800) << 10) + (static_cast<unsigned>(low) - 0xdc00);
      } else {
        character = kUnknown;
        pending_ = low;
      }
    }
    append_utf8(to_, character);
  }
  if (to_.empty()) return traits_type::eof();
  setg(to_.data(), to_.data(), to_.data() + to_.size());
  return traits_type::to_int_type(*gptr());
}

}  // namespace insyn::insight
