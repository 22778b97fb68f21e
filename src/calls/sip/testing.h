// Bodies of SIP dialog events, for tests.
#pragma once

#include <fmt/format.h>

#include <string>

namespace insyn::calls {

inline std::string dialog(const std::string& id, const std::string& state, const std::string& more = "",
                          const std::string& call_id = "c1", const std::string& direction = "recipient") {
  return fmt::format(
      R"(<dialog id="{}"{} local-tag="1928301774" remote-tag="456248" direction="{}"><state>{}</state>
<remote><identity display="Anna Andersson">sip:+46701234567@pbx.example</identity><target uri="sip:+46701234567@192.0.2.1"/></remote>{}</dialog>)",
      id, call_id.empty() ? "" : fmt::format(R"( call-id="{}")", call_id), direction, state, more);
}

inline std::string rendering(const std::string& value) {
  return R"(<local><identity>sip:201@pbx.example</identity><target uri="sip:201@192.0.2.7"><param pname="+sip.rendering" pval=")" +
         value + R"("/></target></local>)";
}

inline std::string body(int version, const std::string& dialogs, const std::string& state = "full") {
  return fmt::format(
      R"(<?xml version="1.0"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="{}" state="{}" entity="sip:201@pbx.example">{}</dialog-info>)",
      version, state, dialogs);
}

}  // namespace insyn::calls
