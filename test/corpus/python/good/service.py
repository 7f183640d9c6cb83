import os

import certifi
from pymongo import AsyncMongoClient, MongoClient

MONGO_URL = os.environ.get("MONGO_URL", "mongodb://localhost:27017")
CA = "/etc/ssl/certs/ca.pem"

client = MongoClient(MONGO_URL, tls=True, tlsCAFile=certifi.where())
reports = AsyncMongoClient("mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true", tlsCAFile=CA)
local = MongoClient("localhost", 27017)
x509 = MongoClient(
    "mongodb://db.example.net/?authMechanism=MONGODB-X509",
    tls=True,
    tlsCertificateKeyFile="/etc/ssl/client.pem",
    tlsCAFile=CA,
)
