#include "calls/carrier/news.h"

#include <algorithm>

#include "json/members.h"

namespace insyn::calls {
namespace {

using json::Json;
using json::Members;

Result<CarrierReach> source_in(Members& members) {
  const auto name = members.text("name", kLongestSource);
  const auto reach = members.text("reach", kLongestSource);
  TRY(members.finish());
  if (!name || !reach || !check_word(*name, kLongestSource))
    return fail(Code::kBadPeer, "a source has no proper “name” or no “reach”");
  const auto found = parse_reach(*reach);
  if (!found) return fail(Code::kBadPeer, "“reach” is none of “source”, “server” and “nothing”");
  return CarrierReach{*name, *found};
}

}  // namespace

std::string text_of(const News& news) {
  Json sources = Json::array();
  for (const CarrierReach& one : news.sources)
    sources.push_back({{"name", one.source}, {"reach", name_of(one.reach)}});
  return json::line_of(
      {{"next", news.next}, {"statements", news.statements}, {"sources", std::move(sources)}});
}

Result<News> parse_news(std::string_view text) {
  if (text.size() > kLargestNews)
    return fail(Code::kBadPeer, "the news are longer than {} bytes", kLargestNews);
  TRY_ASSIGN(Members members, Members::parse(text));
  News news;
  const auto next = members.text("next", kLongestCursor);
  auto statements = members.all_lines("statements", kMostNewsStatements, kLargestCallNote);
  auto sources = members.objects("sources", kMostSources);
  TRY(members.finish());
  if (!next || !statements || !sources)
    return fail(Code::kBadPeer, "“next”, “statements” or “sources” is missing");
  news.next = *next;
  news.statements = *std::move(statements);
  for (Members& one : *sources) {
    TRY_ASSIGN(CarrierReach reach, source_in(one));
    news.sources.push_back(std::move(reach));
  }
  return news;
}

}  // namespace insyn::calls
