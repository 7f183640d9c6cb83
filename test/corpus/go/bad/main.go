package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"os"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
)

func main() {
	uri := os.Getenv("MONGODB_URI")
	if uri == "" {
		uri = "mongodb://fallback.example.net/?tls=true"
	}
	tlsConfig := &tls.Config{
		InsecureSkipVerify: true,
	}
	clientOptions := options.Client().ApplyURI(uri).SetTLSConfig(tlsConfig)
	client, err := mongo.Connect(context.TODO(), clientOptions)

	formatted := fmt.Sprintf("mongodb://%s:%s@%s/?tls=%t", user, password, host, secure)
	second, err := mongo.Connect(context.TODO(), options.Client().ApplyURI(formatted))

	third := options.Client()
	third.ApplyURI("mongodb://third.example.net")
	third.SetTLSConfig(insecure())
	mongo.Connect(context.TODO(), third)
}

func insecure() *tls.Config {
	cfg := new(tls.Config)
	cfg.InsecureSkipVerify = true
	return cfg
}
