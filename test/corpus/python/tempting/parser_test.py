import pytest
from uris import parse_uri


@pytest.mark.parametrize(
    "text,hosts",
    [
        ("mongodb://a", ["a"]),
        ("mongodb://a,b", ["a", "b"]),
        ("mongodb://a:1/?tls=true", ["a"]),
        ("mongodb+srv://c", ["c"]),
    ],
)
def test_hosts(text, hosts):
    """Hosts of URIs such as mongodb://user:secret@example.net/."""
    assert parse_uri(text).hosts == hosts
    assert parse_uri("mongodb://z/?ssl=maybe").error
