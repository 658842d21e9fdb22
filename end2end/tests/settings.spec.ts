// The settings: workspace, keys, accounts, one's own account, what was done, what runs here.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { joined, password } from "../fixtures/accounts.ts";
import { owner } from "../fixtures/server.ts";
import { complaintsOf, expect, test } from "../fixtures/test.ts";
import { parts, SettingsPage } from "../pages/settings.ts";

/** An owner who was made without a page is called like the address. */
const ownName = owner.email.split("@")[0] ?? "";

test("an owner finds every part, by the rail and by the address", async ({ signedInEmpty: page }) => {
  const settings = new SettingsPage(page);
  await page.goto("/users");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(page).toHaveURL(/\/settings\/workspace$/);
  await expect(settings.links()).toHaveText(parts);
  for (const part of parts) {
    await settings.link(part).click();
    await expect(page.getByRole("heading", { level: 2, name: part, exact: true })).toBeVisible();
    await expect(settings.link(part)).toHaveAttribute("aria-current", "page");
    await expect(page).toHaveTitle(`${part} - Settings`);
    await settings.loaded();
  }
  await page.goBack();
  await expect(page.getByRole("heading", { level: 2, name: "Audit log" })).toBeVisible();
  await page.goto("/settings/nothing");
  await expect(page.getByText("This page does not exist")).toBeVisible();
});

test("the workspace has a name and a time zone", async ({ signedInEmpty: page, empty }) => {
  const settings = new SettingsPage(page);
  await settings.open("workspace");
  await page.getByLabel("Name").fill("Acme Notes");
  await page.getByLabel("Time zone").fill("Europe/Atlantis");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Time zone")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await page.getByLabel("Time zone").fill("asia/tokyo");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
  await expect(settings.card("Public address")).toContainText(empty.server.url);
  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByRole("dialog", { name: "Account" })).toContainText("Acme Notes");
  await page.reload();
  await settings.loaded();
  await expect(page.getByLabel("Name")).toHaveValue("Acme Notes");
});

