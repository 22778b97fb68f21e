"""An S3 store for tests: Debian's Swift with s3api, its proxy, account, container and object servers in one process.

usage: swift_store.py FOLDER ACCOUNT USER SECRET_KEY BUCKET
The access key is ACCOUNT:USER.
Keeps all that it stores in FOLDER, which has to be on a file system with user extended attributes. Prints the port on 127.0.0.1 once
it answers, and serves until its standard input ends.
"""
import eventlet

eventlet.monkey_patch()

import os
import sys

import eventlet.wsgi
from swift.common import utils
from swift.common.ring import RingBuilder
from swift.common.storage_policy import reload_storage_policies
from swift.common.swob import Request
from swift.common.wsgi import loadapp

SERVERS = ("account", "container", "object")

SWIFT = """[swift-hash]
swift_hash_path_prefix = tests
swift_hash_path_suffix = tests
[storage-policy:0]
name = only
default = yes
"""

STORAGE = """[DEFAULT]
devices = {folder}/devices
mount_check = false
swift_dir = {folder}
log_level = WARNING
[pipeline:main]
pipeline = {server}-server
[app:{server}-server]
use = egg:swift#{server}
"""

PROXY = """[DEFAULT]
swift_dir = {folder}
log_level = WARNING
[pipeline:main]
pipeline = catch_errors listing_formats s3api tempauth copy slo dlo proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = local
auth_pipeline_check = false
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {secret} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
"""


class Cache:
    """What Swift asks of memcached, for one process."""

    def __init__(self):
        self.values = {}

    def get(self, key, raise_on_error=False):
        return self.values.get(key)

    def set(self, key, value, serialize=True, time=0, min_compress_len=0, raise_on_error=False):
        self.values[key] = value

    def delete(self, key, server_key=None):
        self.values.pop(key, None)

    def incr(self, key, delta=1, time=0):
        self.values[key] = self.values.get(key, 0) + delta
        return self.values[key]


def with_cache(app):
    cache = Cache()

    def application(environment, start_response):
        environment["swift.cache"] = cache
        return app(environment, start_response)

    return application


def main(folder, account, user, secret_key, bucket):
    probe = os.path.join(folder, "probe")
    open(probe, "w").close()
    try:
        os.setxattr(probe, "user.probe", b"1")
    except OSError as error:
        sys.exit(f"{folder} has no user extended attributes, which Swift needs ({error}); set TMPDIR to a folder that has")
    os.makedirs(os.path.join(folder, "devices", "d1"))

    def write(name, text):
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    write("swift.conf", SWIFT)
    utils.set_swift_dir(folder)
    utils.validate_configuration()
    reload_storage_policies()
    sockets = {server: eventlet.listen(("127.0.0.1", 0)) for server in SERVERS + ("proxy",)}
    for server in SERVERS:
        ring = RingBuilder(1, 1, 0)
        port = sockets[server].getsockname()[1]
        ring.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "d1", "weight": 1})
        ring.rebalance()
        ring.get_ring().save(os.path.join(folder, server + ".ring.gz"))
    for server, socket in sockets.items():
        text = PROXY if server == "proxy" else STORAGE
        conf = write(server + ".conf", text.format(folder=folder, server=server, account=account, user=user, secret=secret_key))
        app = with_cache(loadapp(conf)) if server == "proxy" else loadapp(conf)
        eventlet.spawn(eventlet.wsgi.server, socket, app, log_output=False)
    wish = Request.blank(f"/v1/AUTH_{account}/{bucket}", environ={"REQUEST_METHOD": "PUT", "swift.authorize_override": True})
    made = wish.get_response(app)
    if made.status_int != 201:
        sys.exit(f"the bucket was not made: {made.status}")
    print(sockets["proxy"].getsockname()[1], flush=True)
    eventlet.tpool.execute(sys.stdin.read)


if __name__ == "__main__":
    main(*sys.argv[1:])
