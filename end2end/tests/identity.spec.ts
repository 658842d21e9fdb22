// Identity verification: switched on in the settings, signed by a product's server, carried by the clients it has.
import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { promisify } from "node:util";
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { joined } from "../fixtures/accounts.ts";
import { file, python } from "../fixtures/programs.ts";
import { Site } from "../fixtures/site.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { SettingsPage } from "../pages/settings.ts";

function signatureOf(secret: string, userId: string): string {
  return createHmac("sha256", secret).update(userId).digest("hex");
}

test("an owner makes a secret, switches verification on, and sees who is refused", async ({ empty, signedInEmpty: page, browser, contextOptions }) => {
  const settings = new SettingsPage(page);
  await settings.open("connect");
  const card = settings.card("Identity verification");
  const box = card.getByLabel("Require a signature");
  await box.click();
  await expect(card.getByText("Make a secret first")).toBeVisible();
  await expect(box).not.toBeChecked();
  await card.getByRole("button", { name: "Make secret" }).click();
  const secret = await settings.secret("Your new secret");
  expect(secret).toMatch(/^rc_identity_[0-9a-f]{48}$/);
  await expect(card.getByRole("row")).toHaveCount(2);
  await box.focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("status")).toHaveText("Identity verification is on");
  await expect(box).toBeChecked();
  await card.getByRole("tab", { name: "Python" }).click();
  await expect(card.getByText("hashlib.sha256")).toBeVisible();
  await expectAccessible(page);
  await expectTargetSizes(page);

  await empty.server.send(empty.writeKey, [
    { type: "identify", userId: "u-1" },
    { type: "identify", userId: "u-2", context: { signature: signatureOf(secret, "u-2") } },
  ]);
  const debug = settings.card("Live debugger");
  await expect(debug.getByRole("row").filter({ hasText: "u-1" })).toContainText("context.signature is missing");
  await expect(debug.getByRole("row").filter({ hasText: "u-2" })).toContainText("Stored");

  // The secret is replaced: both are good until the first is revoked, and the last one stays while it is needed.
  await card.getByRole("button", { name: "Make secret" }).click();
  await expect(card.getByRole("row")).toHaveCount(3);
  await card.getByRole("button", { name: "Make secret" }).click();
  await expect(card.getByText("There are two secrets already.").first()).toBeVisible();
  await card.getByRole("button", { name: /^Revoke the secret/ }).first().click();
  await settings.confirm("Revoke secret");
  await expect(card.getByRole("row")).toHaveCount(2);
  await expect(page.locator("#identity-title")).toBeFocused();
  await card.getByRole("button", { name: /^Revoke the secret/ }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Revoke secret" }).click();
  await expect(dialog.getByText("this is the only secret")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await settings.loaded();
  await expect(box).toBeChecked();
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
  await expectTargetSizes(page);

  const guest = await joined(empty, browser, contextOptions, { email: "mina@example.com", role: "viewer" });
  const theirs = new SettingsPage(guest.page);
  await theirs.open("connect");
  await expect(theirs.card("Identity verification")).toContainText("It is on.");
  await expect(theirs.card("Identity verification").getByRole("button", { name: "Make secret" })).toHaveCount(0);
  await guest.context.close();
});

/** Runs a client against a workspace where users have to be proven. */
async function run(workspace: Workspace, program: string, name: string, signature: string): Promise<void> {
  const environment = { ...process.env, HOST: workspace.server.url, KEY: workspace.writeKey, SIGNATURE: signature };
  await promisify(execFile)(program, [file(`clients/${name}`)], { env: environment, timeout: 45_000 });
}

const clients = [
  { name: "segment.mjs", program: () => process.execPath, userId: "segment-node-1", email: "nora.node@example.com" },
  { name: "rudder.mjs", program: () => process.execPath, userId: "rudder-node-1", email: "rune.node@example.com" },
  { name: "segment_client.py", program: python, userId: "segment-python-plain", email: "petra.plain@example.com" },
  { name: "rudder_client.py", program: python, userId: "rudder-python-1", email: "rosa.python@example.com" },
];

for (const { name, program, userId, email } of clients) {
  test(`${name} carries the signature`, async ({ empty }) => {
    const secret = await empty.api.requireIdentity();
    await run(empty, program(), name, signatureOf(secret, "somebody else"));
    expect(await empty.api.search(email)).toHaveLength(0);
    await run(empty, program(), name, signatureOf(secret, userId));
    const user = await empty.api.only(email);
    expect(user.external_id).toBe(userId);
    expect(user.attributes).toHaveProperty(["group.id"]);
  });
}

test("@segment/analytics-next carries the signature, and need not again", async ({ empty, page }) => {
  const secret = await empty.api.requireIdentity();
  const loader = `<!doctype html><title>Product</title><script>
    const analytics = (window.analytics = []);
    analytics.initialize = false;
    analytics._writeKey = ${JSON.stringify(empty.writeKey)};
    analytics._cdn = ${JSON.stringify(empty.server.url)};
    analytics._loadOptions = {};
    for (const method of ["page", "track", "identify", "ready"]) {
      analytics[method] = (...given) => { analytics.push([method, ...given]); return analytics; };
    }
    analytics.page();
  </script><script src="/standalone.js"></script>`;
  const site = await Site.start(
    { "/": loader },
    { "/standalone.js": file("node_modules/@segment/analytics-next/dist/umd/standalone.js") },
  );
  try {
    await page.goto(site.url);
    await expect.poll(async () => (await empty.api.search("")).length).toBe(1);
    const call = async (signature: string) => {
      const answer = page.waitForResponse(`${empty.server.url}/v1/i`);
      await page.evaluate(async (signature) => {
        const { analytics } = window as unknown as { analytics: Record<string, (...given: unknown[]) => Promise<unknown>> };
        await analytics.identify?.("browser-1", { email: "bela@example.com" }, { context: { signature } });
      }, signature);
      return (await answer).status();
    };
    expect(await call(signatureOf(secret, "browser-2"))).toBe(400);
    expect(await empty.api.search("bela@example.com")).toHaveLength(0);
    expect(await call(signatureOf(secret, "browser-1"))).toBe(200);
    const tracked = page.waitForResponse(`${empty.server.url}/v1/t`);
    await page.evaluate(async () => {
      const { analytics } = window as unknown as { analytics: Record<string, (...given: unknown[]) => Promise<unknown>> };
      await analytics.track?.("Report Exported", { format: "pdf" });
    });
    expect((await tracked).status()).toBe(200);
    expect(await empty.api.search("")).toHaveLength(1);
    const exported = { event: { name: "Report Exported", count: { at_least: 1 } } };
    expect(await empty.api.count({ all: [exported, { property: { user_id: { is: { value: "browser-1" } } } }] })).toBe(1);
  } finally {
    await site.stop();
  }
});

test("the snippet keeps the signature with the user, and the page may ask for the user's segments", async ({ empty, page }) => {
  const secret = await empty.api.requireIdentity();
  const signature = signatureOf(secret, "user-42");
  const loader = `<!doctype html><title>Product</title><script>
    window.rollcall = window.rollcall || [];
    for (const call of ["load", "identify", "track", "page", "group", "alias", "reset"])
      rollcall[call] = (...given) => rollcall.push([call, ...given]);
    rollcall.load(${JSON.stringify(empty.writeKey)}, { host: ${JSON.stringify(empty.server.url)} });
  </script><script src="${empty.server.url}/rollcall.js"></script>`;
  const site = await Site.start({ "/": loader }, {});
  try {
    await page.goto(site.url);
    const sent = async (calls: string) => {
      const asked = page.waitForRequest(`${empty.server.url}/v1/batch`);
      await page.evaluate(calls);
      const { batch } = (await asked).postDataJSON() as { batch: { context: { signature?: string } }[] };
      return batch.map(({ context }) => context.signature);
    };
    const identify = `rollcall.identify("user-42", { email: "mina@example.com", plan: "pro" }, { context: { signature: "${signature}" } })`;
    expect(await sent(`${identify}; rollcall.group("acme", { size: 3 })`)).toEqual([signature, signature]);
    const user = await expect.poll(async () => (await empty.api.search("mina@example.com")).length).toBe(1).then(() => empty.api.only("mina@example.com"));
    expect(user).toMatchObject({ external_id: "user-42", identified: true });
    expect(user.attributes).toMatchObject({ "group.id": "acme", "group.size": 3 });
    // Somebody else has no use for it, and after a reset nobody.
    expect(await sent(`rollcall.identify("user-43")`)).toEqual([undefined]);
    expect(await sent(`rollcall.reset(); rollcall.page()`)).toEqual([undefined]);
    const asked = await page.evaluate(
      async ([address]) => (await fetch(address ?? "")).json() as Promise<unknown>,
      [`${empty.server.url}/v1/users/segments?writeKey=${empty.writeKey}&userId=user-42&signature=${signature}`],
    );
    expect(asked).toEqual({ segments: [] });
  } finally {
    await site.stop();
  }
});
