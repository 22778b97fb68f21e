#include "opening/request_note.h"

#include "note/recipient.h"
#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::opening {
namespace {

using recording::take_digest;
using recording::take_text;
using recording::take_time;

constexpr std::string_view kRequestHead = "insyn opening request 1";

Status take_opens(std::string_view value, Request& request) {
  const auto opens = ledger::value_named<ledger::Opens>(value);
  if (!opens) return fail(Code::kCorrupt, "neither pictures nor events");
  request.opens = *opens;
  return {};
}

Status take(std::string_view key, std::string_view value, Request& request) {
  if (key == "recording") return take_text(value, request.recording);
  if (key == "opens") return take_opens(value, request);
  if (key == "request") return take_text(value, request.request);
  if (key == "request-name") return take_text(value, request.request_name);
  if (key == "reader") return take_text(value, request.reader);
  if (key == "purpose") return take_text(value, request.purpose);
  if (key == "because") return take_text(value, request.because);
  if (key == "asked") return take_time(value, request.asked);
  if (key == "until") return take_time(value, request.until);
  if (key == "agreement-sha256") return take_digest(value, request.agreement);
  return fail(Code::kCorrupt, "unknown line in a request");
}

Status check_complete(const Request& request) {
  if (!recording::is_recording_id(request.recording)) return fail(Code::kCorrupt, "not a recording id");
  if (!note::looks_like_recipient(request.request) || !note::looks_like_recipient(request.reader))
    return fail(Code::kCorrupt, "a request names two recipients, age1…: the request key's and the reader's");
  if (request.request == request.reader)
    return fail(Code::kCorrupt, "the request key is the reader's own; a request needs a key of its own");
  if (request.request_name.empty() || request.because.empty())
    return fail(Code::kCorrupt, "a request has a name and says why");
  if (!ledger::is_purpose(request.purpose)) return fail(Code::kCorrupt, "the purpose is no code");
  if (request.until <= request.asked || request.until > request.asked + kLongestAccess)
    return fail(Code::kCorrupt, "access ends after it was asked for, and within {} days",
                kLongestAccess.count());
  return {};
}

}  // namespace

recording::PeelKind kind_of(ledger::Opens opens) {
  return opens == ledger::Opens::kPictures ? recording::PeelKind::kPictures : recording::PeelKind::kEvents;
}

std::string text_of(const Request& request) {
  std::string text = fmt::format("{}\n", kRequestHead);
  const auto line = [&text](std::string_view key, std::string_view value) {
    text += fmt::format("{} {}\n", key, value);
  };
  line("recording", request.recording);
  line("opens", name_of(request.opens));
  line("request", request.request);
  line("request-name", request.request_name);
  line("reader", request.reader);
  line("purpose", request.purpose);
  line("because", request.because);
  line("asked", to_text(request.asked));
  line("until", to_text(request.until));
  line("agreement-sha256", to_hex(request.agreement));
  return text;
}

Result<Request> parse_request(std::string_view text) {
  Request request;
  TRY(recording::read_lines(text, kRequestHead, [&](std::string_view key, std::string_view value) {
    return take(key, value, request);
  }));
  TRY(check_complete(request));
  TRY(recording::expect_same(text, text_of(request)));
  return request;
}

}  // namespace insyn::opening
