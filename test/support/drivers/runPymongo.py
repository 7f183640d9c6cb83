"""Connects with the real PyMongo: one JSON object per input line ({id, uri, options, timeoutMs}), one verdict per output line."""
import json
import sys
import threading
import warnings

import pymongo

warnings.simplefilter("ignore")
lock = threading.Lock()


own_dns = None


def use_dns(server):
    """From then on names below .test are those of the tests' own DNS server."""
    global own_dns
    if own_dns or not server:
        return
    own_dns = server
    import socket

    import dns.resolver

    host, port = server.split(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [host]
    resolver.port = int(port)
    resolver.lifetime = 5
    dns.resolver.default_resolver = resolver
    system = socket.getaddrinfo

    def lookup(name, port, *args, **kwargs):
        if not (isinstance(name, str) and name.endswith(".test")):
            return system(name, port, *args, **kwargs)
        found = []
        for kind in ("A", "AAAA"):
            try:
                found += [str(r) for r in resolver.resolve(name, kind)]
            except Exception:  # no such record
                pass
        if not found:
            raise socket.gaierror(-2, "Name or service not known")
        return [a for address in found for a in system(address, port, *args, **kwargs)]

    socket.getaddrinfo = lookup


def attempt(row):
    answer = {"id": row["id"]}
    try:
        client = pymongo.MongoClient(
            row["uri"],
            serverSelectionTimeoutMS=row["timeoutMs"],
            connectTimeoutMS=row["timeoutMs"],
            socketTimeoutMS=row["timeoutMs"],
            **row.get("options", {}),
        )
        try:
            client.admin.command("ping")
            answer["connected"] = True
        finally:
            client.close()
    except Exception as error:  # the verdict is whatever the driver says
        answer["connected"] = False
        answer["error"] = f"{type(error).__module__}.{type(error).__name__}: {error}"[:2000]
    with lock:
        print(json.dumps(answer), flush=True)


for line in sys.stdin:
    row = json.loads(line)
    use_dns(row.get("dns"))
    threading.Thread(target=attempt, args=(row,), daemon=False).start()
