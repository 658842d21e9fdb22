// From the set-up link to the users; signing in and out.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { everyone } from "../fixtures/people.ts";
import { owner, Server } from "../fixtures/server.ts";
import { complaintsOf, expect, test } from "../fixtures/test.ts";
import { UsersPage } from "../pages/users.ts";

test("the set-up link makes the owner, once, and leads straight to the users", async ({ page, browser }) => {
  const server = await Server.start({ owner: false });
  try {
    const complaints = complaintsOf(page);
    await page.goto(`${server.url}/users`);
    await expect(page.getByText("Open the set-up link that the server printed")).toBeVisible();

    await page.goto(server.setUpLink());
    await expect(page.getByRole("heading", { level: 1, name: "Set up Rollcall" })).toBeVisible();
    await expect(page).toHaveURL(`${server.url}/set-up`);
    await expectAccessible(page);
    await expectTargetSizes(page);
    await page.getByLabel("Name").fill(owner.name);
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password").fill("password1234");
    await page.getByRole("button", { name: "Set up and see the users" }).click();
    await expect(page.getByRole("alert")).not.toBeEmpty();
    await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page);

    await page.getByLabel("Password").fill(owner.password);
    await page.getByRole("button", { name: "Set up and see the users" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Users & Segments" })).toBeFocused();
    await expect(page).toHaveURL(`${server.url}/users`);
    await expect(page.getByRole("heading", { name: "Connect your product" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Connect your product" })).toBeVisible();
    expect(complaints).toEqual([]);

    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(server.setUpLink());
    await expect(stranger.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await stranger.context().close();
  } finally {
    await server.stop();
  }
});

test("signing in leads back to where one wanted to go, signing out ends it", async ({ page, populated }) => {
  const wanted = `${populated.server.url}/users?sort=name&page=2`;
  await page.goto(wanted);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page).toHaveTitle("Sign in - Rollcall");
  await expectAccessible(page);

  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password").fill("not the password at all");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).not.toBeEmpty();
  await expect(page.getByLabel("E-mail")).toHaveValue(owner.email);

  await page.getByLabel("Password").fill(owner.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(wanted);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(`${everyone} users found`);
  const cookies = await page.context().cookies();
  expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([{ httpOnly: true, sameSite: "Lax" }]);

  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByRole("dialog", { name: "Account" })).toContainText(owner.email);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.goto(`${populated.server.url}/users`);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});

test("a session that is gone is said, and signing in again leads back", async ({ page, populated }) => {
  await page.context().addCookies(populated.cookies);
  const users = await new UsersPage(page).openedAt(populated.server.url);
  await page.context().clearCookies();
  await users.sortBy("Email");
  await expect(page.getByText("Your session has ended.").first()).toBeVisible();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/users\?sort=-email$/);
  await expect(users.head("Email")).toHaveAttribute("aria-sort", "descending");
});

for (const width of [1440, 390, 320]) {
  test(`the sign-in page at ${width} pixels`, async ({ page, populated }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto(`${populated.server.url}/sign-in`);
    await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
    await expectAccessible(page);
    await expectTargetSizes(page);
    await expectNoSidewaysScroll(page);
  });
}
