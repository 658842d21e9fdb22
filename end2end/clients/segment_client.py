"""Sends a fixed set of calls with Segment's client for Python; HOST and KEY in the environment."""

import os
import sys
from datetime import datetime

import segment.analytics as analytics

failures = []
analytics.write_key = os.environ["KEY"]
analytics.host = os.environ["HOST"]
analytics.gzip = os.environ.get("GZIP") == "yes"
analytics.on_error = lambda error, batch: failures.append(error)
suffix = "gzip" if analytics.gzip else "plain"
user_id = f"segment-python-{suffix}"
context = {"signature": os.environ["SIGNATURE"]} if "SIGNATURE" in os.environ else None

analytics.identify(
    user_id,
    traits={
        "name": f"Petra Python {suffix}",
        "email": f"petra.{suffix}@example.com",
        "plan": "pro",
        "seats": 7,
        "beta": True,
        "roles": ["editor"],
        "trialEnds": datetime(2027, 3, 1, 12, 30),
    },
    context=context,
)
analytics.page(user_id, "Docs", "Start")
analytics.screen(user_id, "Docs", "Start")
analytics.group(user_id, "python-group", {"size": 8}, context=context)
analytics.track(user_id, "Report Exported", {"format": "pdf"})
analytics.track(user_id, "Experience Seen", {"experience_id": "welcome", "experience_kind": "tour"})
analytics.shutdown()
if failures:
    sys.exit(repr(failures))
