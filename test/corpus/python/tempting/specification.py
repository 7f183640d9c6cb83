"""Which options a tool for MongoDB takes: none of them is given a value here."""
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--tlsCAFile", help="file with the authorities")
parser.add_argument("--tlsAllowInvalidCertificates", action="store_true")

argument_spec = dict(
    ssl=dict(type="bool", default=False),
    ssl_cert_reqs=dict(type="str", choices=["CERT_NONE", "CERT_REQUIRED"]),
    ssl_ca_certs=dict(type="str"),
)

VALIDATORS = {"tls": validate_boolean, "tlsCAFile": validate_readable}


def test_options(self, parse):
    self.assertEqual(parse("tls=true"), {"tls": True, "tlsInsecure": False})
