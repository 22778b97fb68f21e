// What somebody finds who has all of a server, its memory and its disk, while a recording is opened by two:
// nothing that a screen showed, no passphrase, and no key of anybody but the server's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "running_centre.h"
#include "seal/keys.h"
#include "support/until.h"

namespace insyn::centre_test {
namespace {

using cli::Ran;
using cli::read_all;

// Texts and bytes that are searched for, each by a name.
class Needles {
 public:
  void add(const std::string& name, std::string bytes) {
    ASSERT_GE(bytes.size(), 12U) << name << " would be found by chance";
    by_begin_[begin_of(bytes)].push_back(all_.size());
    all_.emplace_back(name, std::move(bytes));
  }
  // In each form in which bytes are written.
  void add_bytes(const std::string& name, ByteView bytes) {
    add(name, std::string(text_of(bytes)));
    add(name + " in hexadecimal", to_hex(bytes));
    // Of base64 what does not depend on what stands before and after it.
    for (std::size_t skip = 0; skip < 3; ++skip) {
      const ByteView part = bytes.subspan(skip, (bytes.size() - skip) / 3 * 3);
      add(name + " in base64", to_base64(part, Padding::kRequired));
    }
  }
  // "AGE-SECRET-KEY-1…"
  void add_identity(const std::string& name, const std::string& secret) {
    add(name + " as text", secret);
    add_bytes(name, seal::key_bytes(secret, seal::kIdentityPrefix).value().view());
  }
  // "PRIVATE+KEY+<name>+<id>+<base64>"
  void add_signer(const std::string& name, std::string secret) {
    while (secret.back() == '\n') secret.pop_back();
    add(name + " as text", secret);
    std::size_t at = 0;
    for (int fields = 0; fields < 4; ++fields) at = secret.find('+', at) + 1;
    const Bytes seed = from_base64(secret.substr(at), Padding::kRequired).value();
    add_bytes(name, ByteView(seed).subspan(1));
  }

  // The names of those that are in `bytes`.
  void find_in(std::string_view bytes, std::set<std::string>& found) const {
    for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
      for (const std::size_t one : by_begin_[begin_of(bytes.substr(at, 2))])
        if (bytes.substr(at).starts_with(all_[one].second)) found.insert(all_[one].first);
    }
  }
  std::set<std::string> in_files(const Path& folder) const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) find_in(read_all(entry.path().string()), found);
    return found;
  }
  // All of a process's memory that it may read itself.
  std::set<std::string> in_memory(pid_t process) const {
    std::set<std::string> found;
    std::ifstream maps(fmt::format("/proc/{}/maps", process));
    std::ifstream memory(fmt::format("/proc/{}/mem", process), std::ios::binary);
    EXPECT_TRUE(maps && memory) << "the memory of the server cannot be read";
    for (std::string line; std::getline(maps, line);) {
      unsigned long begin = 0, end = 0;
      char rights = 0;
      if (std::sscanf(line.c_str(), "%lx-%lx %c", &begin, &end, &rights) != 3 || rights != 'r') continue;
      std::string bytes(end - begin, '\0');
      memory.clear();
      memory.seekg(static_cast<std::streamoff>(begin));
      memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      bytes.resize(static_cast<std::size_t>(memory.gcount()));
      find_in_used(bytes, found);
    }
    return found;
  }

 private:
  static std::size_t begin_of(std::string_view bytes) {
    return std::size_t{static_cast<unsigned char>(bytes[0])} << 8 | static_cast<unsigned char>(bytes[1]);
  }
  // Most of the memory was never written to. Nothing that is searched for reaches over a page of zeros.
  void find_in_used(std::string_view bytes, std::set<std::string>& found) const {
    constexpr std::size_t kPage = 4096;
    static const std::string zeros(kPage, '\0');
    std::size_t used = 0;
    for (; !bytes.empty(); used = 0) {
      while (used < bytes.size() && bytes.substr(used, kPage) != zeros) used += kPage;
      find_in(bytes.substr(0, used), found);
      bytes.remove_prefix(std::min(used + kPage, bytes.size()));
    }
  }

  std::vector<std::pair<std::string, std::string>> all_;  // what each is called, and is
  std::vector<std::vector<std::size_t>> by_begin_{std::size_t{1} << 16};
};

using Found = std::set<std::string>;

class Secrets : public testing::Test {
 protected:
  Secrets() {
    const TestCompany& company = centre.company();
    for (const std::string& keys :
         {std::string("employer"), std::string("union"), std::string("reviewer"), std::string("device")}) {
      needles.add_signer(keys + ".sign", read_all(company.file(keys + ".sign")));
      if (std::filesystem::exists(company.file(keys + ".age")))
        needles.add_identity(keys + ".age", identity_in(company.file(keys + ".age")));
    }
    needles.add_signer("link.sign", company.link.secret_text());
    needles.add_signer("witness.sign", company.witness.secret_text());
    for (const std::string& key : company.recording_keys) needles.add_identity("the recording's key", key);
    for (const track::Image& frame : company.frames) {
      const auto* pixels = reinterpret_cast<const char*>(frame.pixels.data());
      needles.add("a row of pixels", std::string(pixels + 4 * 64 * 7, 64));
    }
    for (const Bytes& chunk : company.chunks)
      needles.add_bytes("a chunk", ByteView(chunk).subspan(chunk.size() / 2, 36));
    for (const char* person : {"administrator", "reviewer", "union"})
      needles.add(std::string("the passphrase of ") + person, RunningCentre::passphrase_of(person));
    centre.upload();
  }

