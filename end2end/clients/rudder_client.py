"""Sends a fixed set of calls with RudderStack's client for Python; HOST and KEY in the environment."""

import os
import sys

import rudderstack.analytics as analytics

failures = []
analytics.write_key = os.environ["KEY"]
analytics.host = os.environ["HOST"]
analytics.on_error = lambda error, batch: failures.append(error)
user_id = "rudder-python-1"
context = {"signature": os.environ["SIGNATURE"]} if "SIGNATURE" in os.environ else None

analytics.identify(
    user_id,
    {"name": "Rosa Python", "email": "rosa.python@example.com", "plan": "free", "seats": 1, "roles": ["owner", "admin"]},
    context=context,
)
analytics.page(user_id, "Docs", "Start")
analytics.group(user_id, "rosa-group", {"size": 2}, context=context)
analytics.track(user_id, "Report Exported", {"format": "png"})
analytics.track(user_id, "Experience Dismissed", {"experience_id": "banner", "experience_kind": "banner"})
analytics.flush()
analytics.shutdown()
if failures:
    sys.exit(repr(failures))
