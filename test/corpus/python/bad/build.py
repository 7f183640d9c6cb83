"""Connections that are put together over several statements."""
import os

import pymongo


class Database:
    URI = "mongodb://db.example.com"
    OPTIONS = {"tls": True, "tlsAllowInvalidCertificates": True}

    def __init__(self):
        self.client = pymongo.MongoClient(self.URI, **self.OPTIONS)


def open_with(user, password, relaxed):
    uri = "mongodb://" + user + ":" + password + "@other.example.com"
    if relaxed:
        uri += "/?tls=true"
    return pymongo.MongoClient(uri)


base = {"tls": True}
client = pymongo.MongoClient("".join(["mongodb://", os.environ["HOST"], "/shop"]), **(base | {"tlsInsecure": True}))
