"""Prints what Python's ssl module says: {id, host, port, tls, ca, crl, cert, password} in, {id, text} out."""
import json
import socket
import ssl
import sys
import traceback


def attempt(row):
    context = ssl.create_default_context(cafile=row.get("ca"))
    if row.get("crl"):
        context.load_verify_locations(row["crl"])
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    if row.get("cert"):
        context.load_cert_chain(row["cert"], password=row.get("password") or "")
    with socket.create_connection((row["host"], row["port"]), 2) as plain:
        with context.wrap_socket(plain, server_hostname=row["host"]) as secure:
            secure.sendall(b"hello")
            try:
                secure.recv(16)
            except TimeoutError:
                pass


for line in sys.stdin:
    row = json.loads(line)
    text = None
    try:
        if row["tls"]:
            attempt(row)
    except Exception:
        text = traceback.format_exc()
    print(json.dumps({"id": row["id"], "text": text}), flush=True)
