// The menu of a row.
import { expectAccessible } from "../fixtures/accessibility.ts";
import { emailOf, nameOf } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { Choosing } from "../pages/choosing.ts";
import { UsersPage } from "../pages/users.ts";

test("the right button opens it where the pointer is, for the value under it", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened("?cols=user,email,attribute:plan");
  const choosing = new Choosing(page);
  const plan = users.table.locator("tbody tr").nth(1).getByText("team", { exact: true });
  await plan.click({ button: "right" });
  await expect(choosing.menu).toHaveAccessibleName(`Actions for ${nameOf(1)}`);
  await expect(choosing.item("Open")).toBeFocused();
  await expectAccessible(page);
  await choosing.item("Filter for this value").click();
  await expect(choosing.menu).toBeHidden();
  await expect(page.getByRole("group", { name: /plan is team/i })).toBeVisible();
  await expect(users.counter).toHaveText("20 users found");
});

test("a value is left out", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened("?cols=user,email,attribute:plan");
  const choosing = new Choosing(page);
  await users.table.locator("tbody tr").nth(1).getByText("team", { exact: true }).click({ button: "right" });
  await choosing.item("Exclude this value").click();
  await expect(page.getByRole("group", { name: /plan is not team/i })).toBeVisible();
  await expect(users.counter).toHaveText("60 users found");
});

test("by keyboard it opens at the name, which gets the focus back", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await users.name(nameOf(2)).focus();
  await page.keyboard.press("Shift+F10");
  await expect(choosing.item("Open")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(choosing.menu).toBeHidden();
  await expect(users.name(nameOf(2))).toBeFocused();
  await page.keyboard.press("Shift+F10");
  await expect(choosing.item("Open")).toBeFocused();
  await page.keyboard.press("End");
  await expect(choosing.item("Delete")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(choosing.question).toHaveAccessibleName(`Delete ${nameOf(2)}?`);
  await page.keyboard.press("Escape");
  await expect(users.name(nameOf(2))).toBeFocused();
});

test("it copies, opens here and in a new tab", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await users.name(nameOf(0)).click({ button: "right" });
  await choosing.item("Copy email").click();
  await expect.poll(copied).toBe(emailOf(0));
  await users.name(nameOf(0)).click({ button: "right" });
  await choosing.item("Copy ID").click();
  await expect.poll(copied).toBe("person-1");
  await users.name(nameOf(0)).click({ button: "right" });
  const opened = page.context().waitForEvent("page");
  await choosing.item("Open in new tab").click();
  await expect((await opened).getByRole("complementary")).toContainText(nameOf(0));
  await (await opened).close();
  await users.name(nameOf(0)).click({ button: "right" });
  await choosing.item("Open").click();
  await expect(users.panel).toContainText(nameOf(0));
});

test("what a row has not cannot be chosen, and says why", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened("?page=4");
  const choosing = new Choosing(page);
  await users.names().first().click({ button: "right" });
  await expect(choosing.item("Copy email")).toHaveAttribute("aria-disabled", "true");
  await choosing.item("Copy email").hover();
  await expect(choosing.menu.getByText("This user has no e-mail address.").last()).toBeVisible();
});

test("touch has a button for it", async ({ populated, browser, contextOptions }) => {
  const context = await browser.newContext({
    ...contextOptions,
    baseURL: populated.server.url,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await context.addCookies(populated.cookies);
  const page = await context.newPage();
  await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await page.getByRole("button", { name: `Actions for ${nameOf(1)}` }).tap();
  await expect(choosing.item("Open")).toBeVisible();
  await expectAccessible(page);
  await choosing.item("Open").tap();
  await expect(page.getByRole("dialog")).toContainText(nameOf(1));
  await context.close();
});
