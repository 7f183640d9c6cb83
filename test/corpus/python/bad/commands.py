import os
import subprocess

subprocess.run(["mongodump", "--uri", "mongodb://backup:pw@db.example.net/", "--ssl", "--sslAllowInvalidCertificates"])
os.system(f"mongorestore --host {host} --ssl --sslCAFile {ca}")
command = ["mongoexport", "--host", host]
if tls:
    command += ["--tls", "--tlsInsecure"]
subprocess.check_call(command)
print("install mongosh and run mongod --tlsMode requireTLS")
