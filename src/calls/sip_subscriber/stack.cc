#include "calls/sip_subscriber/stack.h"

#include <netdb.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>

namespace insyn::calls {

sip_transp transport_of(SipTransport transport) {
  if (transport == SipTransport::kUdp) return SIP_TRANSP_UDP;
  return transport == SipTransport::kTcp ? SIP_TRANSP_TCP : SIP_TRANSP_TLS;
}

std::string text_of(const sa& address) {
  std::array<char, 64> text{};
  re_snprintf(text.data(), text.size(), "%J", &address);
  return text.data();
}

Result<sa> address_of(const SipPlace& place) {
  addrinfo wanted{};
  wanted.ai_socktype = place.transport == SipTransport::kUdp ? SOCK_DGRAM : SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(place.host.c_str(), nullptr, &wanted, &found);
  if (error != 0)
    return fail(Code::kTransient, "{} is not found: {}; check sip.address", place.host,
                ::gai_strerror(error));
  sa address{};
  sa_set_sa(&address, found->ai_addr);
  ::freeaddrinfo(found);
  sa_set_port(&address, place.port);
  return address;
}

int source_address(const sa& to, sa& from) {
  sa any{};
  sa_init(&any, sa_af(&to));
  Held<udp_sock> probe;
  int error = make(probe, [&](udp_sock** made) { return udp_listen(made, &any, nullptr, nullptr); });
  if (error == 0) error = udp_connect(probe.get(), &to);
  if (error == 0) error = udp_local_get(probe.get(), &from);
  sa_set_port(&from, 0);
  return error;
}

long& certificate_problem() {
  static long problem = X509_V_OK;
  return problem;
}

Result<Held<tls>> make_tls(const SipPlace& place) {
  Held<tls> made;
  if (make(made, [](tls** into) { return tls_alloc(into, TLS_METHOD_SSLV23, nullptr, nullptr); }) != 0)
    return fail(Code::kPermanent, "TLS cannot be set up");
  SSL_CTX* context = tls_openssl_context(made.get());
  ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  ::SSL_CTX_set_options(context, SSL_OP_CLEANSE_PLAINTEXT);
  const int loaded = place.authority.empty() ? ::SSL_CTX_set_default_verify_paths(context)
                                             : ::SSL_CTX_load_verify_file(context, place.authority.c_str());
  if (loaded != 1)
    return fail(Code::kCorrupt, "{} holds no certificates (PEM) that can be used", place.authority.string());
  X509_VERIFY_PARAM* wanted = ::SSL_CTX_get0_param(context);
  sa numeric{};
  const bool is_address = sa_set_str(&numeric, place.host.c_str(), 0) == 0;
  const int set = is_address ? ::X509_VERIFY_PARAM_set1_ip_asc(wanted, place.host.c_str())
                             : ::X509_VERIFY_PARAM_set1_host(wanted, place.host.c_str(), 0);
  if (set != 1) return fail(Code::kPermanent, "TLS cannot be set up for {}", place.host);
  ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER, [](int good, X509_STORE_CTX* store) {
    if (good == 0) certificate_problem() = ::X509_STORE_CTX_get_error(store);
    return good;
  });
  return made;
}

}  // namespace insyn::calls
