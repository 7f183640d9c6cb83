"""Asks a real PyMongo: JSON lines of {"id", "uri"?, "host"?, "options"?} in, JSON lines of what MongoClient did out.

Runs with the PyMongo on PYTHONPATH, on Python 2.7 and 3.6 or later. Nothing is connected: files named by options count as
present and right, names of mongodb+srv URIs resolve to three made-up hosts. Used by scripts/drivers-verify.mjs and
scripts/oracle/make.mjs.
"""
from __future__ import print_function

import json
import ssl
import sys
import warnings

warnings.simplefilter("ignore")
import pymongo  # noqa: E402
from pymongo import common, uri_parser  # noqa: E402

try:
    from pymongo import ssl_support
except ImportError:  # 2.x
    ssl_support = None

VERSION = tuple(int(n) for n in pymongo.version.replace("+", ".").split(".")[:2])


class _Readable(object):
    def close(self):
        pass


def _trust_files():
    """Every file exists and holds what it should."""
    common.open = lambda *args, **kwargs: _Readable()
    if not hasattr(ssl, "SSLContext"):
        return

    class Context(ssl.SSLContext):
        def load_cert_chain(self, *args, **kwargs):
            pass

        def load_verify_locations(self, *args, **kwargs):
            pass

        def load_default_certs(self, *args, **kwargs):
            pass

    for name in ("pymongo.ssl_support", "pymongo.ssl_context"):
        module = sys.modules.get(name)
        if module is not None and hasattr(module, "SSLContext"):
            module.SSLContext = Context
    other = sys.modules.get("pymongo.pyopenssl_context")
    if other is not None:
        for name in ("load_cert_chain", "load_verify_locations", "load_default_certs"):
            setattr(other.SSLContext, name, lambda self, *args, **kwargs: None)


def _answer_dns():
    """Names of mongodb+srv URIs resolve to hosts of the same domain, without a TXT record."""

    def hosts(fqdn):
        return [(name + "." + fqdn.split(".", 1)[-1], 27017) for name in "xyz"]

    if hasattr(uri_parser, "_get_dns_srv_hosts"):
        uri_parser._HAVE_DNSPYTHON = True
        uri_parser._get_dns_srv_hosts = hosts
        uri_parser._get_dns_txt_options = lambda fqdn: None
    for name in ("pymongo.srv_resolver", "pymongo.synchronous.srv_resolver"):
        try:
            __import__(name)
        except ImportError:
            continue
        resolver = sys.modules[name]
        if hasattr(resolver, "_SrvResolver"):
            resolver._SrvResolver.get_hosts = lambda self: hosts(self._SrvResolver__fqdn)
            resolver._SrvResolver.get_options = lambda self: None
    for name in ("pymongo.uri_parser", "pymongo.uri_parser_shared", "pymongo.srv_resolver"):
        module = sys.modules.get(name)
        if hasattr(module, "_HAVE_DNSPYTHON"):
            module._HAVE_DNSPYTHON = True
        if hasattr(module, "_have_dnspython"):
            module._have_dnspython = lambda: True


def _value(value):
    if isinstance(value, dict):
        return dict((k, _value(v)) for k, v in value.items())
    if isinstance(value, list):
        return [_value(v) for v in value]
    if isinstance(value, type(u"")):
        if value.startswith("ssl.CERT_"):
            return getattr(ssl, value[4:])
        if sys.version_info[0] == 2:
            return value.encode("utf-8")
    return value


def _name(error):
    module = type(error).__module__
    name = type(error).__name__
    return name if module in ("builtins", "exceptions") else module + "." + name


def _ask(query):
    options = dict((str(k), _value(v)) for k, v in (query.get("options") or {}).items())
    host = _value(query.get("uri") or query.get("host"))
    if VERSION < (3, 0):
        options["_connect"] = False
    else:
        options.setdefault("connect", False)
    row = {"id": query.get("id")}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            client = pymongo.MongoClient(host, **options)
            if VERSION >= (4, 12) and client._resolve_srv_info.get("is_srv"):
                seen = len(caught)
                client._resolve_srv()
                del caught[seen:]  # the same warnings a second time
        except Exception as error:
            row.update(outcome="error", error=_name(error), message=str(error))
        else:
            row.update(outcome="ok", **_tls(client))
            try:
                client.close()
            except Exception:
                pass
    row["warnings"] = ["%s: %s" % (w.category.__name__, w.message) for w in caught]
    return row


def _tls(client):
    if VERSION < (3, 0):
        required = bool(client._MongoClient__ssl_cert_reqs)
        return {"tls": bool(client._MongoClient__use_ssl), "chain": required, "hostname": required, "crl": False}
    holder = getattr(client, "_options", None) or client._MongoClient__options
    pool = holder.pool_options
    context = getattr(pool, "_ssl_context", None) or getattr(pool, "ssl_context", None)
    if context is None:
        return {"tls": False}
    mode = context.verify_mode
    chain = mode != ssl.CERT_NONE and mode != 0
    if hasattr(pool, "tls_allow_invalid_hostnames"):
        match = not pool.tls_allow_invalid_hostnames
    else:
        match = pool.ssl_match_hostname
    flags = getattr(context, "verify_flags", 0) & getattr(ssl, "VERIFY_CRL_CHECK_LEAF", 4)
    return {"tls": True, "chain": chain, "hostname": bool(chain and match), "crl": bool(flags)}


def main():
    _trust_files()
    _answer_dns()
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(_ask(json.loads(line))))
            sys.stdout.flush()


main()
