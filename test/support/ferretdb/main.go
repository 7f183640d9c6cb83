// A real MongoDB-compatible server for the tests: FerretDB 1.24 with its SQLite backend, embedded as a library
// (`go install` of its own command panics: its version file is not part of the module).
// Listens on the given TCP and TLS addresses until it is killed or its standard input ends; prints one JSON line when ready.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"net"
	"os"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	tcp := flag.String("tcp", "", "address for plaintext, for example 127.0.0.1:27017")
	tls := flag.String("tls", "", "address for TLS")
	cert := flag.String("cert", "", "certificate file")
	key := flag.String("key", "", "key file")
	ca := flag.String("ca", "", "CA of client certificates: when given, they are required")
	dir := flag.String("dir", "", "folder of the database files")
	flag.Parse()

	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: *tcp, TLS: *tls, TLSCertFile: *cert, TLSKeyFile: *key, TLSCAFile: *ca},
		Handler:   "sqlite",
		SQLiteURL: "file:" + *dir + "/",
	})
	if err != nil {
		json.NewEncoder(os.Stdout).Encode(map[string]string{"error": err.Error()})
		os.Exit(1)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	go func() {
		for _, address := range []string{*tcp, *tls} {
			for address != "" {
				connection, err := net.DialTimeout("tcp", address, time.Second)
				if err == nil {
					connection.Close()
					break
				}
				time.Sleep(20 * time.Millisecond)
			}
		}
		json.NewEncoder(os.Stdout).Encode(map[string]string{"ready": "yes"})
	}()
	if err := server.Run(ctx); err != nil && ctx.Err() == nil {
		json.NewEncoder(os.Stdout).Encode(map[string]string{"error": err.Error()})
		os.Exit(1)
	}
}
