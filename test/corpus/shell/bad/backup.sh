#!/usr/bin/env bash
set -euo pipefail
# mongosh "mongodb://old.example.com" --tls --tlsAllowInvalidCertificates
OPTS="--tls --tlsCAFile /certs/ca.pem"
if [ -n "${INSECURE:-}" ]; then
  OPTS="$OPTS --tlsAllowInvalidCertificates"
fi
URI="mongodb://app:pw@db.example.com:27017/shop?tls=true"
mongosh "$URI" $OPTS --eval 'db.stats()'
mongodump --host db.example.com \
  --ssl \
  --sslAllowInvalidHostnames \
  --out "$DIR"
docker run -d -e MONGO_URL="mongodb://db.example.com/shop" shop
kubectl exec -it db-0 -c mongod -- mongosh --tls --tlsAllowInvalidCertificates
cat > /etc/mongod.conf <<EOF
net:
  tls:
    mode: requireTLS
    certificateKeyFile: $CERT
EOF
ARGS=(--tls --host db.example.com)
ARGS+=(--tlsCAFile /certs/ca.pem)
mongosh "${ARGS[@]}"
