// The clients that products already have, unchanged, pointed at Rollcall; what they sent is found through the API.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { file, python } from "../fixtures/programs.ts";
import { Site } from "../fixtures/site.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";

async function runClient(workspace: Workspace, program: string, name: string, extra: Record<string, string> = {}) {
  const environment = { ...process.env, HOST: workspace.server.url, KEY: workspace.writeKey, ...extra };
  await promisify(execFile)(program, [file(`clients/${name}`)], { env: environment, timeout: 45_000 });
}

test("@segment/analytics-node", async ({ empty }) => {
  await runClient(empty, process.execPath, "segment.mjs");
  const user = await empty.api.only("nora.node@example.com");
  expect(user).toMatchObject({
    external_id: "segment-node-1",
    anonymous_id: "segment-node-visitor",
    name: "Nora Node",
    email: "nora.node@example.com",
    identified: true,
    sessions: 1,
    experiences_seen: 1,
  });
  expect(user.attributes).toMatchObject({
    plan: "pro",
    seats: 12,
    beta: true,
    roles: ["admin", "billing"],
    "company.name": "Nordwind",
    "group.id": "nordwind",
    "group.size": 40,
    renewsAt: "2027-03-01T00:00:00.000Z",
  });
  expect(user.sources).toMatchObject({ plan: "server", name: "server", user_id: "native" });
  expect(user.last_activity).not.toBeNull();
  expect(await empty.api.search("")).toHaveLength(1);
});

test("@rudderstack/rudder-sdk-node", async ({ empty }) => {
  await runClient(empty, process.execPath, "rudder.mjs");
  const user = await empty.api.only("rune.node@example.com");
  expect(user).toMatchObject({ external_id: "rudder-node-1", name: "Rune Node", identified: true, experiences_seen: 1 });
  expect(user.attributes).toMatchObject({ plan: "team", seats: 5, beta: false, roles: ["viewer"], "group.id": "runen", "group.size": 3 });
  expect(user.last_activity).not.toBeNull();
});

for (const gzip of ["yes", "no"]) {
  test(`segment-analytics-python, gzip ${gzip}`, async ({ empty }) => {
    await runClient(empty, python(), "segment_client.py", { GZIP: gzip });
    const suffix = gzip === "yes" ? "gzip" : "plain";
    const user = await empty.api.only(`petra.${suffix}@example.com`);
    expect(user).toMatchObject({ external_id: `segment-python-${suffix}`, identified: true, experiences_seen: 1 });
    expect(user.attributes).toMatchObject({ plan: "pro", seats: 7, beta: true, roles: ["editor"], "group.id": "python-group", "group.size": 8 });
    expect(user.last_activity).not.toBeNull();
  });
}

test("rudder-sdk-python", async ({ empty }) => {
  await runClient(empty, python(), "rudder_client.py");
  const user = await empty.api.only("rosa.python@example.com");
  expect(user).toMatchObject({ external_id: "rudder-python-1", name: "Rosa Python", identified: true, experiences_seen: 1 });
  expect(user.attributes).toMatchObject({ plan: "free", seats: 1, roles: ["owner", "admin"], "group.id": "rosa-group", "group.size": 2 });
});

test("@segment/analytics-next, in a page of another host", async ({ empty, page }) => {
  const loader = `<!doctype html><title>Product</title><script>
    const analytics = (window.analytics = []);
    analytics.initialize = false;
    analytics._writeKey = ${JSON.stringify(empty.writeKey)};
    analytics._cdn = ${JSON.stringify(empty.server.url)};
    analytics._loadOptions = {};
    for (const method of ["page", "track", "identify", "group", "ready", "on"]) {
      analytics[method] = (...given) => { analytics.push([method, ...given]); return analytics; };
    }
    analytics.page();
  </script><script src="/standalone.js"></script>`;
  const site = await Site.start(
    { "/": loader },
    { "/standalone.js": file("node_modules/@segment/analytics-next/dist/umd/standalone.js") },
  );
  try {
    const visit = page.waitForResponse(`${empty.server.url}/v1/p`);
    await page.goto(site.url);
    expect((await visit).status()).toBe(200);
    const [visitor] = await empty.api.search("");
    expect(visitor).toMatchObject({ identified: false, name: null, email: null, sessions: 1 });
    expect(visitor?.visitor_id).not.toBeNull();

    const answers = [page.waitForResponse(`${empty.server.url}/v1/i`), page.waitForResponse(`${empty.server.url}/v1/t`)];
    await page.evaluate(async () => {
      const { analytics } = window as unknown as { analytics: Record<string, (...given: unknown[]) => Promise<unknown>> };
      await analytics.identify?.("browser-1", { name: "Bela Browser", email: "bela@example.com", plan: "pro", seats: 3 });
      await analytics.track?.("Report Exported", { format: "pdf" });
    });
    for (const answer of answers) {
      expect((await answer).status()).toBe(200);
    }
    const user = await empty.api.only("bela@example.com");
    expect(user).toMatchObject({
      user_id: visitor?.user_id,
      external_id: "browser-1",
      visitor_id: visitor?.visitor_id,
      name: "Bela Browser",
      identified: true,
    });
    expect(user.attributes).toMatchObject({ plan: "pro", seats: 3 });
    expect(user.sources.plan).toBe("sdk");
  } finally {
    await site.stop();
  }
});
