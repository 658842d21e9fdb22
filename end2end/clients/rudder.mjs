// Sends a fixed set of calls with RudderStack's client for Node: rudder.mjs, HOST and KEY in the environment.
import { createRequire } from "node:module";

const RudderAnalytics = createRequire(import.meta.url)("@rudderstack/rudder-sdk-node");
const analytics = new RudderAnalytics(process.env.KEY, { dataPlaneUrl: process.env.HOST, flushAt: 50, logLevel: "error" });
const userId = "rudder-node-1";
const context = process.env.SIGNATURE ? { signature: process.env.SIGNATURE } : undefined;

analytics.identify({
  userId,
  context,
  traits: { name: "Rune Node", email: "rune.node@example.com", plan: "team", seats: 5, beta: false, roles: ["viewer"] },
});
analytics.page({ userId, name: "Docs" });
analytics.track({ userId, event: "Report Exported", properties: { format: "csv" } });
analytics.group({ userId, context, groupId: "runen", traits: { size: 3 } });
analytics.track({
  userId,
  event: "Experience Answered",
  properties: { experience_id: "nps", experience_kind: "nps", question_id: "score", question_kind: "nps", answer: 9 },
});
await analytics.flush();
