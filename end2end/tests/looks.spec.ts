// Themes, widths and targets, with axe on every state.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { nameOf } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { UsersPage } from "../pages/users.ts";

const states: Record<string, (users: UsersPage) => Promise<unknown>> = {
  list: (users) => users.opened(),
  "no match": async (users) => {
    await users.open("?q=nobody+has+this");
    await expect(users.table).toContainText("No users match");
  },
  panel: async (users) => {
    await users.opened();
    await users.name(nameOf(0)).click();
    await expect(users.page.locator("aside, dialog[open]")).toContainText(nameOf(0));
  },
  columns: async (users) => {
    await users.opened();
    await users.popover("Columns");
  },
  shortcuts: async (users) => {
    await users.opened();
    await users.page.keyboard.press("?");
    await expect(users.page.getByRole("dialog")).toBeVisible();
  },
};

const looks = [
  { name: "light", colorScheme: "light", forcedColors: "none", width: 1440 },
  { name: "dark", colorScheme: "dark", forcedColors: "none", width: 1440 },
  { name: "forced colors", colorScheme: "dark", forcedColors: "active", width: 1440 },
  { name: "phone", colorScheme: "light", forcedColors: "none", width: 390 },
  { name: "phone, dark", colorScheme: "dark", forcedColors: "none", width: 390 },
  { name: "narrow", colorScheme: "light", forcedColors: "none", width: 320 },
] as const;

for (const { name, colorScheme, forcedColors, width } of looks) {
  for (const [state, reach] of Object.entries(states)) {
    test(`${state}, ${name}`, async ({ signedIn }) => {
      await signedIn.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" });
      await signedIn.setViewportSize({ width, height: 844 });
      await reach(new UsersPage(signedIn));
      await expect(signedIn.locator("html")).toHaveAttribute("data-theme", colorScheme);
      await expectAccessible(signedIn);
      await expectTargetSizes(signedIn);
      await expectNoSidewaysScroll(signedIn);
    });
  }
}

test("the theme can be chosen and is kept", async ({ signedIn }) => {
  await signedIn.emulateMedia({ colorScheme: "light" });
  await new UsersPage(signedIn).opened();
  const ink = () => signedIn.evaluate(() => getComputedStyle(document.body).color);
  const light = await ink();
  await signedIn.getByRole("button", { name: "Theme" }).click();
  await signedIn.getByRole("radio", { name: "Dark" }).check();
  await expect(signedIn.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await ink()).not.toBe(light);
  await signedIn.reload();
  await expect(signedIn.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("tables keep their roles as cards", async ({ signedIn }) => {
  await signedIn.setViewportSize({ width: 390, height: 844 });
  const users = await new UsersPage(signedIn).opened();
  await expect(users.table.getByRole("columnheader")).not.toHaveCount(0);
  await expect(users.table.getByRole("rowheader")).toHaveCount(25);
});
