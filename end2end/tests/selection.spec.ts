// Choosing users, and what is done to all of them at once.
import { readFile } from "node:fs/promises";
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { everyone, nameOf, population } from "../fixtures/people.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { Choosing } from "../pages/choosing.ts";
import { UsersPage } from "../pages/users.ts";

async function fill(workspace: Workspace): Promise<void> {
  await workspace.server.send(workspace.writeKey, population(Date.now()));
}

test("boxes choose, Shift chooses what is between, pages turn under the selection", async ({ signedIn: page }) => {
  const users = new UsersPage(page);
  await users.listen();
  await users.opened();
  const choosing = new Choosing(page);
  const before = await page.locator(".list-bar").boundingBox();
  await choosing.box(nameOf(2)).click();
  await expect(choosing.bar).toContainText("1 selected on this page");
  expect(await page.locator(".list-bar").boundingBox()).toEqual(before);
  await choosing.box(nameOf(5)).click({ modifiers: ["Shift"] });
  await expect(choosing.bar).toContainText("4 selected on this page");
  await expect(choosing.box(nameOf(4))).toBeChecked();
  await expect(choosing.pageBox).toHaveJSProperty("indeterminate", true);
  await expect(choosing.box(nameOf(5))).toBeFocused();
  await expect.poll(() => users.told()).toContain("4 users selected");

  await page.getByRole("link", { name: "Next page" }).click();
  await expect(users.name(nameOf(25))).toBeVisible();
  await expect(choosing.bar).toContainText("4 selected");
  await expect(choosing.bar).not.toContainText("on this page");
  await choosing.pageBox.check();
  await expect(choosing.bar).toContainText("29 selected");
  await choosing.pageBox.uncheck();
  await expect(choosing.bar).toContainText("4 selected");
  await choosing.act("Clear").click();
  await expect(choosing.bar).toHaveCount(0);
  await expect(choosing.pageBox).toBeFocused();
});

test("X and Shift X choose by keyboard", async ({ signedIn: page }) => {
  await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  for (const key of ["j", "x", "j", "j", "Shift+X"]) {
    await page.keyboard.press(key);
  }
  await expect(choosing.bar).toContainText("3 selected on this page");
  await page.keyboard.press("x");
  await expect(choosing.bar).toContainText("2 selected on this page");
  await expect(choosing.box(nameOf(2))).not.toBeChecked();
});

test("all that match can be chosen but for some, until the search is another one", async ({ signedIn: page }) => {
  const users = new UsersPage(page);
  await users.listen();
  await users.opened();
  const choosing = new Choosing(page);
  await choosing.pageBox.check();
  await expect(choosing.bar).toContainText("25 selected on this page");
  await choosing.act(`Select all ${everyone} matching`).click();
  await expect(choosing.bar).toContainText(`All ${everyone} matching selected`);
  await choosing.focusIsKept();
  await expect.poll(() => users.told()).toContain(`All ${everyone} matching users selected`);
  await choosing.box(nameOf(1)).uncheck();
  await expect(choosing.bar).toContainText(`${everyone - 1} of ${everyone} matching selected`);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(choosing.box(nameOf(30))).toBeChecked();
  await page.goto("/users?q=berg");
  await users.opened("?q=berg");
  await choosing.pageBox.check();
  await expect(choosing.bar).toBeVisible();
  await page.goBack();
  await expect(choosing.bar).toHaveCount(0);
});

test("a change of the search clears the selection and says so", async ({ signedIn: page }) => {
  const users = new UsersPage(page);
  await users.listen();
  await users.opened();
  await users.search.fill("berg");
  await expect(page).toHaveURL(/q=berg/);
  await users.settled();
  const choosing = new Choosing(page);
  await choosing.pageBox.check();
  await expect(choosing.bar).toBeVisible();
  await page.goBack();
  await expect(choosing.bar).toHaveCount(0);
  await expect.poll(() => users.told()).toContain("Selection cleared because the search changed");
});

