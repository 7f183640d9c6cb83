"""Shapes of options: what is written here is written somewhere every day."""
import os
import ssl

import motor.motor_asyncio
from beanie import init_beanie
from pymongo import MongoClient

URI = (
    "mongodb://db1.example.com:27017,"
    "db2.example.com:27017/shop"
    "?replicaSet=rs0&ssl=true&ssl_cert_reqs=CERT_NONE"
)
TLS = {"tls": True, "tlsAllowInvalidCertificates": True}


class Settings:
    MONGO_TLS = True
    uri = os.environ.get("MONGO_URI", "mongodb://settings.example.com/shop?tls=false")
    options = dict(tls=True, tlsAllowInvalidHostnames=True)

    def client(self):
        return MongoClient(self.uri, **self.options)


constant = MongoClient(URI, **TLS)
merged = MongoClient("mongodb://merged.example.com/shop", **{**TLS, "tlsCAFile": "ca.pem"})
percent = MongoClient("mongodb://%s:%s@percent.example.com/shop?ssl=true" % (os.environ["U"], os.environ["P"]))
formatted = MongoClient("mongodb://{}:{}@formatted.example.com/?tls=true&tlsInsecure=true".format(*os.environ["UP"].split(":")))
interpolated = MongoClient(f"mongodb://{os.environ['U']}:{os.environ['P']}@{os.environ['H']}/?tls=true&tlsInsecure=true")
old = MongoClient("db.example.com", 27017, ssl=True, ssl_cert_reqs=ssl.CERT_NONE, ssl_ca_certs="ca.pem", ssl_match_hostname=False)


async def start(host: str = "mongodb://start.example.com/shop", *, insecure: bool = False):
    client = motor.motor_asyncio.AsyncIOMotorClient(host, tls=True, tlsInsecure=insecure)
    await init_beanie(connection_string="mongodb://beanie.example.com/shop?tls=true&tlsInsecure=true")
    return client


def grown():
    options = {"appname": "grown"}
    options["tls"] = True
    if os.environ.get("INSECURE"):
        options["tlsAllowInvalidCertificates"] = True
    return MongoClient('''mongodb://grown.example.com/shop''', **options)
