// How call statements and answers are asked for over HTTP: the requests, and what their answers say.
#pragma once

#include "calls/carrier/news.h"
#include "calls/log/statement_log.h"
#include "http_client/client.h"

namespace insyn::calls {

// The longest path with its query that a server takes.
inline constexpr std::size_t kLongestTarget = 4000;

// GET /v1/calls about these numbers, after `cursor`. As many numbers as fit: kMostNumbersAsked at most, and
// kLongestTarget bytes. Without numbers everybody's.
http_client::Call news_request(std::string_view cursor, const StatementLog::Numbers& numbers);
// An error where it is no good answer, or none at all.
Result<News> news_in(const Result<http_client::Answer>& answer);

// POST /v1/calls/answers, which has to be answered within `within`.
http_client::Call question_request(const Asked& asked, std::chrono::milliseconds within);
Answered answered_by(const Result<http_client::Answer>& answer);

}  // namespace insyn::calls
