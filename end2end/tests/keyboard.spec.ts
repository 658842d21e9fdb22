// The list without a mouse.
import { nameOf } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { Panel } from "../pages/panel.ts";
import { UsersPage } from "../pages/users.ts";

test("J and K walk through the names, Enter opens, Escape comes back", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await signedIn.keyboard.press("j");
  await expect(users.name(nameOf(0))).toBeFocused();
  await signedIn.keyboard.press("j");
  await signedIn.keyboard.press("ArrowDown");
  await expect(users.name(nameOf(2))).toBeFocused();
  await signedIn.keyboard.press("k");
  await expect(users.name(nameOf(1))).toBeFocused();
  await signedIn.keyboard.press("Enter");
  await expect(users.panel).toContainText(nameOf(1));
  await signedIn.keyboard.press("Escape");
  await expect(users.panel).toHaveCount(0);
  await expect(users.name(nameOf(1))).toBeFocused();
  await signedIn.keyboard.press("o");
  await expect(users.panel).toContainText(nameOf(1));
});

test("J and K go on over the ends of pages, in the order that is shown", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened("?q=example.com&sort=name");
  const first = await users.names().allInnerTexts();
  for (let row = 0; row < 25; row += 1) {
    await signedIn.keyboard.press("j");
  }
  await expect(users.name(first[24] ?? "")).toBeFocused();

  // However long a page takes and often a key is pressed: the focus stays until it is there, and one page is turned.
  let asked = 0;
  await signedIn.route("**/api/users/search", async (route) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.fallback();
  });
  for (let press = 0; press < 4; press += 1) {
    await signedIn.keyboard.press("j");
  }
  await expect(users.name(first[24] ?? "")).toBeFocused();
  await expect(users.names().first()).toBeFocused();
  await signedIn.unroute("**/api/users/search");
  expect(asked).toBe(1);
  await expect(signedIn).toHaveURL(/\?q=example.com&sort=name&page=2$/);
  const second = await users.names().allInnerTexts();
  expect(second.filter((name) => first.includes(name))).toEqual([]);
  await signedIn.keyboard.press("j");
  await expect(users.name(second[1] ?? "")).toBeFocused();
  await signedIn.keyboard.press("k");
  await signedIn.keyboard.press("k");
  await expect(users.name(first[24] ?? "")).toBeFocused();
  await expect(signedIn).toHaveURL(/\?q=example.com&sort=name$/);
  await signedIn.keyboard.press("ArrowDown");
  await expect(users.name(second[0] ?? "")).toBeFocused();
});

test("whoever goes on to something else while a page is turned stays there", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened("?page=2");
  await signedIn.keyboard.press("j");
  await signedIn.route("**/api/users/search", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.fallback();
  });
  await signedIn.keyboard.press("k");
  await signedIn.keyboard.press("/");
  await expect(users.names().first()).toHaveText(nameOf(0));
  await users.settled();
  await expect(users.search).toBeFocused();
});

test("the ends of the list are said once", async ({ signedIn }) => {
  const users = new UsersPage(signedIn);
  await users.listen();
  await users.opened();
  await signedIn.keyboard.press("j");
  for (let press = 0; press < 3; press += 1) {
    await signedIn.keyboard.press("k");
    await expect(users.name(nameOf(0))).toBeFocused();
  }
  await expect.poll(() => users.told()).toContain("This is the first user");
  await users.opened("?page=4");
  const last = users.names().last();
  await last.focus();
  for (let press = 0; press < 3; press += 1) {
    await signedIn.keyboard.press("j");
    await expect(last).toBeFocused();
  }
  await expect.poll(() => users.told()).toContain("This is the last user");
  // What is said twice is said at once or never.
  await signedIn.waitForTimeout(2_500);
  expect((await users.told()).filter((text) => text === "This is the last user")).toHaveLength(1);
  await expect(signedIn).toHaveURL(/\?page=4$/);
});

test("with a profile open J and K go on over the ends of pages, from list and panel", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened("?page=2");
  const panel = new Panel(signedIn);
  await signedIn.keyboard.press("j");
  await signedIn.keyboard.press("Enter");
  await panel.shows(nameOf(25));
  await expect(panel.title).toBeFocused();
  await expect(panel.root).toContainText("26 of 80");
  await signedIn.keyboard.press("k");
  await panel.shows(nameOf(24));
  await expect(panel.title).toBeFocused();
  await expect(panel.root).toContainText("25 of 80");
  await expect(signedIn).toHaveURL(/\/users\?user=\d+$/);
  await signedIn.keyboard.press("j");
  await panel.shows(nameOf(25));
  await expect(signedIn).toHaveURL(/\?page=2&user=\d+$/);

  await signedIn.keyboard.press("F6");
  await expect(users.name(nameOf(25))).toBeFocused();
  await signedIn.keyboard.press("k");
  await panel.shows(nameOf(24));
  await expect(users.name(nameOf(24))).toBeFocused();
  await signedIn.keyboard.press("j");
  await panel.shows(nameOf(25));
  await expect(users.name(nameOf(25))).toBeFocused();

  await panel.button("Previous user").focus();
  await signedIn.keyboard.press("Enter");
  await panel.shows(nameOf(24));
  await expect(panel.button("Previous user")).toBeFocused();
  await panel.button("Next user").focus();
  await signedIn.keyboard.press("Enter");
  await panel.shows(nameOf(25));
  await expect(panel.button("Next user")).toBeFocused();
  await signedIn.keyboard.press("Escape");
  await expect(users.name(nameOf(25))).toBeFocused();
  await expect(signedIn).toHaveURL(/\?page=2$/);
});

test("on a phone the buttons of a profile walk over the ends of pages", async ({ signedIn }) => {
  await signedIn.setViewportSize({ width: 390, height: 844 });
  const users = await new UsersPage(signedIn).opened("?page=2");
  const panel = new Panel(signedIn);
  await users.name(nameOf(25)).click();
  await panel.shows(nameOf(25));
  await panel.button("Previous user").click();
  await panel.shows(nameOf(24));
  await expect(signedIn).toHaveURL(/\/users\?user=\d+$/);
  await panel.button("Next user").click();
  await panel.shows(nameOf(25));
  await expect(signedIn).toHaveURL(/\?page=2&user=\d+$/);
});

test("brackets turn pages, slash searches", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await signedIn.keyboard.press("]");
  await expect(users.names().first()).toHaveText(nameOf(25));
  await signedIn.keyboard.press("[");
  await expect(users.names().first()).toHaveText(nameOf(0));
  await signedIn.keyboard.press("/");
  await expect(users.search).toBeFocused();
  await signedIn.keyboard.type("jk]");
  await expect(users.search).toHaveValue("jk]");
});

test("a question mark lists the keys, which can be switched off", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await signedIn.keyboard.press("?");
  const dialog = signedIn.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("checkbox").uncheck();
  await signedIn.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await signedIn.keyboard.press("]");
  await signedIn.keyboard.press("j");
  await expect(users.names().first()).toHaveText(nameOf(0));
  await expect(users.name(nameOf(0))).not.toBeFocused();
});

test("the first Tab offers the ways past the frame", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  await signedIn.keyboard.press("Tab");
  const skip = signedIn.getByRole("link", { name: "Skip to results" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await signedIn.keyboard.press("Enter");
  await expect(users.counter).toBeFocused();
});