test("few are deleted after one question, many after their number", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await choosing.box(nameOf(0)).check();
  await choosing.box(nameOf(1)).check();
  await page.keyboard.press("Delete");
  await expect(choosing.question).toHaveAccessibleName("Delete 2 users?");
  await expect(choosing.question.getByRole("textbox")).toHaveCount(0);
  await choosing.question.getByRole("button", { name: "Delete 2 users" }).click();
  await expect(choosing.question).toBeHidden();
  await expect(choosing.notifications).toContainText("2 users deleted");
  await expect(users.counter).toHaveText(`${everyone - 2} users found`);
  await expect(users.name(nameOf(0))).toHaveCount(0);
  await expect(choosing.bar).toHaveCount(0);
  await choosing.focusIsKept();

  await choosing.pageBox.check();
  await choosing.act(`Select all ${everyone - 2} matching`).click();
  await choosing.box(nameOf(2)).uncheck();
  await choosing.act("Delete").click();
  const remove = choosing.question.getByRole("button", { name: `Delete ${everyone - 3} users` });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  const typed = choosing.question.getByRole("textbox", { name: `Type ${everyone - 3} to delete them` });
  await typed.fill("7");
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await typed.fill(String(everyone - 3));
  await typed.press("Enter");
  await expect(choosing.question).toBeHidden();
  await expect(choosing.notifications).toContainText(`${everyone - 3} users deleted`);
  await expect(users.names()).toHaveText([nameOf(2)]);
  expect((await empty.api.all()).map(({ name }) => name)).toEqual([nameOf(2)]);
});

test("another number of users is asked about anew", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await choosing.box(nameOf(3)).check();
  await choosing.box(nameOf(4)).check();
  await choosing.act("Delete").click();
  const gone = (await empty.api.search(nameOf(3)))[0]?.user_id ?? "";
  await empty.api.deleteUser(gone);
  await choosing.question.getByRole("button", { name: "Delete 2 users" }).click();
  await expect(choosing.question).toContainText("The number of users has changed: it is 1 now. Look at it again.");
  await expect(choosing.question).toHaveAccessibleName("Delete 1 user?");
  await choosing.question.getByRole("button", { name: "Delete 1 user" }).click();
  await expect(choosing.question).toBeHidden();
  await expect(users.counter).toHaveText(`${everyone - 2} users found`);
});

test("the chosen are exported, and so is the list", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened("?cols=user,email");
  const choosing = new Choosing(page);
  await choosing.box(nameOf(0)).check();
  await choosing.box(nameOf(2)).check();
  await choosing.act("Export").click();
  const exported = page.waitForEvent("download");
  await choosing.item("CSV, the columns shown").click();
  const file = await readFile(await (await exported).path(), "utf8");
  expect(file.replace("\ufeff", "").trim().split("\r\n").sort()).toEqual(
    [
      "name,visitor_id,email",
      `${nameOf(0)},,person-1@example.com`,
      `${nameOf(2)},,person-3@example.com`,
    ].sort(),
  );
  await expect(choosing.notifications).toContainText("2 users exported");
  await expect(choosing.notifications.getByRole("button", { name: "Download again" })).toBeVisible();
  await choosing.act("Clear").click();

  await users.search.fill("berg");
  await expect(page).toHaveURL(/q=berg/);
  await users.settled();
  const found = Number((await users.counter.innerText()).split(" ")[0]);
  const whole = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await choosing.item("CSV, all columns").click();
  const lines = (await readFile(await (await whole).path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(found + 1);
  expect(lines[0]).toContain("plan");
});

test("who may not is told why", async ({ signedIn: page }) => {
  await page.route("**/api/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { account: { role: string } };
    session.account.role = "viewer";
    await route.fulfill({ response, json: session });
  });
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await expect(choosing.trash(nameOf(0))).toHaveCount(0);
  await choosing.box(nameOf(0)).check();
  await expect(choosing.act("Delete")).toHaveAttribute("aria-disabled", "true");
  await expect(choosing.act("Delete")).toHaveAttribute("title", "Only owners delete several users at once.");
  await choosing.act("Delete").click({ force: true });
  await expect(users.alert).toHaveText("Only owners delete several users at once.");
  await expect(choosing.question).toBeHidden();
});

for (const { name, width, colorScheme } of [
  { name: "light", width: 1440, colorScheme: "light" },
  { name: "dark", width: 1440, colorScheme: "dark" },
  { name: "phone", width: 390, colorScheme: "light" },
  { name: "phone, dark", width: 390, colorScheme: "dark" },
  { name: "narrow", width: 320, colorScheme: "light" },
] as const) {
  test(`a selection, ${name}`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    await new UsersPage(page).opened();
    const choosing = new Choosing(page);
    await choosing.pageBox.check();
    await expect(choosing.bar).toBeVisible();
    await expectAccessible(page);
    await expectTargetSizes(page);
    await expectNoSidewaysScroll(page);
  });
}
