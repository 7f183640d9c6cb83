"""Services beside MongoDB. A URI looks like mongodb://user:secret@host/db."""
import aio_pika
import grpc
import ldap3
import mysql.connector
import smtplib
from bson import ObjectId
from elasticsearch import Elasticsearch

# client = MongoClient("mongodb://old.example.com", tlsInsecure=True)
search = Elasticsearch("https://e:9200", verify_certs=False, ssl_show_warn=False, ca_certs="ca.pem")
rabbit = aio_pika.connect_robust(host="rabbit", ssl=True, ssl_options={"ca_certs": "ca.pem", "cert_reqs": 0})
sql = mysql.connector.connect(host="db", ssl_ca="ca.pem", ssl_verify_cert=False, tls_versions=["TLSv1.1"])
directory = ldap3.Server("ldap", use_ssl=True, tls=ldap3.Tls(validate=0))
rpc = grpc.secure_channel("svc:443", grpc.ssl_channel_credentials())
CELERY = {"broker_use_ssl": {"ssl_cert_reqs": 0}, "redis_backend_use_ssl": {"ssl_cert_reqs": 0}}

mail = smtplib.SMTP("smtp.example.com")
mail.starttls(context=None)
document = {"_id": ObjectId(), "tls": True, "ssl": False, "tlsInsecure": True}


class TlsReport:
    tls = True
    ssl_verify = False


def wants_tls(options):
    """Asks, and takes away, and gives nothing a value."""
    return options.get("tls", False) or options.pop("tlsInsecure", None) or "tlsCAFile" in options
