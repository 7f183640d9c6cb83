#!/bin/sh
# Used by the scripts that this one is sourced from.
export MONGOSH_EXTRA="--tls --tlsCAFile /etc/ca.pem --tlsAllowInvalidHostnames"
export CURL_EXTRA="--tlsv1.2 --insecure"
