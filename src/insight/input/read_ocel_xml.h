// OCEL 2.0 as XML.
#pragma once

#include "insight/input/ocel.h"
#include "insight/input/xml.h"

namespace insyn::insight {

// Takes the elements of one document, of which it gives `part` the calls and events. A row that cannot be
// taken is counted there.
class OcelXmlHandler final : public XmlHandler {
 public:
  explicit OcelXmlHandler(LogPart& part) : rows_(part) {}

  Status begin(std::string_view name, const XmlAttributes& attributes, XmlPlace place) override;
  void end(std::string_view name, XmlPlace place) override;
  void text(std::string_view text) override;

  // After the document.
  void finish() { rows_.finish(); }

 private:
  static constexpr std::size_t kLongestValue = 4096;  // what is beyond is cut off, and then refused as a name

  OcelRows rows_;
  std::string section_;  // the element at depth 2
  std::string group_;    // at depth 4: attributes or objects
  OcelItem item_;
  OcelItem::Attribute attribute_;
  bool in_value_ = false;
};

}  // namespace insyn::insight
