// libre's objects, and what it needs to know of the other side. All that calls libre, or is called by it, is
// in this folder, on one thread: it is C and has one loop in a process. Nothing is thrown through it.
#pragma once

#include <re.h>

#include <memory>
#include <string>

#include "calls/sip_subscriber/subscriber.h"

namespace insyn::calls {

struct Release {
  void operator()(void* held) const { mem_deref(held); }
};
template <class T>
using Held = std::unique_ptr<T, Release>;

template <class T, class Make>
int make(Held<T>& into, const Make& with) {
  T* made = nullptr;
  const int error = with(&made);
  if (error == 0) into.reset(made);
  return error;
}

sip_transp transport_of(SipTransport transport);
// "192.0.2.1:5060".
std::string text_of(const sa& address);
// kTransient where the host is not found.
Result<sa> address_of(const SipPlace& place);
// From which of this computer's addresses `to` is reached; an error of the system's.
int source_address(const sa& to, sa& from);
// Why the other side's certificate was not believed, of the connection that is being made.
long& certificate_problem();
// kCorrupt where `authority` holds no certificates.
Result<Held<tls>> make_tls(const SipPlace& place);

}  // namespace insyn::calls
