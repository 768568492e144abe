"""What the Python suites share: the stand-in's control API, and a check that names what it found."""
import json
import os
import urllib.request

BASE = os.environ["STAND_IN"]


def control(method, path, body=None):
    """Calls the control API; returns the answer. A refusal raises its sentence."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{BASE}/control/{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise AssertionError(json.load(error)["error"]) from None


def gesture(kind, who, **more):
    """Lets a person do something; returns what they then see."""
    return control("POST", "gestures", {"kind": kind, "as": who, **more})["sees"]


def check(found, wanted, what):
    """Fails unless two values are equal."""
    assert found == wanted, f"{what}: {found!r} instead of {wanted!r}"
    print(f"  ok  {what}")


def clear():
    """Fails if the client broke a rule of Discord's."""
    broken = control("GET", "violations")["violations"]
    assert not broken, "rules broken:\n" + "\n".join(broken)
