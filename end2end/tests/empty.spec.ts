// A workspace without users: how to connect a product, until the first call arrives.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { basic } from "../fixtures/server.ts";
import { expect, test } from "../fixtures/test.ts";
import { Site } from "../fixtures/site.ts";
import { UsersPage } from "../pages/users.ts";

test("offers every way with the real host and key, and turns into the list by itself", async ({
  empty,
  signedInEmpty: page,
}) => {
  const users = new UsersPage(page);
  await users.open();
  await expect(users.counter).toHaveText("No users found");
  await expect(page.getByRole("heading", { name: "Connect your product" })).toBeVisible();
  await expect(page.getByText("Waiting for the first event…")).toBeVisible();
  for (const way of ["Browser snippet", "Node", "Python", "curl"]) {
    await page.getByRole("tab", { name: way }).click();
    await expect(page.getByLabel(`${way} code`, { exact: true })).toContainText(empty.server.url);
  }

  const curl = (await page.getByLabel("curl code", { exact: true }).innerText()).replaceAll("\\\n", " ");
  const key = /-u (\S+):/.exec(curl)?.[1];
  const body = /-d '(.+)'/.exec(curl)?.[1];
  const address = /curl (\S+)/.exec(curl)?.[1];
  if (key === undefined || body === undefined || address === undefined) {
    throw new Error(`the line for curl is incomplete: ${curl}`);
  }
  const answer = await fetch(address, {
    method: "POST",
    headers: { Authorization: basic(key), "Content-Type": "application/json" },
    body,
  });
  expect(answer.status).toBe(200);
  await expect(users.counter).toHaveText("1 user found");
  await expect(users.names()).toHaveText(["Mina Okafor"]);
  await expect(page.getByText("Waiting for the first event…")).toHaveCount(0);
});

test("the snippet, pasted into a page of another host, is the first event", async ({ empty, signedInEmpty: page }) => {
  const users = new UsersPage(page);
  await users.open();
  await page.getByRole("tab", { name: "Browser snippet" }).click();
  const snippet = await page.getByLabel("Browser snippet code", { exact: true }).innerText();
  const site = await Site.start({ "/": `<!doctype html><title>Product</title>${snippet}` }, {});
  try {
    const product = await page.context().newPage();
    const sent = product.waitForResponse(`${empty.server.url}/v1/batch`);
    await product.goto(site.url);
    expect((await sent).status()).toBe(200);
    const user = await empty.api.only("mina@example.com");
    expect(user).toMatchObject({ external_id: "user-42", name: "Mina Okafor", identified: true, sessions: 1 });
    expect(user.visitor_id).not.toBeNull();
    expect(user.attributes).toMatchObject({ plan: "pro" });

    // What is left in the queue goes out with the page.
    await product.evaluate(() => {
      const { rollcall } = window as unknown as { rollcall: { identify(id: string, traits: object): void } };
      rollcall.identify("user-42", { plan: "team" });
    });
    await product.close({ runBeforeUnload: true });
    await expect.poll(async () => (await empty.api.only("mina@example.com")).attributes.plan).toBe("team");
    await page.bringToFront();
    await expect(users.names()).toHaveText(["Mina Okafor"]);
  } finally {
    await site.stop();
  }
});

test("tabs of the ways follow the arrow keys", async ({ signedInEmpty: page }) => {
  await new UsersPage(page).open();
  await page.getByRole("tab", { name: "Browser snippet" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Node" })).toBeFocused();
  await expect(page.getByRole("tab", { name: "Node" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "curl" })).toBeFocused();
});

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 1440],
  ["light", 390],
  ["dark", 320],
] as const) {
  test(`empty, ${colorScheme}, ${width} pixels`, async ({ signedInEmpty: page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    await new UsersPage(page).open();
    await expect(page.getByRole("tab", { name: "curl" })).toBeVisible();
    await expectAccessible(page);
    await expectTargetSizes(page);
    await expectNoSidewaysScroll(page);
  });
}
