// How fast insyn-server takes recordings, beside nginx that takes the same bytes by PUT, each followed by
// fsync of the file and its folder, or by a sync of the file system: upload_rate COMPANY SERVER NGINX
// AUTHORITY NGINX_ROOT BYTES COUNT AT_ONCE, all over TLS, in alternation. The company is what insyn-fleet has
// made, and registered there. Prints a row of a table.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "base/check.h"
#include "fleet/calls.h"
#include "http_client/client.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/cosignature.h"
#include "ledger/tree/tree.h"
#include "recording/bundle/bundle.h"
#include "recording/store/recording.h"

namespace {

using namespace insyn;
using http_client::Client;

struct Made {
  std::string id;
  std::string certificate;
  std::string bytes;
};

class Rate {
 public:
  Rate(fleet::Company company, const Path& folder, std::string server, std::string nginx, Path authority,
       Path root)
      : company_(std::move(company)),
        folder_(folder),
        server_(std::move(server)),
        nginx_(std::move(nginx)),
        authority_(std::move(authority)),
        root_(std::move(root)) {}

  // A server's ledger grows once its witness was heard, which has seen none of it.
  void witness() {
    const ledger::Checkpoint none{company_.agreement().terms().ledger->origin, 0, ledger::empty_root(), {}};
    const std::string text = ledger::text_of(none);
    const auto now = std::chrono::floor<std::chrono::seconds>(clock_.utc());
    const std::string note = text + "\n" + note::line_of(ledger::cosign(text, now, company_.witness));
    (void)client(server_, &company_.witness)
        .ask({"POST", "/v1/ledger/cosignatures", http_client::body_of("text/plain", note)});
  }

  Made make(std::uint64_t bytes) {
    static fleet::Caller caller(company_, company_.workstations.front(), spool(), clock_);
    // As a recorder does it: at most 256 KiB in a chunk.
    fleet::MadeUpCall call;
    call.bytes = bytes;
    call.chunks = static_cast<std::size_t>(bytes >> 18) + 1;
    const Path folder = caller.call(call).value();
    const recording::FolderFiles files(folder);
    auto bundle = recording::Bundle::of(files).value();
    Made made{bundle.id(), read_text(folder / recording::kCertificate, recording::kLargestNote).value(),
              std::string(text_of(bundle.read(0, static_cast<std::size_t>(bundle.size())).value()))};
    std::filesystem::remove_all(folder);
    return made;
  }

  // As a link does it when a call begins.
  void certify(const std::vector<Made>& all) {
    Client link = client(server_, &link_key_);
    for (const Made& made : all) {
      const auto answer =
          link.ask({"POST", "/v1/certificates", http_client::body_of("text/plain", made.certificate)});
      CHECK(answer && answer->is_good());
    }
  }

  double to_insyn(const std::vector<Made>& all, std::size_t at_once) {
    return timed(
        all, at_once,
        [this](Client& client, const Made& made) {
          const auto answer = client.ask({"POST", fmt::format("/v1/recordings/{}/upload?from=0", made.id),
                                          http_client::body_of(recording::kBundleType, made.bytes)});
          if (!answer || answer->status != 200)
            std::fprintf(stderr, "%s\n", answer ? answer->body.c_str() : answer.error().message.c_str());
          CHECK(answer && answer->status == 200 && answer->type() == "text/x-insyn-receipt; charset=utf-8");
        },
        server_, &link_key_);
  }
  enum class Flush { kFile, kFileSystem };
  double to_nginx(const std::vector<Made>& all, std::size_t at_once, Flush flush) {
    return timed(all, at_once,
                 [this, flush](Client& client, const Made& made) {
                   const auto answer = client.ask(
                       {"PUT", "/" + made.id, http_client::body_of("application/octet-stream", made.bytes)});
                   CHECK(answer && answer->is_good());
                   if (flush == Flush::kFile) sync(root_ / made.id, ::fsync);
                   sync(root_, flush == Flush::kFile ? ::fsync : ::syncfs);
                 },
                 nginx_, {});
  }
  // So that nginx makes a new file again.
  void forget(const Made& made) const { std::filesystem::remove(root_ / made.id); }

 private:
  Path spool() const {
    std::filesystem::create_directories(folder_ / "spool");
    return folder_ / "spool";
  }
  Client client(const std::string& url, http_client::Identity identity) const {
    return Client::create({http_client::parse_address(url).value(), authority_}, identity, clock_).value();
  }
  static void sync(const Path& path, int (*flush)(int)) {
    const int file = ::open(path.c_str(), O_RDONLY);
    CHECK(file >= 0 && flush(file) == 0);
    ::close(file);
  }

  // Seconds.
  template <class Send>
  double timed(const std::vector<Made>& all, std::size_t at_once, Send send, const std::string& url,
               http_client::Identity identity) {
    std::vector<Client> clients;
    for (std::size_t i = 0; i < at_once; ++i) {
      clients.push_back(client(url, identity));
      (void)clients.back().ask({"GET", "/healthz"});
    }
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < at_once; ++i)
      threads.emplace_back([&, i] {
        for (std::size_t one = i; one < all.size(); one += at_once) send(clients[i], all[one]);
      });
    for (std::thread& thread : threads) thread.join();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }

  const fleet::Company company_;
  const note::Signer link_key_ = company_.workstations.front().link();
  const Path folder_;
  const std::string server_, nginx_;
  const Path authority_, root_;
  SystemClock clock_;
};

}  // namespace

int main(int count, char** arguments) {
  CHECK(count == 9);
  auto company = fleet::Company::load(arguments[1]).value();
  Rate rate(std::move(company), arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
  const std::uint64_t bytes = std::strtoull(arguments[6], nullptr, 10);
  const std::size_t recordings = std::strtoull(arguments[7], nullptr, 10),
                    at_once = std::strtoull(arguments[8], nullptr, 10);
  rate.witness();
  double insyn = 0, nginx = 0, nginx_sync = 0;
  std::uint64_t sent = 0;
  // In turns, so that whatever else the machine does hits both.
  for (std::size_t done = 0; done < recordings; done += at_once) {
    std::vector<Made> all;
    for (std::size_t i = 0; i < at_once; ++i) all.push_back(rate.make(bytes));
    for (const Made& made : all) sent += made.bytes.size();
    rate.certify(all);
    // What was made, and what the one before left, is no part of it.
    ::sync();
    insyn += rate.to_insyn(all, at_once);
    nginx += rate.to_nginx(all, at_once, Rate::Flush::kFile);
    for (const Made& made : all) rate.forget(made);
    ::sync();
    nginx_sync += rate.to_nginx(all, at_once, Rate::Flush::kFileSystem);
  }
  if (recordings == 0) return 0;
  const double mb = static_cast<double>(sent) / 1e6;
  std::printf("| %.1f | %zu | %zu | %.1f | %.1f | **%.2f** | %.1f | **%.2f** |\n",
              static_cast<double>(bytes) / 1e6, recordings, at_once, mb / insyn, mb / nginx, nginx / insyn,
              mb / nginx_sync, nginx_sync / insyn);
}
