"""A test of somebody else's endpoint: ENDPOINT is its URL, and it has the stand-in's key and token."""
import os
import unittest

from stand_in import control, gesture


class Greeting(unittest.TestCase):
    def setUp(self):
        control("POST", "reset")
        control("PATCH", "world", {"applications": [{"interactions_endpoint_url": os.environ["ENDPOINT"]}]})

    def test_the_button_answers(self):
        message = gesture("command", "member", command="greet")["message"]
        self.assertEqual(gesture("button", "newcomer", message=message["id"], control="Press")["text"], "pressed")

    def test_a_lost_answer_breaks_no_rule(self):
        route = {"method": "POST", "route": "/webhooks/{}/{}"}
        control("POST", "faults", {**route, "effect": {"kind": "applied_but_answer_lost"}})
        self.assertEqual(gesture("command", "member", command="later")["text"].split("\n")[0], "done")
        self.assertEqual(control("GET", "violations")["violations"], [])


unittest.main()
