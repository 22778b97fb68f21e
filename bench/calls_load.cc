// How fast call statements come to the links of a large centre, and questions are answered, while both
// programs serve all of them:
//   calls_load prepare FOLDER LINKS LEDGER_KEY
//     writes a centre that is made up: what insyn-server and insyn-calls are given, and the links' keys
//   calls_load run FOLDER SERVER_PORT CALLS_PORT AUTHORITY SERVER_PROCESS CALLS_PROCESS SECONDS
//     each link waits at the server for its agent's calls; the telephone system sends signed webhooks; prints
//     rows of two tables, parted by an empty line
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <queue>
#include <random>
#include <sstream>
#include <thread>

#include "base/check.h"
#include "calls/carrier/news.h"
#include "calls/client/requests.h"
#include "calls/statement/statement.h"
#include "calls/webhook/verifier.h"
#include "fleet/company.h"
#include "http/client.h"
#include "http_signature/content_digest.h"
#include "http_signature/signature.h"
#include "many_connections.h"
#include "note/public_keys.h"
#include "os/open_files.h"
#include "support/webhooks.h"

namespace {

using namespace insyn;
using namespace std::chrono_literals;
using calls::Event;

constexpr std::size_t kLinksOnRoster = 2000;
// A call begins every so often, lasts so long, and one of four has a hold in the middle.
constexpr auto kBetweenCalls = 50ms, kCall = 30'000ms, kHoldAfter = 10'000ms, kResumeAfter = 15'000ms;
// So many calls at a time are recorded, and asked about once a second.
constexpr int kRecorded = 250;
// Nobody calls.
constexpr auto kQuiet = 20s;
// Until as many calls go on as will.
constexpr auto kWarmUp = 40s;

std::string number_of(std::size_t link) { return std::to_string(200'000 + link); }

void write(const Path& file, const std::string& text) {
  CHECK(write_file(file, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
}

std::string public_key(const note::Signer& key) {
  return note::public_keys_text({note::Role::kLink, key.verifier().name(), key.verifier(), ""});
}

void prepare(const Path& folder, std::size_t links, const std::string& ledger_key) {
  const note::Signer pbx = note::Signer::generate("pbx").value(),
                     server = note::Signer::generate("server").value();
  fleet::CompanyOptions options;
  options.ledger = note::Verifier::parse(ledger_key).value();
  options.origin = options.ledger->name();
  options.more_terms = fmt::format("[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\n", pbx.verifier().text());
  const auto company = fleet::Company::make_up(options, SystemClock().utc()).value();
  CHECK(company.save(folder));
  write(folder / "pbx.sign", pbx.secret_text());
  write(folder / "pbx.key", pbx.verifier().text());
  write(folder / "server.sign", server.secret_text());
  write(folder / "server.pub", public_key(server));
  write(folder / "hook.secret", std::string(support::kWebhookSecret) + "\n");
  write(folder / "mapping.toml", support::kWebhookMapping);
  std::string secrets;
  roster::Roster roster;
  for (std::size_t i = 0; i < links; ++i) {
    const std::string name = fmt::format("link-{}", number_of(i));
    const note::Signer link = note::Signer::generate(name).value();
    secrets += link.secret_text() + "\n";
    roster.links.push_back({name, link.verifier()});
    if (roster.links.size() < kLinksOnRoster && i + 1 < links) continue;
    roster.id = fmt::format("links-{}", i / kLinksOnRoster);
    write(folder / fmt::format("roster-links-{:03}.note", i / kLinksOnRoster), company.sign_roster(roster));
    roster = {};
  }
  write(folder / "links.secret", secrets);
}

// Of a process, in MB: VmRSS or VmHWM.
double megabytes(const std::string& process, const std::string& what) {
  std::ifstream status("/proc/" + process + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(what + ":")) return std::stod(line.substr(what.size() + 1)) / 1024;
  return -1;
}

// That a process has used so far, in seconds.
double cpu_seconds(const std::string& process) {
  std::ifstream stat("/proc/" + process + "/stat");
  std::string all{std::istreambuf_iterator<char>(stat), {}};
  std::istringstream rest(all.substr(all.rfind(')') + 2));
  std::string word;
  double ticks = 0;
  // The third word of all is the first here; user's and system's are the 14th and 15th.
  for (int i = 3; i <= 15 && rest >> word; ++i)
    if (i >= 14) ticks += std::stod(word);
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

class Milliseconds {
 public:
  void add(Mono from, Mono to) {
    all_.push_back(std::chrono::duration<double, std::milli>(to - from).count());
  }
  void clear() { all_.clear(); }
  std::string row(const char* what) {
    std::sort(all_.begin(), all_.end());
    const auto at = [&](double share) {
      return all_.empty() ? 0 : all_[static_cast<std::size_t>(share * static_cast<double>(all_.size() - 1))];
    };
    return fmt::format("| {} | {} | {:.0f} | **{:.0f}** | {:.0f} |\n", what, all_.size(), at(0.5), at(0.99),
                       at(1));
  }

 private:
  std::vector<double> all_;
};

// The telephone system: sends what happens when it happens, on a thread of its own.
class Telephones {
 public:
  Telephones(std::uint16_t port, std::string authority, std::size_t agents)
      : port_(port), authority_(std::move(authority)), agents_(agents) {}

  void begin() {
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
  }
  void end() { thread_ = {}; }
  // When it sent that; nothing where it has not.
  std::optional<Mono> sent(const std::string& call, Event event) const {
    const std::lock_guard lock(mutex_);
    const auto found = sent_.find({call, event});
    return found == sent_.end() ? std::nullopt : std::optional(found->second);
  }
  std::size_t refused() const { return refused_; }

 private:
  struct Due {
    Mono at;
    Event event;
    std::size_t call, agent;
    bool operator>(const Due& other) const { return at > other.at; }
  };

  void work(const std::stop_token& stop) {
    const http_test::TlsWish wish{authority_};
    http_test::Client client(port_, &wish);
    CHECK(client.connected());
    std::mt19937 random(7);
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
    std::vector<bool> speaks(agents_);
    Mono next = clock_.mono();
    for (std::size_t calls = 0; !stop.stop_requested();) {
      const Mono now = clock_.mono();
      if (now >= next) {
        std::size_t agent = random() % agents_;
        while (speaks[agent]) agent = random() % agents_;
        speaks[agent] = true;
        const std::size_t call = ++calls;
        due.push({now, Event::kBegin, call, agent});
        if (call % 4 == 0) {
          due.push({now + kHoldAfter, Event::kHold, call, agent});
          due.push({now + kResumeAfter, Event::kResume, call, agent});
        }
        due.push({now + kCall, Event::kEnd, call, agent});
        next += kBetweenCalls;
      }
      while (!due.empty() && due.top().at <= clock_.mono()) {
        const Due one = due.top();
        due.pop();
        if (one.event == Event::kEnd) speaks[one.agent] = false;
        tell(client, one);
      }
      const Mono until = due.empty() ? next : std::min(next, due.top().at);
      std::this_thread::sleep_for(std::max(Mono::duration(0), until - clock_.mono()));
    }
  }

  void tell(http_test::Client& client, const Due& one) {
    const char* type = one.event == Event::kBegin    ? "answered"
                       : one.event == Event::kHold   ? "hold"
                       : one.event == Event::kResume ? "back"
                                                     : "gone";
    const std::string call = fmt::format("call-{}", one.call), id = std::to_string(++said_);
    const std::string body = fmt::format(R"({{"type":"{}","part":"part-{}","call":"{}","who":"{}"}})", type,
                                         one.call, call, number_of(one.agent));
    const std::string time =
        std::to_string(std::chrono::floor<std::chrono::seconds>(clock_.utc().time_since_epoch()).count());
    const std::string request = fmt::format(
        "POST /v1/webhook/bench HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nwebhook-id: {}\r\n"
        "webhook-timestamp: {}\r\nwebhook-signature: {}\r\n\r\n{}",
        body.size(), id, time, calls::webhook_signature(secret_, id, time, body), body);
    {
      const std::lock_guard lock(mutex_);
      sent_[{call, one.event}] = clock_.mono();
    }
    if (client.ask(request).status != 204) ++refused_;
  }

  const SystemClock clock_;
  const std::uint16_t port_;
  const std::string authority_;
  const std::size_t agents_;
  const calls::WebhookSecret secret_ = calls::WebhookSecret::parse(support::kWebhookSecret).value();
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, Event>, Mono> sent_;  // guarded by it
  std::atomic<std::size_t> refused_ = 0;
  std::size_t said_ = 0;
  std::jthread thread_;
};

// All links, each with a recorder; the first connections wait for statements, those after them carry
// questions.
class Links {
 public:
  Links(const Path& folder, std::uint16_t port, const std::string& authority, const Telephones& telephones)
      : telephones_(telephones),
        authority_(fmt::format("127.0.0.1:{}", port)),
        connections_(port, authority, [this](std::size_t one, int status, std::string_view body) {
          one < cursors_.size() ? take_news(one, status, body) : take_answer(one, status);
        }) {
    std::ifstream secrets(folder / "links.secret");
    for (std::string line; std::getline(secrets, line);) secrets_.push_back(line);
    cursors_.resize(secrets_.size());
    const std::string key = read_text(folder / "pbx.key", 1000).value();
    sources_.push_back({"pbx", note::Verifier::parse(key).value(), 5});
  }

  std::size_t count() const { return secrets_.size(); }

  void connect() {
    for (std::size_t i = 0; i < count(); ++i) {
      wait_for_news(connections_.open());
      connections_.work(0ms);
    }
    // Spread over a second.
    for (int i = 0; i < kRecorded; ++i)
      askers_.push_back(
          {connections_.open(), clock_.mono() + std::chrono::milliseconds(1000 * i / kRecorded)});
  }
  void work_until(Mono end) {
    while (clock_.mono() < end) {
      connections_.work(1ms);
      ask_what_is_due();
      for (; !again_.empty() && again_.front().first <= clock_.mono(); again_.pop_front())
        wait_for_news(again_.front().second);
    }
  }
  void forget_measured() {
    statements_.clear();
    answers_.clear();
    unanswered_ = 0;
  }
  void print() {
    std::fputs(statements_.row("webhook sent until its statement is at the link").c_str(), stdout);
    std::fputs(answers_.row("question sent until it is answered").c_str(), stdout);
    fmt::print("| questions that were not answered | {} | | | |\n", unanswered_);
    for (const auto& [status, times] : refusals_)
      fmt::print("| waits that were answered with {} | {} | | | |\n", status, times);
  }
  std::size_t refused() const { return refused_; }

 private:
  struct Asker {
    std::size_t connection;
    Mono due{};
    bool waits = false;
    Mono asked{};
    std::optional<calls::Statement> about = {};
  };

  // As the link signs it.
  std::string signed_request(const http_client::Call& call, std::string_view body,
                             const std::string& secret) const {
    http_signature::Request request;
    request.method = call.method;
    request.authority = authority_;
    const std::size_t question = std::min(call.target.find('?'), call.target.size());
    request.path = call.target.substr(0, question);
    request.query = call.target.substr(question);
    request.has_body = call.body.has_value();
    if (call.body) {
      request.fields.push_back({"content-type", call.body->type});
      request.fields.push_back({"content-digest", http_signature::content_digest(call.body->sha256)});
    }
    const auto signature =
        http_signature::sign(request, note::Signer::parse(secret).value(), clock_.utc()).value();
    std::string text = fmt::format("{} {} HTTP/1.1\r\nhost: {}\r\n", call.method, call.target, authority_);
    for (const auto* fields : {&std::as_const(request.fields), &signature})
      for (const http_signature::Field& field : *fields)
        text += fmt::format("{}: {}\r\n", field.name, field.value);
    if (call.body) text += fmt::format("content-length: {}\r\n", body.size());
    return fmt::format("{}\r\n{}", text, body);
  }

  void wait_for_news(std::size_t link) {
    const auto call = calls::news_request(cursors_[link], std::set<std::string>{number_of(link)});
    connections_.send(link, signed_request(call, "", secrets_[link]));
  }

  void take_news(std::size_t link, int status, std::string_view body) {
    const Mono now = clock_.mono();
    if (status != 200) {
      ++refusals_[status];
      again_.emplace_back(now + 1000ms, link);
      return;
    }
    const auto news = calls::parse_news(body).value();
    cursors_[link] = news.next;
    for (const std::string& note : news.statements)
      take(calls::verify_statement(note, sources_).value(), now);
    wait_for_news(link);
  }

  void take(const calls::Statement& said, Mono now) {
    if (const auto sent = telephones_.sent(said.call, said.event)) statements_.add(*sent, now);
    const auto of_it = [&](const auto& one) { return one && one->leg == said.leg; };
    if (said.event == Event::kBegin) going_on_.push_back(said);
    if (said.event != Event::kEnd) return;
    std::erase_if(going_on_, [&](const calls::Statement& one) { return one.leg == said.leg; });
    for (Asker& one : askers_)
      if (of_it(one.about)) one.about.reset();
  }

  void ask_what_is_due() {
    for (Asker& one : askers_) {
      const Mono now = clock_.mono();
      if (one.waits || now < one.due) continue;
      if (!one.about && !going_on_.empty()) {
        one.about = going_on_.front();
        going_on_.pop_front();
      }
      if (!one.about) continue;
      const calls::Asked asked{one.about->source, one.about->call, one.about->leg, calls::random_nonce()};
      const std::size_t link = std::stoul(one.about->agent) - 200'000;
      connections_.send(one.connection, signed_request(calls::question_request(asked, 1000ms), text_of(asked),
                                                       secrets_[link]));
      one.waits = true;
      one.asked = now;
      one.due = std::max(one.due + 1000ms, now);
    }
  }

  void take_answer(std::size_t connection, int status) {
    Asker& one = askers_.at(connection - cursors_.size());
    one.waits = false;
    if (status == 200) return answers_.add(one.asked, clock_.mono());
    status == 503 ? ++unanswered_ : ++refused_;
  }

  const SystemClock clock_;
  const Telephones& telephones_;
  const std::string authority_;
  std::vector<std::string> secrets_, cursors_;
  std::vector<agreement::CallSource> sources_;
  std::vector<Asker> askers_;
  std::deque<calls::Statement> going_on_;  // that nobody asks about
  Milliseconds statements_, answers_;
  std::size_t unanswered_ = 0, refused_ = 0;
  std::map<int, std::size_t> refusals_;             // of waits, by status
  std::deque<std::pair<Mono, std::size_t>> again_;  // links that then ask again
  bench::ManyConnections connections_;              // it calls what uses all of these
};

// What the processes use in a time.
class Use {
 public:
  Use(std::vector<std::string> processes) : processes_(std::move(processes)) { begin(); }
  void begin() {
    from_ = clock_.mono();
    for (const std::string& one : processes_) before_[one] = cpu_seconds(one);
  }
  double percent(const std::string& process) const {
    const std::chrono::duration<double> time = clock_.mono() - from_;
    return (cpu_seconds(process) - before_.at(process)) / time.count() * 100;
  }

 private:
  const SystemClock clock_;
  const std::vector<std::string> processes_;
  Mono from_{};
  std::map<std::string, double> before_;
};

int run(char** values) {
  raise_open_files();
  const SystemClock clock;
  const std::string server = values[4], source = values[5], self = std::to_string(::getpid());
  const std::vector<std::pair<std::string, std::string>> programs = {
      {"insyn-server", server}, {"insyn-calls", source}, {"the load itself", self}};
  const auto port = [&](int at) { return static_cast<std::uint16_t>(std::stoi(values[at])); };
  const std::string authority = values[3];
  std::map<std::string, std::array<double, 5>> of;  // MB before, with connections, at most; % quiet, loaded
  for (const auto& [name, process] : programs) of[name][0] = megabytes(process, "VmRSS");
  std::vector<std::string> processes;
  for (const auto& [name, process] : programs) processes.push_back(process);

  const Path folder = values[0];
  std::ifstream secrets(folder / "links.secret");
  const auto count = static_cast<std::size_t>(
      std::count(std::istreambuf_iterator<char>(secrets), std::istreambuf_iterator<char>(), '\n'));
  Telephones telephones(port(2), authority, count);
  Links links(folder, port(1), authority, telephones);
  links.connect();
  links.work_until(clock.mono() + 5s);
  Use use(processes);
  links.work_until(clock.mono() + kQuiet);
  for (const auto& [name, process] : programs) {
    of[name][1] = megabytes(process, "VmRSS");
    of[name][3] = use.percent(process);
  }
  telephones.begin();
  links.work_until(clock.mono() + kWarmUp);
  links.forget_measured();
  use.begin();
  links.work_until(clock.mono() + std::chrono::seconds(std::stoi(values[6])));
  for (const auto& [name, process] : programs) {
    of[name][2] = megabytes(process, "VmHWM");
    of[name][4] = use.percent(process);
  }
  telephones.end();
  links.print();
  fmt::print("\n");
  for (const auto& [name, process] : programs)
    fmt::print("| {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | **{:.0f}** |\n", name, of[name][0], of[name][1],
               of[name][2], of[name][3], of[name][4]);
  if (telephones.refused() + links.refused() > 0)
    fmt::print(stderr, "{} webhooks and {} questions were refused\n", telephones.refused(), links.refused());
  return telephones.refused() + links.refused() == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  const std::string verb = count > 1 ? values[1] : "";
  if (verb == "prepare" && count == 5) {
    prepare(values[2], std::stoul(values[3]), values[4]);
    return 0;
  }
  if (verb == "run" && count == 9) return run(values + 2);
  std::fprintf(stderr,
               "usage: calls_load prepare FOLDER LINKS LEDGER_KEY | run FOLDER SERVER_PORT CALLS_PORT "
               "AUTHORITY SERVER_PROCESS CALLS_PROCESS SECONDS\n");
  return 2;
}
