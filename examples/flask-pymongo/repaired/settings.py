"""Settings of the orders service."""
import os

MONGO_HOST = os.environ.get("MONGO_HOST", "orders-db.example.com")
MONGO_URI = "mongodb://orders-db.example.com:27017/orders?tls=true&tlsCAFile=/etc/ssl/orders-ca.pem"
REPORT_URI = f"mongodb://{MONGO_HOST}/reports?tls=true&tlsCAFile=/etc/ssl/orders-ca.pem"
