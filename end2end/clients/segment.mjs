// Sends a fixed set of calls with Segment's client for Node: segment.mjs, HOST and KEY in the environment.
import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: process.env.KEY, host: process.env.HOST });
const failures = [];
analytics.on("error", (error) => failures.push(error));
const userId = "segment-node-1";
const context = process.env.SIGNATURE ? { signature: process.env.SIGNATURE } : undefined;

analytics.track({ anonymousId: "segment-node-visitor", event: "Pricing Viewed" });
analytics.identify({
  userId,
  context,
  anonymousId: "segment-node-visitor",
  traits: {
    name: "Nora Node",
    email: "nora.node@example.com",
    plan: "pro",
    seats: 12,
    beta: true,
    roles: ["admin", "billing"],
    company: { name: "Nordwind" },
    renewsAt: "2027-03-01",
  },
});
analytics.page({ userId, name: "Pricing" });
analytics.screen({ userId, name: "Start" });
analytics.group({ userId, context, groupId: "nordwind", traits: { size: 40 } });
analytics.track({ userId, event: "Report Exported", properties: { format: "pdf", pages: 3 } });
analytics.track({
  userId,
  event: "Experience Completed",
  properties: { experience_id: "welcome", experience_name: "Welcome", experience_kind: "tour", step: 4, steps: 4 },
});
await analytics.closeAndFlush({ timeout: 20_000 });
if (failures.length > 0) {
  console.error(failures);
  process.exit(1);
}
