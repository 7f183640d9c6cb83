export MONGO_URL = mongodb://app:$(PASSWORD)@db.example.com/shop?ssl=true&tlsInsecure=true
# OLD_URL = mongodb://old.example.com

status:
	@mongosh --tls --tlsAllowInvalidCertificates --host db.example.com --eval 'rs.status()'

import: orders.json
	MONGO_URL="mongodb://import.example.com/shop?tls=false" npm run import
	mongoimport --uri="mongodb://import.example.com/shop" --ssl \
	  --sslAllowInvalidHostnames --file $<
