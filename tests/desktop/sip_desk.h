// From a real telephone to the picture: Kamailio with an agent's telephones and customers who call,
// insyn-calls, insyn-server, insyn-link, the recorder and its tray on a real X server, each of which a test
// can end, stop and start again.
#pragma once

#include "calls/client/news_reader.h"
#include "calls/statement/statement.h"
#include "calls/test_pbx.h"
#include "support/service.h"
#include "support/wall_clock.h"

namespace insyn {

// Draws in the support system's window all the time, on a thread of its own.
class Painter {
 public:
  explicit Painter(support::Client& window) : window_(window) {}
  // Returns once the window shows that and nothing else: pixels of its own, or those that no recording may
  // have.
  void show_own() { show(false); }
  void show_foreign() { show(true); }

 private:
  void show(bool foreign);
  void work(const std::stop_token& stop);
  void draw(bool foreign, bool anew);

  support::Client& window_;
  std::mutex mutex_;  // of what follows
  std::condition_variable_any changed_;
  bool foreign_ = true;
  int asked_ = 0, shown_ = 0;
  std::string problem_;
  std::jthread thread_{[this](const std::stop_token& stop) { work(stop); }};
};

// What insyn-calls says, as a server reads it.
class Words {
 public:
  Words(const std::string& url, const note::Signer& key, const agreement::CallSource& source);
  std::size_t count(calls::Event event) const;
  // When the last one of these came.
  Mono last(calls::Event event) const;

 private:
  void take(const calls::News& news);

  const SystemClock clock_;
  const std::vector<agreement::CallSource> sources_;
  mutable std::mutex mutex_;  // of what follows
  std::set<std::uint64_t> sequences_;
  std::map<calls::Event, std::pair<std::size_t, Mono>> said_;
  std::unique_ptr<calls::NewsReader> reader_;
};

class SipDesk {
 public:
  // The agent has both numbers. Of the first Kamailio tells, of the second the telephone itself.
  static constexpr const char* kToldByKamailio = "201";
  static constexpr const char* kToldByPhone = "202";

  SipDesk();
  ~SipDesk();

  void show_own() { painter_->show_own(); }
  void show_foreign() { painter_->show_foreign(); }

  // Waits until insyn-calls has said one more of these than `before`.
  void wait_for_word(calls::Event event, std::size_t before,
                     std::chrono::seconds patience = std::chrono::seconds(30)) const;
  std::size_t words(calls::Event event) const { return words_->count(event); }
  Mono last_word(calls::Event event) const { return words_->last(event); }
  // By the recorder's own word.
  void wait_for(const std::string& activity) const;
  // A recording that was not there when this was called last, with something in it.
  Path wait_for_recording();
  // All there are.
  std::vector<Path> recordings() const;
  void expect_nothing_foreign() const;

  void start_calls();
  void start_server();
  void start_link();
  void start_recorder() { service_.start_enrolled(clock_.before(), "ready; no call"); }

  support::Program& calls() { return *calls_; }
  support::Program& server() { return *server_; }
  support::Program& link() { return *link_; }
  support::Service& service() { return service_; }
  const support::Parties& parties() const { return desk_.parties; }
  const support::WallClock& clock() const { return clock_; }
  calls_test::TestPbx& pbx() { return pbx_; }
  calls_test::TestPhone& phone(const std::string& number) { return *phones_.at(number); }
  std::uint16_t calls_port() const { return calls_port_; }
  std::uint16_t server_port() const { return server_port_; }

 private:
  std::string make_server();
  void configure_calls() const;
  void configure_link() const;
  void enrol(const std::string& ledger_key);
  // What the union's witness would say now.
  void say_in_force() const;
  void write(const std::string& name, const std::string& text) const;
  std::string path(const std::string& name) const { return (desk_.folder / name).string(); }
  std::string run(const char* program, std::vector<std::string> words) const;
  std::unique_ptr<support::Program> start(const char* program, std::vector<std::string> words) const;

  const std::uint16_t calls_port_, server_port_;
  const note::Signer source_key_ = note::Signer::generate("pbx").value();
  const note::Signer server_key_ = note::Signer::generate("server").value();
  const note::Signer reader_key_ = note::Signer::generate("reader").value();
  const note::Signer link_key_ = note::Signer::generate("link").value();
  const note::Signer witness_ = note::Signer::generate("witness.example").value();
  support::Desk desk_;
  support::Service service_{desk_};
  support::WallClock clock_{desk_.folder.path()};
  calls_test::TestPbx pbx_;
  std::map<std::string, std::unique_ptr<calls_test::TestPhone>> phones_;
  std::unique_ptr<support::Program> calls_, server_, link_;
  std::unique_ptr<Words> words_;
  std::set<std::string> known_;  // recordings
  std::unique_ptr<Painter> painter_;
};

}  // namespace insyn
