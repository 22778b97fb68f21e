#include "control/line_parts.h"

namespace insyn::control {
namespace {

using json::Json;
using json::Members;

template <class Visitor>
void for_each_news(Visitor&& visitor) {
  [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    (visitor(std::variant_alternative_t<kIndex, CallNews::What>{}), ...);
  }
  (std::make_index_sequence<std::variant_size_v<CallNews::What>>());
}

}  // namespace

Json news_json(const CallNews& news) {
  Json json;
  std::visit(
      [&](const auto& what) {
        json["what"] = what.kCode;
        json["time"] = to_text(news.time);
        what.fields(what, WriteParameters{json});
      },
      news.what);
  if (news.why) json["why"] = reason_json(*news.why);
  return json;
}

Result<CallNews> parse_call_news(Members members) {
  const std::string code = members.text("what", kLongestText).value_or("");
  CallNews news;
  TRY_ASSIGN(news.time, parse_utc(members.text("time", kLongestText).value_or("")));
  bool found = false;
  Status read;
  for_each_news([&](auto what) {
    if (code != what.kCode) return;
    found = true;
    ReadParameters parameters{members};
    what.fields(what, parameters);
    read = std::move(parameters.status);
    news.what = std::move(what);
  });
  if (auto why = members.object("why")) {
    TRY_ASSIGN(news.why, parse_reason(std::move(*why)));
  }
  TRY(members.finish());
  TRY(read);
  if (!found) return fail(Code::kBadPeer, "unknown news");
  return news;
}

}  // namespace insyn::control
