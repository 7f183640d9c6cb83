from flask import Flask, jsonify
from pymongo import MongoClient

from settings import MONGO_URI, REPORT_URI

app = Flask(__name__)

client = MongoClient("mongodb://orders-db.example.com:27017/", tls=True, tlsCAFile="/etc/ssl/orders-ca.pem")

audit = MongoClient("mongodb://audit-db.example.com/?tls=true", tlsCAFile="/etc/ssl/orders-ca.pem")

options = {
    "tls": True,
    "tlsCAFile": "/etc/ssl/orders-ca.pem",
}
archive = MongoClient("mongodb://archive-db.example.com/", **options)

reports = MongoClient(REPORT_URI)


@app.get("/orders/<number>")
def order(number):
    return jsonify(client.orders.orders.find_one({"number": number}, {"_id": 0}))
