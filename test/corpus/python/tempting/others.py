"""Caches and queues: nothing of MongoDB's, but the same words."""
import re
import ssl

import psycopg2
import redis
import requests
from kafka import KafkaProducer

cache = redis.Redis(host="cache", ssl=True, ssl_cert_reqs=None, ssl_ca_certs="/etc/ssl/ca.pem")
producer = KafkaProducer(bootstrap_servers="k:9093", ssl_cafile="/ca.pem", ssl_check_hostname=False)
postgres = psycopg2.connect("postgresql://h/db", sslmode="require")
requests.get("https://example.net", verify=False)
context = ssl.create_default_context()
context.check_hostname = False
pattern = re.compile(r"^mongodb(\+srv)?://([^/]+)/")


def is_mongo(uri):
    return uri.startswith("mongodb://") or uri.startswith("mongodb+srv://")


OPTIONS = {"redis": {"ssl": True, "ssl_cert_reqs": "none"}, "smtp": {"tls": True}}
