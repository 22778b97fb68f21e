#include "calls/serve/routes.h"

#include "calls/carrier/news.h"
#include "server/http/query.h"

namespace insyn::calls {
namespace {

namespace http = server::http;

constexpr std::size_t kLargestQuestion = 4096;

struct Wish {
  std::string cursor;
  StatementLog::Numbers numbers;
};

// "?number=201&number=5502&after=CURSOR".
std::optional<Wish> wish_in(std::string_view query) {
  const auto pairs = http::parse_query_pairs(query);
  if (!pairs) return std::nullopt;
  Wish wish;
  for (const auto& [name, value] : *pairs) {
    if (name == "after" && wish.cursor.empty() && value.size() <= kLongestCursor) {
      wish.cursor = value;
    } else if (name == "number" && check_word(value, kLongestNumber)) {
      if (!wish.numbers) wish.numbers.emplace();
      wish.numbers->insert(value);
    } else {
      return std::nullopt;
    }
  }
  if (wish.numbers && wish.numbers->size() > kMostNumbersAsked) return std::nullopt;
  return wish;
}

http::Answer tell(const Serving& serving, const Wish& wish) {
  News news;
  StatementLog::Reading reading = serving.log.read(wish.cursor, wish.numbers, serving.clock.mono());
  news.next = std::move(reading.next);
  news.statements = std::move(reading.notes);
  // After the cursor was made, so that one that changes meanwhile ends the next wait.
  news.sources = serving.desk.reach();
  return {200, "application/json", text_of(news)};
}

std::variant<http::Answer, http::Wait> answer_news(const Serving& serving, const http::Request& request,
                                                   bool last) {
  const auto wish = wish_in(request.head.query);
  if (!wish) return http::problem(400, "query");
  if (!wish->numbers && !serving.may_read_all(request.caller)) return http::problem(400, "query");
  if (last) return tell(serving, *wish);
  auto bell = serving.log.wait(wish->cursor, wish->numbers, serving.clock.mono());
  if (!bell) return tell(serving, *wish);
  return http::Wait{kNewsWithin, {}, std::move(bell)};
}

// An answer that is waited for.
struct Pending {
  std::mutex mutex;
  std::optional<Answered> answered;  // guarded by it
  Bell bell;

  http::Answer http_answer() {
    const std::lock_guard lock(mutex);
    if (!answered) return http::problem(503, "no-answer");
    if (const std::string* note = std::get_if<std::string>(&*answered)) return {200, "text/plain", *note};
    switch (std::get<NoAnswer>(*answered)) {
      case NoAnswer::kNoSuchLeg:
        return http::problem(404, "no-such-call");
      case NoAnswer::kUnclear:
        return http::problem(409, "call-unclear");
      case NoAnswer::kSilent:
        break;
    }
    return http::problem(503, "no-answer");
  }
};

std::variant<http::Answer, http::Wait> answer_question(const Serving& serving, const http::Request& request,
                                                       bool last) {
  const auto asked = parse_asked(request.body);
  if (!asked) return http::problem(400, "json");
  const auto pending = std::make_shared<Pending>();
  serving.desk.ask(*asked, [pending](Answered answered) {
    {
      const std::lock_guard lock(pending->mutex);
      pending->answered = std::move(answered);
    }
    pending->bell.ring();
  });
  if (last || pending->bell.is_rung()) return pending->http_answer();
  return http::Wait{kSilentAfter, {}, std::shared_ptr<Bell>(pending, &pending->bell), [pending] {
                      return pending->http_answer();
                    }};
}

}  // namespace

std::vector<http::Route> call_routes(const Serving& serving) {
  std::vector<http::Route> routes;
  routes.push_back({"GET", "/v1/calls", serving.who, 0,
                    http::HandleOrWait([serving](const http::Request& request, bool last) {
                      return answer_news(serving, request, last);
                    })});
  routes.push_back({"POST", "/v1/calls/answers", serving.who, kLargestQuestion,
                    http::HandleOrWait([serving](const http::Request& request, bool last) {
                      return answer_question(serving, request, last);
                    })});
  return routes;
}

}  // namespace insyn::calls
