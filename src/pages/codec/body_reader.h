// The numbers and texts of a body (docs/pages-format.md, "Conventions"), from bytes that may be anything.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "pages/codec/format.h"

namespace insyn::pages {

class BodyReader {
 public:
  explicit BodyReader(ByteView body) : body_(body) {}

  bool at_end() const { return offset_ == body_.size(); }
  std::size_t offset() const { return offset_; }

  // Of the shortest form.
  Result<Number> number();
  // One of 0 to `most`.
  Result<Number> number_up_to(Number most, const char* what);
  // One of 1 to `most`: what is named.
  Result<Number> name(Number most, const char* what);
  Result<Px> px();
  Result<std::string> text();
  Result<ByteView> raw(Number count);

 private:
  ByteView body_;
  std::size_t offset_ = 0;
};

}  // namespace insyn::pages
