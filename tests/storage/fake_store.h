// Something that is asked as an S3 store and answers what a test says.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "os/descriptor.h"

namespace insyn::storage_test {

class FakeStore {
 public:
  // What is sent for a request's head and body, as it is; then the connection is closed. Empty: nothing is.
  using Answer = std::function<std::string(const std::string& request)>;
  explicit FakeStore(Answer answer);
  ~FakeStore();

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> requests() const;

 private:
  void serve();

  Answer answer_;
  OwnedFd listening_;
  int port_ = 0;
  std::atomic<bool> stop_ = false;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace insyn::storage_test
