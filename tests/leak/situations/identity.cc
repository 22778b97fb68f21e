// Whose window is it? Numbers are reused, names are claimed, programs are replaced.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "leak/situation.h"

namespace insyn::leak {
namespace {

using support::Client;

std::unique_ptr<Client> another_foreign(Stage& stage) {
  return std::make_unique<Client>(stage.folder(), stage.server(), stage.folder() / "mail" / "mailer");
}

std::string open_noise(Client& client, const std::string& options = "") {
  std::string window = client.ask("create main 300 200 400 300 class=Kundstod title=Kundstod " + options);
  client.ask("repaint main foreign");
  client.ask("map main");
  client.ask("noise main");
  return window;
}

void kill_ours(Stage& stage) {
  stage.ours().process().signal(SIGKILL);
  stage.ours().process().wait();
  stage.hand().wait_until_gone(stage.main());
}

void paint_on(Stage& stage, Client& client, int looks = 4) {
  for (int look = 0; look < looks; ++look) {
    client.ask("noise main");
    stage.beat(1);
  }
}

// The server gives the numbers of a client that has gone to the next one that comes.
void xid_reuse(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  kill_ours(stage);
  const auto heir = another_foreign(stage);
  if (open_noise(*heir) != stage.main()) throw NotHere("the server gave other numbers");
  paint_on(stage, *heir);
  stage.catch_up();
}

void restarted_with_same_numbers(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    kill_ours(stage);
    stage.restart_ours();
    stage.open_ours();
    stage.ours().paint();
    stage.beat(3);
  }
  stage.until_whole();
}

void same_number_again(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.ours().ask("destroy main");
    stage.open_ours(Stage::kOurs, "class=Kundstod id=" + stage.main());
    stage.beat(3);
  }
  stage.until_whole();
}

// The kernel gives out process numbers in order, and starts where it is told to.
void pid_reuse(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  const pid_t number = stage.ours().process().pid();
  kill_ours(stage);
  std::unique_ptr<Client> heir;
  for (int attempt = 0; attempt < 50 && (heir == nullptr || heir->program().pid() != number); ++attempt) {
    heir.reset();
    std::ofstream last("/proc/sys/kernel/ns_last_pid");
    if (!(last << number - 1 << std::flush)) throw NotHere("process numbers cannot be chosen here");
    last.close();
    heir = another_foreign(stage);
  }
  if (heir->program().pid() != number) throw NotHere("the process number was taken by others");
  open_noise(*heir);
  paint_on(stage, *heir);
  stage.catch_up();
}

void forged_claims(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (const char* kind : {"", "override"}) {
    const auto liar = another_foreign(stage);
    open_noise(*liar,
               fmt::format("pid={} transient={} {}", stage.ours().process().pid(), stage.main(), kind));
    paint_on(stage, *liar);
  }
  stage.catch_up();
}

void same_title(Stage& stage) {
  stage.open_ours(Stage::kOurs, "class=Kundstod title=Kundstod");
  const auto twin = another_foreign(stage);
  open_noise(*twin);
  stage.start_reader();
  paint_on(stage, *twin);
  stage.ours().ask("unmap main");
  paint_on(stage, *twin);
  stage.catch_up();
}

// In a sandbox a program sees other process numbers than the server does.
void pid_namespace(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  const Client boxed(stage.folder(), stage.server(), "/usr/bin/unshare",
                     {"-Urpf", "--mount-proc", (stage.folder() / "mail" / "mailer").string()});
  auto& client = const_cast<Client&>(boxed);
  try {
    open_noise(client, "pid=1");
  } catch (const std::exception&) {
    throw NotHere("namespaces cannot be made here");
  }
  paint_on(stage, client);
  stage.catch_up();
}

std::string heir_program() { return (Path(INSYN_BIN_DIR) / "client_heir").string(); }

void exec_of_another(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  stage.ours().process().write("exec main " + heir_program() + "\n");
  stage.beat(10);
  stage.catch_up();
}

void left_to_a_child(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  stage.ours().process().write("leave main " + heir_program() + "\n");
  stage.beat(10);
  stage.catch_up();
}

// Another program is put in the place of the agreed one after the recording has begun.
void program_replaced(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  const Path agreed = stage.ours().program();
  std::filesystem::rename(stage.folder() / "mail" / "mailer", agreed);
  Client impostor(stage.folder(), stage.server(), agreed);
  open_noise(impostor);
  paint_on(stage, impostor);
  stage.catch_up();
}

ino_t inode_of(const Path& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 ? facts.st_ino : 0;
}

// The agreed program's file is removed, and its number on the disk goes to another file.
void inode_reuse(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  const Path agreed = stage.ours().program();
  const ino_t number = inode_of(agreed);
  stage.until_whole();
  kill_ours(stage);
  std::filesystem::remove(agreed);
  Path impostor;
  for (int attempt = 0; attempt < 200 && (impostor.empty() || inode_of(impostor) != number); ++attempt) {
    impostor = stage.folder() / "support" / fmt::format("other-{}", attempt);
    support::copy_of_test_client(impostor);
  }
  if (inode_of(impostor) != number) throw NotHere("this file system does not give the number out again");
  Client client(stage.folder(), stage.server(), impostor);
  open_noise(client);
  paint_on(stage, client);
  stage.catch_up();
}

}  // namespace

std::vector<Situation> identity_situations() {
  const std::string group = "identity";
  std::vector<Situation> all = {
      {"xid-reuse", group, "it ends; a foreign program gets its window numbers", xid_reuse},
      {"restart", group, "it is restarted and gets the same window numbers", restarted_with_same_numbers},
      {"same-xid", group, "its window is destroyed and opened under the same number", same_number_again},
      {"pid-reuse", group, "it ends; a foreign program gets its process number", pid_reuse},
      {"forged-pid", group, "a foreign window claims its process, class, title and to be its dialog",
       forged_claims},
      {"same-title", group, "a foreign window has the same title and class, and is there when it is hidden",
       same_title},
      {"pid-namespace", group, "a foreign program in a sandbox is process 1 there", pid_namespace},
      {"exec", group, "its process executes a foreign program that keeps its connection", exec_of_another},
      {"left-to-child", group, "it ends and leaves its connection to a foreign child", left_to_a_child},
      {"program-replaced", group, "another program is put under the agreed path", program_replaced},
      {"inode-reuse", group, "the agreed file is removed and its inode goes to another program", inode_reuse},
  };
  for (Situation& one : all) {
    one.plain_leaks = one.name == "exec" || one.name == "left-to-child";
    one.core = one.name == "forged-pid";
    if (one.name == "restart" || one.name == "same-xid") one.kept = all_is_kept_at_the_end;
  }
  return all;
}

}  // namespace insyn::leak
