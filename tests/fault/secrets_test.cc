// What a thief of the disk finds of what the screen showed: nothing in plain, anywhere.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "recording/open/sealed_recording.h"
#include "support/desk.h"

namespace insyn {
namespace {

using support::Desk;

constexpr const char* kSentence = "Kundens nya nummer ar 070-1740635";

// The forms in which the sentence could lie on a disk: as letters, as rows of the picture, and as the track
// that holds it before it is sealed.
class Traces {
 public:
  explicit Traces(const track::Image& picture) {
    add("the sentence", kSentence);
    std::string wide;
    for (const char letter : std::string_view(kSentence)) wide += {letter, '\0'};
    add("the sentence in UTF-16", wide);
    add("a chunk's header", "INTR");
    const int row = busiest_row(picture);
    add("a row of 32-bit pixels", row_as(picture, row, 4));
    add("a row of 24-bit pixels", row_as(picture, row, 3));
  }

  // What the recorder sealed, so that a piece of it is found wherever it was written unsealed.
  // Of one that only says when the recording ended no piece is long enough.
  void add_chunk(const Bytes& chunk) {
    constexpr std::size_t kPiece = 24;
    if (chunk.size() <= 2 * kPiece) return;
    add("a piece of a chunk", std::string(text_of(chunk).substr(chunk.size() / 2, kPiece)));
  }

  // What of it is in `bytes`.
  std::string found_in(std::string_view bytes) const {
    std::string found;
    for (const auto& trace : traces_) {
      if (bytes.find(trace.second) != std::string_view::npos) found += trace.first + "; ";
    }
    return found;
  }

 private:
  void add(const std::string& name, const std::string& bytes) { traces_.emplace_back(name, bytes); }

  // The row with the most changes of colour in the part where the sentence stands.
  static int busiest_row(const track::Image& picture) {
    int best = 0, most = -1;
    for (int y = 0; y < picture.height; ++y) {
      int changes = 0;
      for (int x = 1; x < picture.width; ++x) changes += picture.at(x, y) != picture.at(x - 1, y) ? 1 : 0;
      if (changes > most) {
        best = y;
        most = changes;
      }
    }
    EXPECT_GT(most, 40) << "the sentence is not to be seen";
    return best;
  }

  static std::string row_as(const track::Image& picture, int y, int bytes) {
    std::string row;
    for (int x = 10; x < 110; ++x) {
      for (int i = 0; i < bytes; ++i) row.push_back(static_cast<char>(picture.at(x, y) >> (8 * i)));
    }
    return row;
  }

