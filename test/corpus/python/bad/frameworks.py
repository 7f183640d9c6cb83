import mongoengine
from flask import Flask
from mongoengine import connect

app = Flask(__name__)
app.config["MONGODB_SETTINGS"] = {
    "host": "mongodb://app:pw@mongo.example.net/app",
    "ssl": True,
    "ssl_cert_reqs": ssl.CERT_NONE,
}
connect(db="shop", host="mongodb://shop.example.net/shop", tls=True, tlsAllowInvalidCertificates=True)
mongoengine.connect("logs", host=LOG_URI, ssl=True)

DATABASES = {
    "default": {
        "ENGINE": "djongo",
        "NAME": "shop",
        "CLIENT": {"host": "mongodb+srv://u:p@cluster.example.mongodb.net/shop", "tls": True, "tlsInsecure": True},
    },
    "reports": {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"sslmode": "require"},
    },
}


class MongoConfig:
    uri: str = "mongodb://settings.example.net/?ssl=true"
    tlsAllowInvalidCertificates = True


class Store:
    def __init__(self, uri="mongodb://store.example.net", tls=False):
        self.client = pymongo.MongoClient(uri, tls=tls, tlsCAFile=self.ca)
