import ssl

from flask import Flask, jsonify
from pymongo import MongoClient

from settings import MONGO_URI, REPORT_URI

app = Flask(__name__)

# Copied from an answer on the web: removed in PyMongo 4.
client = MongoClient("mongodb://orders-db.example.com:27017/", ssl=True, ssl_cert_reqs=ssl.CERT_NONE)

# The keyword wins over the URI, in silence: this one is in plaintext.
audit = MongoClient("mongodb://audit-db.example.com/?tls=true", tls=False)

options = {
    "tls": True,
    "tlsAllowInvalidCertificates": True,
    "tlsCAFile": "/etc/ssl/orders-ca.pem",
}
archive = MongoClient("mongodb://archive-db.example.com/", **options)

reports = MongoClient(REPORT_URI)


@app.get("/orders/<number>")
def order(number):
    return jsonify(client.orders.orders.find_one({"number": number}, {"_id": 0}))
