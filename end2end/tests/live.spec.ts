// Calls that arrive while somebody looks.
import { everyone, nameOf, population } from "../fixtures/people.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { UsersPage } from "../pages/users.ts";

async function fill(workspace: Workspace): Promise<void> {
  await workspace.server.send(workspace.writeKey, population(Date.now()));
}

async function arrive(workspace: Workspace, name: string): Promise<void> {
  const userId = name.toLowerCase().replaceAll(" ", "-");
  await workspace.server.send(workspace.writeKey, [
    { type: "identify", userId, traits: { name } },
    { type: "page", userId },
  ]);
}

test("the counter moves at once and the list follows", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = await new UsersPage(page).opened();
  await page.mouse.move(0, 0);
  await arrive(empty, "Zora Newcomer");
  await expect(users.counter).toHaveText(`${everyone + 1} users found`, { timeout: 3_000 });
  await expect(users.names().first()).toHaveText("Zora Newcomer");
  await expect(page).toHaveTitle(`${everyone + 1} users - Users & Segments`);
});

test("rows keep their places under the pointer until they are asked to move", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = await new UsersPage(page).opened();
  await users.name(nameOf(1)).hover();
  await arrive(empty, "Yuri Newcomer");
  await expect(users.counter).toHaveText(`${everyone + 1} users found`);
  const show = page.getByRole("button", { name: /^Show \d+ updates?$/ });
  await expect(show).toBeVisible();
  await expect(users.names().first()).toHaveText(nameOf(0));
  await show.click();
  await expect(users.names().first()).toHaveText("Yuri Newcomer");
  await expect(show).toHaveCount(0);
});

test("rows keep their places while the focus is among them", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = await new UsersPage(page).opened();
  await page.mouse.move(0, 0);
  await page.keyboard.press("j");
  await expect(users.name(nameOf(0))).toBeFocused();
  await arrive(empty, "Xenia Newcomer");
  await expect(users.counter).toHaveText(`${everyone + 1} users found`);
  await expect(page.getByRole("button", { name: /^Show \d+ updates?$/ })).toBeVisible();
  await expect(users.name(nameOf(0))).toBeFocused();
  await expect(users.names().first()).toHaveText(nameOf(0));
});

test("a search is counted anew when somebody arrives", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const users = new UsersPage(page);
  await users.open("?q=newcomer");
  await expect(users.counter).toHaveText("No users found");
  await arrive(empty, "Wanda Newcomer");
  await expect(users.counter).toHaveText("1 user found");
  await arrive(empty, "Nobody Else");
  await expect(users.names()).toHaveText(["Wanda Newcomer"]);
});

test("two tabs share one stream", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const first = await new UsersPage(page).opened();
  const second = await new UsersPage(await page.context().newPage()).opened();
  await arrive(empty, "Viktor Newcomer");
  await expect(second.counter).toHaveText(`${everyone + 1} users found`);
  await expect(first.counter).toHaveText(`${everyone + 1} users found`);
});
