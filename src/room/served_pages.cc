#include "room/served_pages.h"

#include <thread>

#include "json/members.h"

namespace insyn::room {
namespace {

constexpr std::size_t kLargestManifest = std::size_t{1} << 20;
constexpr std::size_t kLargestSaid = 4096;
constexpr const char* kOfBrowsers = "gzip, deflate, br, zstd";
constexpr int kMostPauses = 5;
constexpr std::chrono::seconds kLongestPause{1};

Result<http_client::Answer> fetch(Upstream& server, const std::string& path, const char* encodings,
                                  std::size_t largest) {
  http_client::Call call;
  call.target = path;
  call.largest_answer = largest;
  call.fields.push_back({"accept", "text/html"});
  if (*encodings != '\0') call.fields.push_back({"accept-encoding", encodings});
  return server.ask(call);
}

// Whether this is what a browser gets of `file` from the computer that the file lies on.
bool is_what_lies_here(const server::PageFile& file, const http_client::Answer& answer) {
  if (answer.status != 200) return false;
  const std::string encoding = answer.value_of("content-encoding").value_or("");
  if (encoding == "br") return !file.brotli.empty() && answer.body == file.brotli;
  if (encoding == "gzip") return !file.gzip.empty() && answer.body == file.gzip;
  return encoding.empty() && answer.body == file.content && answer.type() == file.type;
}

// A browser takes texts compressed as well: one of the encodings alone could be another text.
std::vector<const char*> encodings_of(const server::PageFile& file) {
  if (!file.type.starts_with("text/")) return {kOfBrowsers};
  return {"", "gzip", "br", kOfBrowsers};
}

// A server that has much to do asks to wait; what it does not answer is not another file.
Result<http_client::Answer> fetch_in_time(Upstream& server, const std::string& path, const char* encodings,
                                          std::size_t largest) {
  for (int i = 0;; ++i) {
    TRY_ASSIGN(http_client::Answer answer, fetch(server, path, encodings, largest));
    const bool busy = answer.status == 429 || answer.status >= 500;
    if (!busy) return answer;
    if (i == kMostPauses) return Failure(http_client::error_of(answer));
    std::this_thread::sleep_for(
        std::min<std::chrono::seconds>(answer.retry_after().value_or(kLongestPause), kLongestPause));
  }
}

Result<bool> is_served(Upstream& server, const std::string& path, const server::PageFile& file) {
  for (const char* encodings : encodings_of(file)) {
    auto answer = fetch_in_time(server, path, encodings, file.content.size() + kLargestSaid);
    if (!answer && answer.error().code == Code::kBadPeer) return false;
    if (!answer) return Failure(std::move(answer).error());
    if (!is_what_lies_here(file, *answer)) return false;
  }
  return true;
}

void take_said(Upstream& server, Comparison& into) {
  const auto answer = fetch(server, "/v1/pages", "", kLargestSaid);
  if (!answer || answer->status != 200) return;
  auto members = json::Members::parse(answer->body);
  if (!members) return;
  into.said = members->text("hash", kLargestSaid).value_or("");
  into.entry = members->number("entry");
}

// As its list names them; compressed ones are beside their files.
std::vector<std::string> paths_of(const server::Bundle& own) {
  constexpr std::size_t kDigits = 64;
  const std::string& list = own.find(std::string("/") + server::kManifestFile)->content;
  std::vector<std::string> paths{std::string("/") + server::kManifestFile};
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('\n', at), list.size());
    const std::size_t name = list.find_first_not_of(' ', at + kDigits);
    if (name < end) {
      const std::string path = "/" + list.substr(name, end - name);
      if (own.find(path) != nullptr) paths.push_back(path);
    }
    at = end + 1;
  }
  return paths;
}

Result<ServedPages> compare_files(const server::Bundle& own, Upstream& server, Comparison& into) {
  TRY_ASSIGN(const http_client::Answer list,
             fetch_in_time(server, std::string("/") + server::kManifestFile, "", kLargestManifest));
  if (list.status == 404) return ServedPages::kNone;
  if (!list.is_good()) return Failure(http_client::error_of(list));
  into.served = to_hex(sha256(view_of(list.body)));
  std::vector<std::string> paths = paths_of(own);
  paths.emplace_back("/");
  for (const std::string& path : paths) {
    const server::PageFile& file = path == "/" ? own.index() : *own.find(path);
    TRY_ASSIGN(const bool same, is_served(server, path, file));
    if (!same && into.differing.size() < kMostNamed) into.differing.push_back(path);
  }
  if (!into.differing.empty()) return ServedPages::kOther;
  const bool says_other = !into.said.empty() && into.said != to_hex(own.hash());
  return says_other ? ServedPages::kSaysOther : ServedPages::kSame;
}

}  // namespace

const char* name_of(ServedPages verdict) {
  switch (verdict) {
    case ServedPages::kNotCompared:
      return "not-compared";
    case ServedPages::kNone:
      return "none";
    case ServedPages::kSame:
      return "same";
    case ServedPages::kOther:
      return "other";
    case ServedPages::kSaysOther:
      return "says-other";
  }
  return "";
}

Comparison compare_pages(const server::Bundle& own, Upstream& server) {
  Comparison comparison;
  take_said(server, comparison);
  const auto verdict = compare_files(own, server, comparison);
  if (verdict)
    comparison.verdict = *verdict;
  else
    comparison.problem = verdict.error().message;
  return comparison;
}

}  // namespace insyn::room
