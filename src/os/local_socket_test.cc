#include "os/local_socket.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/folder_lock.h"

namespace insyn {
namespace {

class LocalSocketTest : public testing::Test {
 protected:
  LocalSocketTest() {
    folder_ = std::filesystem::temp_directory_path() / ("insyn-socket-" + to_hex(random_bytes(8)));
    EXPECT_TRUE(ensure_private_folder(folder_));
  }
  ~LocalSocketTest() override { std::filesystem::remove_all(folder_); }

  static unsigned mode(const Path& path) {
    struct stat facts {};
    return ::lstat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0U;
  }

  Path folder_;
};

std::string heard(const LocalSocket& socket) {
  std::uint8_t buffer[64];
  if (!wait_until_readable(socket.fd(), std::chrono::seconds(10))) return "nothing";
  const auto received = socket.receive(buffer);
  if (received.closed) return "closed";
  return std::string(text_of(ByteView(buffer, received.bytes)));
}

TEST_F(LocalSocketTest, TwoProcessesOfOneUserHearEachOther) {
  const auto listener = LocalListener::listen(folder_ / "control").value();
  EXPECT_FALSE(listener.accept().has_value());
  std::optional<LocalSocket> client = LocalSocket::connect(folder_ / "control").value();
  const auto server = listener.accept();
  ASSERT_TRUE(server.has_value());
  std::uint8_t buffer[8];
  EXPECT_EQ(server->receive(buffer).bytes, 0U);
  EXPECT_FALSE(server->receive(buffer).closed);
  EXPECT_TRUE(client->send(view_of("hello")));
  EXPECT_EQ(heard(*server), "hello");
  EXPECT_TRUE(server->send(view_of("welcome")));
  EXPECT_EQ(heard(*client), "welcome");
  client.reset();
  EXPECT_EQ(heard(*server), "closed");
  EXPECT_FALSE(server->send(view_of("still there?")));
}

TEST_F(LocalSocketTest, ItIsItsOwnersAlone) {
  const auto listener = LocalListener::listen(folder_ / "control").value();
  EXPECT_EQ(mode(folder_ / "control"), 0600U);
  EXPECT_EQ(mode(folder_), 0700U);
}

TEST_F(LocalSocketTest, ASocketThatACrashLeftIsReplaced) {
  { const auto crashed = LocalListener::listen(folder_ / "control").value(); }
  EXPECT_EQ(LocalSocket::connect(folder_ / "control").error().code, Code::kTransient);
  const auto listener = LocalListener::listen(folder_ / "control").value();
  EXPECT_TRUE(LocalSocket::connect(folder_ / "control"));
}

TEST_F(LocalSocketTest, WhoDoesNotReadIsNotWaitedFor) {
  const auto listener = LocalListener::listen(folder_ / "control").value();
  const auto client = LocalSocket::connect(folder_ / "control").value();
  const auto server = listener.accept().value();
  const Bytes much(std::size_t{16} << 20);
  EXPECT_FALSE(server.send(much));
}

TEST_F(LocalSocketTest, ANameThatIsTooLongIsRefused) {
  EXPECT_FALSE(LocalListener::listen(folder_ / std::string(200, 'x')));
}

// Only root can be two users at once.
TEST_F(LocalSocketTest, AnotherUsersProcessIsHungUpOn) {
  if (::getuid() != 0) GTEST_SKIP() << "takes root";
  const auto listener = LocalListener::listen(folder_ / "control").value();
  // SO_PEERCRED tells the effective user of the one who connects.
  ASSERT_EQ(::chmod(folder_.c_str(), 0777), 0);
  ASSERT_EQ(::chmod((folder_ / "control").c_str(), 0777), 0);
  ASSERT_EQ(::seteuid(65534), 0);
  const auto client = LocalSocket::connect(folder_ / "control");
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_TRUE(client);  // to a listener of root's, who may be it
  EXPECT_FALSE(listener.accept().has_value());
  EXPECT_EQ(heard(*client), "closed");
}

TEST_F(LocalSocketTest, NothingIsSaidToAnotherUsersListener) {
  if (::getuid() != 0) GTEST_SKIP() << "takes root";
  ASSERT_EQ(::chmod(folder_.c_str(), 0777), 0);
  // SO_PEERCRED tells the effective user of the one who listens.
  ASSERT_EQ(::seteuid(65534), 0);
  const auto listener = LocalListener::listen(folder_ / "control");
  ASSERT_EQ(::seteuid(0), 0);
  ASSERT_TRUE(listener);
  const auto client = LocalSocket::connect(folder_ / "control");
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().code, Code::kDenied);
}

TEST_F(LocalSocketTest, AFolderThatOthersMayEnterIsRefused) {
  ASSERT_EQ(::chmod(folder_.c_str(), 0711), 0);
  EXPECT_EQ(ensure_private_folder(folder_).error().code, Code::kDenied);
  ASSERT_EQ(::chmod(folder_.c_str(), 0700), 0);
  EXPECT_TRUE(ensure_private_folder(folder_));
  std::filesystem::create_directory_symlink(folder_, folder_ / "link");
  EXPECT_EQ(ensure_private_folder(folder_ / "link").error().code, Code::kDenied);
}

TEST_F(LocalSocketTest, AFolderHasOneLock) {
  auto lock = FolderLock::try_to_take(folder_).value();
  ASSERT_TRUE(lock.has_value());
  EXPECT_FALSE(FolderLock::try_to_take(folder_).value().has_value());
  lock.reset();
  EXPECT_TRUE(FolderLock::try_to_take(folder_).value().has_value());
}

}  // namespace
}  // namespace insyn
