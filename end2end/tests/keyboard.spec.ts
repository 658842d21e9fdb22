// The list without a mouse.
import { nameOf } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
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
