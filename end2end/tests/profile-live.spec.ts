// A profile while things happen elsewhere, and while its values are edited.
import { expectAccessible } from "../fixtures/accessibility.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { Panel } from "../pages/panel.ts";
import { UsersPage } from "../pages/users.ts";
import type { Page } from "@playwright/test";

const soon = { timeout: 3_000 };

async function meet(workspace: Workspace, page: Page): Promise<{ panel: Panel; users: UsersPage; id: string }> {
  await workspace.server.send(workspace.writeKey, [
    { type: "identify", userId: "ada", traits: { name: "Ada Byron", plan: "free", seats: 3, roles: ["admin"], beta: true } },
    { type: "page", userId: "ada" },
  ]);
  const users = await new UsersPage(page).opened();
  await users.name("Ada Byron").click();
  const panel = await new Panel(page).shows("Ada Byron");
  await expect(panel.attribute("plan")).toContainText("free");
  return { panel, users, id: (await workspace.api.only("Ada Byron")).user_id };
}

test("tags, segments and activity come and go by themselves", async ({ empty, signedInEmpty: page }) => {
  const { panel, id } = await meet(empty, page);
  const tag = await empty.api.createTag("Beta tester");
  await empty.api.tag(id, tag);
  await expect(panel.root.getByText("Beta tester").first()).toBeVisible(soon);

  await expect(panel.root.getByText("In no segment")).toBeVisible();
  const free = { attribute: { key: "plan", test: { text: { is: { value: "free" } } } } };
  await empty.api.createSegment("Free accounts", { all: [free] });
  await expect(panel.segment("Free accounts")).toBeVisible(soon);
  await empty.server.send(empty.writeKey, [{ type: "identify", userId: "ada", traits: { plan: "pro" } }]);
  await expect(panel.segment("Free accounts")).toHaveCount(0, soon);
  await expect(panel.attribute("plan")).toContainText("pro");

  await panel.tab("Activity").click();
  await expect(panel.root.getByText("No experience seen yet")).toBeVisible();
  const shown = { experience_id: "hello", experience_name: "Hello", experience_kind: "tour", steps: 5, step: 3 };
  await empty.server.send(empty.writeKey, [{ type: "track", userId: "ada", event: "Experience Step Reached", properties: shown }]);
  await expect(panel.timeline()).toContainText("Hello", soon);
  await expect(panel.timeline()).toContainText("3/5 steps");
  await panel.root.getByRole("switch", { name: "Show events" }).check();
  await empty.server.send(empty.writeKey, [{ type: "track", userId: "ada", event: "Exported", properties: { format: "csv" } }]);
  await expect(panel.timeline()).toContainText("Exported", soon);
});

test("a value is edited in place, by its kind, and taken back", async ({ empty, signedInEmpty: page }) => {
  const { panel } = await meet(empty, page);
  await panel.attribute("plan").hover();
  await panel.button("Edit plan").click();
  const field = panel.root.getByRole("textbox", { name: "Value of plan" });
  await expect(field).toBeFocused();
  await field.fill("team");
  await expectAccessible(page);
  await field.press("Enter");
  await expect(panel.attribute("plan")).toContainText("team");
  await expect(panel.attribute("plan")).toContainText("Dashboard");
  await expect(panel.button("Edit plan")).toBeFocused();
  expect((await empty.api.only("Ada Byron")).attributes.plan).toBe("team");

  await panel.button("Edit seats").click();
  const seats = panel.root.getByRole("textbox", { name: "Value of seats" });
  await seats.fill("many");
  await seats.press("Enter");
  await expect(panel.root.getByText("Give a number.")).toBeVisible();
  await seats.fill("12");
  await seats.press("Enter");
  await expect(panel.attribute("seats")).toContainText("12");

  await panel.button("Edit roles").click();
  await panel.root.getByRole("textbox", { name: "Value of roles, one a line" }).fill("admin\nbilling");
  await page.keyboard.press("Control+Enter");
  await expect(panel.attribute("roles").getByRole("listitem")).toHaveText(["admin", "billing"]);

  await panel.button("Edit beta").click();
  await panel.root.getByRole("combobox", { name: "Value of beta" }).selectOption("false");
  await panel.button("Save").click();
  await expect(panel.button("Edit beta")).toBeFocused();
  await expect(panel.attribute("beta")).toContainText("false");

  await panel.button("Edit plan").click();
  await panel.button("Remove value").click();
  await expect(panel.attribute("plan")).toHaveCount(0);
  const told = page.getByRole("region", { name: "Notifications" }).locator(".toast").filter({ hasText: "plan removed" });
  await told.getByRole("button", { name: "Undo" }).click();
  await expect(panel.attribute("plan")).toContainText("team");
});

