package main

import (
	"crypto/tls"
	"net/http"
	"strings"
)

// MongoDB has its own client elsewhere: mongodb://db.example.net
func client() *http.Client {
	tr := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	return &http.Client{Transport: tr}
}

func isMongo(uri string) bool { return strings.HasPrefix(uri, "mongodb://") }
