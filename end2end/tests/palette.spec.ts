// The command palette.
import { expectAccessible, expectNoSidewaysScroll } from "../fixtures/accessibility.ts";
import { emailOf, nameOf } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { Choosing } from "../pages/choosing.ts";
import { UsersPage } from "../pages/users.ts";

test("it opens, closes and gives the focus back", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await users.name(nameOf(1)).focus();
  await page.keyboard.press("Control+k");
  await expect(choosing.palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(choosing.palette).toBeHidden();
  await expect(users.name(nameOf(1))).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(choosing.palette).toBeHidden();
  await expect(users.name(nameOf(1))).toBeFocused();
});

test("a person is found by e-mail and opened", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type(emailOf(41));
  const first = choosing.palette.getByRole("option").first();
  await expect(first).toContainText(nameOf(41));
  await expect(first).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("Enter");
  await expect(choosing.palette).toBeHidden();
  await expect(users.panel).toContainText(nameOf(41));
});

test("a condition is added by the name of its field", async ({ signedIn: page }) => {
  await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("seats");
  await expect(choosing.palette.getByRole("option", { name: /seats/i }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: /seats/i })).toBeVisible();
  await choosing.focusIsKept();
});

test("it leads elsewhere, from elsewhere too", async ({ signedIn: page }) => {
  const users = await new UsersPage(page).opened();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("segm");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/segments$/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("person-7@");
  const choosing = new Choosing(page);
  await expect(choosing.palette.getByRole("option").first()).toContainText(nameOf(6));
  await page.keyboard.press("Enter");
  await expect(users.panel).toContainText(nameOf(6));
});

test("a segment is used as the filter", async ({ filtering: page, audience }) => {
  const [segment] = await audience.api.segments();
  await page.goto("/users");
  const choosing = new Choosing(page);
  await expect(page.getByRole("table")).toHaveAttribute("aria-busy", "false");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(segment?.name ?? "");
  await choosing.palette.getByRole("option", { name: segment?.name ?? "" }).first().click();
  await expect(page).toHaveURL(new RegExp(`seg=${segment?.segment_id}`));
  await expect(page.getByRole("heading", { level: 2 }).first()).toContainText(`${segment?.users} user`);
});

for (const { name, width, colorScheme } of [
  { name: "light", width: 1440, colorScheme: "light" },
  { name: "dark", width: 1440, colorScheme: "dark" },
  { name: "phone", width: 390, colorScheme: "light" },
] as const) {
  test(`its looks, ${name}`, async ({ signedIn: page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    await new UsersPage(page).opened();
    await page.keyboard.press("Control+k");
    const choosing = new Choosing(page);
    await expect(choosing.palette.getByRole("option").first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
