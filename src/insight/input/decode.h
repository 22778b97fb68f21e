// Streams that unpack and transcode what another stream holds, a buffer at a time.
#pragma once

#include <zlib.h>

#include <array>
#include <memory>
#include <streambuf>
#include <string>

#include "base/progress.h"

namespace insyn::insight {

// gzip (RFC 1952), of several members too. What is damaged, cut off, or holds more than a file of its size
// can honestly hold ends the stream with bad(); `trouble` says why.
class Gunzip final : public std::streambuf {
 public:
  // Of a text of repetitions gzip makes a thousandth, of a log less than a fiftieth.
  static constexpr std::uint64_t kMostTimes = 200;
  static constexpr std::uint64_t kAlways = std::uint64_t{64} << 20;  // bytes that any file may hold

  Gunzip(std::unique_ptr<std::streambuf> packed, std::shared_ptr<std::string> trouble, Progress* progress);
  ~Gunzip() override;
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

 protected:
  int_type underflow() override;

 private:
  [[noreturn]] void give_up(const char* why);
  void refill();

  std::unique_ptr<std::streambuf> packed_;
  std::shared_ptr<std::string> trouble_;
  Progress* progress_;
  z_stream zip_{};
  std::uint64_t in_ = 0;   // bytes read
  std::uint64_t out_ = 0;  // bytes unpacked
  bool in_member_ = false;
  std::array<char, 1 << 16> from_{};
  std::array<char, 1 << 17> to_{};
};

// UTF-16 of one byte order to UTF-8. Half a pair of surrogates becomes U+FFFD.
class Utf16 final : public std::streambuf {
 public:
  Utf16(std::unique_ptr<std::streambuf> from, bool big_endian) : from_(std::move(from)), big_(big_endian) {}

 protected:
  int_type underflow() override;

 private:
  // The next sixteen bits; -1 at the end.
  int unit();

  std::unique_ptr<std::streambuf> from_;
  bool big_;
  int pending_ = -1;  // a unit that was read ahead
  std::string to_;
};

}  // namespace insyn::insight