test("a date is edited by a field for dates, in the workspace's time", async ({ empty, signedInEmpty: page }) => {
  await empty.server.send(empty.writeKey, [
    { type: "identify", userId: "ada", traits: { renews_at: "2026-03-01T09:30:00Z" } },
  ]);
  const { panel } = await meet(empty, page);
  await panel.button("Edit renews_at").click();
  const field = panel.root.getByLabel("Value of renews_at");
  await expect(field).toHaveAttribute("type", "datetime-local");
  const before = await field.inputValue();
  await field.fill(before.replace("2026-03-01", "2027-04-02"));
  await field.press("Enter");
  await expect(panel.attribute("renews_at")).toContainText("2027");
  await expect(panel.button("Edit renews_at")).toBeFocused();
  expect(String((await empty.api.only("Ada Byron")).attributes.renews_at)).toMatch(/^2027-04-02T/);
});

test("why follows the user", async ({ empty, signedInEmpty: page }) => {
  const free = { attribute: { key: "plan", test: { text: { is: { value: "free" } } } } };
  const { panel } = await meet(empty, page);
  await empty.api.createSegment("Free accounts", { all: [free] });
  await panel.button("Why in Free accounts?").click();
  await expect(page.getByRole("dialog", { name: "Why is Ada Byron in Free accounts?" })).toContainText("is in Free accounts");
  await empty.server.send(empty.writeKey, [{ type: "identify", userId: "ada", traits: { plan: "pro" } }]);
  const why = page.getByRole("dialog", { name: "Why is Ada Byron not in Free accounts?" });
  await expect(why).toContainText("is not in Free accounts", soon);
  await expect(why).toContainText("pro");
});

test("Escape leaves a value as it was, and what the server refuses is said at the field", async ({ empty, signedInEmpty: page }) => {
  const { panel } = await meet(empty, page);
  await panel.button("Edit plan").focus();
  await page.keyboard.press("Enter");
  const field = panel.root.getByRole("textbox", { name: "Value of plan" });
  await field.fill("x");
  await field.press("Escape");
  await expect(panel.attribute("plan")).toContainText("free");
  await expect(panel.button("Edit plan")).toBeFocused();
  await panel.root.getByRole("checkbox", { name: "Show empty" }).check();
  await panel.button("Edit Email").focus();
  await page.keyboard.press("Enter");
  const email = panel.root.getByRole("textbox", { name: "Value of Email" });
  await email.fill("x".repeat(2_000));
  await email.press("Enter");
  await expect(panel.root.locator("#attribute-error")).not.toBeEmpty();
  await expect(email).toHaveAttribute("aria-invalid", "true");
});

test("a user that is deleted elsewhere says so", async ({ empty, signedInEmpty: page }) => {
  const { panel, id } = await meet(empty, page);
  const answer = await page.request.delete(`/api/users/${id}`, { headers: { Origin: empty.server.url } });
  expect(answer.status()).toBe(204);
  await expect(panel.root.getByText("This user was deleted.")).toBeVisible(soon);
  await expect(panel.attribute("plan")).toContainText("free");
  await expectAccessible(page);
});

test("an anonymous visitor has a line that says why so little is known", async ({ empty, signedInEmpty: page }) => {
  await empty.server.send(empty.writeKey, [{ type: "page", anonymousId: "visitor-7" }]);
  const users = await new UsersPage(page).opened();
  await users.names().first().click();
  const panel = await new Panel(page).shows("Anonymous");
  await panel.button("How to identify users").click();
  const dialog = page.getByRole("dialog", { name: "Adding user attributes" });
  await expect(dialog).toContainText("identify");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(panel.root).toBeVisible();
});

test("more than eight segments are counted, and a long activity comes in pages", async ({ empty, signedInEmpty: page }) => {
  const everyone = { all: [] };
  for (let number = 1; number <= 10; number += 1) {
    await empty.api.createSegment(`Segment ${String(number).padStart(2, "0")}`, everyone);
  }
  const events = Array.from({ length: 120 }, (_, number) => ({ type: "track", userId: "ada", event: `Step ${number}` }));
  await empty.server.send(empty.writeKey, events);
  const { panel } = await meet(empty, page);
  const pills = panel.root.getByRole("list", { name: /User segments/ }).getByRole("link");
  await expect(pills).toHaveCount(8);
  await panel.button("Show 2 more segments").click();
  await expect(pills).toHaveCount(10);
  await expect(panel.root.getByRole("heading", { name: /User segments/ })).toBeFocused();

  await panel.tab("Activity").click();
  await panel.root.getByRole("switch", { name: "Show events" }).check();
  const entries = panel.timeline().locator(".entry");
  await expect(entries).toHaveCount(50);
  await expect(panel.button("Load more")).toBeAttached();
  await entries.last().scrollIntoViewIfNeeded();
  await expect(entries).toHaveCount(100);
  // What is scrolled to its end goes on by itself, so that a press may come too late.
  await entries.last().scrollIntoViewIfNeeded();
  await expect(entries).toHaveCount(120);
  await expect(panel.button("Load more")).toHaveCount(0);
});
