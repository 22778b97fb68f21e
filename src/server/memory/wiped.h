// Where this room is linked, whatever the program frees is overwritten first: a passphrase that came in a
// request is in memory no longer than the request, whichever library has had it in its hands. It declares
// nothing: it replaces the operators new and delete.
#pragma once
