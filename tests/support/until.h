// Waits for something by checking repeatedly, never by sleeping for a guessed time.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace insyn::support {

// Returns once `condition` holds; throws std::runtime_error, naming what was waited for, after `patience`.
void until(const std::string& what, const std::function<bool()>& condition,
           std::chrono::seconds patience = std::chrono::seconds(60));

}  // namespace insyn::support
