// Looking on while a product is being connected.
import { expectAccessible, expectTargetSizes } from "../fixtures/accessibility.ts";
import { joined } from "../fixtures/accounts.ts";
import { expect, test } from "../fixtures/test.ts";
import { SettingsPage } from "../pages/settings.ts";

test("messages are seen as they come, and why some are refused", async ({ empty, signedInEmpty: page, browser, contextOptions }) => {
  const settings = new SettingsPage(page);
  await settings.open("connect");
  const debug = settings.card("Live debugger");
  const refused = settings.card("Refused messages");
  await expect(debug.getByText("Waiting for messages.")).toBeVisible();
  await expect(refused.getByText("Nothing was refused.")).toBeVisible();
  await empty.server.send(empty.writeKey, [
    { type: "track", userId: "u-1", event: "Report exported", properties: { rows: 3 } },
    { type: "track", userId: "u-2" },
  ]);
  const exported = debug.getByRole("row").filter({ hasText: "Report exported" });
  await expect(exported).toContainText("u-1");
  await expect(exported).toContainText("Stored");
  await expect(debug.getByRole("row").filter({ hasText: "Refused" })).toContainText("u-2");
  await exported.getByText("What it says").click();
  await expect(exported.getByText('{"rows":3}')).toBeVisible();
  await refused.getByRole("button", { name: "Look again" }).click();
  await expect(refused.getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
  await expectTargetSizes(page);

  // By keyboard: nothing comes while it is paused, and what came meanwhile comes afterwards.
  await debug.getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("Enter");
  await expect(debug.getByRole("button", { name: "Go on" })).toBeFocused();
  await debug.getByRole("button", { name: "Clear" }).click();
  await expect(debug.getByText("Paused.")).toBeVisible();
  await empty.server.send(empty.writeKey, [{ type: "track", userId: "u-1", event: "Second", properties: {} }]);
  await expect.poll(() => empty.api.count({ event: { name: "Second", count: { at_least: 1 } } })).toBe(1);
  await expect(debug.getByText("Paused.")).toBeVisible();
  await debug.getByRole("button", { name: "Go on" }).click();
  await expect(debug.getByRole("row").filter({ hasText: "Second" })).toBeVisible();
  await expect(debug.getByRole("row").filter({ hasText: "Report exported" })).toHaveCount(0);

  const guest = await joined(empty, browser, contextOptions, { email: "mina@example.com", role: "viewer" });
  const theirs = new SettingsPage(guest.page);
  await theirs.open("connect");
  await expect(theirs.card("Send users")).toBeVisible();
  await expect(theirs.card("Live debugger")).toHaveCount(0);
  await guest.context.close();
});
