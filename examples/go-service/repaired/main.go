package main

import (
	"log"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func main() {
	events, err := mongo.Connect(options.Client().ApplyURI("mongodb://events-db.example.com/?tls=true"))
	if err != nil {
		log.Fatal(err)
	}
	defer events.Disconnect(nil)

	metrics, err := mongo.Connect(options.Client().
		ApplyURI("mongodb://metrics-db.example.com/?tls=true&tlsCAFile=/etc/ssl/metrics-ca.pem"))
	if err != nil {
		log.Fatal(err)
	}
	defer metrics.Disconnect(nil)
}