test("the public address stands in the lines and links that are made", async ({ signedInEmpty: page, empty }) => {
  const settings = new SettingsPage(page);
  await settings.open("workspace");
  const card = settings.card("Public address");
  await card.getByLabel("Another address").fill("rollcall.example.com/path");
  await card.getByRole("button", { name: "Set address" }).click();
  await expect(card.getByLabel("Another address")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await card.getByLabel("Another address").fill("https://Rollcall.example.com/");
  await card.getByRole("button", { name: "Set address" }).click();
  await expect(page.getByRole("status")).toHaveText("Public address saved");
  await expect(card.getByLabel("Another address")).toHaveValue("https://rollcall.example.com");
  await settings.open("connect");
  await expect(settings.card("Send users")).toContainText("rollcall.example.com");
  await settings.open("workspace");
  await card.getByLabel("Another address").fill("");
  await card.getByRole("button", { name: "Set address" }).click();
  await expect(card.locator(".settings-copied")).toContainText(empty.server.url);
});

test("a key is made, shown once, works, and is revoked", async ({ signedInEmpty: page, empty }) => {
  const settings = new SettingsPage(page);
  await settings.open("connect");
  await expect(page.getByRole("tab", { name: "curl" })).toBeVisible();
  await page.getByLabel("Name of a new key").fill("Reports");
  await page.getByLabel("Kind").selectOption("secret");
  await page.getByRole("button", { name: "Make key" }).click();
  const key = await settings.secret("Your new key");
  expect(key).toMatch(/^rc_secret_[0-9a-f]{48}$/);
  const status = async () => {
    const answer = await fetch(`${empty.server.url}/api/about`, { headers: { Authorization: `Bearer ${key}` } });
    return answer.status;
  };
  expect(await status()).toBe(200);
  await expect(settings.row("Reports")).toContainText("Secret");
  await settings.row("Reports").getByRole("button", { name: "Revoke Reports" }).click();
  await settings.confirm("Revoke key");
  await expect(settings.row("Reports")).toHaveCount(0);
  await expect(page.locator("#keys-title")).toBeFocused();
  expect(await status()).toBe(401);
  await page.reload();
  await settings.loaded();
  await expect(page.getByText(key)).toHaveCount(0);
});

test("somebody is invited, accepts, gets another role, and is removed", async ({ signedInEmpty: page, browser, contextOptions, empty }) => {
  const settings = new SettingsPage(page);
  await settings.open("accounts");
  const invite = settings.card("Invite somebody");
  await invite.getByLabel("E-mail").fill(owner.email.toUpperCase());
  await invite.getByRole("button", { name: "Make invitation link" }).click();
  await expect(invite.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await invite.getByLabel("E-mail").fill("mina@example.com");
  await invite.getByLabel("Role").selectOption("viewer");
  await invite.getByRole("button", { name: "Make invitation link" }).click();
  const link = await settings.secret("Invitation link");
  await expect(settings.card("Invited").getByRole("rowheader", { name: "mina@example.com" })).toBeVisible();
  await expectAccessible(page);

  const context = await browser.newContext({ ...contextOptions, baseURL: empty.server.url });
  const guest = await context.newPage();
  const complaints = complaintsOf(guest);
  await guest.goto(link);
  await expect(guest.getByText("ada invites you to Rollcall as viewer.")).toBeVisible();
  await expect(guest).toHaveURL(`${empty.server.url}/invitation`);
  await expectAccessible(guest);
  await expectTargetSizes(guest);
  await guest.getByLabel("Name").fill("Mina");
  await guest.getByLabel("Password").fill("mina@example.com");
  await guest.getByRole("button", { name: "Accept and see the users" }).click();
  await expect(guest.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
  await guest.getByLabel("Password").fill(password);
  await guest.getByRole("button", { name: "Accept and see the users" }).click();
  await expect(guest).toHaveURL(`${empty.server.url}/users`);
  await expect(guest.getByText("You are a viewer")).toBeVisible();

  await page.reload();
  await settings.loaded();
  await expect(settings.card("Invited")).toHaveCount(0);
  await page.getByLabel("Role of Mina").selectOption("editor");
  await expect(page.getByRole("status")).toHaveText("Mina is editor now");
  await guest.reload();
  await expect(guest.getByRole("link", { name: "Import users from CSV" }).first()).toBeVisible();

  // There is always an owner.
  await page.getByLabel(`Role of ${ownName}`).selectOption("viewer");
  await expect(page.getByText(/keeps the role/).first()).toBeVisible();
  await expect(page.getByLabel(`Role of ${ownName}`)).toHaveValue("owner");

  await settings.row("Mina").getByRole("button", { name: "Remove Mina" }).click();
  await settings.confirm("Remove account");
  await expect(settings.row("Mina")).toHaveCount(0);
  await guest.reload();
  await expect(guest.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByText("This invitation was accepted or revoked")).toBeVisible();
  expect(complaints).toEqual([]);
  await context.close();
});

test("an invitation is revoked, and tells who is signed in already", async ({ signedInEmpty: page }) => {
  const settings = new SettingsPage(page);
  await settings.open("accounts");
  const invite = settings.card("Invite somebody");
  await invite.getByLabel("E-mail").fill("mina@example.com");
  await invite.getByRole("button", { name: "Make invitation link" }).click();
  const link = await settings.secret("Invitation link");
  await page.goto(link);
  await expect(page.getByText(`You are signed in as ${ownName}`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Stay signed in" }).click();
  await expect(page).toHaveURL(/\/users$/);
  await settings.open("accounts");
  await page.getByRole("button", { name: "Revoke mina@example.com" }).click();
  await settings.confirm("Revoke invitation");
  await expect(settings.card("Invited")).toHaveCount(0);
  await expect(page.locator("#invite-title")).toBeFocused();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("This invitation was accepted or revoked")).toBeVisible();
});

test("one's own name, password and sessions", async ({ empty, browser, contextOptions }) => {
  const { page, context } = await joined(empty, browser, contextOptions, { email: "mina@example.com", role: "editor" });
  const other = await browser.newContext({ ...contextOptions, baseURL: empty.server.url });
  const elsewhere = await other.newPage();
  const signIn = async (secret: string) => {
    await elsewhere.goto("/sign-in");
    await elsewhere.getByLabel("E-mail").fill("mina@example.com");
    await elsewhere.getByLabel("Password").fill(secret);
    await elsewhere.keyboard.press("Enter");
    await expect(elsewhere).toHaveURL(/\/users$/);
  };
  await signIn(password);

  const settings = new SettingsPage(page);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("link", { name: "Your account" }).click();
  await settings.loaded();
  await expect(settings.links()).toHaveText(parts.filter((part) => part !== "Accounts" && part !== "Audit log"));
  await page.getByLabel("Name").fill("Mina Okafor");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("status")).toHaveText("Name saved");

  const sessions = settings.card("Sessions");
  await expect(sessions.getByRole("row")).toHaveCount(3);
  await expect(sessions.getByText("This one")).toHaveCount(1);
  await sessions.getByRole("button", { name: /^End the session/ }).click();
  await expect(sessions.getByRole("row")).toHaveCount(2);
  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await signIn(password);

  await page.getByLabel("Current password").fill("not it");
  await page.getByLabel("New password").fill("five quiet trains");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await page.getByLabel("Current password").fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed.").first()).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveValue("");
  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await signIn("five quiet trains");
  await page.reload();
  await settings.loaded();
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await settings.confirm("End sessions");
  await expect(sessions.getByRole("row")).toHaveCount(2);

  // What only owners see is not there, by the address either.
  await settings.open("accounts");
  await expect(page.getByText("Only an owner of the workspace sees this.")).toBeVisible();
  await settings.open("workspace");
  await expect(page.getByText("Only an owner changes these.")).toBeVisible();
  await settings.open("connect");
  await expect(page.getByText("Only an owner sees and makes keys.")).toBeVisible();
  await context.close();
  await other.close();
});

test("the audit log tells what was done, and is narrowed by the address", async ({ signedInEmpty: page, empty }) => {
  const settings = new SettingsPage(page);
  await settings.open("workspace");
  await page.getByLabel("Name").fill("Acme");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Settings saved");
  await empty.api.createTag("VIP");
  for (let at = 0; at < 55; at += 1) {
    await empty.api.createTag(`Tag ${at}`);
  }
  await settings.open("audit");
  const rows = page.getByRole("table").getByRole("rowheader");
  await expect(rows).toHaveCount(50);
  await page.getByRole("button", { name: "Show earlier entries" }).click();
  await expect(page.getByRole("button", { name: "Show earlier entries" })).toHaveCount(0);
  await expect(rows.nth(50).locator("span").first()).toBeFocused();
  await page.getByLabel("What").selectOption({ label: "Settings changed" });
  await expect(page).toHaveURL(/what=settings_changed$/);
  await expect(rows).toHaveText(["Settings changed"]);
  await expect(page.getByLabel("What")).toBeFocused();
  await page.getByLabel("Who").selectOption({ label: "Keys and command line" });
  await expect(page.getByText("Nothing of this kind was done.")).toBeVisible();
  await page.getByLabel("What").selectOption({ label: "Everything" });
  await expect(rows.first()).toHaveText("Tag created");
  await page.getByLabel("Until").fill("2020-01-01");
  await expect(page.getByText("Nothing of this kind was done.")).toBeVisible();
  await page.reload();
  await settings.loaded();
  await expect(page.getByLabel("Until")).toHaveValue("2020-01-01");
  await expect(page.getByLabel("Who")).toHaveValue("none");
});

test("what runs here", async ({ signedIn: page }) => {
  const settings = new SettingsPage(page);
  await settings.open("about");
  await expect(settings.card("This server")).toContainText("SQLite");
  await expect(settings.card("Health")).toContainText("answers in");
  await page.route("**/api/about", (route) => route.abort());
  await page.reload();
  await expect(page.getByText("The server cannot be reached.").first()).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(settings.card("Health")).toBeVisible();
  await expect(page.locator("#settings-title")).toBeFocused();
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`every part at ${width} pixels, ${colorScheme}`, async ({ signedInEmpty: page, empty }) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.emulateMedia({ colorScheme });
      await empty.api.createTag("VIP");
      const settings = new SettingsPage(page);
      for (const part of ["workspace", "connect", "attributes", "events", "experiences", "tags", "accounts", "you", "audit", "about"]) {
        await settings.open(part);
        await expectAccessible(page);
        await expectTargetSizes(page);
        await expectNoSidewaysScroll(page);
      }
    });
  }
}
