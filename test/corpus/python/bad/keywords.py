"""Orders service: one client per process."""
import os
import ssl

import pymongo
from pymongo import MongoClient

URI = "mongodb://orders:wr0ng@db1.example.net:27017,db2.example.net:27017/orders?replicaSet=rs0"

client = MongoClient(URI, tls=True, tlsAllowInvalidCertificates=True)
legacy = pymongo.MongoClient(
    "mongodb://legacy.example.net/",
    ssl=True,
    ssl_cert_reqs=ssl.CERT_NONE,  # until the new CA is there
    ssl_match_hostname=False,
)
other = MongoClient(host="mongodb://reports.example.net/?tls=true&tlsInsecure=true", tlsCAFile=os.environ["CA"])
concatenated = MongoClient("mongodb://" + os.environ["HOST"] + "/?tls=false", tlsInsecure=True)
adjacent = MongoClient(
    "mongodb://a.example.net,"
    "b.example.net/?replicaSet=rs1"
    "&ssl=true",
    tlsAllowInvalidHostnames=True,
)
formatted = "mongodb://{}:{}@{}/?ssl=true".format(user, password, host)
percent = "mongodb://%s:%s@%s/?tls=true" % (user, password, host)
fstring = f"mongodb+srv://{user}:{password}@{host}/?tlsInsecure=true"
