// XML, one element after another. A document type is refused, so that no entity is ever expanded.
#pragma once

#include <istream>
#include <memory>
#include <string_view>

#include "base/progress.h"
#include "base/result.h"

struct XML_ParserStruct;

namespace insyn::insight {

// The attributes of an element, by name without its prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** attributes) : attributes_(attributes) {}
  // Empty where there is none.
  std::string_view of(std::string_view name) const;

 private:
  const char** attributes_;
};

// Where the parser is.
struct XmlPlace {
  int depth = 0;  // of the element, from 1
  std::uint64_t line = 0;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // Names are without their prefixes. An error ends the reading; its message follows "line 12 ".
  virtual Status begin(std::string_view name, const XmlAttributes& attributes, XmlPlace place) = 0;
  virtual void end(std::string_view name, XmlPlace place) = 0;
  // What stands between the tags, in pieces.
  virtual void text(std::string_view text) = 0;
};

// `is_utf8` says that the stream is, whatever the document says of itself. kCorrupt where it is not XML, is
// nested more than 64 deep, or `handler` says so; kPermanent where the stream cannot be read on.
Status read_xml(std::istream& in, bool is_utf8, XmlHandler& handler, Progress& progress);

}  // namespace insyn::insight