  std::vector<std::pair<std::string, std::string>> traces_;
};

std::vector<Path> files_in(const Path& folder) {
  std::vector<Path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

std::string content(const Path& path) { return read_text(path, std::size_t{256} << 20).value(); }

// A window that shows the sentence, in its picture and its title, recorded with all that the recorder might
// write to (its home, its folder for temporary files, the folder it was started in) inside one folder.
class OnTheDisk : public testing::Test {
 protected:
  OnTheDisk() {
    window_ = desk_.open_support_window();
    for (const char* name : {"home", "tmp"}) EXPECT_TRUE(create_folder(desk_.folder / name));
    environment_ = desk_.server.environment();
    environment_["HOME"] = (desk_.folder / "home").string();
    environment_["TMPDIR"] = (desk_.folder / "tmp").string();
  }

  std::unique_ptr<support::Recorder> start(const std::vector<std::string>& before = {}) {
    std::vector<std::string> command = before;
    for (const std::string& word : desk_.record_command(desk_.parties.sign(desk_.terms()))) {
      command.push_back(word);
    }
    return std::make_unique<support::Recorder>(desk_.folder.path(), command, environment_);
  }
  void show_the_sentence(support::Recorder& recorder) {
    recorder.wait_for_chunks(1);
    desk_.support.ask("fill main 0 0 400 300 ffffff");
    desk_.support.ask(std::string("text main 10 40 ") + kSentence);
    desk_.support.ask(std::string("title main ") + kSentence);
    recorder.wait_for_next_chunk();
  }

  // What the parties find in the recording when they open it.
  std::vector<Bytes> opened_chunks(support::Recorder& recorder) const {
    const auto recording = recording::Recording::read(recorder.recording()).value();
    const auto verified = recording::verify(recording, recording.files(), desk_.parties.device()).value();
    auto opened = recording::SealedRecording::open(recording, verified.proven,
                                                   desk_.parties.open(recording.folder).value())
                      .value();
    std::vector<Bytes> chunks;
    for (auto chunk = opened.next().value(); chunk; chunk = opened.next().value()) chunks.push_back(*chunk);
    return chunks;
  }

  Desk desk_;
  std::string window_;
  support::Environment environment_;
};

TEST_F(OnTheDisk, ASentenceOnTheScreenIsNowhereInPlain) {
  const auto recorder = start();
  show_the_sentence(*recorder);
  Traces traces(support::pixels_of(desk_.server, window_));
  // While it is at work, and when it has ended.
  for (const Path& file : files_in(desk_.spool)) EXPECT_EQ(traces.found_in(content(file)), "") << file;
  recorder->stop();
  for (const Bytes& chunk : opened_chunks(*recorder)) traces.add_chunk(chunk);
  for (const char* folder : {"spool", "home", "tmp", "state"}) {
    for (const Path& file : files_in(desk_.folder / folder)) {
      EXPECT_EQ(traces.found_in(content(file)), "") << file;
    }
  }
  EXPECT_EQ(traces.found_in(recorder->program().out() + recorder->program().err()), "");
}

TEST_F(OnTheDisk, TheSearchFindsWhatIsNotSealed) {
  const auto recorder = start();
  show_the_sentence(*recorder);
  const track::Image picture = support::pixels_of(desk_.server, window_);
  Traces traces(picture);
  recorder->stop();
  const Bytes chunk = opened_chunks(*recorder).front();
  traces.add_chunk(chunk);
  EXPECT_EQ(traces.found_in(text_of(chunk)), "a chunk's header; a piece of a chunk; ");
  const auto* pixels = reinterpret_cast<const char*>(picture.pixels.data());
  EXPECT_EQ(traces.found_in({pixels, picture.pixels.size() * 4}), "a row of 32-bit pixels; ");
}

TEST_F(OnTheDisk, NothingIsWrittenOutsideTheSpool) {
  ASSERT_STRNE(INSYN_STRACE, "INSYN_STRACE-NOTFOUND");
  const Path log = desk_.folder / "opened";
  const auto recorder =
      start({INSYN_STRACE, "-f", "-qq", "-y", "-e",
             "trace=open,openat,openat2,creat,link,linkat,rename,renameat,renameat2", "-o", log.string()});
  show_the_sentence(*recorder);
  // strace hands the signal on to nobody: the recorder's own process is asked.
  std::istringstream first(content(log));
  pid_t pid = 0;
  first >> pid;
  ASSERT_GT(pid, 0);
  ::kill(pid, SIGINT);
  EXPECT_EQ(recorder->program().wait(), 0) << recorder->program().err();
  std::istringstream lines(content(log));
  const Path seen = desk_.folder / "state/insyn/seen";
  int writes = 0;
  for (std::string line; std::getline(lines, line);) {
    const bool writing =
        line.find("O_WRONLY") != std::string::npos || line.find("O_RDWR") != std::string::npos ||
        line.find("O_CREAT") != std::string::npos || line.find("rename") != std::string::npos;
    // What the tray's words go to.
    if (!writing || line.find("\"/dev/null\"") != std::string::npos) continue;
    ++writes;
    // The signer's process, which sees no screen, keeps its journal.
    if (line.find('"' + (desk_.folder / "state/insyn/usage").string() + '/') != std::string::npos) {
      EXPECT_NE(line.substr(0, line.find(' ')), std::to_string(pid)) << line;
      continue;
    }
    // Which roster was seen, so that no older one comes back.
    if (line.find('"' + seen.string() + '"') != std::string::npos) continue;
    EXPECT_NE(line.find('"' + desk_.spool.string() + '/'), std::string::npos) << line;
  }
  EXPECT_GT(writes, 5);
  std::istringstream remembered(content(seen));
  for (std::string line; std::getline(remembered, line);) EXPECT_TRUE(line.starts_with("roster ")) << line;
}

TEST_F(OnTheDisk, WhatThereIsBelongsToItsOwnerAlone) {
  const auto recorder = start();
  show_the_sentence(*recorder);
  recorder->stop();
  int looked_at = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(desk_.spool)) {
    struct stat facts {};
    ASSERT_EQ(::stat(entry.path().c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, entry.is_directory() ? 0700U : 0600U) << entry.path();
    ++looked_at;
  }
  EXPECT_GT(looked_at, 4);
}

TEST_F(OnTheDisk, ACrashLeavesNoMemoryDump) {
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_CORE, &limit), 0);
  limit.rlim_cur = limit.rlim_max;
  ASSERT_EQ(::setrlimit(RLIMIT_CORE, &limit), 0);
  ASSERT_GT(limit.rlim_cur, 0U) << "dumps are off here already, so this would prove nothing";
  const auto recorder = start();
  show_the_sentence(*recorder);
  // A file of /proc says that it is empty; it has to be read to its end.
  std::ostringstream read;
  read << std::ifstream(fmt::format("/proc/{}/limits", recorder->program().pid())).rdbuf();
  const std::string limits = read.str();
  EXPECT_NE(limits.find("Max core file size        0                    0 "), std::string::npos) << limits;
  recorder->program().signal(SIGSEGV);
  EXPECT_EQ(recorder->program().wait(), 128 + SIGSEGV);
}

}  // namespace
}  // namespace insyn
