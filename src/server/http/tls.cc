#include "server/http/tls.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <filesystem>

#include "base/secret.h"
#include "os/file.h"

namespace insyn::server::http {

struct ReleaseContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using Context = std::unique_ptr<SSL_CTX, ReleaseContext>;

namespace {

constexpr std::size_t kLargest = std::size_t{256} << 10;

template <auto release>
struct Release {
  template <class T>
  void operator()(T* thing) const {
    release(thing);
  }
};
using Bio = std::unique_ptr<BIO, Release<&BIO_free>>;
using Certificate = std::unique_ptr<X509, Release<&X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Release<&EVP_PKEY_free>>;

Bio bio_of(ByteView bytes) { return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

// Instead of OpenSSL's question on the terminal.
int no_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned int offered_length, void*) {
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, length, kOurs, sizeof kOurs - 1, offered, offered_length) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

Context new_context() {
  Context context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_num_tickets(context.get(), 0);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_max_early_data(context.get(), 0);
  // What was received is in no connection's buffer once it was taken out of it.
  SSL_CTX_set_options(context.get(), SSL_OP_CLEANSE_PLAINTEXT);
  SSL_CTX_set_alpn_select_cb(context.get(), &choose_protocol, nullptr);
  return context;
}

Utc utc_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  const std::chrono::year_month_day day{std::chrono::year(parts.tm_year + 1900),
                                        std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
                                        std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
  return std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) + std::chrono::minutes(parts.tm_min) +
         std::chrono::seconds(parts.tm_sec);
}

Result<Tls::Validity> use_certificates(SSL_CTX* context, const Path& file) {
  TRY_ASSIGN(const Bytes text, read_file(file, kLargest));
  const Bio bio = bio_of(text);
  const Certificate own(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!own || SSL_CTX_use_certificate(context, own.get()) != 1)
    return fail(Code::kCorrupt, "{} holds no certificate (PEM) that can be used", file.string());
  while (const Certificate next{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
    SSL_CTX_add1_chain_cert(context, next.get());
  return Tls::Validity{utc_of(X509_get0_notBefore(own.get())), utc_of(X509_get0_notAfter(own.get()))};
}

Status use_key(SSL_CTX* context, const TlsFiles& files) {
  const Path& file = files.key;
  std::error_code error;
  const auto rights = std::filesystem::status(file, error).permissions();
  if (!error && (rights & std::filesystem::perms::others_all) != std::filesystem::perms::none)
    return fail(Code::kDenied, "{} can be read or changed by every user of this computer; chmod o= {}",
                file.string(), file.string());
  TRY_ASSIGN(Bytes text, read_file(file, kLargest));
  const SecretBytes secret{ByteView(text)};
  wipe(text);
  bool asked = false;
  const Key key(PEM_read_bio_PrivateKey(bio_of(secret.view()).get(), nullptr, &no_passphrase, &asked));
  if (asked)
    return fail(Code::kDenied, "{} is under a passphrase, which nobody is there to enter; store it without",
                file.string());
  if (!key) return fail(Code::kCorrupt, "{} holds no secret key (PEM)", file.string());
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1)
    return fail(Code::kCorrupt, "the key in {} is not that of the certificate in {}", file.string(),
                files.certificate.string());
  return {};
}

}  // namespace

struct Tls::Loaded {
  Context context = new_context();
  Validity validity{};
  FileStamp certificate, key;
  bool settled = false;
};

struct Tls::State {
  TlsFiles files;
  mutable std::mutex mutex;
  std::unique_ptr<Loaded> loaded;
  std::optional<std::pair<FileStamp, FileStamp>> refused;  // files that could not be used, said once
};

Tls::Tls(std::unique_ptr<State> state) : state_(std::move(state)) {}
Tls::Tls(Tls&&) noexcept = default;
Tls::~Tls() = default;

Result<std::unique_ptr<Tls::Loaded>> Tls::read(const TlsFiles& files) {
  auto loaded = std::make_unique<Loaded>();
  TRY_ASSIGN(loaded->certificate, stamp_of(files.certificate));
  TRY_ASSIGN(loaded->key, stamp_of(files.key));
  loaded->settled = is_settled(loaded->certificate) && is_settled(loaded->key);
  TRY_ASSIGN(loaded->validity, use_certificates(loaded->context.get(), files.certificate));
  TRY(use_key(loaded->context.get(), files));
  return loaded;
}

Result<Tls> Tls::load(const TlsFiles& files) {
  auto state = std::make_unique<State>();
  state->files = files;
  TRY_ASSIGN(state->loaded, read(files));
  return Tls(std::move(state));
}

Result<bool> Tls::reload() {
  const auto stamps = [&]() -> Result<std::pair<FileStamp, FileStamp>> {
    TRY_ASSIGN(const FileStamp certificate, stamp_of(state_->files.certificate));
    TRY_ASSIGN(const FileStamp key, stamp_of(state_->files.key));
    return std::pair(certificate, key);
  };
  TRY_ASSIGN(const auto now, stamps());
  {
    const std::lock_guard lock(state_->mutex);
    const Loaded& used = *state_->loaded;
    if (used.settled && now == std::pair(used.certificate, used.key)) return false;
    if (state_->refused == now) return false;
  }
  auto fresh = read(state_->files);
  const std::lock_guard lock(state_->mutex);
  if (!fresh) {
    state_->refused = now;
    return Failure(std::move(fresh).error());
  }
  const bool other = now != std::pair(state_->loaded->certificate, state_->loaded->key);
  state_->refused.reset();
  state_->loaded = std::move(*fresh);
  return other;
}

ssl_ctx_st* Tls::reference() const {
  const std::lock_guard lock(state_->mutex);
  SSL_CTX_up_ref(state_->loaded->context.get());
  return state_->loaded->context.get();
}

Tls::Validity Tls::validity() const {
  const std::lock_guard lock(state_->mutex);
  return state_->loaded->validity;
}

}  // namespace insyn::server::http
