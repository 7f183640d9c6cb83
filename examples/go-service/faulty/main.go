package main

import (
	"crypto/tls"
	"log"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func main() {
	// Only lower-case true is a boolean for the Go driver: it refuses to start.
	events, err := mongo.Connect(options.Client().ApplyURI("mongodb://events-db.example.com/?tls=True"))
	if err != nil {
		log.Fatal(err)
	}
	defer events.Disconnect(nil)

	metrics, err := mongo.Connect(options.Client().
		ApplyURI("mongodb://metrics-db.example.com/?tls=true").
		SetTLSConfig(&tls.Config{InsecureSkipVerify: true}))
	if err != nil {
		log.Fatal(err)
	}
	defer metrics.Disconnect(nil)
}
