// How a reviewer gets what the union has peeled: checked against the request that the reviewer has signed
// before anything is stored, and chunk by chunk against the list that the union has verified.
#pragma once

#include <functional>

#include "agreement/agreement.h"
#include "centre/client.h"
#include "os/file.h"

namespace insyn::centre {

struct Fetched {
  std::string recording;
  std::string union_name;  // who approved
  std::uint64_t chunks = 0;
};

using Progress = std::function<void(double)>;

// Into a new folder, laid out as insyn peel does. `request_note` is the reader's own copy of the request that
// has this id. An error says why it is not believed; then no folder is there.
Result<Fetched> fetch(Client& client, const std::string& request, const std::string& request_note,
                      const agreement::Agreement& agreement, const Path& to, const Progress& progress);

}  // namespace insyn::centre
