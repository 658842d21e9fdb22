// Deleting one user for good.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { everyone, nameOf, population } from "../fixtures/people.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { Choosing } from "../pages/choosing.ts";
import { UsersPage } from "../pages/users.ts";

async function fill(workspace: Workspace): Promise<void> {
  await workspace.server.send(workspace.writeKey, population(Date.now()));
}

test("the trash asks first, and the row goes once the server has answered", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = new UsersPage(page);
  await users.listen();
  await users.opened();
  const choosing = new Choosing(page);
  const trash = choosing.trash(nameOf(1));
  await expect(trash).toHaveCSS("opacity", "0");
  await users.name(nameOf(1)).hover();
  await expect(trash).toHaveCSS("opacity", "1");
  await trash.click();
  await expect(choosing.question).toHaveAccessibleName(`Delete ${nameOf(1)}?`);
  await expect(choosing.question).toContainText("survey answers");
  await expect(choosing.question).toContainText("This cannot be undone.");
  const cancel = choosing.question.getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeFocused();
  await expectAccessible(page);
  await cancel.click();
  await expect(choosing.question).toBeHidden();
  await expect(trash).toBeFocused();
  await expect(users.name(nameOf(1))).toBeVisible();

  await trash.click();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/users/*", async (route) => {
    await held;
    await route.continue();
  });
  const remove = choosing.question.getByRole("button", { name: "Delete user" });
  await remove.click();
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await expect(users.name(nameOf(1))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(choosing.question).toBeVisible();
  release();
  await expect(choosing.question).toBeHidden();
  await expect(users.name(nameOf(1))).toHaveCount(0);
  await expect(users.name(nameOf(2))).toBeFocused();
  await expect(users.counter).toHaveText(`${everyone - 1} users found`);
  await expect.poll(() => users.told()).toContain(`${nameOf(1)} deleted. ${everyone - 1} users found.`);
  await expect(page.getByRole("button", { name: /^Show \d+ update/ })).toHaveCount(0);
  await expect(users.names()).toHaveCount(25);
  expect(await empty.api.search(nameOf(1))).toEqual([]);
});

test("the last of a page leaves the focus to the one before", async ({ empty, signedInEmpty: page }) => {
  await empty.server.send(empty.writeKey, population(Date.now()).slice(0, 4));
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  for (const [gone, next] of [
    [users.names().nth(1), users.names().first()],
    [users.names().first(), users.counter],
  ] as const) {
    const name = await gone.innerText();
    await gone.focus();
    await page.keyboard.press("Delete");
    await expect(choosing.question).toHaveAccessibleName(`Delete ${name}?`);
    await choosing.question.getByRole("button", { name: "Delete user" }).click();
    await expect(users.name(name)).toHaveCount(0);
    await expect(next).toBeFocused();
  }
});

test("a failure is told where it was asked, and the user stays", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await page.route("**/api/users/*", (route) => route.abort());
  await choosing.trash(nameOf(0)).focus();
  await page.keyboard.press("Enter");
  await choosing.question.getByRole("button", { name: "Delete user" }).click();
  await expect(choosing.question.getByText(`${nameOf(0)} is still there. The server cannot be reached.`)).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/api/users/*");
  await choosing.question.getByRole("button", { name: "Delete user" }).click();
  await expect(users.name(nameOf(0))).toHaveCount(0);
  await expect(users.name(nameOf(1))).toBeFocused();
});

test("the panel of who is deleted closes", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await users.name(nameOf(3)).click();
  await expect(users.panel).toContainText(nameOf(3));
  // The panel lies over the end of the row.
  await page.keyboard.press("Delete");
  await expect(choosing.question).toHaveAccessibleName(`Delete ${nameOf(3)}?`);
  await choosing.question.getByRole("button", { name: "Delete user" }).click();
  await expect(users.panel).toHaveCount(0);
  await expect(users.name(nameOf(3))).toHaveCount(0);
  await expect(users.name(nameOf(4))).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`on a phone the trash is there to be touched, ${colorScheme}`, async ({ populated, browser, contextOptions }) => {
    const context = await browser.newContext({
      ...contextOptions,
      baseURL: populated.server.url,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      colorScheme,
    });
    await context.addCookies(populated.cookies);
    const page = await context.newPage();
    await new UsersPage(page).opened();
    const choosing = new Choosing(page);
    await expect(choosing.trash(nameOf(0))).toHaveCSS("opacity", "1");
    await expectTargetSizes(page);
    await choosing.trash(nameOf(0)).tap();
    await expect(choosing.question).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await choosing.question.getByRole("button", { name: "Cancel" }).tap();
    await expect(choosing.question).toBeHidden();
    await context.close();
  });
}
