// Attributes in the settings: where they come from, and what is done to them.
import { expectAccessible, expectTargetSizes } from "../fixtures/accessibility.ts";
import { joined } from "../fixtures/accounts.ts";
import { catalogue } from "../fixtures/catalogue.ts";
import { expect, test } from "../fixtures/test.ts";
import { SettingsPage } from "../pages/settings.ts";

const pro = { attribute: { key: "plan", test: { text: { is: { value: "pro" } } } } };
const seats = { attribute: { key: "seats", test: { number: { at_least: 6 } } } };

test("an attribute is found, renamed, hidden and shown again", async ({ empty, signedInEmpty: page, browser, contextOptions }) => {
  const settings = new SettingsPage(page);
  await settings.open("attributes");
  await expect(page.getByText("No attributes yet.")).toBeVisible();
  await empty.server.send(empty.writeKey, catalogue);
  const segment = await empty.api.createSegment("Paying", pro);
  await page.reload();
  await settings.loaded();
  const plan = settings.row("plan");
  await expect(plan).toContainText("Text");
  await expect(plan).toContainText("Server");
  await expect(plan).toContainText("pro, free");
  await expect(plan.getByRole("link", { name: "Paying" })).toHaveAttribute("href", `/segments/${segment}`);
  await expect(page.getByRole("rowheader")).toHaveCount(5);
  await expectAccessible(page);

  const search = page.getByLabel("Search attributes");
  await search.fill("nothing");
  await expect(page.getByText("No attribute of this name.")).toBeVisible();
  await search.fill("PLA");
  await expect(page.getByRole("rowheader")).toHaveCount(1);

  // By keyboard alone.
  await page.getByRole("button", { name: "What to do with plan" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Rename" })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Rename plan" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await expectAccessible(page);
  await dialog.getByLabel("Name").fill(" ");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Name").fill("Price plan");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "What to do with Price plan" })).toBeFocused();

  await settings.act("Price plan", "Hide");
  await expect(page.getByText("Hidden (1)")).toBeVisible();
  await search.fill("");
  await expect(page.getByRole("rowheader", { name: "Price plan" })).toBeHidden();
  await page.getByText("Hidden (1)").click();
  await expect(page.getByRole("rowheader", { name: "Price plan" })).toBeVisible();
  await expectAccessible(page);
  await expectTargetSizes(page);
  expect(await empty.api.count(pro)).toBe(2);
  await page.goto("/users");
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("dialog").getByText("seats", { exact: true })).toBeVisible();
  await expect(page.getByRole("dialog").getByText("Price plan", { exact: true })).toHaveCount(0);
  await settings.open("attributes");
  await page.getByText("Hidden (1)").click();
  await settings.act("Price plan", "Show again");
  await expect(page.getByText("Hidden (1)")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByText("Hidden (1)")).toBeVisible();

  const guest = await joined(empty, browser, contextOptions, { email: "mina@example.com", role: "viewer" });
  const theirs = new SettingsPage(guest.page);
  await theirs.open("attributes");
  await expect(theirs.row("seats")).toBeVisible();
  await expect(guest.page.getByRole("button", { name: /^What to do/ })).toHaveCount(0);
  await guest.context.close();
});

test("another kind is tried first, and what is used is not deleted", async ({ empty, signedInEmpty: page }) => {
  await empty.server.send(empty.writeKey, catalogue);
  await empty.api.createSegment("Paying", pro);
  const settings = new SettingsPage(page);
  await settings.open("attributes");
  await settings.act("plan", "Change kind");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New kind").selectOption("list");
  await expect(dialog.getByText("The value of 3 users is a list then.").first()).toBeVisible();
  await expect(dialog.getByRole("link", { name: "Paying" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Change kind" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await settings.act("seats", "Change kind");
  await dialog.getByLabel("New kind").selectOption("text");
  await expect(dialog.getByText("Every value can be read so.").first()).toBeVisible();
  await dialog.getByRole("button", { name: "Change kind" }).click();
  await expect(settings.row("seats")).toContainText("Text");
  await settings.act("seats", "Change kind");
  await dialog.getByLabel("New kind").selectOption("number");
  await expect(dialog.getByText("The value of 2 users is a number then.").first()).toBeVisible();
  await expect(dialog.getByText('"many"').first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Change kind" }).click();
  await expect(settings.row("seats")).toContainText("Number");
  await expect(page.getByRole("button", { name: "What to do with seats" })).toBeFocused();
  expect(await empty.api.count(seats)).toBe(1);

  await settings.act("plan", "Delete");
  await expect(dialog.getByText("It is not deleted while segments use it.").first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Delete attribute" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await settings.act("topics", "Delete");
  await expect(dialog.getByText("2 users lose their value of it.").first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete attribute" }).click();
  await expect(settings.row("topics")).toHaveCount(0);
  await expect(page.getByLabel("Search attributes")).toBeFocused();
  await settings.open("audit");
  await expect(settings.row("Attribute deleted")).toContainText("kind: list, users: 2");

  await page.route("**/api/attributes", (route) => route.abort());
  await settings.open("attributes");
  await expect(page.getByText("The server cannot be reached.").first()).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(settings.row("plan")).toBeVisible();
});
