// Chunks for tests: bodies put together number by number, and states as tests/golden/README.md describes
// them.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "pages/codec/reader.h"

namespace insyn::pages::testing {

// A body. Each field is appended in turn.
class Body {
 public:
  Body& number(Number value);
  Body& numbers(std::initializer_list<Number> values);
  Body& px(Px value);
  Body& text(std::string_view text);
  Body& raw(ByteView bytes);
  // The kind, then the fields.
  Body& record(Number kind, std::initializer_list<Number> fields = {});

  // A document 1, with element 1 as its own child.
  Body& page();
  Body& element(Number node, Number parent, Number before = 0, Number style = 0);
  Body& text_node(Number node, Number parent, std::string_view text = "", Number before = 0);
  // With the hash that it has.
  Body& asset(Number number, Number type, ByteView bytes);

  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

Bytes deflated(ByteView body, int level = 6);
// With a body as it is packed.
Bytes chunk_of(const ChunkHeader& header, ByteView packed, std::size_t size);
Bytes pack(const ChunkHeader& header, ByteView body);
// An index point from 0 to 1000 ms, with a look at its end.
Bytes index_point(Body body, std::uint32_t number = 0);
// What follows that one, each 1000 ms later.
Bytes following(Body body, std::uint32_t number);

// "" where there is no error.
template <class T>
std::string message_of(const Result<T>& result) {
  return result.has_value() ? "" : result.error().message;
}

// The chunks of a vector, NAME.pages.
std::vector<Bytes> split(ByteView file);
nlohmann::json shown(const State& state);

// What every state has, however it came about. "" or what is wrong.
std::string fault_of(const State& state);

}  // namespace insyn::pages::testing
