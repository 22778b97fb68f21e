// Where this room is linked, whatever the program frees is overwritten first: a passphrase that came in a
// request, or what a caller dialled, is in memory no longer than the request, whichever library has had it in
// its hands. It declares nothing: it replaces the C library's free and realloc, which the operators new and
// delete, OpenSSL and all others come to.
#pragma once
