from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import MongoClient

options = {"tls": True, 'tlsInsecure': True, "serverSelectionTimeoutMS": 5000}
if CA_FILE:
    options["tlsCAFile"] = CA_FILE
motor = AsyncIOMotorClient("mongodb://events.example.net", **options)

unpacked = MongoClient("mongodb://h.example.net", **{"tls": True, "tlsAllowInvalidHostnames": True})

defaults = dict(ssl=True, ssl_ca_certs="/etc/ssl/ca.pem")
merged = MongoClient(os.getenv("MONGO_URL", "mongodb://fallback.example.net"), **defaults)


def tls_options(strict):
    if strict:
        return {"tls": True, "tlsCAFile": "/etc/ssl/ca.pem"}
    return {"tls": True, "tlsAllowInvalidCertificates": True}


made = MongoClient(settings.MONGO_URI, **tls_options(False))
grown = {}
grown.update({"tls": True})
grown.update(tlsInsecure=True)
last = MongoClient("mongodb://grown.example.net", **grown)
