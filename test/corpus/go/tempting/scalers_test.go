package scalers

import "testing"

// A table of what several scalers are given, MongoDB's among them.
var mongoDBMetadata = []struct {
	authParams map[string]string
	failed     bool
}{
	{authParams: map[string]string{"tls": "enable", "ca": "authority"}, failed: false},
	{authParams: map[string]string{"tls": "enable", "cert": "certificate"}, failed: true},
}

func TestMetadata(t *testing.T) {}