  // Of a file as age-keygen writes it.
  static std::string identity_in(const std::string& file) {
    const std::string text = read_all(file);
    const std::size_t at = text.find(seal::kIdentityPrefix);
    return text.substr(at, text.find('\n', at) - at);
  }
  std::string ask() {
    const Ran ran =
        centre.as("reviewer", centre.company().with_agreement(
                                  {"ask", centre.company().recording, "--purpose", "search-fails",
                                   "--because", "tre kunder, inget svar", "--key",
                                   centre.company().file("reviewer.sign"), "--out", centre.file("request")}));
    EXPECT_EQ(ran.code, 0) << ran.err;
    needles.add_identity("request.age", identity_in(centre.file("request/request.age")));
    return ran.out.substr(0, ran.out.find('\n'));
  }
  void approve(const std::string& id) {
    Ran ran;
    support::until("the witness has cosigned and the union approves", [&] {
      ran = centre.as("union", centre.company().with_agreement({"approve", id, "--key",
                                                                centre.company().file("union.age"), "--sign",
                                                                centre.company().file("union.sign")}));
      return ran.code == 0;
    });
  }
  void fetch() {
    const Ran ran = centre.as("reviewer", centre.company().with_agreement({"fetch", centre.file("request"),
                                                                           "--to", centre.file("fetched")}));
    EXPECT_EQ(ran.code, 0) << ran.err;
  }

  RunningCentre centre{{"/usr/bin/env", "LD_PRELOAD=" INSYN_READABLE_MEMORY}};
  Needles needles;
};

TEST_F(Secrets, AreNeitherInTheServersMemoryNorOnItsDiskWhileARecordingIsOpened) {
  Found found = needles.in_memory(centre.server());
  const std::string id = ask();
  std::atomic<bool> over = false;
  std::atomic<int> looks = 0;
  std::thread looking([&] {
    while (!over || looks == 0) {
      found.merge(needles.in_memory(centre.server()));
      ++looks;
    }
  });
  approve(id);
  fetch();
  over = true;
  looking.join();
  found.merge(needles.in_memory(centre.server()));
  EXPECT_EQ(found, Found());
  EXPECT_EQ(needles.in_files(centre.data()), Found());
}

// Also of connections that stay.
TEST_F(Secrets, APassphraseIsForgottenOnceItWasRead) {
  const std::string body =
      fmt::format(R"({{"account":"reviewer","passphrase":"{}"}})", RunningCentre::passphrase_of("reviewer"));
  const std::string fields = fmt::format("Host: a\r\nContent-Length: {}\r\n\r\n", body.size());
  http_test::Client together = centre.connect(), apart = centre.connect();
  EXPECT_EQ(together.ask("POST /v1/sessions HTTP/1.1\r\n" + fields + body).status, 200);
  ASSERT_TRUE(apart.send("POST /v1/sessions HTTP/1.1\r\n" + fields));
  EXPECT_EQ(apart.ask(body).status, 200);
  EXPECT_EQ(needles.in_memory(centre.server()), Found());
}

TEST_F(Secrets, TheSearchFindsWhatIsThere) {
  // The server's own key it needs, and what the recording is called it knows.
  Needles own;
  own.add_signer("origin.sign", read_all((centre.data() / "origin.sign").string()));
  own.add("the recording", centre.company().recording);
  const Found in_memory = own.in_memory(centre.server());
  EXPECT_EQ(in_memory.count("origin.sign"), 1U);
  EXPECT_EQ(in_memory.count("the recording"), 1U);
  EXPECT_EQ(own.in_files(centre.data()),
            (Found{"origin.sign as text", "origin.sign in base64", "the recording"}));
  // Somebody hands the server what it may not have.
  const track::Image& frame = centre.company().frames.front();
  std::string planted(reinterpret_cast<const char*>(frame.pixels.data()), frame.pixels.size() * 4);
  cli::write_all((centre.data() / "planted").string(), planted + centre.company().recording_keys.front());
  EXPECT_EQ(needles.in_files(centre.data()), (Found{"a row of pixels", "the recording's key as text"}));
}

TEST_F(Secrets, TheAdministratorReachesNone) {
  const std::string id = ask();
  approve(id);
  fetch();
  const std::string recording = "/v1/recordings/" + centre.company().recording;
  for (const std::string& target :
       {std::string("/v1/recordings"), recording, recording + "/files/key.age", recording + "/receipt",
        recording + "/sample", std::string("/v1/requests"), "/v1/requests/" + id,
        "/v1/requests/" + id + "/peel", "/v1/requests/" + id + "/chunks", std::string("/v1/own/recordings"),
        "/v1/own/recordings/" + centre.company().recording + "/chunks"})
    EXPECT_EQ(centre.ask("administrator", {"GET", target}).status, 403) << target;
  // Nor does an account that it makes for itself: what was opened for another is not its own, and what it
  // asks for has to be signed by somebody whom the agreement names.
  centre.invite("administrator", "other", "reviewer");
  EXPECT_EQ(centre.ask("other", {"GET", "/v1/requests/" + id + "/peel"}).status, 404);
  EXPECT_EQ(centre.ask("other", {"GET", "/v1/requests/" + id + "/chunks"}).status, 404);
  const Ran made =
      cli::run({"keys", "new", "--role", "reviewer", "--name", "The other", "--out", centre.file("other")});
  ASSERT_EQ(made.code, 0) << made.err;
  const Ran asked =
      centre.as("other", centre.company().with_agreement(
                             {"ask", centre.company().recording, "--purpose", "search-fails", "--because",
                              "x", "--key", centre.file("other.sign"), "--out", centre.file("asked")}));
  EXPECT_EQ(asked.code, 1);
  EXPECT_NE(asked.err.find("nobody vouches"), std::string::npos) << asked.err;
}

}  // namespace
}  // namespace insyn::centre_test
