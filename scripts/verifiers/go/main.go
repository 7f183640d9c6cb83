// Reads questions (JSON lines: id, uri) and prints what two versions of the MongoDB driver make of them.
package main

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"

	v1 "go.mongodb.org/mongo-driver/mongo/options"
	v2 "go.mongodb.org/mongo-driver/v2/mongo/options"
)

func version(path string) string {
	info, _ := debug.ReadBuildInfo()
	for _, dep := range info.Deps {
		if dep.Path == path {
			return dep.Version[1:]
		}
	}
	return "?"
}

func answer(id string, driverVersion string, err error, config *tls.Config, noEndpoint *bool) {
	result := map[string]any{"id": id, "driver": "go", "version": driverVersion}
	if err != nil {
		result["outcome"] = "error"
		result["message"] = err.Error()
	} else {
		result["outcome"] = "ok"
		result["tls"] = config != nil
		if config != nil {
			result["chain"] = !config.InsecureSkipVerify
			result["hostname"] = !config.InsecureSkipVerify
			result["clientCertificate"] = len(config.Certificates) > 0
		}
	}
	line, _ := json.Marshal(result)
	fmt.Println(string(line))
}

func main() {
	first := version("go.mongodb.org/mongo-driver")
	second := version("go.mongodb.org/mongo-driver/v2")
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for lines.Scan() {
		var question struct{ ID, URI string }
		if json.Unmarshal(lines.Bytes(), &question) != nil {
			continue
		}
		one := v1.Client().ApplyURI(question.URI)
		answer(question.ID, first, one.Validate(), one.TLSConfig, one.DisableOCSPEndpointCheck)
		two := v2.Client().ApplyURI(question.URI)
		answer(question.ID, second, two.Validate(), two.TLSConfig, two.DisableOCSPEndpointCheck)
	}
}
